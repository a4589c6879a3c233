import type { GroupTrace, Trace, Why } from '../../sieve/explain'
import type { Group, SieveNode } from '../../sieve/rule'
import type { Seen } from '../../event/seen'
import { element } from '../row/element'
import { wholeSummary } from '../rule-builder/summary'
import { nameOf } from '../sieve/label'

/** Why a rule holds or not, where what it saw does not tell it; '' where it does. */
export const reasonOf = (why: Why, say: Say): string => {
  switch (why.kind) {
    case 'met':
    case 'unmet':
      return ''
    case 'met-by-element':
      return say('try.why.met-by-element', { element: why.element })
    case 'no-element':
      return say('try.why.no-element', { count: why.count })
    case 'case':
    case 'missing':
    case 'null':
    case 'object':
    case 'no-number':
    case 'bad-number':
      return say(`try.why.${why.kind}`)
  }
}

/** What an event has somewhere, as the event's own text: a program's, in either direction of writing. */
export const shown = (saw: Seen, say: Say): HTMLElement =>
  saw.kind === 'missing' || saw.text === '' ? element('em', {}, say('try.nothing')) : element('code', {}, element('bdi', {}, saw.text))

/** A rule or a reference in words. */
export const nodeInWords = (node: SieveNode, sieves: readonly string[], say: Say): string =>
  wholeSummary({ type: 'sieve', logic: 'AND', negate: false, nodes: [node] }, say, (index) => nameOf(sieves[index], say))

/** The node that settled a group, as deep as one alone did. */
export interface Decisive {
  readonly place: string
  readonly node: SieveNode
  readonly trace: Trace
}

/** Finds what settled a group; `undefined` where no node alone did. */
export const decisiveIn = (trace: GroupTrace, group: Group, above = ''): Decisive | undefined => {
  const { decidedBy } = trace
  const node = decidedBy === null ? undefined : group.nodes[decidedBy]
  const found = decidedBy === null ? undefined : trace.nodes[decidedBy]
  if (decidedBy === null || node === undefined || found === undefined) return undefined
  const place = `${above}${decidedBy + 1}`
  const deeper = node.type === 'sieve' && found.type === 'sieve' ? decisiveIn(found, node, `${place}.`) : undefined
  return deeper ?? { place, node, trace: found }
}

/** What settled a group, in a sentence. */
export const becauseOf = (trace: GroupTrace, group: Group, sieves: readonly string[], say: Say): readonly (Node | string)[] => {
  const decisive = decisiveIn(trace, group)
  if (decisive === undefined) {
    if (group.nodes.length === 0) return [say('try.no-rules')]
    return [say(group.logic === 'AND' ? 'try.all-hold' : 'try.none-holds')]
  }
  const { place, node, trace: found } = decisive
  if (node.type === 'sieve') return [say('try.group-decides', { place })]
  const words = ` ${nodeInWords(node, sieves, say)}`
  if (found.type !== 'rule') return [say('try.rule-decides', { place }), words]
  const reason = reasonOf(found.why, say)
  return [say('try.rule-decides', { place }), words, ` ${say('try.saw')} `, shown(found.saw, say), reason === '' ? '' : `. ${reason}`]
}
