import { compilePath } from '../../event/path'
import { readDecimal } from '../../sieve/decimal'
import { unsupportedConstruct } from '../../sieve/dialect'
import { numberOperators, type Rule, type SieveNode } from '../../sieve/rule'
import { isEnvironmentVariable } from '../validator/in-words'

/** What is wrong with a rule: the field of the row it is in, the key of a sentence and the words that belong in it. */
export interface RuleProblem {
  readonly at: 'field' | 'value'
  readonly key: string
  readonly values: Readonly<Record<string, string>>
}

export const isNumeric = (operator: string): boolean => (numberOperators as readonly string[]).includes(operator)

/** Rewrites what the sieve's dialect has and the browser's has not into what the browser reads alike. */
const forBrowser = (pattern: string): string =>
  pattern
    .replace(/\\Q[\s\S]*?(?:\\E|$)/g, 'Q')
    .replace(/\(\?P</g, '(?<')
    .replace(/\(\?[imsU-]+(:?)\)?/g, (_, colon: string) => (colon === '' ? '' : '(?:'))

/** Says why the browser cannot read a pattern: a bracket that is not closed, nothing to repeat and the like. */
const syntaxProblem = (pattern: string): string | undefined => {
  try {
    new RegExp(forBrowser(pattern))
    return undefined
  } catch (error) {
    // "Invalid regular expression: /(/: Unterminated group": the reason is behind the last colon.
    return error instanceof Error ? error.message.replace(/^.*:\s*/s, '') : String(error)
  }
}

const valueProblem = ({ operator, value, regex }: Rule): RuleProblem | undefined => {
  if (operator === 'is null' || isEnvironmentVariable(value)) return undefined
  if (isNumeric(operator)) {
    return Number.isNaN(readDecimal(value)) ? { at: 'value', key: 'problem.number', values: { value } } : undefined
  }
  if (!regex) return undefined
  const construct = unsupportedConstruct(value)
  if (construct !== undefined) return { at: 'value', key: 'problem.unsupported', values: { construct } }
  const reason = syntaxProblem(value)
  return reason === undefined ? undefined : { at: 'value', key: 'problem.regex', values: { reason } }
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
