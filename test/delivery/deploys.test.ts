import assert from 'node:assert/strict'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { sharedNodeRed } from '../support/real-node-red'
import { action, catchAll, complete, config, debug, inject, tab } from '../support/saved'

describe('In a real Node-RED, a deploy while alerts wait', function () {
  let nodeRed: NodeRed
  let standIn: StandIn

  before(async () => {
    nodeRed = await sharedNodeRed()
  })

  beforeEach(async () => {
    standIn = await StandIn.start()
  })

  afterEach(() => standIn.close())

  /**
   * 50 alerts with one click; every tenth goes where there is no channel. The action comes first: when it is there again
   * after a deploy, the nodes that it sends to are not.
   */
  const flows = (courier: string, { title = '{{title}}', more = {} } = {}): readonly FlowNode[] => [
    tab('flow'),
    config(courier, standIn.server, { digestAbove: 0, credentials: { key: standIn.key }, ...more }),
    action('alert', courier, { alertTitle: title, channel: '{{payload.channel}}', wires: [['out']] }),
    inject('button', Array.from({ length: 50 }, (_, number) => ({ title: `alert ${number}`, channel: number % 10 === 9 ? 'nowhere' : '' })), ['split']),
    { id: 'split', type: 'split', z: 'flow', x: 1, y: 1, arraySplt: 1, arraySpltType: 'len', splt: '\\n', spltType: 'str', wires: [['alert']] },
    debug('out', 'true'),
    complete('complete', 'alert', 'completed'),
    debug('completed', 'true'),
    catchAll('catch', 'caught'),
    debug('caught', 'true')
  ]

  const titles = (id: string): readonly string[] =>
    nodeRed.debugged.filter((message) => message.id === id).map(({ msg }) => (JSON.parse(msg) as { payload: { title: string } }).payload.title)

  const expected = (rejected: boolean): readonly string[] =>
    Array.from({ length: 50 }, (_, number) => number).filter((number) => (number % 10 === 9) === rejected).map((number) => `alert ${number}`)

  for (const [number, outbox] of ['disk', 'memory'].entries()) {
    for (const type of ['full', 'flows', 'nodes'] as const) {
      it(`(${type}, outbox ${outbox}) tells each outcome exactly once`, async () => {
        const courier = `courier-${type}-${number}`
        nodeRed.debugged.length = 0
        standIn.fail({ kind: 'slow', ms: 20 }, 60)
        await nodeRed.deploy(flows(courier, { more: { outbox } }))
        await nodeRed.inject('button')
        await standIn.waitForRequests(10)
        // Every node of the flow is another than before, and so is the courier.
        await nodeRed.deploy(flows(courier, { title: 'now {{title}}', more: { outbox, timeout: 29 } }), type)
        await nodeRed.until(() => titles('out').length + titles('caught').length >= 50, 'every outcome')
        assert.deepEqual(titles('out'), expected(false))
        assert.deepEqual(titles('caught'), expected(true))
        await nodeRed.until(() => titles('completed').length >= 45, 'every completion')
        assert.deepEqual(titles('completed'), expected(false))
        const posted = standIn.posts.map(({ attachments }) => attachments[0]?.title ?? '')
        assert.deepEqual(posted.map((title) => title.replace('now ', '')), expected(false))
        assert.ok(posted.at(-1)?.startsWith('now '), 'what waits is rendered with the template as it is then')
      })
    }
  }

  for (const [before, after] of [
    ['memory', 'disk'],
    ['disk', 'memory']
  ] as const) {
    it(`that moves the outbox from ${before} to ${after} strands none`, async () => {
      nodeRed.debugged.length = 0
      standIn.fail({ kind: 'answer', status: 503 })
      await nodeRed.deploy(flows(`to-${after}`, { more: { outbox: before } }))
      await nodeRed.inject('button')
      await standIn.waitForRequests(1)
      const from = nodeRed.log.length
      await nodeRed.deploy(flows(`to-${after}`, { more: { outbox: after } }))
      assert.equal(nodeRed.log.slice(from).includes('The outbox of this Courier stays on disk'), after === 'memory')
      standIn.heal()
      await nodeRed.until(() => titles('out').length + titles('caught').length >= 50, 'every outcome')
      assert.deepEqual(titles('out'), expected(false))
      assert.deepEqual(titles('caught'), expected(true))
      // In the end it is where it was set to be.
      await nodeRed.deploy(flows(`to-${after}`, { more: { outbox: after, timeout: 28 } }))
      const state = JSON.parse(await nodeRed.admin('GET', `/alert-courier/couriers/to-${after}`)) as { readonly outbox: string }
      assert.equal(state.outbox, after)
    })
  }

  it('that deletes the courier warns of what waits, and what restores it delivers that', async () => {
    nodeRed.debugged.length = 0
    standIn.fail({ kind: 'answer', status: 503 })
    await nodeRed.deploy(flows('deleted'))
    await nodeRed.inject('button')
    await standIn.waitForRequests(1)
    const from = nodeRed.log.length
    await nodeRed.deploy([tab('flow')])
    await nodeRed.until(() => nodeRed.log.slice(from).includes('deleted or disabled while alerts waited for it: they are kept in its folder, and sent if it is restored with the same id (alerts: 50)'), 'the warning')
    standIn.heal()
    await nodeRed.deploy(flows('deleted'))
    await nodeRed.until(() => titles('out').length + titles('caught').length >= 50, 'every outcome')
    assert.deepEqual(titles('out'), expected(false))
  })

  it('that deletes the action delivers its alerts as it was, and the log tells of each', async () => {
    nodeRed.debugged.length = 0
    standIn.fail({ kind: 'slow', ms: 20 }, 10)
    await nodeRed.deploy(flows('kept', { title: 'mine: {{title}}' }))
    await nodeRed.inject('button')
    await standIn.waitForRequests(5)
    const from = nodeRed.log.length
    await nodeRed.deploy([tab('flow'), ...flows('kept').filter(({ id }) => id === 'kept')])
    await nodeRed.until(() => standIn.posts.length >= 45, 'all posts')
    assert.ok(standIn.posts.every(({ attachments }) => attachments[0]?.title?.startsWith('mine: ')))
    await nodeRed.until(() => /No node is left to tell the flow of this failure/.test(nodeRed.log.slice(from)), 'the log')
  })

  it('that takes its time tells what ended meanwhile, also where only the nodes behind the action were taken away', async () => {
    nodeRed.debugged.length = 0
    const slow = await StandIn.start()
    try {
      standIn.fail({ kind: 'slow', ms: 1000 }, 1)
      slow.fail({ kind: 'slow', ms: 3000 }, 1)
      /** @param credentials whose presence alone makes Node-RED take a node away */
      const nodes = (timeout: number, name: string, credentials?: { readonly key: string }): readonly FlowNode[] => [
        tab('flow'),
        config('stays', standIn.server, { credentials }),
        config('closes', slow.server, { timeout, credentials: { key: slow.key } }),
        inject('button', [{ title: 'an alert' }], ['split']),
        { id: 'split', type: 'split', z: 'flow', x: 1, y: 1, arraySplt: 1, arraySpltType: 'len', splt: '\\n', spltType: 'str', wires: [['alert', 'late']] },
        action('alert', 'stays', { wires: [['out']] }),
        action('late', 'closes', { wires: [[]] }),
        { ...debug('out', 'true'), name }
      ]
      await nodeRed.deploy(nodes(30, 'before', { key: standIn.key }))
      await nodeRed.inject('button')
      await Promise.all([standIn.waitForRequests(1), slow.waitForRequests(1)])
      // Waits for the one that closes, and so for its answer.
      await nodeRed.deploy(nodes(29, 'after'), 'nodes')
      await nodeRed.until(() => titles('out').length > 0, 'the outcome')
      assert.deepEqual(titles('out'), ['an alert'])
    } finally {
      await slow.close()
    }
  })
})
