/**
 * Marks of Markdown that a value and the template's own text make only together: `!` and `[Open](…)` are an image, which
 * the client of everyone who reads the post would fetch. What a value holds alone is made safe in escape-markdown.ts; what
 * words come alive by, in seam.ts.
 */
import { gap } from './escape'

/** An end of a value in Markdown, what of the template would make a mark of it, and the form in which it is none. */
interface End {
  readonly value: RegExp
  readonly own: RegExp
  readonly inert: string
}

/** With what the template goes on with behind it. */
const behind: readonly End[] = [
  // The server makes `[b](a)` of `<a|b>` before Markdown is read.
  { value: /!$/, own: /^[[<]/, inert: '\\!' }
]

/** Two characters of the template that are a mark once nothing is left between them. */
const mark = /^![[<]$/

/** What has to stand where a value leaves nothing between two texts of the template: a gap, or nothing. */
export const inPlaceOfNothing = (before: string, after: string): string => (mark.test(before.slice(-1) + after.slice(0, 1)) ? gap : '')

/**
 * A value as it may stand in Markdown between two texts of the template.
 *
 * @param value escaped
 * @param before all that stands in front of it
 * @param after what the template goes on with, '' where it ends
 */
export const withoutMarks = (value: string, before: string, after: string): string => {
  if (value === '') return inPlaceOfNothing(before, after)
  return behind.reduce((text, { value: end, own, inert }) => (own.test(after) ? text.replace(end, inert) : text), value)
}
