import { type Ended, type GivenUp, type Incoming, type Left, mostGivenUp, nothingLeft, type Opening, type Outbox, type Trouble, type Waiting } from './outbox'

/** How many calls are remembered for the Visa of the courier that opens it next. */
const mostCalls = 100_000

/** Alerts that wait in memory: they outlive a deploy, where the same outbox is opened again, and not the process. */
export class MemoryOutbox<Outcome> implements Outbox<Outcome> {
  readonly kind = 'memory'
  readonly trouble: Trouble | null
  readonly #most: number
  readonly #line = new Map<number, Waiting>()
  readonly #untold = new Map<number, Ended<Outcome>>()
  #given: GivenUp<Outcome>[] = []
  #calls: number[] = []
  #next = 1
  #handed = 0

  /**
   * @param most how many may wait
   * @param trouble of the outbox on disk, where this stands in for it
   */
  constructor(most = Infinity, trouble: Trouble | null = null) {
    this.#most = most
    this.trouble = trouble
  }

  get waiting(): number {
    return this.#line.size
  }

  get givenUp(): number {
    return this.#given.length
  }

  open(): Promise<Opening<Outcome>> {
    this.#handed = 0
    const opened = { untold: [...this.#untold.values()], calls: [...this.#calls], damaged: 0, known: new Set<string>() }
    return Promise.resolve({ kind: 'open', opened })
  }

  add(alert: Incoming, durable?: () => void): boolean {
    if (this.#line.size >= this.#most) return false
    const waiting: Waiting = { ...alert, n: this.#next, tries: 0 }
    this.#next += 1
    this.#line.set(waiting.n, waiting)
    // As on disk: never in the same turn.
    if (durable !== undefined) queueMicrotask(durable)
    return true
  }

  next(most: number): Promise<readonly Waiting[]> {
    const next: Waiting[] = []
    for (let n = this.#handed + 1; n < this.#next && next.length < most; n += 1) {
      const alert = this.#line.get(n)
      if (alert !== undefined) next.push(alert)
      this.#handed = n
    }
    return Promise.resolve(next)
  }

  tried(alert: Waiting, tries: number): void {
    this.#line.set(alert.n, { ...alert, tries })
  }

  called(at: number): void {
    this.#calls.push(at)
    if (this.#calls.length >= 2 * mostCalls) this.#calls = this.#calls.slice(-mostCalls)
  }

  settle(ended: readonly Ended<Outcome>[]): Promise<void> {
    for (const one of ended) {
      this.#line.delete(one.alert.n)
      this.#untold.set(one.alert.n, one)
    }
    return Promise.resolve()
  }

  told(n: number): void {
    this.#untold.delete(n)
  }

  keep(givenUp: readonly GivenUp<Outcome>[]): Promise<void> {
    this.#given = [...this.#given, ...givenUp].slice(-mostGivenUp)
    return Promise.resolve()
  }

  listGivenUp(from: number, count: number): Promise<readonly GivenUp<Outcome>[]> {
    return Promise.resolve(this.#given.toReversed().slice(from, from + count))
  }

  givenUpIds(): readonly string[] {
    return this.#given.map(({ id }) => id)
  }

  findGivenUp(ids: readonly string[]): Promise<readonly GivenUp<Outcome>[]> {
    const named = new Set(ids)
    return Promise.resolve(this.#given.filter(({ id }) => named.has(id)))
  }

  dropGivenUp(ids: readonly string[]): number {
    const named = new Set(ids)
    const before = this.#given.length
    this.#given = this.#given.filter(({ id }) => !named.has(id))
    return before - this.#given.length
  }

  /** One that stands in for a folder ends here. Any other is opened again by the courier that follows. */
  close(): Promise<Left<Outcome>> {
    return Promise.resolve(this.trouble === null ? nothingLeft : this.empty())
  }

  /** All that is in it. */
  contents(): Left<Outcome> {
    return { ...nothingLeft, waiting: [...this.#line.values()], untold: [...this.#untold.values()], givenUp: this.#given, calls: this.#calls }
  }

  /** Hands over all that is in it, to an outbox that is used in its place from now on. */
  empty(): Left<Outcome> {
    const left = this.contents()
    this.#line.clear()
    this.#untold.clear()
    this.#given = []
    this.#calls = []
    return left
  }
}
