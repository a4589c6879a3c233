import type { FlowNode } from '../../scripts/trial/node-red'

/** Nodes for flows that a person sees: each has its place in a tab. */

export const flow = (id: string, label: string): FlowNode => ({ id, type: 'tab', label, disabled: false, info: '' })

export const rule = (field: string, operator: string, value: string, more: object = {}): object => ({
  type: 'rule',
  field,
  operator,
  value,
  regex: false,
  caseSensitive: false,
  negate: false,
  ...more
})

export const sieve = (id: string, z: string, more: object = {}): FlowNode => ({
  id,
  type: 'sieve',
  z,
  name: id,
  property: 'payload',
  logic: 'AND',
  negate: false,
  nodes: [],
  sieves: [],
  outputs: 1,
  x: 300,
  y: 200,
  wires: [[]],
  ...more
})
