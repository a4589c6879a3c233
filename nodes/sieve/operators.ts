import type { TextTest } from './pattern'
import type { NumberOperator, TextOperator } from './rule'

// As in Python's regex, "ends with" and "equals" allow ONE newline after the match at the very end.
const comparisons: Readonly<Record<TextOperator, (needle: string) => TextTest>> = {
  contains: (needle) => (text) => text.includes(needle),
  'begins with': (needle) => (text) => text.startsWith(needle),
  'ends with': (needle) => (text) => text.endsWith(needle) || text.endsWith(`${needle}\n`),
  equals: (needle) => (text) => text === needle || text === `${needle}\n`
}

const anchored: Readonly<Record<TextOperator, (needle: string) => string>> = {
  contains: (needle) => needle,
  'begins with': (needle) => `^${needle}`,
  'ends with': (needle) => `${needle}\n?$`,
  equals: (needle) => `^${needle}\n?$`
}

const special = /[\\^$.*+?()[\]{}|/]/g

/** Compiles a literal text operator: the value is taken as it stands. */
export const literalTest = (operator: TextOperator, value: string, caseSensitive: boolean): TextTest => {
  if (caseSensitive) return comparisons[operator](value)
  // Unicode's case folding, as in patterns: lower-casing would tell the end of ΟΔΟΣ from its middle. A literal has
  // nothing to backtrack into (at worst it is begun at each character), so JavaScript's own matching does.
  const expression = new RegExp(anchored[operator](value.replace(special, '\\$&')), 'iu')
  return (text) => expression.test(text)
}

/** The number operators. Where either side is NaN, none is met. */
export const numberTests: Readonly<Record<NumberOperator, (left: number, right: number) => boolean>> = {
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right
}
