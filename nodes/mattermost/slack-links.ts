/**
 * The server makes `[b](a)` of `<a|b>` before Markdown is read, in code too, where no entity can stop it.
 * Source: Mattermost's model/incoming_webhook.go and utils/markdown.
 */
const slackLink = /<[^\n<|>]+\|[^|\n>]+>/g

/** What a person reads as the same. */
const lookAlikes: Readonly<Record<string, string>> = { '|': '\u2223', '<': '\u2039', '>': '\u203a' }

/** A stretch of a text that a value brought, from its first UTF-16 unit to behind its last. */
export type Range = readonly [from: number, to: number]

/**
 * A text in which no value in code makes such a link, be it with what the template has around it. What the template writes
 * alone stays.
 */
export const withoutSlackLinks = (text: string, values: readonly Range[]): string => {
  const isValue = (at: number): boolean => values.some(([from, to]) => at >= from && at < to)
  let made = text
  slackLink.lastIndex = 0
  for (let found = slackLink.exec(made); found !== null; found = slackLink.exec(made)) {
    const [link] = found
    const start = found.index
    const places = [link.indexOf('|'), 0, link.length - 1].map((at) => start + at)
    const place = places.find(isValue)
    if (place === undefined) continue
    made = made.slice(0, place) + (lookAlikes[made[place] ?? ''] ?? '') + made.slice(place + 1)
    // What it was in the way of: a link that begins before it, and goes on through it.
    slackLink.lastIndex = Math.max(made.lastIndexOf('<', made.lastIndexOf('|', start)), 0)
  }
  return made
}
