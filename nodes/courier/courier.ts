import type { Clock } from './clock'
import { Custody, type CustodyOptions } from './custody'
import { Line } from './line'
import { type Ended, type Incoming, type Left, type Opened, type Outbox, type Trouble, type Waiting, windowSize } from './outbox'
import type { Outcome } from './outcome'
import type { Platform } from './platform'
import { freshStanding, inCompany, judge, type Standing, timeoutOf, type Verdict, withBacklog, withNewHead, withoutPause, withTries } from './retry-policy'
import { Returns } from './returns'
import type { Composer, Shipment } from './shipment'
import type { VisaWindow } from './visa-window'

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
  readonly outbox: CustodyOptions<Outcome<Receipt>>['outbox']
  /** What the courier before it left when it closed. */
  readonly left: Left<Outcome<Receipt>>
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
  /** While it waits to try again, or for its Visa. */
  readonly nextTry: number | null
  /** The last answer that was no delivery, since the last that was one. */
  readonly failure: { readonly receipt: Receipt; readonly at: number } | null
  /** Whether the platform refuses the courier itself. */
  readonly misdirected: boolean
  /** Whether it waits for its Visa. */
  readonly visaExhausted: boolean
  /** What keeps the outbox from its work now. */
  readonly trouble: Trouble | null
  /** Whether it has its outbox, or still waits for it. */
  readonly open: boolean
  readonly givenUp: number
}

/** How an alert was tried so far. */
interface Tries<Receipt> {
  /** When it was tried first. */
  readonly start: number
  readonly attempts: number
  /** What was answered last. */
  readonly receipt: Receipt
}

/** How long nothing can be done, in milliseconds, and whether another alert would change that. */
interface Rest {
  readonly pause: number
  readonly untilAlert: boolean
}

const none: Rest = { pause: 0, untilAlert: false }

/** How long the oldest has waited before alerts go together, in milliseconds. */
const digestAge = 30_000

/** How long the line rests after a fault, in milliseconds. */
const faultPause = 1000

/** How long after what waits could not be read it is tried again, in milliseconds. */
const readAgainAfter = 2000

/**
 * Delivers alerts to a platform in the order in which they were taken in, one request at a time: parallel requests would
 * be stored in any order. What is taken in ends delivered or given up, and its outcome is told.
 */
export class Courier<Receipt> {
  /** What was given up. */
  readonly returns: Returns<Outcome<Receipt>>
  readonly #options: CourierOptions<Receipt>
  readonly #interrupt = new AbortController()
  readonly #closing = new AbortController()
  readonly #custody: Custody<Outcome<Receipt>>
  readonly #line: Line
  readonly #walk: Promise<void>
  readonly #tries = new Map<number, Tries<Receipt>>()
  #standing: Standing = freshStanding
  #failure: View<Receipt>['failure'] = null
  /** How many alerts are in the request that is on its way. */
  #inFlight = 0
  #exhausted = false
  /** What was taken in up to then, by the time that does not jump, is discarded. */
  #discarded: number
  #wake = new AbortController()
  /** How many alerts were taken in. */
  #taken = 0
  /** Tells of what has ended and is noted, and that the flow does not know yet. */
  #untold: (() => void) | undefined
  /** Whether another alert ends the rest that the line takes. */
  #restsUntilAlert = false

  constructor(options: CourierOptions<Receipt>) {
    this.#options = options
    this.#discarded = options.left.discarded
    this.#line = new Line(options.composer)
    this.#custody = new Custody({
      outbox: options.outbox,
      left: options.left,
      clock: options.clock,
      closing: this.#closing.signal,
      onOpened: (opened) => this.#adopt(opened),
      onArrival: () => this.#rouse()
    })
    this.returns = new Returns({ custody: this.#custody, clock: options.clock, take: (alert, durable) => this.take(alert, durable) === 'taken' })
    // Not known to any outbox, and told as soon as the flow can hear it.
    for (const ended of options.left.untold) options.tell(ended, () => this.#custody.heard(ended.alert.id))
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
    if (this.#custody.waiting >= outboxLimit) return 'full'
    // Written out, as all that is made for each alert: copied with `...` it would take several times as long.
    const { id, action, message } = parcel
    const alert: Incoming = { id, action, message, taken: clock.now(), since: clock.steady() }
    if (!this.#custody.take(alert, durable === undefined ? undefined : () => this.#call(durable))) return 'unavailable'
    this.#taken += 1
    if (this.#restsUntilAlert) this.#rouse()
    this.#options.onChange()
    return 'taken'
  }

  /** How it stands. */
  view(): View<Receipt> {
    const { clock } = this.#options
    const { notBefore, misdirections } = this.#standing
    const pause = Math.max(notBefore - clock.steady(), this.#exhausted ? (this.#options.visa?.pause() ?? 0) : 0)
    const { outbox, waiting, isOpen, oldest } = this.#custody
    return {
      outbox: outbox.kind,
      waiting,
      oldest: (this.#line.head ?? oldest)?.taken ?? null,
      sending: this.#inFlight > 0,
      nextTry: waiting > 0 && pause > 0 ? clock.now() + pause : null,
      failure: this.#failure,
      misdirected: misdirections > 0,
      visaExhausted: this.#exhausted,
      trouble: outbox.trouble,
      open: isOpen,
      givenUp: outbox.givenUp
    }
  }

  /** Tries now what would be tried later. */
  retry(): void {
    this.#standing = withoutPause(this.#standing)
    this.#rouse()
  }

  /** Gives up all that waits now; answers how many, as far as they are not being sent. */
  discardWaiting(): number {
    const waiting = this.#custody.waiting - this.#inFlight
    this.#discarded = this.#options.clock.steady()
    this.#rouse()
    return waiting
  }

  /**
   * Ends: what is in flight is given `grace` milliseconds to finish (an aborted request is often stored all the same) and
   * is then aborted. What waits stays in the outbox. Answers what could not be kept, for the courier that follows.
   */
  async close(grace: number): Promise<Left<Outcome<Receipt>>> {
    this.#closing.abort()
    this.#rouse()
    const done = new AbortController()
    void this.#options.clock.wait(grace, done.signal).then(() => this.#interrupt.abort())
    await this.#walk
    done.abort()
    const left = await this.#custody.close()
    this.#options.platform.close()
    return { ...left, discarded: this.#discarded }
  }

  /** Calls what is not ours: what it throws must not pass for a fault of the outbox that it is called from. */
  #call(callback: () => void): void {
    try {
      callback()
    } catch (error) {
      this.#options.onFault(error)
    }
  }

  #rouse(): void {
    // Each abort makes an error with its stack, also one that changes nothing.
    if (!this.#wake.signal.aborted) this.#wake.abort()
  }

  /** Never rejects. */
  async #run(): Promise<void> {
    await this.#custody.open()
    while (!this.#closing.signal.aborted) {
      this.#wake = new AbortController()
      const taken = this.#taken
      const rest = await this.#step().catch((error: unknown): Rest => {
        // A platform, an outbox and a composer tell what is wrong as values; a fault of our own must not end the line.
        this.#options.onFault(error)
        return { pause: faultPause, untilAlert: false }
      })
      if (rest === none || (rest.untilAlert && this.#taken > taken)) continue
      this.#restsUntilAlert = rest.untilAlert
      this.#options.onChange()
      await this.#options.clock.wait(rest.pause, this.#wake.signal)
      this.#restsUntilAlert = false
    }
    this.#tellUntold()
  }

  /** Takes over what was in an outbox that is open now. */
  #adopt({ untold, calls, damaged }: Opened<Outcome<Receipt>>): void {
    const { visa, onDamage, onChange } = this.#options
    const { outbox } = this.#custody
    // An outbox that stands in for the folder's knows of none, and takes none away.
    if (calls.length > 0) visa?.restore(calls)
    if (damaged > 0) onDamage(damaged)
    if (outbox.waiting > 0) this.#standing = withBacklog(this.#standing, true)
    this.#tell(untold, outbox)
    onChange()
  }

  /** Does the next thing that can be done; answers how long nothing can. */
  async #step(): Promise<Rest> {
    if (await this.#custody.tend()) {
      this.#line.clear()
      this.#tries.clear()
      this.#standing = withBacklog(withNewHead(this.#standing), true)
    }
    const { clock, visa, expireAfter } = this.#options
    const { outbox } = this.#custody
    this.#standing = inCompany(this.#standing, outbox.waiting > this.#line.ahead, clock.steady())
    // The next one is needed, too, to learn whose fault a failure is; behind a digest it may not be in the line yet.
    const isShort = this.#line.alerts.length < 2 || this.#standing.turn === 'next'
    if (isShort && outbox.waiting > this.#line.alerts.length) this.#line.add(await outbox.next(windowSize))
    const { head } = this.#line
    if (head === undefined) {
      if (outbox.waiting > 0) return { pause: readAgainAfter, untilAlert: false }
      this.#standing = withBacklog(withNewHead(this.#standing), false)
      return { pause: Infinity, untilAlert: true }
    }
    if (await this.#giveUpOverdue()) return none
    const now = clock.steady()
    const untilExpiry = head.since + expireAfter - now
    const pause = this.#standing.notBefore - now
    if (pause > 0) return { pause: Math.min(pause, untilExpiry), untilAlert: this.#standing.lonely }
    const untilVisa = visa?.pause() ?? 0
    this.#exhausted = untilVisa > 0
    if (untilVisa > 0) {
      this.#standing = withBacklog(this.#standing, true)
      return { pause: Math.min(untilVisa, untilExpiry), untilAlert: false }
    }
    const shipment = this.#choose(head)
    if (shipment === undefined) return { pause: readAgainAfter, untilAlert: false }
    // Of an earlier life it can have been tried enough.
    if (this.#standing.lonely && this.#standing.notBefore > now) return none
    await this.#send(shipment)
    return none
  }

  /** Gives up what has waited too long, and what a person discards; answers whether there was any. */
  async #giveUpOverdue(): Promise<boolean> {
    const { clock, expireAfter } = this.#options
    const oldest = clock.steady() - expireAfter
    const outcomes = new Map<Waiting, Outcome<Receipt>>()
    for (const alert of this.#line.alerts) {
      if (alert.since <= this.#discarded) outcomes.set(alert, { kind: 'discarded' })
      else if (alert.since <= oldest) outcomes.set(alert, { kind: 'expired' })
    }
    if (outcomes.size === 0) return false
    if (this.#line.head !== undefined && outcomes.has(this.#line.head)) this.#standing = withNewHead(this.#standing)
    await this.#end([...outcomes].map(([alert, outcome]) => ({ alert, outcome })), true)
    return true
  }

  /** What is tried now; `undefined` where that could not be read. */
  #choose(head: Waiting): Shipment | undefined {
    if (this.#standing.turn === 'next') return this.#line.next()
    const first = this.#line.first(this.#isDigestDue(head))
    const tries = first?.digest === '' ? (first.alerts[0]?.tries ?? 0) : 0
    this.#standing = withTries(this.#standing, tries, this.#options.clock.steady())
    return first
  }

  #isDigestDue({ since }: Waiting): boolean {
    const { clock, digestAbove } = this.#options
    return this.#standing.backlogged && this.#custody.outbox.waiting > digestAbove && clock.steady() - since >= digestAge
  }

  async #send(shipment: Shipment): Promise<void> {
    const { clock, visa, platform, verdictOf, random } = this.#options
    const { alerts, body, digest } = shipment
    const { outbox } = this.#custody
    if (body === undefined) {
      await this.#end(alerts.map((alert) => ({ alert, outcome: { kind: 'unsendable' } })), true)
      return
    }
    const start = clock.now()
    if (visa !== undefined) {
      visa.count()
      outbox.called(start)
    }
    this.#inFlight = alerts.length
    this.#options.onChange()
    const { turn, doubts } = this.#standing
    const sending = platform.send(body, timeoutOf(platform.timeout, turn === 'head' ? doubts : 0), this.#interrupt.signal)
    setImmediate(() => this.#call(() => this.#line.prepareNext()))
    const receipt = await sending
    this.#inFlight = 0
    const end = clock.now()
    const verdict = verdictOf(receipt)
    if (this.#interrupt.signal.aborted && (verdict.kind === 'away' || verdict.kind === 'doubtful')) {
      // Ended by the close, it is tried again by the courier that follows, which is to know that it may be there already.
      if (verdict.kind === 'doubtful') this.#noteTries(shipment, doubts + 1)
      return
    }
    const more = outbox.waiting > this.#line.ahead
    const { standing, fate, headGivenUp } = judge(this.#standing, verdict, more, clock.steady(), random())
    this.#standing = standing
    this.#failure = verdict.kind === 'delivered' ? null : { receipt, at: end }
    for (const { n } of alerts) {
      const { attempts = 0, start: first = start } = this.#tries.get(n) ?? {}
      this.#tries.set(n, { receipt, start: first, attempts: attempts + 1 })
    }
    if (headGivenUp) await this.#giveUpHead(end)
    if (fate === 'waits') {
      if (verdict.kind === 'doubtful') this.#noteTries(shipment, turn === 'head' ? standing.doubts : 1)
      // While the next one is tried, the head stays what it was: a digest is not one of its alerts.
      if (verdict.kind === 'away' && turn === 'head') this.#line.replan()
      return
    }
    // Perhaps it is only one of them that is refused, or only their being together.
    if (digest !== '' && verdict.kind === 'refused') this.#line.part(alerts)
    else await this.#end(this.#tried(alerts, end, digest), fate === 'given up')
  }

  /** Notes for a later life how often an alert was tried in doubt; a digest of then may be of others. */
  #noteTries({ alerts, digest }: Shipment, tries: number): void {
    if (digest === '') for (const alert of alerts) this.#custody.outbox.tried(alert, tries)
  }

  /** Alerts that ended with their last try. */
  #tried(alerts: readonly Waiting[], end: number, digest: string): readonly Ended<Outcome<Receipt>>[] {
    return alerts.map((alert) => {
      const tries = this.#tries.get(alert.n)
      if (tries === undefined) return { alert, outcome: { kind: 'unknown' } }
      const { receipt, start, attempts } = tries
      return { alert, outcome: { kind: 'tried', receipt, start, end, attempts, digest } }
    })
  }

  /** The one behind it was delivered: what the head was answered was its own fault. */
  async #giveUpHead(end: number): Promise<void> {
    const head = this.#line.first(false)
    if (head === undefined) return
    if (head.digest === '') await this.#end(this.#tried(head.alerts, end, ''), true)
    else this.#line.part(head.alerts)
  }

  /** Notes how alerts ended, and tells. */
  async #end(all: readonly Ended<Outcome<Receipt>>[], givenUp: boolean): Promise<void> {
    const { clock, digestAbove } = this.#options
    const { outbox } = this.#custody
    this.#tellUntold()
    this.#line.remove(all.map(({ alert }) => alert))
    for (const { alert } of all) this.#tries.delete(alert.n)
    if (givenUp) {
      const at = clock.now()
      // Before the outcome: else a power cut between the two would leave nothing of it.
      await outbox.keep(all.map(({ alert: { id, action, taken, message }, outcome }) => ({ id, action, taken, at, outcome, message })))
    }
    await outbox.settle(all)
    if (outbox.waiting <= (digestAbove === Infinity ? 0 : digestAbove)) this.#standing = withBacklog(this.#standing, false)
    this.#untold = () => this.#tell(all, outbox)
    // In the next turn: where another is to be sent it is on its way by then, and what the platform takes to answer would be idle.
    setImmediate(() => this.#tellUntold())
  }

  /** Tells of what ended last, if that was not done. */
  #tellUntold(): void {
    const tell = this.#untold
    this.#untold = undefined
    if (tell === undefined) return
    this.#call(tell)
    this.#call(this.#options.onChange)
  }

  /** Tells the flow of what has ended in the outbox of now, which can be another's, or closed, once the flow knows. */
  #tell(all: readonly Ended<Outcome<Receipt>>[], outbox: Outbox<Outcome<Receipt>>): void {
    for (const ended of all) {
      this.#options.tell(ended, () => {
        outbox.told(ended.alert.n)
        this.#custody.heard(ended.alert.id)
      })
    }
  }
}
