/** Time, handed in so that no rule of the courier needs real time to be tested. */
export interface Clock {
  /** The time of day, in milliseconds since the epoch. It can jump. */
  now(): number
  /**
   * What ages and pauses are counted by, in milliseconds. It begins as the time of day does when the process starts, so
   * that the times of two lives can be compared, and it never jumps.
   */
  steady(): number
  /** Resolves after so many milliseconds, or when the signal aborts. Does not keep the process alive. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
}

/** Longer than this a timer of Node's does not run, in milliseconds. */
const longestTimer = 2 ** 31 - 1

/** The machine's own time. */
export const machineClock: Clock = {
  now: Date.now,
  steady: () => performance.timeOrigin + performance.now(),
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve()
        return
      }
      const end = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', end)
        resolve()
      }
      const timer = setTimeout(end, Math.min(milliseconds, longestTimer))
      timer.unref()
      signal.addEventListener('abort', end)
    })
}
