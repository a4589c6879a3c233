import type { Custody } from './custody'
import type { GivenUp } from './outbox'

export interface ReturnsOptions<Outcome> {
  readonly custody: Custody<Outcome>
  /** Takes an alert in; answers whether it did. `durable` is called when it survives whatever its outbox survives. */
  readonly take: (alert: Pick<GivenUp<Outcome>, 'id' | 'action' | 'message'>, durable: () => void) => boolean
}

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
    const { custody, take } = this.#options
    const { outbox } = custody
    const safe: string[] = []
    // What was given up stays until it is safe in the line. A group is safe in one turn, and forgotten in one go.
    const forget = (): void => {
      outbox.dropGivenUp(safe)
      for (const id of safe.splice(0)) this.#returning.delete(id)
    }
    let taken = 0
    for (const { id, action, message } of await outbox.findGivenUp(ids)) {
      // On its way already: two people, or one who clicked twice.
      if (this.#returning.has(id)) continue
      this.#returning.add(id)
      const durable = (): void => {
        if (safe.push(id) === 1) queueMicrotask(forget)
      }
      if (!take({ id: newId(), action, message }, durable)) {
        this.#returning.delete(id)
        break
      }
      taken += 1
    }
    return taken
  }

  /**
   * Forgets what was given up; answers how much of it.
   *
   * @param ids all, where none are named
   */
  discard(ids: readonly string[] | undefined): number {
    return this.#options.custody.outbox.dropGivenUp(ids)
  }
}
