import type { FlowNode, NodeRed } from '../trial/node-red'
import type { Contender, Figure } from './figure'
import { lane, node, rate } from './lane'
import type { Pace } from './nodes/lane'

/** A sieve of three rules beside what else a user could take. */

export const rule = (field: string, operator: string, value: string, more: object = {}): object => ({
  type: 'rule',
  field,
  operator,
  value,
  regex: false,
  caseSensitive: true,
  negate: false,
  ...more
})

export const sieve = (id: string, nodes: readonly object[], to: string, more: object = {}): FlowNode =>
  node(id, 'sieve', [[to]], { property: 'payload', logic: 'AND', negate: false, nodes, sieves: [], outputs: 1, ...more })

/** Node-RED's own switch with all its rules on one property, whose outputs all lead to one node. */
export const coreSwitch = (id: string, property: string, rules: readonly object[], to: string, more: object = {}): FlowNode =>
  node(id, 'switch', rules.map(() => [to]), { property, propertyType: 'msg', rules, checkall: 'true', repair: false, outputs: rules.length, ...more })

export const coreFunction = (id: string, source: string, to: string): FlowNode =>
  node(id, 'function', [[to]], { func: source, outputs: 1, timeout: 0, noerr: 0, initialize: '', finalize: '', libs: [] })

const byHand = `const { rule, agent, full_log } = msg.payload
if (rule.level >= 7 && agent.name.startsWith('web') && full_log.includes('Failed')) return msg`

export const sieveFlow: readonly FlowNode[] = [
  ...lane('bare wire', undefined),
  ...lane('closure', 'closure', (sink) => [node('closure', 'bench-test', [[sink]])]),
  ...lane('sieve', 'sieve', (sink) => [
    sieve('sieve', [rule('rule.level', '>=', '7'), rule('agent.name', 'begins with', 'web'), rule('full_log', 'contains', 'Failed')], sink)
  ]),
  ...lane('switch', 'level', (sink) => [
    coreSwitch('level', 'payload.rule.level', [{ t: 'gte', v: '7', vt: 'num' }], 'agent'),
    coreSwitch('agent', 'payload.agent.name', [{ t: 'regex', v: '^web', vt: 'str', case: false }], 'log'),
    coreSwitch('log', 'payload.full_log', [{ t: 'cont', v: 'Failed', vt: 'str' }], sink)
  ]),
  ...lane('function', 'function', (sink) => [coreFunction('function', byHand, sink)])
]

/** Bursts of 1,000 that each takes in about a second. */
const bursts: Readonly<Record<string, number>> = { sieve: 600, closure: 700, switch: 150, function: 100, 'bare wire': 1000 }

const contender = (nodeRed: NodeRed, name: string, lane: string, pace: Pace, share: number): Contender => ({
  name,
  run: () =>
    rate(nodeRed, lane, {
      load: { kind: 'logins', keys: 40 },
      count: 1000,
      bursts: Math.ceil((bursts[lane] ?? 1) * share),
      pace,
      arriving: lane === 'bare wire' ? 1000 : 500
    })
})

const contenders = (nodeRed: NodeRed, pace: Pace, share: number): readonly Contender[] => [
  contender(nodeRed, 'sieve', 'sieve', pace, share),
  contender(nodeRed, 'the same test as a closure (ceiling)', 'closure', pace, share),
  contender(nodeRed, 'three core switches', 'switch', pace, share),
  contender(nodeRed, 'core function, by hand', 'function', pace, share),
  contender(nodeRed, 'bare wire', 'bare wire', pace, share)
]

/** How many times as good as what stands beside it the sieve is to be. */
const figure = (nodeRed: NodeRed, title: string, pace: Pace, share: number, beside: { readonly switch: number; readonly function: number }): Figure => ({
  title: `Sieve of 3 rules, ${title}`,
  unit: 'messages/s',
  runs: 7,
  contenders: contenders(nodeRed, pace, share),
  targets: [
    { kind: 'times', beside: 'the same test as a closure (ceiling)', atLeast: 0.8 },
    { kind: 'times', beside: 'three core switches', atLeast: beside.switch },
    { kind: 'times', beside: 'core function, by hand', atLeast: beside.function }
  ]
})

export const sieveFigures = (nodeRed: NodeRed): readonly Figure[] => [
  figure(nodeRed, 'in bursts of 1,000', 'burst', 1, { switch: 8, function: 3 }),
  figure(nodeRed, 'one message a turn', 'turn', 0.5, { switch: 1.2, function: 2 })
]
