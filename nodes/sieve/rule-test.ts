import { readableText } from '../event/readable-text'
import { readDecimal } from './decimal'
import { literalTest, numberTests } from './operators'
import { compilePattern, type TextTest } from './pattern'
import type { Result } from './problem'
import { type NumberOperator, numberOperators, type Operator, type Rule, type TextOperator } from './rule'

/** The test of a rule's value, before its field is read and its `negate` applied. Never throws on any value. */
export type RuleTest =
  | { readonly kind: 'null'; readonly meets: (value: unknown) => boolean }
  | {
      readonly kind: 'number'
      readonly meets: (value: unknown) => boolean
      /** What the rule compares with; NaN where that is no number. */
      readonly right: number
    }
  | { readonly kind: 'text'; readonly meets: (value: unknown) => boolean }

/** Looks into lists in lists too, each once: a list may contain itself. */
const listMeetsText = (test: TextTest, outermost: readonly unknown[]): boolean => {
  const lists = new Set([outermost])
  for (const list of lists) {
    for (const element of list) {
      const text = readableText(element)
      if (text !== undefined && test(text)) return true
      if (Array.isArray(element)) lists.add(element) // and so its turn comes
    }
  }
  return false
}

/** A text rule is met by a list when any element meets it; objects and missing fields never meet one. */
const meetsText = (test: TextTest, value: unknown): boolean => {
  try {
    const text = readableText(value)
    if (text !== undefined) return test(text)
    return Array.isArray(value) && listMeetsText(test, value)
  } catch {
    return false // a proxy or getter of the event threw: there is no text to meet
  }
}

const isNumberOperator = (operator: Operator): operator is NumberOperator =>
  (numberOperators as readonly string[]).includes(operator)

const textTest = ({ value, regex, caseSensitive }: Rule, operator: TextOperator): Result<TextTest> =>
  regex ? compilePattern(value, operator, caseSensitive) : { ok: true, value: literalTest(operator, value, caseSensitive) }

/** Compiles the test of a rule's value. */
export const compileRuleTest = (rule: Rule): Result<RuleTest> => {
  const { operator } = rule
  if (operator === 'is null') return { ok: true, value: { kind: 'null', meets: (value) => value === undefined || value === null } }
  if (isNumberOperator(operator)) {
    const compare = numberTests[operator]
    const right = readDecimal(rule.value)
    return { ok: true, value: { kind: 'number', meets: (value) => compare(readDecimal(value), right), right } }
  }
  const test = textTest(rule, operator)
  return test.ok ? { ok: true, value: { kind: 'text', meets: (value) => meetsText(test.value, value) } } : test
}
