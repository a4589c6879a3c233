/** Code spans that a template writes. */
import { openIn } from './open-marks'
import { hole } from './own-text'

/** A code span, by places in the template's own text. */
export interface CodeSpan {
  /** Where its opening run begins and its content does. */
  readonly open: number
  readonly from: number
  /** Where its content ends and its closing run does. */
  readonly to: number
  readonly end: number
  /** Characters with which a value would end what the template began before the span, and so the span. */
  readonly touchy: ReadonlySet<string>
  /** Whether it may stand in a table's cell, which a bar would end. */
  readonly isCell: boolean
}

/** Right before a span: nothing that could be the beginning of an address, which would go on through its backticks. */
const unattached = new RegExp(`(?:^|\\s)(?![^\\s]*[Ww]{3})[^\\s:/${hole}]*:?$`)

/** So much of a paragraph may be open before a span, in UTF-16 units: nobody writes more, and it is read again and again. */
const longestOpen = 1000

/** A part of the text without fenced blocks, and where it begins in the whole. */
export interface Stretch {
  readonly text: string
  readonly at: number
}

/** The spans of one line, and what of the paragraph is open behind it. */
interface Line {
  readonly spans: readonly CodeSpan[]
  readonly open: string
}

/**
 * Reads a line of a paragraph; `undefined` where a run of backticks in it begins or ends no span, or not for every client.
 *
 * @param above what is open of the paragraph above it
 */
const readLine = (line: string, at: number, above: string): Line | undefined => {
  const runs = Array.from(line.matchAll(/`+/g), ({ 0: run, index }) => ({ index, length: run.length }))
  const spans: CodeSpan[] = []
  // Spans are blanked out: what is in them opens nothing.
  let before = above
  let last = 0
  for (let opening = 0; opening < runs.length; opening += 1) {
    const first = runs[opening]
    if (first === undefined) break
    const closing = runs.findIndex(({ length }, index) => index > opening && length === first.length)
    const second = runs[closing]
    if (second === undefined || line[first.index - 1] === '\\') return undefined
    before += line.slice(last, first.index)
    const content = line.slice(first.index + first.length, second.index)
    const touchy = openIn(before)
    const isCell = line.includes('|')
    // What stands before it goes on through its backticks, or its own text would end it: nobody knows what is code then.
    if (before.length > longestOpen || !unattached.test(before) || touchy.has('<')) return undefined
    if (content.includes('|') || [...touchy].some((character) => content.includes(character))) return undefined
    spans.push({ open: at + first.index, from: at + first.index + first.length, to: at + second.index, end: at + second.index + second.length, touchy, isCell })
    before += ' '
    last = second.index + second.length
    opening = closing
  }
  before += `${line.slice(last)}\n`
  return { spans, open: openIn(before).size === 0 ? '' : before.slice(-2 * longestOpen) }
}

/** A list's item: nothing that is open above it goes on in it. */
const item = /^ {0,3}[-*+] +\S/

/**
 * The code spans of a template's own text; `undefined` where backticks stand in it that clients, or versions of them, pair
 * otherwise.
 */
export const codeSpansOf = (stretches: readonly Stretch[]): readonly CodeSpan[] | undefined => {
  const spans: CodeSpan[] = []
  for (const { text, at: start } of stretches) {
    let at = start
    let above = ''
    for (const line of text.split('\n')) {
      const read = readLine(line, at, line.trim() === '' || item.test(line) ? '' : above)
      if (read === undefined) return undefined
      spans.push(...read.spans)
      above = read.open
      at += line.length + 1
    }
  }
  return spans
}
