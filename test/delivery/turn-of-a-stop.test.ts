import assert from 'node:assert/strict'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { startNodeRed } from '../support/real-node-red'
import { action, catchAll, complete, config, debug, functionNode, inject, tab } from '../support/saved'

/**
 * Lets a function node arm a trap: all nodes, or those that are named, are taken away, and started again, in the very turn
 * in which a node has sent a message, which Node-RED delivers in the next one. Under load a deploy does so by chance.
 */
const settings = `functionGlobalContext: {
  arm: (source, changed) => {
    const { hooks } = require.main.require('@node-red/util')
    const flows = require.main.require('@node-red/runtime/lib/flows')
    hooks.add('postDeliver.trap', (event) => {
      if (event.source.id !== source) return
      hooks.remove('postDeliver.trap')
      const type = changed.length > 0 ? 'nodes' : 'full'
      const diff = { added: [], changed, removed: [], rewired: [], linked: [], flowChanged: [] }
      flows.stopFlows(type, diff).then(() => flows.startFlows(type, diff))
    })
  }
},`

describe('In a real Node-RED, a stop of the flows in the turn in which an outcome was told', function () {
  let nodeRed: NodeRed
  let standIn: StandIn

  before(async () => {
    nodeRed = await startNodeRed({ settings })
    await nodeRed.listen()
  })

  beforeEach(async () => {
    standIn = await StandIn.start()
  })

  afterEach(() => standIn.close())

  const flows = (courier: string, outbox: string, source: string, channel: string, changed: readonly string[]): readonly FlowNode[] => [
    tab('flow'),
    config(courier, standIn.server, { outbox, credentials: { key: standIn.key } }),
    inject('button', { title: 'an alert', channel }, ['arm']),
    functionNode('arm', `global.get('arm')('${source}', ${JSON.stringify(changed)}); return msg`, [['alert']]),
    action('alert', courier, { channel: '{{payload.channel}}', wires: [['out']] }),
    debug('out', 'true'),
    complete('complete', 'alert', 'completed'),
    debug('completed', 'true'),
    catchAll('catch', 'caught'),
    debug('caught', 'true'),
    inject('after', { title: 'another', channel: '' }, ['alert'])
  ]

  const told = (id: string): readonly string[] =>
    nodeRed.debugged.filter((message) => message.id === id).map(({ msg }) => (JSON.parse(msg) as { payload: { title: string } }).payload.title)

  for (const [outbox, taken] of [
    ['disk', 'all nodes'],
    ['memory', 'all nodes'],
    ['disk', 'the action and its courier'],
    ['memory', 'the action and its courier']
  ] as const) {
    for (const [outcome, source, channel] of [
      ['a delivery', 'alert', ''],
      ['a failure', 'catch', 'nowhere']
    ] as const) {
      it(`that takes away ${taken} does not lose ${outcome} to the flow, nor tells it twice (outbox ${outbox})`, async () => {
        nodeRed.debugged.length = 0
        const from = nodeRed.log.length
        const courier = `${outbox}-${source}-${taken.length}`
        await nodeRed.deploy(flows(courier, outbox, source, channel, taken === 'all nodes' ? [] : ['alert', courier]))
        await nodeRed.inject('button')
        await nodeRed.until(() => (nodeRed.log.slice(from).match(/Started (flows|modified nodes)/g)?.length ?? 0) >= 2, 'the start after the stop')
        // The outcome of this one is told after that of the first.
        await nodeRed.inject('after')
        await nodeRed.until(() => told('completed').includes('another'), 'the outcome of the one that came after')
        assert.deepEqual(told('out'), outcome === 'a delivery' ? ['an alert', 'another'] : ['another'])
        assert.deepEqual(told('completed'), told('out'))
        assert.deepEqual(told('caught'), outcome === 'a delivery' ? [] : ['an alert'])
        assert.equal(standIn.posts.length, told('out').length)
      })
    }
  }
})
