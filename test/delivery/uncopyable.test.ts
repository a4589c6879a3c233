import assert from 'node:assert/strict'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { sharedNodeRed } from '../support/real-node-red'
import { action, catchAll, complete, config, debug, inject, tab } from '../support/saved'

const makes = (id: string, func: string, to: readonly string[]): FlowNode => ({
  id,
  type: 'function',
  z: 'flow',
  func: `${func}; return msg`,
  outputs: 1,
  libs: [],
  x: 100,
  y: 100,
  wires: [to]
})

/** Messages of which Node-RED cannot make the copy that Catch nodes, Complete nodes and second wires get. */
const uncopyable = {
  'nested too deep': 'let v = "x"; for (let i = 0; i < 50000; i += 1) v = { v }; msg.payload = { title: "deep", v }',
  'with a getter that throws':
    'msg.payload = Object.defineProperty({ title: "getter" }, "data", { enumerable: true, get() { throw new Error("no") } })'
}

const broken = { id: 'broken', type: 'sieve', z: 'flow', x: 1, y: 1, nodes: [{ type: 'nonsense' }], wires: [[]] }
const open = { type: 'sieve', z: 'flow', x: 1, y: 1, property: 'payload', logic: 'AND', nodes: [], sieves: [] }

describe('A courier that is chosen through an environment variable', () => {
  it('is the one that lives now, also after a deploy that rebuilt the courier and not the action', async () => {
    const nodeRed = await sharedNodeRed()
    const standIn = await StandIn.start()
    const flows = (timeout: number): FlowNode[] => [
      { ...tab('flow'), env: [{ name: 'COURIER', type: 'str', value: 'config' }] },
      config('config', standIn.server, { timeout, credentials: { key: standIn.key } }),
      inject('button', { title: 'x' }, ['alert']),
      action('alert', '${COURIER}', { wires: [['out']] }),
      debug('out', 'dispatch'),
      catchAll('catch', 'caught'),
      debug('caught', 'error')
    ]
    await nodeRed.deploy(flows(30))
    for (const timeout of [31, 32]) {
      await nodeRed.deploy(flows(timeout), 'nodes')
      nodeRed.debugged.length = 0
      await nodeRed.inject('button')
      assert.equal((await nodeRed.debugOf(['out', 'caught'])).id, 'out')
    }
    await standIn.close()
  })
})

describe('A message that Node-RED cannot copy', () => {
  let nodeRed: NodeRed
  let standIn: StandIn

  before(async () => {
    nodeRed = await sharedNodeRed()
    standIn = await StandIn.start()
  })

  after(() => standIn.close())

  const deploy = async (func: string, to: string, more: readonly FlowNode[]): Promise<void> => {
    nodeRed.debugged.length = 0
    await nodeRed.deploy([
      tab('flow'),
      config('config', standIn.server, { credentials: { key: standIn.key } }),
      config('wrong', standIn.server, { credentials: { key: 'wrong' } }),
      inject('button', {}, ['make']),
      makes('make', func, [to]),
      catchAll('catch', 'caught'),
      debug('caught', 'true'),
      debug('out', 'payload.title'),
      ...more
    ])
  }

  for (const [what, func] of Object.entries(uncopyable)) {
    it(`${what}: reaches a Catch node with its code when it is not delivered, and Node-RED lives on`, async () => {
      await deploy(func, 'alert', [action('alert', 'wrong')])
      await nodeRed.inject('button')
      const { msg } = await nodeRed.debugOf(['caught'])
      assert.equal((JSON.parse(msg) as { error: { code: string } }).error.code, 'MATTERMOST_REJECTED')
    })

    it(`${what}: reaches a Catch node when a sieve is broken`, async () => {
      await deploy(func, 'broken', [broken])
      await nodeRed.inject('button')
      const { msg } = await nodeRed.debugOf(['caught'])
      assert.equal((JSON.parse(msg) as { error: { code: string } }).error.code, 'SIEVE_INVALID')
    })

    it(`${what}: reaches a Catch node when it would have to leave a sieve by two wires`, async () => {
      await deploy(func, 'two', [{ ...open, id: 'two', wires: [['out', 'out']] }])
      await nodeRed.inject('button')
      await nodeRed.debugOf(['caught'])
    })

    it(`${what}: goes its way when only a Complete node could not be told`, async () => {
      await deploy(func, 'one', [
        { ...open, id: 'one', wires: [['alert']] },
        action('alert', 'config', { wires: [['out']] }),
        complete('complete', 'alert', 'completed'),
        complete('complete-sieve', 'one', 'completed'),
        debug('completed', 'true')
      ])
      await nodeRed.inject('button')
      if (what === 'nested too deep') await nodeRed.debugOf(['out'])
      else await nodeRed.debugOf(['out', 'caught'])
      assert.ok(nodeRed.running)
    })
  }
})
