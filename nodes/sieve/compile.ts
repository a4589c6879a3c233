import { compilePath, type PathReading } from '../event/path'
import { isEnvironmentVariable } from '../saved/environment-variable'
import { type Explain, explainGroup, explainRule, type GroupTrace, type Trace } from './explain'
import { broken, type Result } from './problem'
import { deepest, type Group, type Reference, type Rule, type SieveNode } from './rule'
import { compileRuleTest } from './rule-test'

/** Whether a value passes. Never throws on any value. */
export type Matcher = (value: unknown) => boolean

/** A compiled rule, group or reference. */
interface CompiledNode<T extends Trace> {
  readonly matches: Matcher
  /** Says why it passes or not; by the same tests. */
  readonly explain: Explain<T>
  /** How deep groups and references nest below it. */
  readonly depth: number
}

/** A compiled sieve. */
export type Compiled = CompiledNode<GroupTrace>

/** Compiles the path of a rule's field: into the event itself, or into what was made of it. */
export type CompileField = (field: string) => PathReading

/** Compiles rules, with what they refer to. */
export type CompileRules = (group: Group) => Result<Compiled>

/** Answers the compiled sieve that a reference points at, which stands at this level. */
export type Resolve = (reference: Reference, level: number) => Result<Compiled>

const compileRule = (rule: Rule, compileField: CompileField): Result<CompiledNode<Trace>> => {
  // Of an environment variable that is not set Node-RED leaves the name, and no event has such a field.
  const path = isEnvironmentVariable(rule.field.trim()) ? undefined : compileField(rule.field)
  if (path?.ok !== true) return broken('bad-field', rule.field)
  const test = compileRuleTest(rule)
  if (!test.ok) return test
  const { read } = path
  const { meets } = test.value
  const { negate } = rule
  return {
    ok: true,
    value: {
      // `negate` comes last: a rule that cannot be met (no number, missing field) is met once negated.
      matches: (value) => meets(read(value)) !== negate,
      explain: (value) => explainRule(rule, test.value, read(value)),
      depth: 0
    }
  }
}

const compileReference = ({ negate }: Reference, target: Compiled): CompiledNode<Trace> => {
  const { matches, explain, depth } = target
  return {
    matches: negate ? (value) => !matches(value) : matches,
    explain: (value, room) => {
      const of = explain(value, room)
      return { type: 'ref', held: of.held !== negate, of }
    },
    depth
  }
}

const compileNode = (node: SieveNode, resolve: Resolve, level: number, compileField: CompileField): Result<CompiledNode<Trace>> => {
  switch (node.type) {
    case 'rule':
      return compileRule(node, compileField)
    case 'sieve':
      return compileGroup(node, resolve, level, compileField)
    case 'ref': {
      const target = resolve(node, level)
      return target.ok ? { ok: true, value: compileReference(node, target.value) } : target
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
  const parts: CompiledNode<Trace>[] = []
  let depth = 0
  for (const node of group.nodes) {
    const compiled = compileNode(node, resolve, level + 1, compileField)
    if (!compiled.ok) return compiled
    parts.push(compiled.value)
    depth = Math.max(depth, compiled.value.depth + 1)
  }
  // The first node that answers so decides: false ends an AND, true an OR.
  const decisive = group.logic === 'OR'
  const decided = decisive !== group.negate
  const matchers = parts.map(({ matches }) => matches)
  const matches: Matcher = (value) => {
    for (const meets of matchers) if (meets(value) === decisive) return decided
    return !decided
  }
  return { ok: true, value: { matches, explain: explainGroup(parts, decisive, decided), depth } }
}
