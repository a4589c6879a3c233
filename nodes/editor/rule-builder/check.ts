import { compilePath, type PathProblem } from '../../event/path'
import { isEnvironmentVariable } from '../../saved/environment-variable'
import { readDecimal } from '../../sieve/decimal'
import { patternProblem } from '../../sieve/pattern'
import { numberOperators, type Rule, type SieveNode } from '../../sieve/rule'

/** What is wrong with a rule: the field of the row it is in, the key of a sentence and the words that belong in it. */
export interface RuleProblem {
  readonly at: 'field' | 'value'
  readonly key: 'problem.number' | 'problem.no-number' | 'problem.number-beyond' | 'problem.unsupported' | 'problem.regex' | `problem.field-${PathProblem}`
  readonly values: Readonly<Record<string, string>>
}

export const isNumeric = (operator: string): boolean => (numberOperators as readonly string[]).includes(operator)

const valueProblem = ({ operator, value, regex }: Rule): RuleProblem | undefined => {
  if (operator === 'is null' || isEnvironmentVariable(value)) return undefined
  if (isNumeric(operator)) {
    if (value.trim() === '') return { at: 'value', key: 'problem.no-number', values: {} }
    const number = readDecimal(value)
    if (Number.isNaN(number)) return { at: 'value', key: 'problem.number', values: { value } }
    return Number.isFinite(number) ? undefined : { at: 'value', key: 'problem.number-beyond', values: { value } }
  }
  if (!regex) return undefined
  const problem = patternProblem(value)
  if (problem === undefined) return undefined
  return problem.reason === 'unsupported-regex'
    ? { at: 'value', key: 'problem.unsupported', values: { construct: problem.construct } }
    : { at: 'value', key: 'problem.regex', values: { reason: problem.why } }
}

/** Tells the first thing that is wrong with a rule, so that it is seen before the deploy. */
export const ruleProblem = (rule: Rule): RuleProblem | undefined => {
  const path = isEnvironmentVariable(rule.field) || compilePath(rule.field)
  if (path === true || path.ok) return valueProblem(rule)
  return { at: 'field', key: `problem.field-${path.problem}`, values: { field: rule.field } }
}

/** All that is wrong in a list of rules and groups, each with the rule's place: `2.1` is the first rule of the second. */
export const problemsIn = (
  nodes: readonly SieveNode[],
  above = ''
): readonly { readonly place: string; readonly problem: RuleProblem }[] =>
  nodes.flatMap((node, index) => {
    const place = `${above}${index + 1}`
    if (node.type === 'sieve') return problemsIn(node.nodes, `${place}.`)
    const problem = node.type === 'rule' ? ruleProblem(node) : undefined
    return problem === undefined ? [] : [{ place, problem }]
  })
