import type { SieveNode } from '../../sieve/rule'
import type { Target } from '../rule-builder/draft'
import { groupOf, idsOf, type SieveProperties } from './properties'

type Sieve = EditorNode<SieveProperties>

const sieveOf = (id: string): Sieve | undefined => {
  const node = RED.nodes.node<SieveProperties>(id) ?? undefined
  return node?.type === 'sieve' ? node : undefined
}

const idsIn = (id: string): readonly string[] => {
  const sieve = sieveOf(id)
  return sieve === undefined ? [] : idsOf(sieve)
}

/** Whether a sieve contains another, itself or through its references; a cycle that is already there ends the walk. */
const contains = (outer: string, inner: string, seen = new Set<string>()): boolean => {
  if (outer === inner) return true
  if (seen.has(outer)) return false
  seen.add(outer)
  return idsIn(outer).some((id) => contains(id, inner, seen))
}

/** Where a sieve stands, in words, if it is not on the same flow. */
const elsewhere = (sieve: Sieve, z: string | undefined): string => {
  if (sieve.z === z || sieve.z === undefined) return ''
  const label = RED.nodes.workspace(sieve.z)?.label
  return label === undefined || label === '' ? '' : ` (${label})`
}

/**
 * The sieves that another may refer to: on any flow, or in the same subflow, for a subflow's nodes cannot be named
 * from outside; and none that would then contain itself.
 */
export const targetsFor = (sieve: Sieve, labelOf: (sieve: Sieve) => string): readonly Target[] =>
  RED.nodes
    .filterNodes<SieveProperties>({ type: 'sieve' })
    .filter(({ id, z }) => !contains(id, sieve.id) && (z === sieve.z || z === undefined || !RED.nodes.subflow(z)))
    .map((target) => ({ id: target.id, label: labelOf(target) + elsewhere(target, sieve.z) }))
    .sort((one, other) => one.label.localeCompare(other.label))

const indexesIn = (nodes: readonly SieveNode[]): readonly number[] =>
  nodes.flatMap((node) => {
    if (node.type === 'sieve') return indexesIn(node.nodes)
    return node.type === 'ref' ? [node.sieve] : []
  })

/** What is wrong with the sieves that a sieve refers to, as the key of a sentence. */
export const targetProblem = (sieve: Sieve): 'problem.gone' | 'problem.cycle' | undefined => {
  const ids = idsOf(sieve)
  const group = groupOf(sieve)
  if (group.ok && indexesIn(group.value.nodes).some((index) => index >= ids.length)) return 'problem.gone'
  if (ids.some((id) => sieveOf(id) === undefined)) return 'problem.gone'
  return ids.some((id) => contains(id, sieve.id)) ? 'problem.cycle' : undefined
}
