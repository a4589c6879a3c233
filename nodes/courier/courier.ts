import type { Clock } from './clock'
import { lockLost } from './journal'
import { MemoryOutbox } from './memory-outbox'
import { type Ended, type GivenUp, type Incoming, mostCarried, mostHeld, type Opened, type Outbox, type Waiting, windowSize } from './outbox'
import type { Platform } from './platform'
import { freshStanding, judge, mostDoubts, type Standing, timeoutOf, type Verdict, withCompany } from './retry-policy'
import type { Composer, Shipment } from './shipment'
import type { VisaWindow } from './visa-window'

/** How an alert ended. Plain data: it is kept on disk until the flow knows. Times are milliseconds since the epoch. */
export type Outcome<Receipt> =
  | {
      readonly kind: 'tried'
      readonly receipt: Receipt
      readonly start: number
      readonly end: number
      readonly attempts: number
      /** Names the digest that it was posted in; '' where it was posted alone. */
      readonly digest: string
    }
  /** Nothing sendable could be made of it. */
  | { readonly kind: 'unsendable' }
  /** It waited longer than alerts may. */
  | { readonly kind: 'expired' }
  /** A person decided that it is not sent. */
  | { readonly kind: 'discarded' }

/** An alert to be delivered. */
export interface Parcel {
  /** Unique. */
  readonly id: string
  /** The id of the action that it is for. */
  readonly action: string
  /** The message it came with: JSON of an object. */
  readonly message: string
}

/** Whether a courier has taken a parcel in; if so, its outcome is told when it has ended. */
export type Intake =
  | 'taken'
  /** As many as may wait are waiting. */
  | 'full'
  /** It can be neither kept nor carried in memory. */
  | 'unavailable'

export interface CourierOptions<Receipt> {
  readonly platform: Platform<Receipt>
  readonly verdictOf: (receipt: Receipt) => Verdict
  readonly composer: Composer
  /** A new outbox of the courier's folder; asked for again where one could not be opened. */
  readonly outbox: () => Outbox<Outcome<Receipt>>
  /** What the courier before it left when it closed. */
  readonly left: readonly Incoming[]
  /** How many alerts may wait. */
  readonly outboxLimit: number
  /** Above so many waiting they go together; Infinity: never. */
  readonly digestAbove: number
  /** How long an alert may wait, in milliseconds. */
  readonly expireAfter: number
  readonly visa: VisaWindow | undefined
  readonly clock: Clock
  /** From 0 to 1. */
  readonly random: () => number
  /** Tells the flow how an alert ended; `told` is called once it knows, in this life or never. */
  readonly tell: (ended: Ended<Outcome<Receipt>>, told: () => void) => void
  /** Called when what `view` shows may have changed. */
  readonly onChange: () => void
  readonly onDamage: (stretches: number) => void
  /** Called with what should never be thrown. The line goes on. */
  readonly onFault: (error: unknown) => void
}

/** What can be seen of a courier. Times are milliseconds since the epoch. */
export interface View<Receipt> {
  readonly outbox: 'disk' | 'memory'
  readonly waiting: number
  /** When the oldest that waits was taken in. */
  readonly oldest: number | null
  readonly sending: boolean
  /** While it waits to try again. */
  readonly nextTry: number | null
  /** The last answer that was no delivery, since the last that was one. */
  readonly failure: { readonly receipt: Receipt; readonly at: number } | null
  /** Whether the platform refuses the courier itself. */
  readonly misdirected: boolean
  /** Whether it waits for its Visa. */
  readonly visaExhausted: boolean
  /** The system's code of why alerts cannot be kept now; '' where they can. */
  readonly trouble: string
  /** Whether it has its outbox, or still waits for it. */
  readonly open: boolean
  readonly givenUp: number
}

/** An outbox that could be opened, and what was in it. */
interface Arrival<Receipt> {
  readonly outbox: Outbox<Outcome<Receipt>>
  readonly opened: Opened<Outcome<Receipt>>
}

/** How long the oldest has waited before alerts go together, in milliseconds. */
const digestAge = 30_000

/** How long the line rests after a fault, in milliseconds. */
const faultPause = 1000

/** How long after what waits could not be read it is tried again, in milliseconds. */
const readAgainAfter = 2000

/** How long after an outbox could not be opened it is tried again, in milliseconds. */
const reopenAfter = 10_000

/**
 * Delivers alerts to a platform in the order in which they were taken in, one request at a time: parallel requests would
 * be stored in any order. What is taken in ends delivered or given up, and its outcome is told.
 */
export class Courier<Receipt> {
  readonly #options: CourierOptions<Receipt>
  readonly #interrupt = new AbortController()
  readonly #closing = new AbortController()
  readonly #walk: Promise<void>
  /** Tries to open the outbox that could not be opened. */
  #reopening: Promise<void> | undefined
  #outbox: Outbox<Outcome<Receipt>>
  /** The outbox that could be opened at last, to take the place of the one in memory. */
  #arrived: Arrival<Receipt> | undefined
  #open = false
  /** What came before the outbox was open. */
  #intake: { readonly alert: Incoming; readonly durable: (() => void) | undefined }[]
  /** The next to go, in order. */
  #line: Waiting[] = []
  /** Shipments of alerts of the line, where some go together. */
  #plan: Shipment[] = []
  /** Alerts that go alone, because a digest with them failed. */
  readonly #singly = new Set<number>()
  readonly #tries = new Map<number, { readonly start: number; readonly attempts: number; readonly receipt: Receipt }>()
  /** What was given up and is being taken in again. */
  readonly #returning = new Set<string>()
  #standing: Standing = freshStanding
  #failure: View<Receipt>['failure'] = null
  #sending = false
  #exhausted = false
  #discarded = -Infinity
  #wake = new AbortController()

  constructor(options: CourierOptions<Receipt>) {
    this.#options = options
    this.#outbox = options.outbox()
    this.#intake = options.left.map((alert) => ({ alert, durable: undefined }))
    this.#walk = this.#run()
  }

  /**
   * Takes a parcel in. Its outcome is told later, never in the same turn.
   *
   * @param durable called when it survives whatever its outbox survives
   */
  take(parcel: Parcel, durable?: () => void): Intake {
    const { clock, outboxLimit } = this.#options
    if (this.#closing.signal.aborted) return 'unavailable'
    if (this.#waiting >= outboxLimit) return 'full'
    const alert: Incoming = { ...parcel, taken: clock.now(), since: clock.steady() }
    if (this.#open) {
      if (this.#intake.length > 0 || !this.#outbox.add(alert, durable)) return 'unavailable'
    } else {
      if (this.#intake.length >= mostHeld) return 'unavailable'
      this.#intake.push({ alert, durable })
    }
    this.#rouse()
    this.#options.onChange()
    return 'taken'
  }

  view(): View<Receipt> {
    const { clock } = this.#options
    const { notBefore, misdirections } = this.#standing
    const pause = notBefore - clock.steady()
    const waiting = this.#waiting
    return {
      outbox: this.#outbox.kind,
      waiting,
      oldest: this.#line[0]?.taken ?? this.#intake[0]?.alert.taken ?? null,
      sending: this.#sending,
      nextTry: waiting > 0 && pause > 0 ? clock.now() + pause : null,
      failure: this.#failure,
      misdirected: misdirections > 0,
      visaExhausted: this.#exhausted,
      trouble: this.#outbox.trouble,
      open: this.#open,
      givenUp: this.#outbox.givenUp
    }
  }

  /** Tries now what would be tried later. */
  retry(): void {
    this.#standing = { ...this.#standing, notBefore: -Infinity }
    this.#rouse()
  }

  /** What was given up, newest first. */
  listGivenUp(from: number, count: number): Promise<readonly GivenUp<Outcome<Receipt>>[]> {
    return this.#outbox.listGivenUp(from, count)
  }

  /**
   * Takes in anew what was given up; answers how many of it: no more than may wait.
   *
   * @param ids all, where none are named
   */
  async sendAgain(ids: readonly string[] | undefined, newId: () => string): Promise<number> {
    const outbox = this.#outbox
    let taken = 0
    for (const { id, action, message } of await outbox.findGivenUp(ids)) {
      // On its way already: two people, or one who clicked twice.
      if (this.#returning.has(id)) continue
      this.#returning.add(id)
      // What was given up stays until it is safe in the line.
      const safe = (): void => {
        this.#returning.delete(id)
        outbox.dropGivenUp([id])
      }
      if (this.take({ id: newId(), action, message }, safe) !== 'taken') {
        this.#returning.delete(id)
        break
      }
      taken += 1
    }
    return taken
  }

  /** Gives up all that waits now; answers how many, as far as they are not being sent. */
  discardWaiting(): number {
    const waiting = this.#waiting - (this.#sending ? 1 : 0)
    this.#discarded = this.#options.clock.steady()
    this.#rouse()
    return waiting
  }

  async discardGivenUp(ids: readonly string[] | undefined): Promise<number> {
    return this.#outbox.dropGivenUp(ids ?? (await this.#outbox.findGivenUp(undefined)).map(({ id }) => id))
  }

  /**
   * Ends: what is in flight is given `grace` milliseconds to finish (an aborted request is often stored all the same) and
   * is then aborted. What waits stays in the outbox. Answers what could not be kept, for the courier that follows.
   */
  async close(grace: number): Promise<readonly Incoming[]> {
    this.#closing.abort()
    this.#rouse()
    const done = new AbortController()
    void this.#options.clock.wait(grace, done.signal).then(() => this.#interrupt.abort())
    await this.#walk
    done.abort()
    // Else its lock would be held by nobody, and for ever.
    await this.#reopening
    const left: Incoming[] = [...(await this.#outbox.close()), ...this.#intake.map(({ alert }) => alert)]
    await this.#arrived?.outbox.close()
    this.#options.platform.close()
    return left
  }

  get #waiting(): number {
    return this.#outbox.waiting + this.#intake.length
  }

  #rouse(): void {
    this.#wake.abort()
  }

  /** Never rejects. */
  async #run(): Promise<void> {
    await this.#begin()
    while (!this.#closing.signal.aborted) {
      this.#wake = new AbortController()
      const pause = await this.#step().catch((error: unknown) => {
        // A platform, an outbox and a composer tell what is wrong as values; a fault of our own must not end the line.
        this.#options.onFault(error)
        return faultPause
      })
      if (pause > 0) {
        this.#options.onChange()
        await this.#options.clock.wait(pause, this.#wake.signal)
      }
    }
  }

  async #begin(): Promise<void> {
    const opening = await this.#outbox.open(this.#closing.signal)
    if (opening.kind === 'open') this.#adopt(opening.opened)
    if (opening.kind !== 'unavailable') return
    // What cannot be kept is carried and delivered all the same.
    this.#outbox = new MemoryOutbox(mostCarried, opening.code)
    this.#adopt({ untold: [], calls: [], damaged: 0 })
    this.#reopening = this.#reopen()
  }

  async #reopen(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await this.#options.clock.wait(reopenAfter, this.#closing.signal)
      const outbox = this.#options.outbox()
      const opening = await outbox.open(this.#closing.signal)
      if (opening.kind === 'unavailable') continue
      if (opening.kind === 'open') this.#arrived = { outbox, opened: opening.opened }
      this.#rouse()
      return
    }
  }

  #adopt({ untold, calls, damaged }: Opened<Outcome<Receipt>>): void {
    const outbox = this.#outbox
    this.#options.visa?.restore([...(this.#open ? this.#options.visa.calls() : []), ...calls])
    this.#open = true
    if (damaged > 0) this.#options.onDamage(damaged)
    this.#standing = { ...this.#standing, held: this.#standing.held || outbox.waiting > 0 }
    for (const ended of untold) this.#options.tell(ended, () => outbox.told(ended.alert.n))
    this.#admit()
    this.#options.onChange()
  }

  /** Hands over to the outbox what came before it was open, in order, as far as it can carry it now. */
  #admit(): void {
    const refused = this.#intake.findIndex(({ alert, durable }) => !this.#outbox.add(alert, durable))
    this.#intake.splice(0, refused < 0 ? this.#intake.length : refused)
  }

  /** Goes over to the outbox that could be opened at last, with all that waits. */
  async #move(arrived: Arrival<Receipt>): Promise<void> {
    this.#arrived = undefined
    const carried = [...this.#line, ...(await this.#outbox.next(Infinity))]
    this.#intake.unshift(...carried.map((alert) => ({ alert, durable: undefined })))
    this.#forgetLine()
    const givenUp = await this.#outbox.findGivenUp(undefined)
    if (givenUp.length > 0) await arrived.outbox.keep(givenUp)
    this.#outbox = arrived.outbox
    this.#adopt(arrived.opened)
  }

  /** The folder was taken over, by one who delivers what is in it. What is not in it waits until it is ours again. */
  async #queueUp(): Promise<void> {
    const left = await this.#outbox.close()
    this.#open = false
    this.#forgetLine()
    this.#intake.unshift(...left.map((alert) => ({ alert, durable: undefined })))
    this.#outbox = this.#options.outbox()
    await this.#begin()
  }

  #forgetLine(): void {
    this.#line = []
    this.#plan = []
    this.#tries.clear()
    this.#singly.clear()
    this.#standing = { ...this.#standing, turn: 'head', doubts: 0, lonely: false, held: true }
  }

  /** Does the next thing that can be done; answers how long nothing can, in milliseconds. */
  async #step(): Promise<number> {
    if (this.#arrived !== undefined) await this.#move(this.#arrived)
    if (this.#outbox.trouble === lockLost) await this.#queueUp()
    this.#admit()
    // The next one is needed, too, to learn whose fault a failure is; behind a digest it may not be in the line yet.
    const isShort = this.#line.length < 2 || this.#standing.turn === 'next'
    if (isShort && this.#outbox.waiting > this.#line.length) this.#line.push(...(await this.#outbox.next(windowSize)))
    const head = this.#line[0]
    if (head === undefined) {
      if (this.#outbox.waiting > 0) return readAgainAfter
      this.#standing = { ...this.#standing, held: false, doubts: 0, turn: 'head', lonely: false }
      this.#plan = []
      return Infinity
    }
    if (await this.#giveUpOverdue()) return 0
    const { clock, visa, expireAfter } = this.#options
    const now = clock.steady()
    if (this.#line.length > 1) this.#standing = withCompany(this.#standing, now)
    const untilExpiry = head.since + expireAfter - now
    const pause = this.#standing.notBefore - now
    if (pause > 0) return Math.min(pause, untilExpiry)
    const untilVisa = visa?.pause() ?? 0
    this.#exhausted = untilVisa > 0
    if (untilVisa > 0) {
      this.#standing = { ...this.#standing, held: true }
      return Math.min(untilVisa, untilExpiry)
    }
    await this.#send(this.#choose(head))
    return 0
  }

  /** Gives up what has waited too long, and what a person discards; answers whether there was any. */
  async #giveUpOverdue(): Promise<boolean> {
    const { clock, expireAfter } = this.#options
    const oldest = clock.steady() - expireAfter
    const outcomes = new Map<Waiting, Outcome<Receipt>>()
    for (const alert of this.#line) {
      if (alert.since <= this.#discarded) outcomes.set(alert, { kind: 'discarded' })
      else if (alert.since <= oldest) outcomes.set(alert, { kind: 'expired' })
    }
    if (outcomes.size === 0) return false
    this.#plan = []
    if (this.#line[0] !== undefined && outcomes.has(this.#line[0])) this.#standing = { ...this.#standing, turn: 'head', doubts: 0, lonely: false }
    await this.#end([...outcomes].map(([alert, outcome]) => ({ alert, outcome })), true)
    return true
  }

  #choose(head: Waiting): Shipment {
    const single = (alert: Waiting): Shipment => ({ alerts: [alert], body: this.#options.composer.compose(alert), digest: '' })
    if (this.#standing.turn === 'next') {
      const first = new Set(this.#plan[0]?.alerts ?? [head])
      const next = this.#line.find((alert) => !first.has(alert))
      if (next !== undefined) return single(next)
      this.#standing = { ...this.#standing, turn: 'head' }
    }
    if (this.#plan.length === 0 && this.#isDigestDue(head)) {
      const alone = this.#line.filter(({ n }) => this.#singly.has(n))
      const together = this.#line.filter(({ n }) => !this.#singly.has(n))
      this.#plan = [...alone.map(single), ...this.#options.composer.digest(together)]
    }
    const planned = this.#plan[0]
    if (planned !== undefined) return planned
    // An alert that was tried in an earlier life goes on where it was.
    if (this.#standing.doubts < head.tries) this.#standing = { ...this.#standing, doubts: Math.min(head.tries, mostDoubts - 1) }
    return single(head)
  }

  #isDigestDue({ since }: Waiting): boolean {
    const { clock, digestAbove } = this.#options
    return this.#standing.held && this.#outbox.waiting > digestAbove && clock.steady() - since >= digestAge
  }

  async #send(shipment: Shipment): Promise<void> {
    const { clock, visa, platform, verdictOf, random } = this.#options
    const { alerts, body, digest } = shipment
    if (body === undefined) {
      this.#plan = this.#plan.filter((one) => one !== shipment)
      await this.#end(alerts.map((alert) => ({ alert, outcome: { kind: 'unsendable' } })), true)
      return
    }
    const start = clock.now()
    if (visa !== undefined) {
      visa.count()
      this.#outbox.called(start)
    }
    this.#sending = true
    this.#options.onChange()
    const { turn, doubts } = this.#standing
    const receipt = await platform.send(body, timeoutOf(platform.timeout, turn === 'head' ? doubts : 0), this.#interrupt.signal)
    this.#sending = false
    const end = clock.now()
    const verdict = verdictOf(receipt)
    // Ended by the close, it says nothing: it is tried again by the courier that follows.
    if (this.#interrupt.signal.aborted && (verdict.kind === 'away' || verdict.kind === 'doubtful')) return
    const headShipment: Shipment = turn === 'head' ? shipment : (this.#plan[0] ?? { ...shipment, alerts: this.#line.slice(0, 1) })
    const more = this.#line.length > alerts.length || this.#outbox.waiting > this.#line.length
    const { standing, fate, headGivenUp } = judge(this.#standing, verdict, more, clock.steady(), random())
    this.#standing = standing
    this.#failure = verdict.kind === 'delivered' ? null : { receipt, at: end }
    const first = new Map(alerts.map((alert) => [alert, this.#note(alert, receipt, start)]))
    if (headGivenUp) await this.#giveUpHead(headShipment, end)
    if (fate === 'waits') {
      if (verdict.kind === 'doubtful' && digest === '') for (const alert of alerts) this.#outbox.tried(alert, turn === 'head' ? standing.doubts : 1)
      // While the next one is tried, the head stays what it was: a digest is not one of its alerts.
      if (verdict.kind === 'away' && turn === 'head') this.#plan = []
      return
    }
    // What follows the head may hold the next one, which has ended.
    this.#plan = turn === 'head' ? this.#plan.filter((one) => one !== shipment) : this.#plan.slice(0, 1)
    if (digest !== '' && verdict.kind === 'refused') {
      // Perhaps it is only one of them, or only their being together.
      for (const { n } of alerts) this.#singly.add(n)
      this.#plan = []
      return
    }
    const outcome = (alert: Waiting): Outcome<Receipt> => ({ kind: 'tried', receipt, end, digest, ...(first.get(alert) ?? { start, attempts: 1 }) })
    await this.#end(alerts.map((alert) => ({ alert, outcome: outcome(alert) })), fate === 'given up')
  }

  /** Counts a try of an alert. */
  #note({ n }: Waiting, receipt: Receipt, start: number): { readonly start: number; readonly attempts: number } {
    const before = this.#tries.get(n)
    const counted = { start: before?.start ?? start, attempts: (before?.attempts ?? 0) + 1 }
    this.#tries.set(n, { ...counted, receipt })
    return counted
  }

  /** The one behind it was delivered: what the head was answered was its own fault. */
  async #giveUpHead({ alerts, digest }: Shipment, end: number): Promise<void> {
    this.#plan = []
    if (digest !== '') {
      for (const { n } of alerts) this.#singly.add(n)
      return
    }
    const ended: Ended<Outcome<Receipt>>[] = []
    for (const alert of alerts) {
      const last = this.#tries.get(alert.n)
      if (last !== undefined) ended.push({ alert, outcome: { kind: 'tried', end, digest: '', ...last } })
    }
    await this.#end(ended, true)
  }

  /** Notes how alerts ended, and tells. */
  async #end(all: readonly Ended<Outcome<Receipt>>[], givenUp: boolean): Promise<void> {
    const { clock, tell, digestAbove } = this.#options
    const outbox = this.#outbox
    const gone = new Set(all.map(({ alert }) => alert))
    this.#line = this.#line.filter((alert) => !gone.has(alert))
    for (const { alert } of all) {
      this.#singly.delete(alert.n)
      this.#tries.delete(alert.n)
    }
    if (givenUp) {
      const at = clock.now()
      // Before the outcome: else a power cut between the two would leave nothing of it.
      await outbox.keep(all.map(({ alert: { id, action, taken, message }, outcome }) => ({ id, action, taken, at, outcome, message })))
    }
    await outbox.settle(all)
    if (outbox.waiting <= (digestAbove === Infinity ? 0 : digestAbove)) this.#standing = { ...this.#standing, held: false }
    for (const ended of all) tell(ended, () => outbox.told(ended.alert.n))
    this.#options.onChange()
  }
}
