interface Waiter {
  readonly isDone: () => boolean
  readonly done: () => void
  readonly fail: (error: Error) => void
}

/** Lets callers wait until lists have grown. */
export class Waiting {
  readonly #waiters = new Set<Waiter>()

  /** Resolves with `list` as soon as it holds `count`; rejects after `timeoutMs`, saying how many of `what` it held. */
  forCount<T>(list: readonly T[], count: number, timeoutMs: number, what: string): Promise<readonly T[]> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        clearTimeout(timer)
        this.#waiters.delete(waiter)
        act()
      }
      const waiter: Waiter = {
        isDone: () => list.length >= count,
        done: () => settle(() => resolve(list)),
        fail: (error) => settle(() => reject(error))
      }
      const timer = setTimeout(() => {
        waiter.fail(new Error(`${list.length} of ${count} ${what} after ${timeoutMs} ms`))
      }, timeoutMs)
      this.#waiters.add(waiter)
      this.check()
    })
  }

  /** Looks again at all that is waited for. */
  check(): void {
    for (const waiter of this.#waiters) if (waiter.isDone()) waiter.done()
  }

  /** Ends all waiting. */
  giveUp(reason: string): void {
    for (const waiter of this.#waiters) waiter.fail(new Error(reason))
  }
}
