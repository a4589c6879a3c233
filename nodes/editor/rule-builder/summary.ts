import type { Group, Rule, SieveNode } from '../../sieve/rule'
import { sayTexts } from '../reader/say-texts'
import { choiceOf } from './reading'
import { isNumeric } from './check'

/** Longer labels make nodes that hide the flow: Node-RED breaks no line, and shows a node as wide as its label. */
const longestLabel = 40

/** As much as anyone reads, or listens to. */
const longestInDialog = 1000

/** How a sieve is told. */
interface Telling {
  readonly say: Say
  /** What a referred sieve is called. */
  readonly sieveName: (index: number) => string
  /** So many characters, and of each group no more nodes than could fill them. */
  readonly longest: number
}

const ruleInWords = (rule: Rule, negate: boolean, { say }: Telling): string => {
  const field = rule.field || say('summary.value')
  const written = rule.regex ? `/${rule.value}/` : sayTexts(say, 'summary.quoted', { value: rule.value })
  const value = isNumeric(rule.operator) ? rule.value : written
  return sayTexts(say, `phrase.${choiceOf(rule.operator, negate)}`, { field, value })
}

const listed = (nodes: readonly SieveNode[], telling: Telling): readonly string[] => {
  const most = Math.ceil(telling.longest / 4)
  const few = nodes.slice(0, most).map((node) => inWords(node, false, telling, true))
  return few.length === nodes.length ? few : [...few, '…']
}

const groupInWords = ({ logic, nodes }: Group, negate: boolean, telling: Telling, isInside: boolean): string => {
  const { say } = telling
  const [only, second] = nodes
  if (only === undefined) return say((logic === 'AND') === negate ? 'summary.never' : 'summary.always')
  if (second === undefined) return inWords(only, negate, telling, isInside)
  const words = listed(nodes, telling)
  if (negate) return sayTexts(say, logic === 'AND' ? 'summary.not-all' : 'summary.none', { list: words.join(say('summary.separator')) })
  const joined = words.join(` ${say(logic === 'AND' ? 'summary.and' : 'summary.or')} `)
  return isInside ? `(${joined})` : joined
}

/** A node in words; `flip` negates it once more. */
const inWords = (node: SieveNode, flip: boolean, telling: Telling, isInside: boolean): string => {
  const negate = node.negate !== flip
  switch (node.type) {
    case 'rule':
      return ruleInWords(node, negate, telling)
    case 'ref':
      return sayTexts(telling.say, negate ? 'summary.not-ref' : 'summary.ref', { sieve: telling.sieveName(node.sieve) })
    case 'sieve':
      return groupInWords(node, negate, telling, isInside)
  }
}

/** Cuts a text between words, where that leaves most of it. */
const cut = (text: string, longest: number): string => {
  if (text.length <= longest) return text
  const short = text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')
  const end = short.lastIndexOf(' ')
  return `${(end > longest / 2 ? short.slice(0, end) : short).trimEnd()}…`
}

const told = (sieve: Group, telling: Telling): string => {
  const { say, longest } = telling
  const { logic, negate, nodes } = sieve
  if (nodes.length === 0) return ''
  if (negate || nodes.length === 1) return cut(groupInWords(sieve, negate, telling, false), longest)
  const words = listed(nodes, telling)
  const joint = ` ${say(logic === 'AND' ? 'summary.and' : 'summary.or')} `
  const whole = words.join(joint)
  if (whole.length <= longest && words.length === nodes.length) return whole
  // Whole rules, as many as there is room for, and how many are left.
  for (let count = words.length - 1; count > 0; count -= 1) {
    const rest = say(logic === 'AND' ? 'summary.and-more' : 'summary.or-more', { number: nodes.length - count })
    const some = `${words.slice(0, count).join(joint)} ${rest}`
    if (some.length <= longest) return some
  }
  return cut(whole, longest)
}

/** A sieve in a few words, such as `rule.level >= 10 and srcip is not null`, for a node's label; '' where it has no rules. */
export const summary = (sieve: Group, say: Say, sieveName: (index: number) => string): string => told(sieve, { say, sieveName, longest: longestLabel })

/** A sieve in words, whole but for one that nobody would read to its end; '' where it has no rules. */
export const wholeSummary = (sieve: Group, say: Say, sieveName: (index: number) => string): string =>
  told(sieve, { say, sieveName, longest: longestInDialog })
