import type { Result } from '../../sieve/problem'
import { type Group, readGroup, readSieves, type SieveNode } from '../../sieve/rule'
import type { Versioned } from '../validator/version'

/** A sieve as a flow saves it. */
export interface SieveProperties extends Versioned {
  name: string
  property: string
  logic: 'AND' | 'OR'
  negate: boolean
  nodes: readonly SieveNode[]
  /** Ids of sieve nodes, which references index. A flow written by hand may have none, or one that is not in a list. */
  sieves?: readonly string[] | string
  outputs: number
}

/** Reads the rules of a saved sieve, or tells why they cannot be read: a flow can be written by hand. */
export const groupOf = ({ logic, negate, nodes }: Pick<SieveProperties, 'logic' | 'negate' | 'nodes'>): Result<Group> =>
  readGroup({ logic, negate, nodes })

/** The sieve of an id as the editor has it; `undefined` for one that is gone. */
export const sieveOf = (id: string): EditorNode<SieveProperties> | undefined => {
  const node = RED.nodes.node<SieveProperties>(id) ?? undefined
  return node?.type === 'sieve' ? node : undefined
}

/** The ids that references index, as a list in any case. */
export const idsOf = ({ sieves }: Pick<SieveProperties, 'sieves'>): readonly string[] => readSieves(sieves)
