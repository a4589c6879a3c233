import type { Waiting } from './outbox'
import type { Composer, Shipment } from './shipment'

/** The alerts that are next, in order, and which of them go together. */
export class Line {
  readonly #composer: Composer
  #alerts: Waiting[] = []
  /** Shipments of these alerts, where some go together. */
  #plan: Shipment[] = []
  /** Alerts that go alone, because what they went together in failed. */
  readonly #alone = new Set<number>()

  constructor(composer: Composer) {
    this.#composer = composer
  }

  get alerts(): readonly Waiting[] {
    return this.#alerts
  }

  /** The one that has waited longest. */
  get head(): Waiting | undefined {
    return this.#alerts[0]
  }

  /** How many go first. */
  get ahead(): number {
    return this.#plan[0]?.alerts.length ?? 1
  }

  /** Puts alerts behind those there are. */
  add(alerts: readonly Waiting[]): void {
    this.#alerts.push(...alerts)
  }

  /** Takes out what has ended. */
  remove(ended: readonly Waiting[]): void {
    const gone = new Set(ended)
    // Nearly always it is the first alone, of a thousand.
    if (ended.length === 1 && ended[0] === this.head) this.#alerts.shift()
    else this.#alerts = this.#alerts.filter((alert) => !gone.has(alert))
    this.#plan = this.#plan.filter(({ alerts }) => !alerts.some((alert) => gone.has(alert)))
    for (const { n } of ended) this.#alone.delete(n)
  }

  /** Forgets all: another outbox numbers its alerts anew. */
  clear(): void {
    this.#alerts = []
    this.#plan = []
    this.#alone.clear()
  }

  /**
   * What goes first. It stays the same until it has ended, or is planned anew.
   *
   * @param together whether what can go together does
   */
  first(together: boolean): Shipment | undefined {
    if (this.#plan.length === 0 && together) this.#plan = this.#planned()
    const [planned] = this.#plan
    return planned ?? (this.head === undefined ? undefined : this.#single(this.head))
  }

  /** The one that waits behind what goes first. */
  next(): Shipment | undefined {
    const first = new Set(this.#plan[0]?.alerts ?? this.#alerts.slice(0, 1))
    const next = this.#alerts.find((alert) => !first.has(alert))
    return next === undefined ? undefined : this.#single(next)
  }

  /** Has the one made ready that waits behind what goes first: the composer keeps what it made last. */
  prepareNext(): void {
    this.next()
  }

  /** What goes together is decided anew: more may have come, and the actions may be others. */
  replan(): void {
    this.#plan = []
  }

  /** Alerts that went together go alone from now on. */
  part(alerts: readonly Waiting[]): void {
    for (const { n } of alerts) this.#alone.add(n)
    this.replan()
  }

  #planned(): Shipment[] {
    const alone = this.#alerts.filter(({ n }) => this.#alone.has(n))
    const others = this.#alerts.filter(({ n }) => !this.#alone.has(n))
    return [...alone.map((alert) => this.#single(alert)), ...this.#composer.digest(others)]
  }

  #single(alert: Waiting): Shipment {
    return { alerts: [alert], body: this.#composer.compose(alert), digest: '' }
  }
}
