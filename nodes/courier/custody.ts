import type { Clock } from './clock'
import { MemoryOutbox } from './memory-outbox'
import { both, type Ended, type Incoming, type Left, mostCarried, nothingLeft, type Opened, type Opening, type Outbox } from './outbox'

export interface CustodyOptions<Outcome> {
  /**
   * A new outbox of the courier's folder; asked for again where one could not be opened.
   *
   * @param onTrouble to be called when its trouble is another
   */
  readonly outbox: (onTrouble: () => void) => Outbox<Outcome>
  /** What the courier before left when it closed. */
  readonly left: Left<Outcome>
  readonly clock: Clock
  /** Ends all waiting. */
  readonly closing: AbortSignal
  /** Called when an outbox is open, with what was in it. */
  readonly onOpened: (opened: Opened<Outcome>) => void
  /** Called when there is something to tend. */
  readonly onArrival: () => void
}

/** An alert that is held until there is an outbox to put it in. */
interface Pending {
  readonly alert: Incoming
  readonly durable: (() => void) | undefined
}

/** An outbox that could be opened at last, and what was in it. */
interface Arrival<Outcome> {
  readonly outbox: Outbox<Outcome>
  readonly opened: Opened<Outcome>
}

/** How long after an outbox could not be opened it is tried again, in milliseconds. */
const reopenAfter = 10_000

/**
 * Keeps a courier's alerts in whatever outbox there is: in none while the folder is another's, and they are held; in memory
 * while the folder cannot be used, and they are delivered all the same; in the folder as soon as it can be had.
 */
export class Custody<Outcome> {
  readonly #options: CustodyOptions<Outcome>
  #outbox: Outbox<Outcome>
  #isOpen = false
  #pending: Pending[] = []
  /** Ended, in no outbox, and the flow may not know; by the alert's id. */
  readonly #unheard = new Map<string, Ended<Outcome>>()
  /** What else an outbox before this one left, until there is one that keeps it. */
  #left: Left<Outcome> = nothingLeft
  /** Tries to open the outbox that could not be opened. */
  #reopening: Promise<void> | undefined
  #arrival: Arrival<Outcome> | undefined

  constructor(options: CustodyOptions<Outcome>) {
    this.#options = options
    this.#outbox = this.#newOutbox()
    this.#hold(options.left)
  }

  get outbox(): Outbox<Outcome> {
    return this.#outbox
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  get waiting(): number {
    return this.#outbox.waiting + this.#pending.length
  }

  /** The one that is held longest. */
  get oldest(): Incoming | undefined {
    return this.#pending[0]?.alert
  }

  /** Whether an alert was taken in; `durable` is called when it survives whatever the outbox survives. */
  take(alert: Incoming, durable: (() => void) | undefined): boolean {
    // Where some are held all the same the outbox is full, and they go first.
    if (this.#isOpen) return this.#pending.length === 0 && this.#outbox.add(alert, durable)
    // However many: the folder is opening, or another's, which ends.
    this.#pending.push({ alert, durable })
    return true
  }

  /** The flow knows how an alert ended that was handed over. */
  heard(id: string): void {
    this.#unheard.delete(id)
  }

  /** Opens the outbox; resolves when there is one, if only in memory, or all is closing. */
  async open(): Promise<void> {
    const opening = await this.#attempt(this.#outbox)
    if (opening.kind === 'open') await this.#adopt(opening.opened)
    if (opening.kind !== 'unavailable') return
    // What cannot be kept is carried and delivered all the same.
    const standIn = new MemoryOutbox<Outcome>(mostCarried, { kind: 'unwritable', code: opening.code })
    this.#outbox = standIn
    await this.#adopt({ untold: [], calls: [], damaged: 0, known: new Set() })
    this.#reopening = this.#reopen(standIn)
  }

  /** Does what is to be done before alerts are asked for; answers whether the outbox is another now, to be asked anew. */
  async tend(): Promise<boolean> {
    const arrival = this.#arrival
    const isOver = arrival !== undefined || this.#isTakenOver
    if (isOver) {
      // A folder that was taken over is another's, who delivers what is in it: what is not in it waits until it is ours again.
      this.#isOpen = false
      this.#hold(await this.#outbox.close())
      this.#arrival = undefined
      this.#outbox = arrival?.outbox ?? this.#newOutbox()
      if (arrival === undefined) await this.open()
      else await this.#adopt(arrival.opened)
    }
    this.#admit()
    return isOver
  }

  /** Answers what is lost with the process, for the courier that follows. */
  async close(): Promise<Left<Outcome>> {
    // Else its lock would be held by nobody, and for ever.
    await this.#reopening
    this.#hold(await this.#outbox.close())
    await this.#arrival?.outbox.close()
    return this.#handed()
  }

  get #isTakenOver(): boolean {
    return this.#outbox.trouble?.kind === 'taken over'
  }

  #newOutbox(): Outbox<Outcome> {
    return this.#options.outbox(() => {
      if (this.#isOpen && this.#isTakenOver) this.#options.onArrival()
    })
  }

  /** Takes over what an outbox left. */
  #hold(left: Left<Outcome>): void {
    this.#pending = [...left.waiting.map((alert) => ({ alert, durable: undefined })), ...this.#pending]
    for (const ended of left.untold) this.#unheard.set(ended.alert.id, ended)
    this.#left = both(this.#left, { ...left, waiting: [], untold: [] })
  }

  /** All that is in no outbox. */
  #handed(): Left<Outcome> {
    return { ...this.#left, waiting: this.#pending.map(({ alert }) => alert), untold: [...this.#unheard.values()] }
  }

  /** @param standIn holds what was handed over meanwhile */
  async #attempt(outbox: Outbox<Outcome>, standIn?: MemoryOutbox<Outcome>): Promise<Opening<Outcome>> {
    const handed = both(this.#handed(), standIn?.contents() ?? nothingLeft)
    const opening = await outbox.open(this.#options.closing, handed)
    if (opening.kind === 'open') this.#left = { ...this.#left, notes: this.#left.notes.slice(handed.notes.length) }
    return opening
  }

  async #reopen(standIn: MemoryOutbox<Outcome>): Promise<void> {
    const { clock, closing, onArrival } = this.#options
    while (!closing.aborted) {
      await clock.wait(reopenAfter, closing)
      const outbox = this.#newOutbox()
      const opening = await this.#attempt(outbox, standIn)
      if (opening.kind === 'unavailable') continue
      if (opening.kind === 'open') this.#arrival = { outbox, opened: opening.opened }
      onArrival()
      return
    }
  }

  /** Puts into an open outbox what is to be kept, and what waits for one. */
  async #adopt(opened: Opened<Outcome>): Promise<void> {
    const { givenUp, calls } = this.#left
    this.#left = { ...this.#left, givenUp: [], calls: [] }
    this.#pending = this.#pending.filter(({ alert }) => !opened.known.has(alert.id))
    await this.#outbox.keep(givenUp)
    for (const call of calls) this.#outbox.called(call)
    this.#options.onOpened({ ...opened, calls: [...opened.calls, ...calls] })
    this.#admit()
    this.#isOpen = true
  }

  /** Hands over to the outbox what is held, in order, as far as it can carry it now. */
  #admit(): void {
    const refused = this.#pending.findIndex(({ alert, durable }) => !this.#outbox.add(alert, durable))
    this.#pending.splice(0, refused < 0 ? this.#pending.length : refused)
  }
}
