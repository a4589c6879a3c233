/** What the lines of an outbox say, as JSON objects on one line. */
import type { GivenUp, Waiting } from './outbox'

/** The message comes last and is found by this: in a text before it the quotation marks would be escaped. */
const messageBegins = ',"message":'

/** An alert was taken in. */
export const taken = ({ n, id, action, taken: at, since, message }: Omit<Waiting, 'tries'>): string => {
  // The two clocks agree until the time of day jumps.
  const drift = Math.round(at - since)
  const head = drift === 0 ? { n, id, action, taken: at } : { n, id, action, taken: at, drift }
  return `${JSON.stringify(head).slice(0, -1)}${messageBegins}${message}}`
}

/** An alert has ended. */
export const ended = (n: number, outcome: unknown): string => JSON.stringify({ ended: n, outcome })

/** The flow knows how alerts ended. */
export const told = (numbers: readonly number[]): string => JSON.stringify({ told: numbers })

/** An alert was tried so often, in doubt. */
export const tried = (n: number, tries: number): string => JSON.stringify({ tried: n, tries })

/** When calls began. */
export const called = (calls: readonly number[]): string => JSON.stringify({ calls })

/** An alert was given up. */
export const givenUp = ({ id, action, taken: since, at, outcome, message }: GivenUp<unknown>): string =>
  `${JSON.stringify({ id, action, taken: since, at, outcome }).slice(0, -1)}${messageBegins}${message}}`

/** What was given up was taken out. */
export const takenOut = (ids: readonly string[]): string => JSON.stringify({ out: ids })

/** A line without its message; `undefined` where it is no JSON, which only a line of another version can be. */
export const headOf = (body: Buffer): Readonly<Record<string, unknown>> | undefined => {
  const cut = body.indexOf(messageBegins)
  const text = cut < 0 ? body.toString('utf8') : `${body.toString('utf8', 0, cut)}}`
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>
  } catch {
    return undefined // told as damage by who reads
  }
}

/** The message of a line, as JSON. */
export const messageOf = (body: Buffer): string => {
  const cut = body.indexOf(messageBegins)
  return cut < 0 ? '{}' : body.toString('utf8', cut + messageBegins.length, body.length - 1)
}

/** The alert that a line says was taken in; `undefined` where it says something else. */
export const waitingOf = (body: Buffer, tries: (n: number) => number): Waiting | undefined => {
  const head = headOf(body)
  if (typeof head?.n !== 'number') return undefined
  const { n, id, action, taken: at, drift } = head as { n: number; id: string; action: string; taken: number; drift?: number }
  return { n, id, action, taken: at, since: at - (drift ?? 0), message: messageOf(body), tries: tries(n) }
}
