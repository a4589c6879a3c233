import type { FlowNode, NodeRed } from '../trial/node-red'
import type { Contender, Figure } from './figure'
import type { Growth } from './growth'
import { lane, node, rate } from './lane'
import { rule, sieve } from './sieve'

/** A watchdog of ten triggers with a muzzle, beside a sieve of the same rules. */

/** Nine that no login meets, and one that each does: all are looked at. */
const ten: readonly object[] = [
  ...Array.from({ length: 9 }, (_, index) => rule(['rule.id', 'decoder.name', 'location'][index % 3] ?? '', 'equals', `x${Math.floor(index / 3)}`)),
  rule('rule.level', '>=', '7')
]

/** One for each number of keys: what is open outlives a run. */
const watchdog = (id: string, to: string): FlowNode =>
  node(id, 'alert-watchdog', [[to], [to], [to]], {
    property: 'payload',
    derive: [],
    split: '',
    source: 'Wazuh on {{agent.name}}',
    title: '{{rule.description}}',
    description: '{{full_log}}',
    link: '',
    runbook: '',
    time: '',
    details: 'agent.ip',
    triggers: ten.map((one) => ({ level: 'HIGH', logic: 'AND', negate: false, nodes: [one] })),
    muzzleFields: 'agent.id',
    muzzleInterval: 24,
    muzzleUnit: 'h',
    muzzleEnabled: true,
    muzzleWindow: 'sliding',
    sieves: []
  })

const keys = [1, 100, 10_000, 100_000]
const most = 100_000

export const watchdogFlow: readonly FlowNode[] = [
  ...lane('10 triggers sifted', 'triggers', (sink) => [sieve('triggers', ten, sink, { logic: 'OR' })]),
  ...lane('watched by hand', 'by hand', (sink) => [node('by hand', 'bench-watchdog', [[sink]])]),
  ...keys.flatMap((count) => lane(`${count} keys`, `watchdog of ${count}`, (sink) => [watchdog(`watchdog of ${count}`, sink)]))
]

/** Each key comes once in a run; bursts are of 1,000. */
const run = (nodeRed: NodeRed, lane: string, keys: number, bursts: number): Promise<number> =>
  rate(nodeRed, lane, { load: { kind: 'logins', keys }, count: 1000, bursts, pace: 'burst', arriving: 1000 })

const contender = (nodeRed: NodeRed, name: string, lane: string): Contender => ({ name, run: () => run(nodeRed, lane, most, 100) })

export const watchdogFigures = (nodeRed: NodeRed): readonly Figure[] => [
  {
    title: 'Watchdog of 10 triggers, muzzle over 100,000 keys',
    unit: 'messages/s',
    contenders: [
      contender(nodeRed, 'watchdog', `${most} keys`),
      contender(nodeRed, 'sieve of the same rules', '10 triggers sifted'),
      contender(nodeRed, 'the same alerts made by hand', 'watched by hand')
    ],
    targets: [{ kind: 'times', beside: 'sieve of the same rules', atLeast: 0.5 }]
  }
]

export const watchdogGrowths = (nodeRed: NodeRed): readonly Growth[] => [
  {
    title: 'An event through a watchdog',
    unit: 'µs',
    along: 'keys that are open',
    points: keys.map((count) => ({ x: count, contenders: [{ name: 'watchdog', run: async () => 1e6 / (await run(nodeRed, `${count} keys`, count, count === most ? 100 : 30)) }] })),
    targets: [{ kind: 'linear', slack: 1 }]
  }
]
