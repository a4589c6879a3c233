import { isRecord } from '../../saved/record'
import { readGroup, type SieveNode } from '../../sieve/rule'
import type { SavedRules } from './filled-watchdog'

/** Rules, and the ids of the sieves that references in them index. */
export interface ReferringRules {
  readonly rules: SavedRules
  readonly sieves: readonly string[]
}

const indexed = (nodes: readonly SieveNode[], indexOf: (index: number) => number): readonly SieveNode[] =>
  nodes.map((node) => {
    if (node.type === 'sieve') return { ...node, nodes: indexed(node.nodes, indexOf) }
    return node.type === 'ref' ? { ...node, sieve: indexOf(node.sieve) } : node
  })

/** Whether rules can be read: those that cannot stay as they are, with what they index. */
const isReadable = ({ rules }: ReferringRules): boolean => readGroup(rules).ok

/** One list of sieves for all rules of a watchdog. */
export class SieveList {
  readonly ids: string[]

  /**
   * @param all the rules that will be put in
   * @param before the list that those which cannot be read index
   */
  constructor(all: readonly ReferringRules[], before: readonly string[]) {
    this.ids = all.every(isReadable) ? [] : [...before]
  }

  /** Rules whose references index this list, to which their sieves are added. */
  put(given: ReferringRules): SavedRules {
    const { rules, sieves } = given
    const reading = readGroup(rules)
    if (!isRecord(rules) || !reading.ok) return rules
    const { logic, negate, nodes } = reading.value
    return { logic, negate, nodes: indexed(nodes, (index) => this.#indexOf(sieves[index])) }
  }

  #indexOf(id = ''): number {
    if (!this.ids.includes(id)) this.ids.push(id)
    return this.ids.indexOf(id)
  }
}
