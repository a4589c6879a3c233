/**
 * Cuts Markdown so that nothing stays open: a fence or code span would swallow what says that something is missing, half a
 * link leads elsewhere, and half a row is no table.
 */
import { begun, head, longestText, marker, more, reach } from './limits'

/** A beginning of a text, what closes what is open in it, and what stands between that and what is said of the rest. */
interface Beginning {
  readonly kept: string
  readonly closing: string
  readonly between: string
}

const fenceLine = /^((?:[ \t]*>)*[ \t]*)(`{3,}|~{3,})(.*)$/
const row = /^[ \t]*\|/
const delimiterRow = /^[ \t]*\|[-:| \t]+$/

/**
 * What is followed as one: links, images, what stands in angle brackets, and addresses. Past escaped brackets, which begin
 * no link: each would be followed as far as the brackets behind it are escaped, too.
 */
const whole = /\\[[\\]|(!?\[(?:\\.|[^[\]\\\n])*\]\((?:[^()\n]|\([^()\n]*\))*\)|<[^\n<>]+>|(?:https?:\/\/|ftp:\/\/|mailto:|www\.)[^\s<>]+)/gi

/** How far a code span or a link is followed beyond the cut, in UTF-16 units: servers split longer texts themselves. */
const beyond = 20_000

interface OpenFence {
  /** Where its line begins, and where its content does. */
  readonly at: number
  readonly from: number
  readonly prefix: string
  readonly run: string
}

/** The fenced block that a text ends in, where it does. */
const openFence = (text: string): OpenFence | undefined => {
  let open: OpenFence | undefined
  let at = 0
  for (const line of text.split('\n')) {
    const [, prefix = '', run = '', rest = ''] = fenceLine.exec(line) ?? []
    if (open === undefined) {
      if (run !== '' && !rest.includes('`')) open = { at, from: at + line.length + 1, prefix, run }
    } else if (run.startsWith(open.run) && rest.trim() === '') open = undefined
    at += line.length + 1
  }
  return open
}

/** Where the paragraph begins that a place is in. */
const paragraphAt = (text: string, place: number): number => {
  const blank = /^[^]*\n[ \t]*\n/.exec(text.slice(Math.max(place - beyond, 0), place))
  return Math.max(place - beyond, 0) + (blank?.[0].length ?? 0)
}

interface OpenSpan {
  readonly open: number
  readonly run: string
  /** Where its content ends. */
  readonly to: number
}

/** The code span that a place is in, where it is in one. */
const openSpan = (text: string, place: number): OpenSpan | undefined => {
  const start = paragraphAt(text, place)
  const [paragraph = ''] = /^[^]*?(?=\n[ \t]*\n|$(?![^]))/.exec(text.slice(start, place + beyond)) ?? []
  const runs = Array.from(paragraph.matchAll(/`+/g), ({ 0: run, index }) => ({ at: start + index, length: run.length, isEscaped: paragraph[index - 1] === '\\' }))
  // Of each length, the places in the text from the end on: what is passed is taken off.
  const ahead = new Map<number, number[]>()
  for (const { at, length } of runs.toReversed()) {
    const places = ahead.get(length)
    if (places === undefined) ahead.set(length, [at])
    else places.push(at)
  }
  let passed = start
  for (const { at, length, isEscaped } of runs) {
    if (at >= place) return undefined
    if (at < passed || isEscaped) continue
    const closings = ahead.get(length) ?? []
    while ((closings.at(-1) ?? Infinity) <= at) closings.pop()
    const to = closings.at(-1)
    if (to === undefined) continue
    if (to + length > place) return { open: at, run: '`'.repeat(length), to }
    passed = to + length
  }
  return undefined
}

/** Where what is followed as one begins, for a place in it; else the place itself. */
const outsideOfLinks = (text: string, place: number): number => {
  const line = text.lastIndexOf('\n', place - 1) + 1
  const end = text.indexOf('\n', place)
  const looked = text.slice(line, Math.min(end === -1 ? text.length : end, place + beyond))
  for (const { 1: link = '', index } of looked.matchAll(whole)) {
    if (line + index < place && line + index + link.length > place) return line + index
  }
  return place
}

/** A place no farther than another, at the end of a line or word where one is near. */
const near = (text: string, place: number): number => {
  if (place >= text.length) return text.length
  const before = text.slice(Math.max(place - reach, 0), place)
  const line = text[place] === '\n' ? before.length : before.lastIndexOf('\n')
  const word = text[place] === ' ' ? before.length : before.lastIndexOf(' ')
  const back = line >= 0 ? line : word
  return back > 0 ? place - before.length + back : place
}

/** A beginning without the row that is cut, and without a table that has no row then. */
const withWholeRows = (text: string, kept: string): string => {
  const lines = kept.split('\n')
  const last = lines.at(-1) ?? ''
  if (row.test(last) && text.length > kept.length && text[kept.length] !== '\n') lines.pop()
  const rows = lines.length - 1 - lines.findLastIndex((line) => !row.test(line))
  const first = lines.length - rows
  const isTable = rows > 0 && (rows === 1 || delimiterRow.test(lines[first + 1] ?? ''))
  if (isTable && rows <= 2 && row.test(last)) lines.splice(first)
  return lines.join('\n')
}

/** The beginning of a text up to a place at most. */
const beginning = (text: string, place: number): Beginning => {
  const at = near(text, place)
  const fence = openFence(text.slice(0, at))
  if (fence !== undefined) {
    const kept = text.slice(0, at).trimEnd()
    if (kept.length <= fence.from) return { kept: text.slice(0, fence.at).trimEnd(), closing: '', between: ' ' }
    return { kept, closing: `\n${fence.prefix}${fence.run}`, between: '\n' }
  }
  const span = openSpan(text, at)
  if (span !== undefined) {
    const kept = text.slice(0, Math.min(at, span.to)).trimEnd()
    if (kept.length <= span.open + span.run.length) return { kept: text.slice(0, span.open).trimEnd(), closing: '', between: ' ' }
    // In a table the row is cut as well.
    const isRow = row.test(kept.slice(kept.lastIndexOf('\n') + 1))
    if (!isRow) return { kept, closing: `${kept.endsWith('`') ? ' ' : ''}${span.run}`, between: ' ' }
  }
  const outside = outsideOfLinks(text, at)
  const ended = text.slice(0, outside)
  const whole = withWholeRows(text, outside < text.length ? ended.replace(begun, '') : ended).trimEnd()
  const last = whole.slice(whole.lastIndexOf('\n') + 1)
  return { kept: whole, closing: '', between: row.test(last) ? '\n\n' : fenceLine.test(last) ? '\n' : ' ' }
}

/** A beginning of a text with what is said of the rest, in at most `longest` code points. */
const ended = (text: string, longest: number, say: (kept: string) => string): string => {
  let room = longest
  for (let tries = 0; tries < 20 && room > 0; tries += 1) {
    const { kept, closing, between } = beginning(text, head(text, room).text.length)
    const made = (kept + closing === '' ? '' : kept + closing + between) + say(kept)
    const { length } = head(made, Infinity)
    if (length <= longest) return made
    room = Math.min(room - (length - longest), head(kept, Infinity).length - 1)
  }
  return say('')
}

/**
 * Cuts Markdown to at most `longest` code points and says how much is missing; a text within the limit is answered as it
 * is.
 */
export const cutMarkdown = (text: string, longest: number): string => {
  if (text.length <= longest) return text
  const { length, text: first } = head(text, longest)
  if (length <= longest) return text
  if (marker(length).length >= longest) return first.replace(begun, '')
  return ended(text, longest, (kept) => marker(length - head(kept, Infinity).length))
}

/** Markdown whose end was never made, because no post could hold it: it says so. */
export const endedMarkdownEarly = (text: string): string => ended(text, longestText, () => more)
