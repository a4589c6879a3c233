import { join } from 'node:path'
import { config } from '../../test/support/saved'
import type { FlowNode, NodeRed } from '../trial/node-red'
import type { Contender, Figure } from './figure'
import type { Growth } from './growth'
import { lane, node, rate, send } from './lane'
import type { Load } from './nodes/load'
import type { TakingServer } from './server'

/** Alerts on their way: how many can be delivered, how soon one goes out, and how many can be taken in while none can. */

const key = 'abcdefghijklmnopqrstuvwxyz'

/** The tests' own config, with an outbox that takes all; in a digest some of what is to be counted would go together. */
const courier = (id: string, server: string): FlowNode => config(id, server, { outbox: 'disk', outboxLimit: 1_000_000, digestAbove: 0, credentials: { key } })

const alert = {
  title: 'sshd: authentication failed',
  level: 'HIGH',
  link: 'https://wazuh.example.com/app/threat-hunting',
  source: 'Wazuh on web-1',
  description: 'Nov 26 10:00:00 web-1 sshd[4242]: Failed password for root from 203.0.113.7 port 50022 ssh2',
  data: { rule: { level: 12, id: '5716', groups: ['syslog', 'sshd'] }, agent: { id: '001', name: 'web-1', ip: '10.0.0.1' } }
}

const alerts: Load = { kind: 'given', payload: alert }

const action = (id: string, courier: string, wires: readonly (readonly string[])[]): FlowNode => node(id, 'webhook-action', wires, { config: courier, outputs: wires.length })

const manyActions = [1, 10, 100]

/** @param folder for what is written by hand */
export const deliveryFlow = (server: string, folder: string): readonly FlowNode[] => [
  courier('courier', server),
  ...lane('delivered', 'action', (sink) => [action('action', 'courier', [[sink]])]),
  ...lane('core http request', 'request', (sink) => [node('request', 'http request', [[sink]], { method: 'POST', ret: 'txt', paytoqs: 'ignore', url: `${server}/hooks/${key}`, tls: '', persist: true, proxy: '', insecureHTTPParser: false, authType: '', senderr: false, headers: [] })]),
  ...lane('axios', 'axios', (sink) => [node('axios', 'bench-axios', [[sink]], { url: `${server}/hooks/${key}` })]),
  courier('held courier', server),
  ...lane('safe', 'safe action', (sink) => [action('safe action', 'held courier', [[], [sink]])]),
  ...[1, 100].flatMap((largest) =>
    lane(`by hand, ${largest}`, `append ${largest}`, (sink) => [node(`append ${largest}`, 'bench-append', [[sink]], { path: join(folder, `by-hand-${largest}.jsonl`), largest })])
  ),
  ...manyActions.flatMap((count) => {
    const actions = Array.from({ length: count }, (_, index) => `action ${index} of ${count}`)
    return [
      courier(`courier of ${count}`, server),
      ...lane(`${count} actions`, actions, (sink) => actions.map((id) => action(id, `courier of ${count}`, [[sink]])))
    ]
  })
]

const burstOf = (load: Load) => ({ load, count: 1000, bursts: 1, pace: 'burst', arriving: 1000 }) as const

/** Where the 99 of 100 lie that took least. */
const ninetyNinth = (times: readonly number[]): number => times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.99)] ?? NaN

/** From a message in to its request at the server, 99th percentile of 300 in milliseconds; a rest between two of them. */
const latency = async (nodeRed: NodeRed, server: TakingServer, lane: string, load: Load): Promise<number> => {
  server.takeArrivals()
  const { sent } = await send(nodeRed, lane, { load, count: 300, bursts: 1, pace: { rest: 5 }, arriving: 300 })
  const arrivals = server.takeArrivals()
  return ninetyNinth(sent.map((at, index) => ((arrivals[index] ?? NaN) - at) / 1e6))
}

/** Takes in while no request is answered; then lets all of it be delivered. */
const takeIn = async (nodeRed: NodeRed, server: TakingServer): Promise<number> => {
  const bursts = 10
  server.hold()
  try {
    return await rate(nodeRed, 'safe', { ...burstOf(alerts), bursts })
  } finally {
    server.takeArrivals()
    server.release()
    let delivered = 1 // the one that was held
    while (delivered < bursts * 1000) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      delivered += server.takeArrivals().length
    }
  }
}

export const deliveryFigures = async (nodeRed: NodeRed, server: TakingServer): Promise<readonly Figure[]> => {
  // The others post what our post is.
  const next = server.next()
  await send(nodeRed, 'delivered', { load: alerts, count: 1, bursts: 1, pace: 'single', arriving: 1 })
  const posts: Load = { kind: 'given', payload: JSON.parse(await next) as unknown }
  const byHand = (name: string, largest: number, bursts: number): Contender => ({ name, run: () => rate(nodeRed, `by hand, ${largest}`, { ...burstOf(alerts), bursts }) })
  return [
    {
      title: 'Delivery in order, one at a time, outbox on disk',
      unit: 'messages/s',
      runs: 11,
      contenders: [
        { name: 'webhook action', run: () => rate(nodeRed, 'delivered', { ...burstOf(alerts), bursts: 3 }) },
        { name: 'core http request, one at a time', run: () => rate(nodeRed, 'core http request', { ...burstOf(posts), bursts: 3, pace: 'single' }) },
        { name: 'bare axios, one at a time', run: () => rate(nodeRed, 'axios', { ...burstOf(posts), bursts: 3 }) }
      ],
      targets: [
        { kind: 'times', beside: 'core http request, one at a time', atLeast: 1.25 },
        { kind: 'times', beside: 'bare axios, one at a time', atLeast: 0.8 }
      ]
    },
    {
      title: 'From message in to request out, idle, 99th percentile',
      unit: 'ms',
      contenders: [
        { name: 'webhook action', run: () => latency(nodeRed, server, 'delivered', alerts) },
        { name: 'bare axios', run: () => latency(nodeRed, server, 'axios', posts) }
      ],
      targets: [{ kind: 'on top', beside: 'bare axios', atMost: 2 }]
    },
    {
      title: 'Taking in 10,000 alerts that survive a power cut',
      unit: 'messages/s',
      runs: 9,
      contenders: [
        { name: 'webhook action', run: () => takeIn(nodeRed, server) },
        byHand('by hand, each with an fdatasync', 1, 1),
        byHand('by hand, in groups of 100', 100, 10)
      ],
      targets: [
        { kind: 'times', beside: 'by hand, each with an fdatasync', atLeast: 10 },
        { kind: 'times', beside: 'by hand, in groups of 100', atLeast: 0.2 }
      ]
    }
  ]
}

export const deliveryGrowths = (nodeRed: NodeRed): readonly Growth[] => [
  {
    title: 'An alert delivered',
    unit: 'µs',
    along: 'actions of one courier',
    points: manyActions.map((count) => ({
      x: count,
      contenders: [{ name: 'webhook action', run: async () => 1e6 / (await rate(nodeRed, `${count} actions`, burstOf(alerts))) }]
    })),
    targets: [{ kind: 'flat', atMostEach: 5 }]
  }
]
