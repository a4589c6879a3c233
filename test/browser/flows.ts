import type { FlowNode } from '../../scripts/trial/node-red'
import { rule, sieve as savedSieve } from '../sieve/saved-sieves'

/** Nodes for flows that a person sees: each has its place in a tab. */

export const flow = (id: string, label: string): FlowNode => ({ id, type: 'tab', label, disabled: false, info: '' })

export const sieve = (id: string, z: string, more: object = {}): FlowNode =>
  savedSieve(id, [], { z, outputs: 1, x: 300, y: 200, wires: [[]], ...more })

export { rule }
