import type { Clock } from '../../../nodes/courier/clock'

interface Waiter {
  readonly at: number
  readonly end: () => void
}

/** A clock that a test moves. */
export class FakeClock implements Clock {
  #steady = 1_764_000_000_000
  #drift = 0
  readonly #waiters = new Set<Waiter>()

  now(): number {
    return this.#steady + this.#drift
  }

  steady(): number {
    return this.#steady
  }

  wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) {
        resolve()
        return
      }
      const end = (): void => {
        this.#waiters.delete(waiter)
        signal.removeEventListener('abort', end)
        resolve()
      }
      // As a timer of Node's: a millisecond at least.
      const waiter = { at: this.#steady + Math.max(1, milliseconds), end }
      this.#waiters.add(waiter)
      signal.addEventListener('abort', end)
    })
  }

  /** The time of day jumps; nothing else does. */
  jump(milliseconds: number): void {
    this.#drift += milliseconds
  }

  /** The next life of the process begins at an earlier time of day. */
  setBack(milliseconds: number): void {
    this.#steady -= milliseconds
  }

  /** A new process begins: what it counts by begins at the time of day. */
  beginAnew(): void {
    this.#steady += this.#drift
    this.#drift = 0
  }

  /** Time passes, and all that was waited for until then happens in its order. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.#steady + milliseconds
    await idle()
    for (;;) {
      const next = [...this.#waiters].filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0]
      if (next === undefined) break
      this.#steady = Math.max(this.#steady, next.at)
      next.end()
      await idle()
    }
    this.#steady = until
    await idle()
  }

  /** Time passes from one thing that is waited for to the next until a condition holds; answers how much. */
  async passUntil(holds: () => boolean, most = 30 * 24 * 3_600_000): Promise<number> {
    const from = this.#steady
    await idle()
    while (!holds()) {
      const next = [...this.#waiters].filter(({ at }) => at < Infinity).sort((one, other) => one.at - other.at)[0]
      if (next === undefined || next.at - from > most) {
        // Something real may still be on its way: a file, a socket.
        await new Promise((resolve) => setImmediate(resolve))
        if (next === undefined) continue
        throw new Error('it never came to hold')
      }
      this.#steady = Math.max(this.#steady, next.at)
      next.end()
      await idle()
    }
    return this.#steady - from
  }
}

/** Lets everything run that does not wait for time. */
export const idle = async (turns = 20): Promise<void> => {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
