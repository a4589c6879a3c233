import type { FlowNode, NodeRed } from '../trial/node-red'
import type { Contender, Figure } from './figure'
import type { Growth } from './growth'
import { lane, rate, send } from './lane'
import { coreSwitch, rule, sieve } from './sieve'

/** Sieves of many rules and of regular expressions, beside Node-RED's own switch. */

/** Rules that no login meets, and a last one that each meets: all of them are looked at. */
const words = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => (index === count - 1 ? 'ssh2' : `word-${index}`))
const patterns = Array.from({ length: 10 }, (_, index) => (index === 9 ? 'port \\d+ ssh2$' : `sshd\\[\\d+\\]: (?:Closed|Error)${index} for \\w+ from [\\d.]+`))

const contains = (word: string): object => rule('full_log', 'contains', word)
const coreContains = (word: string): object => ({ t: 'cont', v: word, vt: 'str' })

const some = (logic: 'AND' | 'OR', nodes: readonly object[]): object => ({ type: 'sieve', logic, negate: false, nodes })

/** Groups of two groups of five rules. */
const inThreeLevels = (rules: readonly object[]): readonly object[] =>
  Array.from({ length: rules.length / 10 }, (_, index) => {
    const ten = rules.slice(index * 10, index * 10 + 10)
    return some('OR', [some('OR', ten.slice(0, 5)), some('OR', ten.slice(5))])
  })

const counts = [1, 3, 10, 30, 100, 300]

/** Matches nothing, in time that doubles with each letter where it is matched by backtracking. */
const hostile = '^(a+)+$'
const hostileText = (length: number): string => `${'a'.repeat(length - 1)}!`
/** Of a core switch no more can be waited for. */
const fewLetters = [16, 18, 20, 22, 24]
const letters = [10, 100, 1000, 10_000, 100_000]

export const manyRulesFlow: readonly FlowNode[] = [
  ...lane('50 rules', '50', (sink) => [sieve('50', inThreeLevels(words(50).map(contains)), sink, { logic: 'OR' })]),
  ...lane('50 switched', 's50', (sink) => [coreSwitch('s50', 'payload.full_log', words(50).map(coreContains), sink)]),
  ...lane('10 regexes', '10', (sink) => [sieve('10', patterns.map((pattern) => rule('full_log', 'contains', pattern, { regex: true })), sink, { logic: 'OR' })]),
  ...lane('10 switched', 's10', (sink) => [coreSwitch('s10', 'payload.full_log', patterns.map((v) => ({ t: 'regex', v, vt: 'str', case: false })), sink)]),
  ...lane('hostile', 'h', (sink) => [sieve('h', [rule('full_log', 'contains', hostile, { regex: true, negate: true })], sink)]),
  ...lane('hostile switched', 'sh', (sink) => [coreSwitch('sh', 'payload.full_log', [{ t: 'regex', v: hostile, vt: 'str', case: false }, { t: 'else' }], sink)]),
  ...counts.flatMap((count) => [
    ...lane(`${count} of many`, `m${count}`, (sink) => [sieve(`m${count}`, words(count).map(contains), sink, { logic: 'OR' })]),
    ...lane(`${count} of many switched`, `sm${count}`, (sink) => [coreSwitch(`sm${count}`, 'payload.full_log', words(count).map(coreContains), sink)])
  ])
]

const logins = { load: { kind: 'logins', keys: 40 }, count: 1000, pace: 'burst', arriving: 1000 } as const

const perSecond = (nodeRed: NodeRed, name: string, lane: string, bursts: number): Contender => ({ name, run: () => rate(nodeRed, lane, { ...logins, bursts }) })

const perMessage = (nodeRed: NodeRed, name: string, lane: string, bursts: number): Contender => ({
  name,
  run: async () => 1e6 / (await rate(nodeRed, lane, { ...logins, bursts }))
})

/** How long one message takes, in milliseconds, at worst of some. */
const longest = (nodeRed: NodeRed, name: string, lane: string, length: number, times: number): Contender => ({
  name,
  run: async () => {
    const load = { kind: 'given', payload: { full_log: hostileText(length) } } as const
    return (await send(nodeRed, lane, { load, count: 1, bursts: times, pace: 'burst', arriving: 1 })).longest
  }
})

export const manyRulesFigures = (nodeRed: NodeRed): readonly Figure[] => [
  {
    title: 'Sieve of 50 rules in 3 levels',
    unit: 'messages/s',
    contenders: [perSecond(nodeRed, 'sieve', '50 rules', 100), perSecond(nodeRed, 'core switch with 50 rules', '50 switched', 20)],
    targets: [{ kind: 'times', beside: 'core switch with 50 rules', atLeast: 1 }]
  },
  {
    title: 'Sieve of 10 regular expressions',
    unit: 'messages/s',
    contenders: [perSecond(nodeRed, 'sieve', '10 regexes', 20), perSecond(nodeRed, 'core switch with 10', '10 switched', 50)],
    targets: []
  },
  {
    title: `One message with ${(100_000).toLocaleString('en-US')} characters for ${hostile}, at worst of 10`,
    unit: 'ms',
    contenders: [longest(nodeRed, 'sieve', 'hostile', 100_000, 10), longest(nodeRed, `core switch, ${fewLetters.at(-1)} characters`, 'hostile switched', fewLetters.at(-1) ?? 0, 1)],
    targets: [{ kind: 'at most', atMost: 100 }]
  }
]

export const manyRulesGrowths = (nodeRed: NodeRed): readonly Growth[] => [
  {
    title: 'A message through a sieve',
    unit: 'µs',
    along: 'rules',
    points: counts.map((count) => {
      const bursts = Math.ceil(200 / (count + 3))
      return {
        x: count,
        contenders: [perMessage(nodeRed, 'sieve', `${count} of many`, bursts), perMessage(nodeRed, 'core switch', `${count} of many switched`, Math.ceil(bursts / 3))]
      }
    }),
    targets: [{ kind: 'linear', slack: 1.5 }]
  },
  {
    title: `A message for ${hostile}`,
    unit: 'ms',
    along: 'characters',
    points: [
      ...letters.map((x) => ({ x, contenders: [longest(nodeRed, 'sieve', 'hostile', x, 10)] })),
      ...fewLetters.map((x) => ({ x, contenders: [longest(nodeRed, 'core switch', 'hostile switched', x, 1)] }))
    ],
    targets: [{ kind: 'linear', slack: 1.5 }]
  }
]
