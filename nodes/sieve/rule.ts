/**
 * What a saved sieve looks like, and reading it from a flow.
 *
 * The words are Cyphon's: a sieve has `logic`, `negate` and nodes; a node is a rule, another sieve, or (here) a
 * reference to the sieve of another node.
 */

import { scalarText } from '../event/scalar'
import { isRecord } from '../saved/record'
import { readSwitch } from '../saved/switch'
import { broken, type Result } from './problem'

export const textOperators = ['contains', 'begins with', 'ends with', 'equals'] as const
export const numberOperators = ['>', '>=', '<', '<='] as const

export type TextOperator = (typeof textOperators)[number]
export type NumberOperator = (typeof numberOperators)[number]
export type Operator = TextOperator | NumberOperator | 'is null'

export interface Rule {
  readonly type: 'rule'
  readonly field: string
  readonly operator: Operator
  readonly value: string
  readonly regex: boolean
  readonly caseSensitive: boolean
  readonly negate: boolean
}

export interface Group {
  readonly type: 'sieve'
  readonly logic: 'AND' | 'OR'
  readonly negate: boolean
  readonly nodes: readonly SieveNode[]
}

/** `sieve` is an index into the node's list of sieve ids, so that paste and import remap only that list. */
export interface Reference {
  readonly type: 'ref'
  readonly sieve: number
  readonly negate: boolean
}

export type SieveNode = Rule | Group | Reference

/** Deeper than anyone nests by hand, and shallow enough for the stack. */
export const deepest = 100

const isOperator = (text: unknown): text is Operator =>
  text === 'is null' ||
  (textOperators as readonly unknown[]).includes(text) ||
  (numberOperators as readonly unknown[]).includes(text)

const text = (value: unknown): string => scalarText(value) ?? ''

/** Whether a saved value can be read as a rule's text. */
const isText = (saved: unknown): boolean => scalarText(saved) !== undefined

/** The first of these switches that is neither on nor off. */
const badSwitch = (saved: Readonly<Record<string, unknown>>, names: readonly string[]): string | undefined =>
  names.find((name) => readSwitch(saved[name], false) === undefined)

const isOn = (saved: unknown): boolean => readSwitch(saved, false) === true

const readRule = (saved: Readonly<Record<string, unknown>>): Result<Rule> => {
  const { operator } = saved
  if (!isOperator(operator)) return broken('unknown-operator', text(operator))
  if (saved.field !== undefined && !isText(saved.field)) return broken('bad-field', JSON.stringify(saved.field))
  if (operator !== 'is null' && !isText(saved.value)) return broken('bad-value', text(saved.field))
  const bad = badSwitch(saved, ['regex', 'caseSensitive', 'negate'])
  if (bad !== undefined) return broken('bad-switch', bad)
  return {
    ok: true,
    value: {
      type: 'rule',
      field: text(saved.field),
      operator,
      value: text(saved.value),
      regex: isOn(saved.regex),
      caseSensitive: isOn(saved.caseSensitive),
      negate: isOn(saved.negate)
    }
  }
}

const readReference = (saved: Readonly<Record<string, unknown>>): Result<Reference> => {
  const index = text(saved.sieve)
  if (!/^\d+$/.test(index)) return broken('dangling-reference', index)
  if (badSwitch(saved, ['negate']) !== undefined) return broken('bad-switch', 'negate')
  return { ok: true, value: { type: 'ref', sieve: Number(index), negate: isOn(saved.negate) } }
}

const readNode = (saved: unknown, depth: number): Result<SieveNode> => {
  if (!isRecord(saved)) return broken('unknown-node', text(saved))
  switch (saved.type) {
    case 'rule':
      return readRule(saved)
    case 'sieve':
      return readGroup(saved, depth + 1)
    case 'ref':
      return readReference(saved)
    default:
      return broken('unknown-node', text(saved.type))
  }
}

/** The node ids that references index. In a subflow instance Node-RED turns a list of one id into that id. */
export const readSieves = (saved: unknown): readonly string[] => {
  if (typeof saved === 'string') return saved === '' ? [] : [saved]
  return Array.isArray(saved) ? saved.map(String) : []
}

/** Reads the top group of a saved sieve (`logic`, `negate`, `nodes`), or tells the first thing that is wrong in it. */
export const readGroup = (saved: Readonly<Record<string, unknown>>, depth = 0): Result<Group> => {
  if (depth > deepest) return broken('too-deep', String(deepest))
  const logic = saved.logic ?? 'AND'
  if (logic !== 'AND' && logic !== 'OR') return broken('unknown-logic', text(logic))
  if (badSwitch(saved, ['negate']) !== undefined) return broken('bad-switch', 'negate')
  // No nodes at all is an empty group; anything else that is no list must not pass for one, which an AND always meets.
  const list: unknown = saved.nodes === undefined ? [] : saved.nodes
  if (!Array.isArray(list)) return broken('unknown-node', text(list))
  const nodes: SieveNode[] = []
  for (const node of list as readonly unknown[]) {
    const reading = readNode(node, depth)
    if (!reading.ok) return reading
    nodes.push(reading.value)
  }
  return { ok: true, value: { type: 'sieve', logic, negate: isOn(saved.negate), nodes } }
}
