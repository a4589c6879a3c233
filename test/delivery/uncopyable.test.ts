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

describe('A message that Node-RED cannot copy', () => {
  let nodeRed: NodeRed
  let standIn: StandIn

  before(async () => {
    nodeRed = await sharedNodeRed()
    standIn = await StandIn.start()
  })

  after(() => standIn.close())

  let posted = 0
  beforeEach(() => {
    posted = standIn.posts.length
  })

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
      const { msg } = await nodeRed.debugOf(['caught'])
      const { code, message } = (JSON.parse(msg) as { error: { code: string; message: string } }).error
      assert.equal(code, 'MESSAGE_UNCOPYABLE')
      assert.match(message, /cannot be copied for a second wire/)
      await nodeRed.debugOf(['out']) // by the first
    })

    it(`${what}: is delivered, and no failure, when it would have to leave an action by two wires`, async () => {
      await deploy(func, 'alert', [action('alert', 'config', { wires: [['out', 'out']] })])
      const from = nodeRed.log.length
      await nodeRed.inject('button')
      const lost = /The alert was delivered, but its message cannot be copied for a second wire/
      await nodeRed.until(() => lost.test(nodeRed.log.slice(from)), 'the log of the second wire')
      await nodeRed.debugOf(['out']) // by the first
      assert.equal(standIn.posts.length, posted + 1)
      assert.deepEqual(nodeRed.debugged.filter(({ id }) => id === 'caught'), [])
    })

    for (const outbox of ['disk', 'memory']) {
      it(`${what}: is delivered when its second output has two wires and its outbox is on ${outbox}`, async () => {
        await deploy(func, 'alert', [
          config('courier', standIn.server, { credentials: { key: standIn.key }, outbox }),
          action('alert', 'courier', { outputs: 2, wires: [['out'], ['safe', 'safe']] }),
          debug('safe', 'dispatch.id')
        ])
        const from = nodeRed.log.length
        await nodeRed.inject('button')
        await nodeRed.debugOf(['out'])
        await nodeRed.debugOf(['safe'])
        assert.match(nodeRed.log.slice(from), /The alert is safe in the outbox, but its message cannot be copied for a second wire/)
        assert.equal(standIn.posts.length, posted + 1)
        assert.equal(nodeRed.debugged.filter(({ id }) => id === 'safe').length, 1)
      })
    }

    it(`${what}: goes its way when only a Complete node could not be told`, async () => {
      await deploy(func, 'one', [
        { ...open, id: 'one', wires: [['alert']] },
        action('alert', 'config', { wires: [['out']] }),
        complete('complete', 'alert', 'completed'),
        complete('complete-sieve', 'one', 'completed'),
        debug('completed', 'true')
      ])
      const from = nodeRed.log.length
      await nodeRed.inject('button')
      await nodeRed.debugOf(['out'])
      assert.equal(standIn.posts.length, posted + 1)
      // Of each of the two the log is told; a Catch node could not be given a copy either.
      await nodeRed.until(() => nodeRed.log.slice(from).split('[error]').length > 2, 'the log of both nodes')
      assert.deepEqual(nodeRed.debugged.filter(({ id }) => ['caught', 'completed'].includes(id)), [])
    })
  }
})
