/**
 * Marks of Markdown that a value and the template's own text make only together: `!` and `[Open](…)` are an image, which
 * the client of everyone who reads the post would fetch, `~` and `~~` begin a block of code, which swallows the rest of the
 * post. What a value holds alone is made safe in escape-markdown.ts; where words come alive, in seam.ts.
 */
import { gap } from './escape'

/** An end of a value in Markdown, what of the template would make a mark of it, and the form in which it is none. */
interface End {
  readonly value: RegExp
  readonly own: RegExp
  readonly inert: string
}

/** With what stands in front of it. */
const ahead: readonly End[] = [
  // [x](y), and [x]: y, which tells where x leads and is not shown
  { value: /^\(/, own: /\]$/, inert: '\\(' },
  { value: /^:/, own: /\]$/, inert: '&#58;' },
  // ~~~, which begins a block of code where it begins a line
  { value: /^~/, own: /~$/, inert: '&#126;' },
  // In the text of a link, newer versions of marked take the backslash from a bracket before they read it.
  { value: /^\\\[/, own: /!$/, inert: '&#91;' }
]

/** With what the template goes on with behind it. */
const behind: readonly End[] = [
  // [x](y), whose end older web apps see behind a backslash, too
  { value: /\\\]$/, own: /^\(/, inert: '&#93;' },
  // The server makes `[b](a)` of `<a|b>` before Markdown is read.
  { value: /!$/, own: /^[[<]/, inert: '\\!' },
  { value: /~$/, own: /^~/, inert: '&#126;' }
]

/**
 * Characters of the template that are a mark once nothing is left between the last two: `~~` and `~~` begin a block of
 * code, `**` and `**` are a rule. Within words `_` is none.
 */
const mark = /![[<]$|\]\($|([*~`])\1$|(?<![A-Za-z0-9])__$/

const inert = (ends: readonly End[], value: string, own: string): string =>
  ends.reduce((text, end) => (end.own.test(own) ? text.replace(end.value, end.inert) : text), value)

/** Whether an angle bracket stands open in the line. */
const isAngleOpen = (before: string): boolean => {
  const at = before.lastIndexOf('<')
  return at !== -1 && !/[\n>]/.test(before.slice(at))
}

/** The server makes `[b](a)` of `<a|b>` before anybody reads a backslash. */
const withoutBars = (value: string, before: string): string =>
  value.includes('\\|') && isAngleOpen(before) ? value.replaceAll('\\|', '&#124;') : value

/** What begins a block, where it begins a line. */
const block = /^(?:[ \t]*(?:~{3}|`{3}|>|(?:[-*+]|\d+[.)]|#{1,6})(?:\s|$))|(?: {4}| {0,3}\t)[ \t]*\S)/

/** Nothing but blanks in a line. */
const blankLine = /(?:^|\n)[ \t]*$/

/** As many blanks as a template has between two values, in UTF-16 units. */
const reach = 80

/**
 * Whether a value ends a line of the template, which goes on as a block: in what seems a quote the web app reads code as
 * text. A blank one leaves the template's `- ` a list.
 */
const beginsBlock = (value: string, before: string, after: string): boolean =>
  block.test(after) && blankLine.test((before.length > reach ? `x${before.slice(-reach)}` : before) + value)

/** What has to stand where a value leaves nothing between two texts of the template: a gap, or nothing. */
export const inPlaceOfNothing = (before: string, after: string): string =>
  after !== '' && (mark.test(before.slice(-2) + after.slice(0, 1)) || beginsBlock('', before, after)) ? gap : ''

/** Nothing but blanks up to the end of a line. */
const endOfLine = /^[ \t]*(?:\n|$)/

/** How the definition of a link begins: what stands alone behind it is an address, and is not shown. */
const definition = /\]:[ \t\u200b]*\n?[ \t]*$/

/**
 * A value that is no address in a definition of the template's, as in `[{{level}}]: {{title}}`: behind an address and a
 * blank only a title may stand.
 */
const undefinedBy = (value: string, before: string, after: string): string => {
  if (!definition.test(before.slice(-reach))) return value
  if (/^[ \t]*\n/.test(value)) return `${gap} ${gap}${value}`
  return value.replace(/^(\s*\S+)(?:([ \t]+)(?=["'(])|([ \t]*)(\n|$))/, (whole, address: string, title?: string, blanks?: string, end?: string) =>
    end === '' && !endOfLine.test(after) ? whole : `${address}${title ?? (blanks || ' ')}${gap}${end ?? ''}`
  )
}

/** `host:` of the template, and what is escaped behind it: older web apps take both for an address, and show how it is written. */
const withoutScheme = (value: string, before: string): string =>
  /[A-Za-z0-9.+-]:$/.test(before) && /^[\p{L}\d%]\S*(?:\\|&#)/u.test(value) ? gap + value : value

/** A line that is a heading, in a quote or a list, too: `#` at its end is not shown. */
const heading = /^(?:[ \t]*(?:>|[-*+]|\d+[.)]))*[ \t]*#{1,6}/

/** A value that ends a heading of the template's, or whose first line does. */
const headed = (value: string, before: string, after: string): string => {
  if (!value.includes('#') || !heading.test(before.slice(before.lastIndexOf('\n') + 1))) return value
  const end = value.indexOf('\n')
  if (end === -1 && !endOfLine.test(after)) return value
  const line = (end === -1 ? value : value.slice(0, end)).trimEnd()
  let from = line.length
  while (line[from - 1] === '#') from -= 1
  return line.slice(0, from) + '&#35;'.repeat(line.length - from) + value.slice(line.length)
}

/**
 * A value as it may stand in Markdown between two texts of the template.
 *
 * @param value escaped
 * @param before all that stands in front of it
 * @param after what the template goes on with, '' where it ends
 */
export const withoutMarks = (value: string, before: string, after: string): string => {
  if (value === '') return inPlaceOfNothing(before, after)
  const alone = withoutScheme(withoutBars(headed(value, before, after), before), before)
  const made = undefinedBy(inert(behind, inert(ahead, alone, before.slice(-1)), after), before, after)
  return beginsBlock(value, before, after) ? made + gap : made
}

/** A value within angle brackets of the template, which make a link of what has an `@` or any scheme. */
export const withinAngles = (value: string, after: string): string =>
  value.replaceAll('@', '&#64;').replaceAll(':', '&#58;') + (after.startsWith(':') ? gap : '')
