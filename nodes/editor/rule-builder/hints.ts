import { isEnvironmentVariable } from '../../saved/environment-variable'
import { readDecimal } from '../../sieve/decimal'
import { numberTests } from '../../sieve/operators'
import type { NumberOperator, Operator, Rule } from '../../sieve/rule'
import { isNumeric, ruleProblem } from './check'
import type { Kind, Seen } from './sample'

/** The key of a sentence about a rule that works, though perhaps not as meant. */
export type Hint =
  | `hint.${'never' | 'always'}-${'number' | 'object'}`
  | 'hint.empty-always'
  | 'hint.empty-never'
  | 'hint.equals-empty'
  | 'hint.space'

/** Whether a list has any text in it, at any depth, as text rules look for it. */
const hasText = (list: readonly unknown[]): boolean => {
  const lists = new Set([list])
  for (const one of lists) {
    for (const element of one) {
      if (Array.isArray(element)) lists.add(element)
      else if (element !== null && typeof element !== 'object') return true
    }
  }
  return false
}

/** Why a rule is never met by what a sample has, before it is negated. */
const neverMet = ({ operator }: Rule, { kind, value }: Seen): 'number' | 'object' | undefined => {
  if (operator === 'is null' || kind === 'nothing') return undefined
  if (isNumeric(operator)) return Number.isNaN(readDecimal(value)) ? 'number' : undefined
  if (kind === 'object') return 'object'
  return kind === 'list' && !hasText(value as readonly unknown[]) ? 'object' : undefined
}

/** What a person may not have meant by a rule, and what it can never be by a sample; `undefined` where nothing is odd. */
export const ruleHint = (rule: Rule, seen?: Seen): Hint | undefined => {
  if (ruleProblem(rule) !== undefined) return undefined
  const { operator, value, negate } = rule
  const never = seen && neverMet(rule, seen)
  if (never !== undefined) return `hint.${negate ? 'always' : 'never'}-${never}`
  if (operator === 'is null' || isNumeric(operator) || isEnvironmentVariable(value)) return undefined
  if (value === '') return operator === 'equals' ? 'hint.equals-empty' : negate ? 'hint.empty-never' : 'hint.empty-always'
  return value.trim() === value ? undefined : 'hint.space'
}

/** The operator that fits a kind of value, for a row in which none was chosen. */
export const fittingOperator = (kind: Kind): { readonly operator: Operator; readonly negate: boolean } | undefined => {
  switch (kind) {
    case 'number':
      return { operator: '>=', negate: false }
    case 'text':
    case 'list':
      return { operator: 'contains', negate: false }
    case 'boolean':
      return { operator: 'equals', negate: false }
    case 'object':
      return { operator: 'is null', negate: true }
    case 'nothing':
      return undefined
  }
}

/** A rule that sets a bound on a number, as the number that is on its far side. */
interface Bound {
  readonly index: number
  readonly operator: NumberOperator
  readonly value: number
}

const boundOf = (rule: Rule, index: number): Bound | undefined => {
  const value = readDecimal(rule.value)
  // Negated it is met by what is no number, too.
  return rule.negate || !isNumeric(rule.operator) || Number.isNaN(value) ? undefined : { index, operator: rule.operator as NumberOperator, value }
}

const isLower = ({ operator }: Bound): boolean => operator.startsWith('>')

/** Whether no number is on the right side of both bounds. */
const exclude = (one: Bound, other: Bound): boolean => {
  const [lower, upper] = isLower(one) ? [one, other] : [other, one]
  if (isLower(lower) === isLower(upper)) return false
  if (lower.value !== upper.value) return lower.value > upper.value
  return !(numberTests[lower.operator](lower.value, lower.value) && numberTests[upper.operator](lower.value, lower.value))
}

/** The first two rules of which never both hold, by their places in the list: a field over 10 and under 5. */
export const contradiction = (rules: readonly (Rule | undefined)[]): readonly [number, number] | undefined => {
  const byField = new Map<string, Bound[]>()
  for (const [index, rule] of rules.entries()) {
    const bound = rule && boundOf(rule, index)
    if (rule === undefined || bound === undefined) continue
    const others = byField.get(rule.field) ?? []
    const other = others.find((one) => exclude(one, bound))
    if (other !== undefined) return [other.index, index]
    // Each is held against all: of a field with more bounds than anyone writes, the last ones do.
    byField.set(rule.field, [...others, bound].slice(-20))
  }
  return undefined
}
