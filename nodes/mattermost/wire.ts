import { own } from '../event/own'
import { printed } from '../event/printed'
import { clean } from './escape'
import { cutMarkdown } from './cut-markdown'
import { cut, largestBody, longestText } from './limits'
import { type Post, texts } from './post'

type JsonRecord = { readonly [key: string]: Json }

/** A value of any shape made sendable: texts clean, nothing that JSON cannot say. */
type Json = string | number | boolean | null | readonly Json[] | JsonRecord

/** Deeper than any post: Mattermost's own blocks nest about six deep. */
const deepest = 20

/** No body within the limit has more values than this: each takes a byte and a comma. */
const most = largestBody / 2

/** Makes a copy that JSON can say, or answers `undefined` for what has too many values: some lead in circles. */
const sendable = (post: object): Json | undefined => {
  let count = 0
  const copy = (value: unknown, depth: number): Json | undefined => {
    count += 1
    if (count > most || depth > deepest) return undefined
    if (typeof value === 'string') return clean(value)
    if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
    if (typeof value === 'boolean' || value === null) return value
    if (Array.isArray(value)) {
      if (value.length > most) count = value.length
      return count > most ? undefined : Array.from(value, (element) => copy(element, depth + 1) ?? null)
    }
    if (typeof value !== 'object' || Buffer.isBuffer(value) || value instanceof Date) {
      return typeof value === 'object' || typeof value === 'bigint' ? clean(printed(value)) : undefined
    }
    const entries: [string, Json][] = []
    for (const key of Object.keys(value)) {
      const json = copy(own(value, key), depth + 1)
      if (json !== undefined) entries.push([clean(key), json])
    }
    return Object.fromEntries(entries)
  }
  const made = copy(post, 0)
  return count > most ? undefined : made
}

/** The names under which a post holds text that people read. Addresses and what is for machines are never cut. */
const readable: ReadonlySet<string> = new Set(['attachments', 'fields', 'props', 'card', 'value', 'username', ...texts])

/** Those of them that are Markdown: what is open where they are cut is closed. */
const markdown: ReadonlySet<string> = new Set(['text', 'pretext', 'footer', 'value', 'card'])

/** A copy of a post in which no text is longer than `longest` code points. */
const shortened = (node: Json, longest: number, name = ''): Json => {
  if (typeof node === 'string') return markdown.has(name) ? cutMarkdown(node, longest) : cut(node, longest)
  if (typeof node !== 'object' || node === null) return node
  if (Array.isArray(node)) return (node as readonly Json[]).map((element) => shortened(element, longest))
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, readable.has(key) ? shortened(value, longest, key) : value])
  )
}

/** Texts are not cut below this to make a post fit, in code points: what is left would say nothing. */
const shortest = 100

/**
 * The bytes to send: clean texts within Mattermost's limits, the longest ones cut, and saying so, until the whole fits
 * every server; `undefined` when it has so many parts that no cutting of texts makes it fit.
 */
export const encode = (post: Partial<Post>): Buffer | undefined => {
  const made = sendable(post)
  if (made === undefined) return undefined
  const whole = JSON.stringify(made)
  // Most posts as a whole are shorter than one of their texts may be.
  if (whole.length <= longestText) return Buffer.from(whole, 'utf8')
  for (let longest = longestText; longest >= shortest; longest = Math.floor(longest * 0.6)) {
    const body = Buffer.from(JSON.stringify(shortened(made, longest)), 'utf8')
    if (body.length <= largestBody) return body
  }
  return undefined
}
