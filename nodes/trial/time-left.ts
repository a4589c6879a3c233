/**
 * Answers how long the next request of a trial may take, in milliseconds, each time that it is asked: no longer than its
 * Courier waits for any, and all of them together no longer than a person does.
 *
 * @param timeout of the Courier, in milliseconds
 * @param longest that all requests may take, in milliseconds from now on
 * @param now milliseconds of a clock that does not go back
 */
export const timeLeft = (timeout: number, longest: number, now: () => number): (() => number) => {
  const end = now() + longest
  return () => Math.max(1, Math.min(timeout, end - now()))
}
