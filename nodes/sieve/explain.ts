/** Why a sieve let something through or held it back: rule by rule, by the very tests that the sieve runs. */
import { type Seen, seen } from '../event/seen'
import { readDecimal } from './decimal'
import type { Rule } from './rule'
import { compileRuleTest, type RuleTest } from './rule-test'

/** Why a rule is met or not, before its `negate`. */
export type Why =
  | { readonly kind: 'met' }
  /** By an element of a list, counted from 1. */
  | { readonly kind: 'met-by-element'; readonly element: number }
  | { readonly kind: 'unmet' }
  | { readonly kind: 'no-element'; readonly count: number }
  /** It would be met, were upper and lower case the same. */
  | { readonly kind: 'case' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'null' }
  /** A text rule reads none. */
  | { readonly kind: 'object' }
  | { readonly kind: 'no-number' }
  /** What the rule compares with is no number. */
  | { readonly kind: 'bad-number' }

/** What became of a rule. */
export interface RuleTrace {
  readonly type: 'rule'
  readonly held: boolean
  /** What the rule found in its field. */
  readonly saw: Seen
  readonly why: Why
}

export interface GroupTrace {
  readonly type: 'sieve'
  readonly held: boolean
  /** The first of its nodes that settled it, from 0; `null` where none alone did. */
  readonly decidedBy: number | null
  /** What became of its nodes, in order; the last ones are missing where there are too many. */
  readonly nodes: readonly Trace[]
}

/** What became of a reference, and of the rules of the sieve that it refers to. */
export interface ReferenceTrace {
  readonly type: 'ref'
  readonly held: boolean
  readonly of: GroupTrace
}

export type Trace = RuleTrace | GroupTrace | ReferenceTrace

/** Explains a value. Answers what the matcher does of which it is a part. Never throws on any value. */
export type Explain<T extends Trace> = (value: unknown, room: Room) => T

/** So much is told of one value: sieves that each refer twice to the next would be told without end. */
const most = 2000

/** How much more can be told of one value. */
export class Room {
  #left: number

  constructor(left = most) {
    this.#left = left
  }

  take(): boolean {
    this.#left -= 1
    return this.#left >= 0
  }
}

const whyOfList = (test: RuleTest, list: readonly unknown[], isMet: boolean): Why => {
  if (!isMet) return { kind: 'no-element', count: list.length }
  const element = list.findIndex((one) => test.meets(one))
  return element === -1 ? { kind: 'met' } : { kind: 'met-by-element', element: element + 1 }
}

const isMetInOtherCase = (rule: Rule, value: unknown): boolean => {
  if (!rule.caseSensitive) return false
  const test = compileRuleTest({ ...rule, caseSensitive: false })
  return test.ok && test.value.meets(value)
}

const whyOf = (rule: Rule, test: RuleTest, value: unknown, isMet: boolean): Why => {
  if (test.kind === 'null') return { kind: isMet ? 'met' : 'unmet' }
  if (value === undefined) return { kind: 'missing' }
  if (value === null) return { kind: 'null' }
  if (test.kind === 'number') {
    if (isMet) return { kind: 'met' }
    if (Number.isNaN(test.right)) return { kind: 'bad-number' }
    return { kind: Number.isNaN(readDecimal(value)) ? 'no-number' : 'unmet' }
  }
  if (!isMet && isMetInOtherCase(rule, value)) return { kind: 'case' }
  if (Array.isArray(value)) return whyOfList(test, value, isMet)
  if (isMet) return { kind: 'met' }
  return { kind: typeof value === 'object' && !ArrayBuffer.isView(value) ? 'object' : 'unmet' }
}

/** What a Proxy of the event throws is no reason. */
const safeWhyOf = (rule: Rule, test: RuleTest, value: unknown, isMet: boolean): Why => {
  try {
    return whyOf(rule, test, value, isMet)
  } catch {
    return { kind: isMet ? 'met' : 'unmet' }
  }
}

/** Explains one rule, of which the value was read from its field. */
export const explainRule = (rule: Rule, test: RuleTest, value: unknown): RuleTrace => {
  const isMet = test.meets(value)
  return { type: 'rule', held: isMet !== rule.negate, saw: seen(value), why: safeWhyOf(rule, test, value, isMet) }
}

/**
 * Explains a group of compiled nodes. All of them are looked at, also behind the one that decided: a person wants to
 * know of each.
 *
 * @param decisive what a node must answer to decide
 * @param decided what the group answers then
 */
export const explainGroup =
  (
    nodes: readonly { readonly matches: (value: unknown) => boolean; readonly explain: Explain<Trace> }[],
    decisive: boolean,
    decided: boolean
  ): Explain<GroupTrace> =>
  (value, room) => {
    const traces: Trace[] = []
    let decidedBy: number | null = null
    for (const [index, node] of nodes.entries()) {
      const trace = room.take() ? node.explain(value, room) : undefined
      if (trace !== undefined) traces.push(trace)
      else if (decidedBy !== null) break // nobody is told of the rest
      if (decidedBy === null && (trace?.held ?? node.matches(value)) === decisive) decidedBy = index
    }
    return { type: 'sieve', held: decidedBy === null ? !decided : decided, decidedBy, nodes: traces }
  }
