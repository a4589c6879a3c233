import { compilePath, type PathReading } from '../event/path'
import { readableText } from '../event/readable-text'
import { isEnvironmentVariable } from '../saved/environment-variable'
import { readDecimal } from './decimal'
import { literalTest, numberTests } from './operators'
import { compilePattern, type TextTest } from './pattern'
import { broken, type Result } from './problem'
import { deepest, type Group, numberOperators, type NumberOperator, type Operator, type Reference, type Rule, type SieveNode } from './rule'

/** Whether a value passes. Never throws on any value. */
export type Matcher = (value: unknown) => boolean

/** A compiled sieve. */
export interface Compiled {
  readonly matches: Matcher
  /** How deep groups and references nest below it. */
  readonly depth: number
}

/** Compiles the path of a rule's field: into the event itself, or into what was made of it. */
export type CompileField = (field: string) => PathReading

/** Answers the compiled sieve that a reference points at, which stands at this level. */
export type Resolve = (reference: Reference, level: number) => Result<Compiled>

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

/** The test of a rule's value, before its field is read and its `negate` applied. */
const compileTest = (rule: Rule): Result<Matcher> => {
  const { operator } = rule
  if (operator === 'is null') return { ok: true, value: (value) => value === undefined || value === null }
  if (isNumberOperator(operator)) {
    const compare = numberTests[operator]
    const right = readDecimal(rule.value)
    return { ok: true, value: (value) => compare(readDecimal(value), right) }
  }
  if (!rule.regex) {
    const test = literalTest(operator, rule.value, rule.caseSensitive)
    return { ok: true, value: (value) => meetsText(test, value) }
  }
  const pattern = compilePattern(rule.value, operator, rule.caseSensitive)
  if (!pattern.ok) return pattern
  return { ok: true, value: (value) => meetsText(pattern.value, value) }
}

const compileRule = (rule: Rule, compileField: CompileField): Result<Matcher> => {
  // Of an environment variable that is not set Node-RED leaves the name, and no event has such a field.
  const path = isEnvironmentVariable(rule.field.trim()) ? undefined : compileField(rule.field)
  if (path?.ok !== true) return broken('bad-field', rule.field)
  const test = compileTest(rule)
  if (!test.ok) return test
  const { read } = path
  const meets = test.value
  const { negate } = rule
  // `negate` comes last: a rule that cannot be met (no number, missing field) is met once negated.
  return { ok: true, value: (value) => meets(read(value)) !== negate }
}

const compileNode = (node: SieveNode, resolve: Resolve, level: number, compileField: CompileField): Result<Compiled> => {
  switch (node.type) {
    case 'rule': {
      const rule = compileRule(node, compileField)
      return rule.ok ? { ok: true, value: { matches: rule.value, depth: 0 } } : rule
    }
    case 'sieve':
      return compileGroup(node, resolve, level, compileField)
    case 'ref': {
      const target = resolve(node, level)
      if (!target.ok || !node.negate) return target
      const { matches } = target.value
      return { ok: true, value: { ...target.value, matches: (value) => !matches(value) } }
    }
  }
}

/**
 * Compiles a group to one closure, once, at deploy. AND over no nodes is true, OR over none is false; `negate` turns
 * the result round. Source: Cyphon's Sieve.
 *
 * @param level how deep it stands in groups and references, from 0
 */
export const compileGroup = (group: Group, resolve: Resolve, level = 0, compileField: CompileField = compilePath): Result<Compiled> => {
  if (level > deepest) return broken('too-deep', String(deepest))
  const matchers: Matcher[] = []
  let depth = 0
  for (const node of group.nodes) {
    const compiled = compileNode(node, resolve, level + 1, compileField)
    if (!compiled.ok) return compiled
    matchers.push(compiled.value.matches)
    depth = Math.max(depth, compiled.value.depth + 1)
  }
  // The first node that answers so decides: false ends an AND, true an OR.
  const decisive = group.logic === 'OR'
  const decided = decisive !== group.negate
  const matches: Matcher = (value) => {
    for (const meets of matchers) if (meets(value) === decisive) return decided
    return !decided
  }
  return { ok: true, value: { matches, depth } }
}
