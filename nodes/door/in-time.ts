import { runInNewContext } from 'node:vm'

/** How long what a person tries may hold up all flows, in milliseconds. */
const longest = 2000

/** What is tried takes longer than flows may be held up by it. */
export class TooMuch extends Error {}

const isTimeout = (error: unknown): boolean => (error as { readonly code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'

/**
 * Does work that depends on what somebody sent: who may only look at flows must not stop them by it. It is ended wherever
 * it is, so it may leave nothing half done.
 *
 * @throws TooMuch where it is not through in time
 */
export const inTime = <Result>(work: () => Result): Result => {
  try {
    // Node ends in time only what it runs as a script: its one line calls what is not in its context.
    return runInNewContext('work()', { work }, { timeout: longest }) as Result
  } catch (error) {
    throw isTimeout(error) ? new TooMuch() : error
  }
}
