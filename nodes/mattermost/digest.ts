/**
 * Many alerts in few posts, for when Mattermost was away and they waited: how many of each level, and a line for every
 * one of them, over as many posts as the limits ask for. No line is left out or cut.
 */
import type { Alert } from '../alert/alert'
import { type Level, levels } from '../alert/level'
import { oneLine, shown } from './escape'
import { markdownLine } from './escape-markdown'
import { cut, largestBody, longestText } from './limits'
import type { Post } from './post'
import { Template } from './template'
import { timesOf } from './times'
import { linkTarget, webAddress } from './web-address'
import { encode } from './wire'
import type { Zone } from './zone'

/** One post of a digest. */
export interface Digest {
  /** Which alerts are in it, by their place among all, in order. */
  readonly members: readonly number[]
  readonly body: Buffer
}

/** Where posts go, and under which name and icon. */
export type Destination = Pick<Post, 'channel' | 'username' | 'icon_url' | 'icon_emoji'>

/** Of a post, where it goes, and nothing else. */
export const destinationOf = (post: Destination): Destination => {
  const names = ['channel', 'username', 'icon_url', 'icon_emoji'] as const
  return Object.fromEntries(names.flatMap((name) => (post[name] === undefined ? [] : [[name, post[name]]])))
}

/** Stands for a title of which nothing can be seen, and so no link could be clicked. */
const noTitle = '–'

const isSeen = (text: string): boolean => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text)

/** Longer than the name of any tool, in code points. */
const longestSource = 100

/** Those that are seen by who only looks through. */
const bold: ReadonlySet<Level> = new Set(['CRITICAL', 'HIGH'])

const parsed = (source: string): Template => {
  const reading = Template.read(source)
  if (!reading.ok) throw new Error(reading.problem) // a slip in the line below, met by every test
  return reading.template
}

/** One item of a list. A time comes first: nothing that an alert says begins a task, a heading or a list in it. */
const item = parsed(
  '- {{{when}}} {{{level}}} {{#link}}[{{title}}]({{link}}){{/link}}{{^link}}{{title}}{{/link}}{{#source}} · {{source}}{{/source}}{{#status}} · {{status}}{{/status}}'
)

const itemOf = ({ title, level, link, source, status }: Alert, when: string): string => {
  const view = {
    when,
    level: bold.has(level) ? `**${level}**` : level,
    title: isSeen(shown(title)) ? title : noTitle,
    // Looked at once more: with its brackets and blanks encoded it may be too long.
    link: webAddress(linkTarget(link)),
    source: cut(oneLine(shown(source)), longestSource),
    // Else the end of an incident would read as a new one.
    status: status === 'NEW' ? '' : status
  }
  return item.render(view, { kind: 'markdown', escape: markdownLine })
}

const number = (count: number): string => count.toLocaleString('en-US')

/** `3 CRITICAL, 40 HIGH`: by rank, and only those there are. */
const countsOf = (alerts: readonly Alert[]): string => {
  const counts = new Map<Level, number>()
  for (const { level } of alerts) counts.set(level, (counts.get(level) ?? 0) + 1)
  return levels.flatMap((level) => (counts.has(level) ? [`${number(counts.get(level) ?? 0)} ${level}`] : [])).join(', ')
}

/** Puts items into posts in order, each as full as it gets; answers their places. */
const packed = (items: readonly string[], room: number): readonly (readonly number[])[] => {
  const posts: number[][] = []
  let left = 0
  for (const [index, text] of items.entries()) {
    const length = Array.from(text).length + 1 // with the end of its line
    if (length > left) {
      posts.push([])
      left = room
    }
    posts.at(-1)?.push(index)
    left -= length
  }
  return posts
}

/** What a text leaves of a body, in bytes. A code point takes four at most, and what JSON escapes in a clean text two. */
const largestDestination = largestBody - 4 * longestText

/**
 * The posts that tell of alerts together. There is none for a destination of tens of kilobytes, which leaves no room:
 * its alerts can only be sent one by one, for Mattermost to refuse.
 *
 * @param zone in which times are shown
 */
export const digest = (alerts: readonly Alert[], destination: Destination, zone: Zone): readonly Digest[] => {
  if (Buffer.byteLength(JSON.stringify({ ...destination, text: '' })) > largestDestination) return []
  const { each, span } = timesOf(alerts.map(({ created }) => created), zone)
  const waited = `**${number(alerts.length)} ${alerts.length === 1 ? 'alert' : 'alerts'} waited** for Mattermost: ${countsOf(alerts)}`
  const headOf = (part: number, parts: number): string => `${waited}${parts === 1 ? '' : ` (${number(part)} of ${number(parts)})`}\n${span === '' ? '' : `${span}\n`}\n`

  const items = alerts.map((alert, index) => itemOf(alert, each[index] ?? ''))
  // There are no more posts than alerts, so no head is longer.
  const posts = packed(items, longestText - headOf(items.length, items.length).length)
  return posts.flatMap((members, index) => {
    const text = headOf(index + 1, posts.length) + members.map((member) => items[member]).join('\n')
    const body = encode({ ...destination, text })
    return body === undefined ? [] : [{ members, body }] // with room for the text there always is a body
  })
}
