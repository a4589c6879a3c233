import type { Clock } from './clock'
import type { Visa } from './visa'

/** Counts calls against a Visa: no more than so many begin in any stretch of the interval's length. */
export class VisaWindow {
  readonly #visa: Visa
  readonly #clock: Clock
  /** When calls began, by the clock that does not jump; those before `#first` count no more. */
  #calls: number[] = []
  #first = 0

  constructor(visa: Visa, clock: Clock) {
    this.#visa = visa
    this.#clock = clock
  }

  /** Takes over the calls of an earlier life: times of day, which can lie in the future where the clock was set back. */
  restore(calls: readonly number[]): void {
    const now = this.#clock.now()
    const steady = this.#clock.steady()
    this.#calls = calls.map((at) => steady - Math.max(0, now - at)).sort((one, other) => one - other)
    this.#first = 0
  }

  /** A call begins. */
  count(): void {
    this.#calls.push(this.#clock.steady())
  }

  /** How many milliseconds until the next call may begin; 0: now. */
  pause(): number {
    this.#forget()
    const { calls, interval } = this.#visa
    const oldest = this.#calls[this.#calls.length - calls]
    return oldest === undefined || this.#calls.length - this.#first < calls ? 0 : Math.max(0, oldest + interval - this.#clock.steady())
  }

  /** The calls that still count, as times of day. */
  calls(): readonly number[] {
    this.#forget()
    const drift = this.#clock.now() - this.#clock.steady()
    return this.#calls.slice(this.#first).map((at) => Math.round(at + drift))
  }

  #forget(): void {
    const oldest = this.#clock.steady() - this.#visa.interval
    while ((this.#calls[this.#first] ?? Infinity) <= oldest) this.#first += 1
    if (this.#first < 1000) return
    this.#calls = this.#calls.slice(this.#first)
    this.#first = 0
  }
}
