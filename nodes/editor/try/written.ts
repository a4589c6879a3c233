import type { Group } from '../../sieve/rule'
import { groupOf, idsOf, type SieveProperties } from '../sieve/properties'

/** Rules as they are written in the editor, which may not be deployed yet. */
export interface WrittenRules {
  readonly group: Group
  /** The ids that its references index. */
  readonly sieves: readonly string[]
}

/** A sieve that rules refer to, by the name that the editor shows. */
export interface WrittenSieve {
  readonly name: string
  /** `undefined` where they cannot be read. */
  readonly rules: WrittenRules | undefined
}

const nodeOf = (id: string): EditorNode<SieveProperties> | undefined => {
  const node = RED.nodes.node<SieveProperties>(id) ?? undefined
  return node?.type === 'sieve' ? node : undefined
}

/** The sieve of an id as the editor has it; `undefined` for one that is gone. */
export const writtenSieve = (id: string): WrittenSieve | undefined => {
  const node = nodeOf(id)
  if (node === undefined) return undefined
  const group = groupOf(node)
  return { name: node.name || node._('palette.name'), rules: group.ok ? { group: group.value, sieves: idsOf(node) } : undefined }
}

/** All sieves that these refer to, however far, as they would be saved. */
export const referredSieves = (ids: readonly string[]): readonly object[] => {
  const found = new Map<string, object>()
  const missing = new Set<string>()
  const walk = (id: string): void => {
    if (found.has(id) || missing.has(id)) return
    const node = nodeOf(id)
    if (node === undefined) {
      missing.add(id)
      return
    }
    const { version, name, logic, negate, nodes } = node
    const sieves = idsOf(node)
    found.set(id, { id, version, name, logic, negate, nodes, sieves })
    sieves.forEach(walk)
  }
  ids.forEach(walk)
  return [...found.values()]
}
