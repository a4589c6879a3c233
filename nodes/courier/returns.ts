import type { Clock } from './clock'
import type { Custody } from './custody'
import type { GivenUp, Outbox } from './outbox'

export interface ReturnsOptions<Outcome> {
  readonly custody: Custody<Outcome>
  readonly clock: Clock
  /** Takes an alert in; answers whether it did. `durable` is called when it survives whatever its outbox survives. */
  readonly take: (alert: Pick<GivenUp<Outcome>, 'id' | 'action' | 'message'>, durable: () => void) => boolean
}

/** How many alerts are read and taken in at a time. */
const pageSize = 100

/** How long the next of them wait for these to be safe, in milliseconds. */
const patience = 1000

/** What a courier gave up, to be looked at, sent again or forgotten. */
export class Returns<Outcome> {
  readonly #options: ReturnsOptions<Outcome>
  /** What is being taken in again. */
  readonly #returning = new Set<string>()

  constructor(options: ReturnsOptions<Outcome>) {
    this.#options = options
  }

  /** Newest first. Rejects with a system error. */
  list(from: number, count: number): Promise<readonly GivenUp<Outcome>[]> {
    return this.#options.custody.outbox.listGivenUp(from, count)
  }

  /**
   * Takes in anew what was given up; answers how much of it: no more than may wait. Rejects with a system error.
   *
   * @param ids all, where none are named
   */
  async sendAgain(ids: readonly string[] | undefined, newId: () => string): Promise<number> {
    const { custody } = this.#options
    const all = ids ?? custody.outbox.givenUpIds()
    let taken = 0
    for (let from = 0; from < all.length; from += pageSize) {
      const page = all.slice(from, from + pageSize)
      const { outbox } = custody
      const found = await outbox.findGivenUp(page)
      // While they were read, somebody else may have sent them again, or discarded them.
      const still = new Set(outbox.givenUpIds())
      const waiting = found.filter(({ id }) => still.has(id) && !this.#returning.has(id))
      const count = await this.#take(waiting, outbox, newId)
      taken += count
      if (count < waiting.length) break
    }
    return taken
  }

  /**
   * Forgets what was given up; answers how much of it.
   *
   * @param ids all, where none are named
   */
  discard(ids: readonly string[] | undefined): number {
    const { outbox } = this.#options.custody
    return outbox.dropGivenUp(ids ?? outbox.givenUpIds())
  }

  /** Takes in what is read; answers how much of it, once that is safe or its safety takes long. */
  async #take(page: readonly GivenUp<Outcome>[], outbox: Outbox<Outcome>, newId: () => string): Promise<number> {
    const safe: string[] = []
    const allSafe = new AbortController()
    let taken = 0
    let forgotten = 0
    // What was given up stays until it is safe in the line. A group is safe in one turn, and forgotten in one go.
    const forget = (): void => {
      outbox.dropGivenUp(safe)
      forgotten += safe.length
      for (const id of safe.splice(0)) this.#returning.delete(id)
      if (forgotten === taken) allSafe.abort()
    }
    for (const { id, action, message } of page) {
      this.#returning.add(id)
      const durable = (): void => {
        if (safe.push(id) === 1) queueMicrotask(forget)
      }
      if (!this.#options.take({ id: newId(), action, message }, durable)) {
        this.#returning.delete(id)
        break
      }
      taken += 1
    }
    // Else ten thousand messages would be in memory before the first of them is written.
    if (taken > 0) await this.#options.clock.wait(patience, allSafe.signal)
    return taken
  }
}
