import type { RE2JS } from 're2js'
import { unsupportedConstruct } from './dialect'
import { broken, type Result } from './problem'
import { re2 } from './re2'
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

/** What is wrong with a pattern: a construct that there is not, or how it cannot be read, in the parser's words. */
export type PatternProblem =
  | { readonly reason: 'unsupported-regex'; readonly construct: string }
  | { readonly reason: 'bad-regex'; readonly why: string }

const compile = (pattern: string, caseSensitive = true): RE2JS | PatternProblem => {
  const { RE2JS, RE2JSSyntaxException } = re2()
  try {
    return RE2JS.compile(pattern, caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE)
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error
    return { reason: 'bad-regex', why: error.message.replace(/^error parsing regexp: /, '') }
  }
}

const isProblem = (compiled: RE2JS | PatternProblem): compiled is PatternProblem => 'reason' in compiled

/** Tells what is wrong with a pattern as the user wrote it; `undefined` where nothing is. */
export const patternProblem = (pattern: string): PatternProblem | undefined => {
  const construct = unsupportedConstruct(pattern)
  if (construct !== undefined) return { reason: 'unsupported-regex', construct }
  const compiled = compile(pattern)
  return isProblem(compiled) ? compiled : undefined
}

const brokenBy = (problem: PatternProblem, pattern: string): Result<never> =>
  problem.reason === 'unsupported-regex'
    ? broken(problem.reason, `${problem.construct} (${pattern})`)
    : broken(problem.reason, `${pattern} (${problem.why})`)

/**
 * Compiles a regular expression that runs in linear time, whatever the event holds
 * (doc/decisions/002-linear-time-regex.md).
 *
 * As in Python's `re`, on which Cyphon stands, `$` also matches before one newline at the very end of the text.
 */
export const compilePattern = (pattern: string, operator: TextOperator, caseSensitive: boolean): Result<TextTest> => {
  // The user's own pattern first: wrapped in a group, `a)(b` would pass.
  const problem = patternProblem(pattern)
  if (problem !== undefined) return brokenBy(problem, pattern)
  const whole = anchored[operator](pattern)
  const expression = compile(whole, caseSensitive)
  if (isProblem(expression)) return brokenBy(expression, pattern)
  if (!whole.includes('$')) return { ok: true, value: (text) => expression.test(text) }
  return {
    ok: true,
    value: (text) => expression.test(text) || (text.endsWith('\n') && expression.test(text.slice(0, -1)))
  }
}

/** The part of a text that a pattern finds first: its first group where it has one; `undefined` where it finds none. */
export type Extract = (text: string) => string | undefined

/** Compiles a pattern that takes a part out of a text, in linear time too. */
export const compileExtract = (pattern: string): Result<Extract> => {
  const problem = patternProblem(pattern)
  if (problem !== undefined) return brokenBy(problem, pattern)
  const expression = compile(pattern)
  if (isProblem(expression)) return brokenBy(expression, pattern)
  return {
    ok: true,
    value: (text) => {
      const found = expression.matcher(text)
      if (!found.find()) return undefined
      return (found.groupCount() > 0 ? found.group(1) : found.group()) ?? undefined
    }
  }
}
