import type { Group, SieveNode } from '../../sieve/rule'

/** Longer labels make nodes that hide the flow. */
const longest = 48

/** Enough to fill a label, whatever a sieve of hundreds of rules holds. */
const mostNodes = 6

const inWords = (node: SieveNode, say: Say, sieveName: (index: number) => string): string => {
  switch (node.type) {
    case 'rule': {
      const operator = say(`operator.${node.negate ? 'not ' : ''}${node.operator}`)
      const value = node.operator === 'is null' ? '' : ` ${node.value}`
      return `${node.field || say('summary.value')} ${operator}${value}`
    }
    case 'ref':
      return `${node.negate ? `${say('summary.not')} ` : ''}${sieveName(node.sieve)}`
    case 'sieve':
      return `${node.negate ? `${say('summary.not')} ` : ''}(${join(node, say, sieveName)})`
  }
}

const join = ({ logic, nodes }: Group, say: Say, sieveName: (index: number) => string): string =>
  nodes
    .slice(0, mostNodes)
    .map((node) => inWords(node, say, sieveName))
    .join(` ${say(logic === 'AND' ? 'summary.and' : 'summary.or')} `)

/** A sieve in a few words, such as `rule.level >= 10 and srcip is not null`; '' where it has no rules. */
export const summary = (sieve: Group, say: Say, sieveName: (index: number) => string): string => {
  if (sieve.nodes.length === 0) return ''
  const joined = join(sieve, say, sieveName)
  const text = sieve.negate ? `${say('summary.not')} (${joined})` : joined
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`
}
