import type { Group } from '../../sieve/rule'
import { groupOf, idsOf, sieveOf } from '../sieve/properties'

/** Rules as they are written in the editor, which may not be deployed yet. */
export interface WrittenRules {
  readonly group: Group
  /** The ids that its references index. */
  readonly sieves: readonly string[]
}

/** The rules of a sieve as the editor has it; `undefined` for one that is gone or cannot be read. */
export const writtenRules = (id: string): WrittenRules | undefined => {
  const node = sieveOf(id)
  const group = node && groupOf(node)
  return node !== undefined && group?.ok === true ? { group: group.value, sieves: idsOf(node) } : undefined
}

/** All sieves that these refer to, however far, as they would be saved. */
export const referredSieves = (ids: readonly string[]): readonly object[] => {
  const found = new Map<string, object>()
  const missing = new Set<string>()
  const walk = (id: string): void => {
    if (found.has(id) || missing.has(id)) return
    const node = sieveOf(id)
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
