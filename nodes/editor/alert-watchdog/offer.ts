/** Takes a sample that rules can be seen beside; `undefined` for none. */
interface Taker {
  offer(event: unknown): void
}

/** A sample for all rules of a dialog, also for those that are added later. */
export class Offer {
  readonly #takers = new Set<Taker>()
  #event: unknown

  add(taker: Taker): void {
    this.#takers.add(taker)
    if (this.#event !== undefined) taker.offer(this.#event)
  }

  /** When all rules are drawn anew. */
  forget(): void {
    this.#takers.clear()
  }

  take(event: unknown): void {
    this.#event = event
    for (const taker of this.#takers) taker.offer(event)
  }
}
