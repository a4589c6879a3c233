/**
 * For how long a server asks to be left alone. Mattermost itself says `Retry-After: 1` with a 429; proxies in front of it
 * say more, in other forms, and sometimes nonsense.
 * Source: RFC 9110, section 10.2.3; Mattermost 5.37 to 11.6, throttled/http.go, for `X-Ratelimit-Reset`.
 */

/** What an answer says of a pause; '' where it has no such header. */
export interface PauseHeaders {
  readonly retryAfter: string
  readonly rateLimitReset: string
}

/** However long a server asks for, in milliseconds: alerts wait meanwhile. */
const longest = 5 * 60_000

/** Nobody means a longer pause than a day, in milliseconds. */
const absurd = 24 * 3_600_000

/** A number of whole or decimal seconds, and of a header that came twice ("3, 3") the first; NaN where it is none. */
const secondsOf = (text: string): number => Number(/^\s*(\d+(?:\.\d+)?)\s*(?:,|$)/.exec(text)?.[1] ?? NaN)

/** The form of an HTTP date, today's or RFC 850's. The parser would take almost any text for a date. */
const httpDate = /^[A-Z][a-z]{2,8}, \d{2}[ -][A-Z][a-z]{2}[ -](?:\d{2}|\d{4}) \d{2}:\d{2}:\d{2} GMT$/

/** Milliseconds; NaN where it is neither seconds nor a date. */
const retryAfterOf = (text: string, now: number): number =>
  httpDate.test(text.trim()) ? Date.parse(text) - now : secondsOf(text) * 1000

/** Milliseconds. Mattermost gives seconds from now; what is too large for that is a time since the epoch, as others give it. */
const resetOf = (text: string, now: number): number => {
  const given = secondsOf(text)
  if (given > 1e12) return given - now
  return given > 1e9 ? given * 1000 - now : given * 1000
}

const sensible = (pause: number): number | null => (pause > 0 && pause <= absurd ? Math.min(Math.ceil(pause), longest) : null)

/**
 * For how many milliseconds an answer asks to be left alone, at most five minutes; `null` where it does not ask, or not
 * in earnest.
 *
 * @param now when the answer came, in milliseconds since the epoch
 */
export const pauseOf = (statusCode: number, { retryAfter, rateLimitReset }: PauseHeaders, now: number): number | null => {
  if (statusCode !== 429 && statusCode !== 503) return null
  const asked = sensible(retryAfterOf(retryAfter, now))
  return asked === null && statusCode === 429 ? sensible(resetOf(rateLimitReset, now)) : asked
}
