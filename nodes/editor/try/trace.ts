import type { GroupTrace, Trace } from '../../sieve/explain'
import type { SieveNode } from '../../sieve/rule'
import { element, icon } from '../row/element'
import type { Mark } from '../rule-builder'
import { choiceOf } from '../rule-builder/reading'
import { nodeInWords, reasonOf, shown } from './words'
import { type WrittenRules, writtenRules } from './written'

/** Whether a rule held, by sign and by word. */
export const heldSign = (held: boolean, say: Say): readonly Node[] => [
  icon(held ? 'check-circle-o' : 'times-circle-o'),
  element('strong', {}, say(held ? 'mark.held' : 'mark.not-held'))
]

const wordsOf = (node: SieveNode, sieves: readonly string[], say: Say): string =>
  node.type === 'sieve' ? say(`joint.${choiceOf(node.logic, node.negate)}`) : nodeInWords(node, sieves, say)

/** What is told below the line of a node. */
const belowOf = (trace: Trace, node: SieveNode, sieves: readonly string[], place: string, say: Say): readonly HTMLElement[] => {
  if (trace.type === 'rule') {
    return [element('p', { class: 'saw' }, `${say('try.saw')} `, shown(trace.saw, say), ` ${reasonOf(trace.why, say)}`.trimEnd())]
  }
  if (trace.type === 'sieve') return node.type === 'sieve' ? [drawTrace(trace, { group: node, sieves }, say, `${place}.`)] : []
  // The places in another sieve are its own.
  const rules = node.type === 'ref' ? writtenRules(sieves[node.sieve] ?? '') : undefined
  return rules === undefined ? [] : [drawTrace(trace.of, rules, say)]
}

/**
 * Draws what became of rules, as a list that mirrors them.
 *
 * @param rules what was tried, as it is written
 */
export const drawTrace = (trace: GroupTrace, { group, sieves }: WrittenRules, say: Say, above = ''): HTMLElement => {
  const list = element('ol', { class: 'trace' })
  for (const [index, one] of trace.nodes.entries()) {
    const node = group.nodes[index]
    if (node === undefined) break
    const place = `${above}${index + 1}`
    const isLate = trace.decidedBy !== null && index > trace.decidedBy
    const tag = index === trace.decidedBy ? 'decides' : 'late'
    list.append(
      element(
        'li',
        { class: one.held ? 'held' : 'not-held' },
        element(
          'p',
          {},
          element('span', { class: 'place' }, place),
          ' ',
          ...heldSign(one.held, say),
          ' ',
          element('bdi', {}, wordsOf(node, sieves, say)),
          ...(isLate || index === trace.decidedBy ? [' ', element('span', { class: tag === 'decides' ? 'tag decides' : 'tag' }, say(`try.${tag}`))] : [])
        ),
        ...belowOf(one, node, sieves, place, say)
      )
    )
  }
  const rest = group.nodes.length - list.childElementCount
  if (rest > 0) list.append(element('li', { class: 'rest' }, say('try.rest', { count: rest })))
  return list
}

/** What is said of each row of a builder whose rules were tried. */
export const marksOf = (trace: GroupTrace, say: Say, above = ''): ReadonlyMap<string, Mark> =>
  new Map(
    trace.nodes.flatMap((one, index): (readonly [string, Mark])[] => {
      const place = `${above}${index + 1}`
      const mark = { held: one.held, words: one.type === 'rule' ? reasonOf(one.why, say) : '' }
      return [[place, mark], ...(one.type === 'sieve' ? marksOf(one, say, `${place}.`) : [])]
    })
  )
