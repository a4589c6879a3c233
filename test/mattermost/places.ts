import { prepare, readMessage } from '../../nodes/mattermost/handler'
import { encode } from '../../nodes/mattermost/wire'
import { anAlert } from './alerts'

/** A place of the post in which a template puts a value. */
export interface Place {
  readonly name: string
  /** How Mattermost shows it: as Markdown, as plain text in which words become links and emoji, or as it is. */
  readonly kind: 'markdown' | 'caption' | 'plain'
  /** Whether it has lines. */
  readonly lines: boolean
  /** Whether the server rewrites Slack's tokens though it is not Markdown. */
  readonly slack: boolean
  /** What the template has around the value `…`. */
  readonly around: string
  /** The saved action, for a template. */
  readonly saved: (template: string) => Readonly<Record<string, unknown>>
  /** Where it went in the post. */
  readonly read: (post: Sent) => string | undefined
}

/** A post as it was sent. */
export interface Sent {
  readonly text?: string
  readonly channel?: string
  readonly username?: string
  readonly icon_url?: string
  readonly icon_emoji?: string
  readonly props?: unknown
  readonly priority?: unknown
  readonly silent?: unknown
  readonly attachments: readonly (Readonly<Record<string, string>> & { readonly fields: readonly { title: string; value: string; short: boolean }[] })[]
}

const attachment = (key: string) => (post: Sent) => post.attachments[0]?.[key]
const field = (key: 'title' | 'value') => (post: Sent) => post.attachments[0]?.fields[0]?.[key]
const link = 'https://siem.example.com/1'

const base: readonly Omit<Place, 'around'>[] = [
  { name: 'text', kind: 'markdown', lines: true, slack: false, saved: (text) => ({ text }), read: (post) => post.text },
  { name: 'pretext', kind: 'markdown', lines: true, slack: false, saved: (pretext) => ({ pretext }), read: attachment('pretext') },
  { name: 'body', kind: 'markdown', lines: true, slack: false, saved: (body) => ({ body }), read: attachment('text') },
  { name: 'footer', kind: 'markdown', lines: true, slack: false, saved: (footer) => ({ footer }), read: attachment('footer') },
  { name: 'value of a field', kind: 'markdown', lines: true, slack: false, saved: (value) => ({ fields: [{ title: 'x', value, short: true }] }), read: field('value') },
  { name: 'title without a link', kind: 'markdown', lines: false, slack: false, saved: (alertTitle) => ({ alertTitle, titleLink: '{{nothing}}' }), read: attachment('title') },
  { name: 'title with a link', kind: 'plain', lines: false, slack: true, saved: (alertTitle) => ({ alertTitle, titleLink: link }), read: attachment('title') },
  { name: 'author', kind: 'plain', lines: false, slack: false, saved: (authorName) => ({ authorName }), read: attachment('author_name') },
  { name: 'title of a field', kind: 'caption', lines: false, slack: false, saved: (title) => ({ fields: [{ title, value: 'x', short: true }] }), read: field('title') },
  { name: 'fallback', kind: 'plain', lines: false, slack: false, saved: (fallback) => ({ fallback }), read: attachment('fallback') },
  { name: 'username', kind: 'plain', lines: false, slack: false, saved: (username) => ({ username }), read: (post) => post.username }
]

/** Every place, at its start and within its line. */
export const places: readonly Place[] = base.flatMap((place) => [
  { ...place, around: '…' },
  { ...place, name: `${place.name}, within a line`, around: 'Host … end' }
])

/** The post of an action for an alert and its message. */
export const post = (saved: Readonly<Record<string, unknown>>, alert = anAlert(), msg: Readonly<Record<string, unknown>> = {}, username = 'Cyphon Alert'): Sent => {
  const reading = readMessage(saved)
  if (!reading.ok) throw new Error(reading.problem)
  const body = encode(prepare(reading.message, alert, msg, username))
  if (body === undefined) throw new Error('not sendable')
  return JSON.parse(body.toString('utf8')) as Sent
}

/** What goes out in a place for a value of the event. */
export const sent = (place: Place, value: string): string =>
  place.read(post(place.saved(place.around.replace('…', '{{data.value}}')), anAlert({ data: { value } }))) ?? ''
