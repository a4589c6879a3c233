import type { Clock } from './clock'
import { MemoryOutbox } from './memory-outbox'
import { type Incoming, type Left, mostCarried, type Opened, type Opening, type Outbox } from './outbox'

export interface CustodyOptions<Outcome> {
  /** A new outbox of the courier's folder; asked for again where one could not be opened. */
  readonly outbox: () => Outbox<Outcome>
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
  /** Tries to open the outbox that could not be opened. */
  #reopening: Promise<void> | undefined
  #arrival: Arrival<Outcome> | undefined
  /** What is to be noted in the folder, once it can be had. */
  #notes: readonly string[]

  constructor(options: CustodyOptions<Outcome>) {
    this.#options = options
    this.#outbox = options.outbox()
    this.#notes = options.left.notes
    this.#hold(options.left.waiting)
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
    if (this.#isOpen) return this.#pending.length === 0 && this.#outbox.add(alert, durable)
    // However many: the folder is opening, or another's, which ends.
    this.#pending.push({ alert, durable })
    return true
  }

  /** Opens the outbox; resolves when there is one, if only in memory, or all is closing. */
  async begin(): Promise<void> {
    await this.#open(this.#options.left)
  }

  /** Does what is to be done before alerts are asked for; answers whether the outbox is another now, to be asked anew. */
  async tend(): Promise<boolean> {
    const arrival = this.#arrival
    const isOver = arrival !== undefined || this.#outbox.trouble?.kind === 'taken over'
    if (isOver) {
      // A folder that was taken over is another's, who delivers what is in it: what is not in it waits until it is ours again.
      const left = await this.#outbox.close()
      this.#hold(left.waiting)
      this.#notes = [...this.#notes, ...left.notes]
      this.#arrival = undefined
      this.#outbox = arrival?.outbox ?? this.#options.outbox()
      if (arrival === undefined) await this.#open(left)
      else await this.#adopt(arrival.opened, left)
    }
    this.#admit()
    return isOver
  }

  /** Answers what is lost with the process, for the courier that follows. */
  async close(): Promise<Left<Outcome>> {
    // Else its lock would be held by nobody, and for ever.
    await this.#reopening
    const left = await this.#outbox.close()
    await this.#arrival?.outbox.close()
    return { ...left, waiting: [...left.waiting, ...this.#pending.map(({ alert }) => alert)], notes: [...this.#notes, ...left.notes] }
  }

  #hold(alerts: readonly Incoming[]): void {
    this.#pending.unshift(...alerts.map((alert) => ({ alert, durable: undefined })))
  }

  /** @param left by the outbox before it */
  async #open(left: Left<Outcome>): Promise<void> {
    this.#isOpen = false
    const opening = await this.#attempt(this.#outbox)
    if (opening.kind === 'open') await this.#adopt(opening.opened, left)
    if (opening.kind !== 'unavailable') return
    // What cannot be kept is carried and delivered all the same.
    this.#outbox = new MemoryOutbox(mostCarried, { kind: 'unwritable', code: opening.code })
    await this.#adopt({ untold: [], calls: [], damaged: 0 }, left)
    this.#reopening = this.#reopen()
  }

  async #attempt(outbox: Outbox<Outcome>): Promise<Opening<Outcome>> {
    const opening = await outbox.open(this.#options.closing, this.#notes)
    if (opening.kind === 'open') this.#notes = []
    return opening
  }

  async #reopen(): Promise<void> {
    const { clock, closing, outbox: make, onArrival } = this.#options
    while (!closing.aborted) {
      await clock.wait(reopenAfter, closing)
      const outbox = make()
      const opening = await this.#attempt(outbox)
      if (opening.kind === 'unavailable') continue
      if (opening.kind === 'open') this.#arrival = { outbox, opened: opening.opened }
      onArrival()
      return
    }
  }

  async #adopt(opened: Opened<Outcome>, left: Left<Outcome>): Promise<void> {
    await this.#outbox.keep(left.givenUp)
    for (const call of left.calls) this.#outbox.called(call)
    this.#isOpen = true
    this.#options.onOpened({ ...opened, calls: [...opened.calls, ...left.calls] })
    this.#admit()
  }

  /** Hands over to the outbox what is held, in order, as far as it can carry it now. */
  #admit(): void {
    const refused = this.#pending.findIndex(({ alert, durable }) => !this.#outbox.add(alert, durable))
    this.#pending.splice(0, refused < 0 ? this.#pending.length : refused)
  }
}
