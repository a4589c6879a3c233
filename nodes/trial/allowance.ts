/** So many uses in a stretch of time, given back one by one (a token bucket). */
export class Allowance {
  readonly #most: number
  readonly #each: number
  readonly #now: () => number
  #left: number
  #since: number

  /**
   * @param most uses at once
   * @param stretch in which as many are given back, in milliseconds
   * @param now milliseconds of a clock that does not go back
   */
  constructor(most: number, stretch: number, now: () => number) {
    this.#most = most
    this.#each = stretch / most
    this.#now = now
    this.#left = most
    this.#since = now()
  }

  /** Takes one; `false` where none is left. */
  take(): boolean {
    const now = this.#now()
    this.#left = Math.min(this.#most, this.#left + (now - this.#since) / this.#each)
    this.#since = now
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
}
