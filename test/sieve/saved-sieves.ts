import { compileGroup, type Matcher } from '../../nodes/sieve/compile'
import { broken, type Result } from '../../nodes/sieve/problem'
import { readGroup } from '../../nodes/sieve/rule'
import type { Saved } from '../support/flows'

/** Parts of a sieve as a flow saves them, with what a test does not care about left out. */

export const rule = (field: string, operator: string, value = '', more: object = {}): object => ({
  type: 'rule',
  field,
  operator,
  value,
  regex: false,
  caseSensitive: false,
  negate: false,
  ...more
})

export const regex = (field: string, operator: string, value: string, more: object = {}): object =>
  rule(field, operator, value, { regex: true, ...more })

export const group = (logic: 'AND' | 'OR', nodes: readonly object[], negate = false): object => ({
  type: 'sieve',
  logic,
  negate,
  nodes
})

export const reference = (index: number, negate = false): object => ({ type: 'ref', sieve: index, negate })

/** A sieve node with two outputs: to the nodes `match` and `other`. */
export const sieve = (id: string, nodes: readonly object[], more: object = {}): Saved => ({
  id,
  type: 'sieve',
  z: 'flow',
  name: id,
  property: 'payload',
  logic: 'AND',
  negate: false,
  nodes,
  sieves: [],
  outputs: 2,
  x: 100,
  y: 100,
  wires: [['match'], ['other']],
  ...more
})

/** Compiles rules as a sieve node does that refers to no other. */
export const compile = (nodes: readonly object[], logic: 'AND' | 'OR' = 'AND', negate = false): Result<Matcher> => {
  const reading = readGroup({ logic, negate, nodes })
  if (!reading.ok) return reading
  const compiled = compileGroup(reading.value, (reference) => broken('dangling-reference', String(reference.sieve)))
  return compiled.ok ? { ok: true, value: compiled.value.matches } : compiled
}

/** Whether an event meets one rule or group. */
export const meets = (node: object, event: unknown): boolean => {
  const compiled = compile([node])
  if (!compiled.ok) throw new Error(`${compiled.problem.reason}: ${compiled.problem.detail}`)
  return compiled.value(event)
}
