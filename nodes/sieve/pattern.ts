import { RE2JS, RE2JSSyntaxException } from 're2js'
import { unsupportedConstruct } from './dialect'
import { broken, type Result } from './problem'
import type { TextOperator } from './rule'

/** Whether a text meets a rule. */
export type TextTest = (text: string) => boolean

/** How an operator anchors a pattern; the group keeps `a|b` whole. */
const anchored: Readonly<Record<TextOperator, (pattern: string) => string>> = {
  contains: (pattern) => pattern,
  'begins with': (pattern) => `^(?:${pattern})`,
  'ends with': (pattern) => `(?:${pattern})$`,
  equals: (pattern) => `^(?:${pattern})$`
}

const compile = (pattern: string, flags: number): Result<RE2JS> => {
  try {
    return { ok: true, value: RE2JS.compile(pattern, flags) }
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error
    return broken('bad-regex', `${pattern} (${error.message.replace(/^error parsing regexp: /, '')})`)
  }
}

/**
 * Compiles a regular expression that runs in linear time, whatever the event holds
 * (doc/decisions/002-linear-time-regex.md).
 *
 * As in Python's `re`, on which Cyphon stands, `$` also matches before one newline at the very end of the text.
 */
export const compilePattern = (pattern: string, operator: TextOperator, caseSensitive: boolean): Result<TextTest> => {
  const construct = unsupportedConstruct(pattern)
  if (construct !== undefined) return broken('unsupported-regex', `${construct} (${pattern})`)
  // The user's own pattern first: wrapped in a group, `a)(b` would pass.
  const own = compile(pattern, 0)
  if (!own.ok) return own
  const whole = anchored[operator](pattern)
  const compiled = compile(whole, caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE)
  if (!compiled.ok) return compiled
  const expression = compiled.value
  if (!whole.includes('$')) return { ok: true, value: (text) => expression.test(text) }
  return {
    ok: true,
    value: (text) => expression.test(text) || (text.endsWith('\n') && expression.test(text.slice(0, -1)))
  }
}
