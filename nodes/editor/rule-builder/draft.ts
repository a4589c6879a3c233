import type { Group, Rule } from '../../sieve/rule'

/** A sieve that a reference can point at. */
export interface Target {
  readonly id: string
  readonly label: string
}

/** A reference as the builder holds it: by id, which is its place in the node's list only once it is saved. */
export interface DraftReference {
  readonly type: 'ref'
  readonly id: string
  readonly negate: boolean
}

/** What a node is while it is edited. */
export type DraftNode = Rule | DraftReference | DraftGroup
export interface DraftGroup extends Omit<Group, 'nodes'> {
  readonly nodes: readonly DraftNode[]
}

/** A saved group, its references by id; one that points past the list is shown as such, and kept. */
export const draftOf = (group: Group, sieves: readonly string[]): DraftGroup => ({
  ...group,
  nodes: group.nodes.map((node) => {
    if (node.type === 'sieve') return draftOf(node, sieves)
    return node.type === 'ref' ? { type: 'ref', id: sieves[node.sieve] ?? `#${node.sieve}`, negate: node.negate } : node
  })
})
