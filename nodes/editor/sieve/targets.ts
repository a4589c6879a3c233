import type { SieveNode } from '../../sieve/rule'
import type { Target } from '../rule-builder/draft'
import { labelOf } from './label'
import { groupOf, idsOf, sieveOf, type SieveProperties } from './properties'

type Sieve = EditorNode<SieveProperties>

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

/** Whether a sieve contains itself, or one that does. */
const leadsToCycle = (id: string, seen = new Set<string>()): boolean => {
  if (seen.has(id)) return false
  seen.add(id)
  return idsIn(id).some((inner) => contains(inner, id) || leadsToCycle(inner, seen))
}

/**
 * The sieves that a node may refer to: on any flow, or in the same subflow, for a subflow's nodes cannot be named from
 * outside; and none that would then contain itself.
 */
export const targetsFor = ({ id, z }: { readonly id: string; readonly z?: string }): readonly Target[] =>
  RED.nodes
    .filterNodes<SieveProperties>({ type: 'sieve' })
    .filter((sieve) => !contains(sieve.id, id) && (sieve.z === z || sieve.z === undefined || !RED.nodes.subflow(sieve.z)))
    .map((sieve) => ({ id: sieve.id, label: labelOf(sieve) + elsewhere(sieve, z) }))
    .sort((one, other) => one.label.localeCompare(other.label))

const indexesIn = (nodes: readonly SieveNode[]): readonly number[] =>
  nodes.flatMap((node) => {
    if (node.type === 'sieve') return indexesIn(node.nodes)
    return node.type === 'ref' ? [node.sieve] : []
  })

/**
 * What is wrong with the sieves that rules refer to, as the key of a sentence.
 *
 * @param ids the list that their references index
 */
export const referencesProblem = (nodes: readonly SieveNode[], ids: readonly string[]): 'problem.gone' | 'problem.cycle-beyond' | undefined => {
  const named = indexesIn(nodes).map((index) => ids[index])
  if (named.some((id) => id === undefined || sieveOf(id) === undefined)) return 'problem.gone'
  return named.some((id) => id !== undefined && leadsToCycle(id)) ? 'problem.cycle-beyond' : undefined
}

/** What is wrong with the sieves that a sieve refers to, as the key of a sentence. */
export const targetProblem = (sieve: Sieve): 'problem.gone' | 'problem.cycle' | 'problem.cycle-beyond' | undefined => {
  const ids = idsOf(sieve)
  if (ids.some((id) => sieveOf(id) === undefined)) return 'problem.gone'
  if (ids.some((id) => contains(id, sieve.id))) return 'problem.cycle'
  const group = groupOf(sieve)
  return group.ok ? referencesProblem(group.value.nodes, ids) : undefined
}
