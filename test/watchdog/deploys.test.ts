import assert from 'node:assert/strict'
import type { NodeAPI, NodeDef, NodeMessageInFlow, Node } from 'node-red'
import type { Alert } from '../../nodes/alert/alert'
import { Flow, type Saved } from '../support/flows'
import { randomFrom } from '../support/random'
import { catchAll, tab } from '../support/saved'
import { all, hosts, rule, trigger } from './looking'

interface Got {
  readonly by: string
  readonly alert: Alert
  readonly parts: { readonly id: string; readonly index: number } | undefined
  readonly code: unknown
}

type Type = 'full' | 'flows' | 'nodes'

describe('A deploy', () => {
  let flow: Flow
  let got: Got[]
  let onGot: () => void

  /** Nodes that keep what they get over deploys, and may take their time to close. */
  const sinks = (RED: NodeAPI): void => {
    function Sink(this: Node, def: NodeDef & { slow: number }): void {
      RED.nodes.createNode(this, def)
      this.on('input', (msg: NodeMessageInFlow & { parts?: Got['parts']; error?: { code?: unknown } }) => {
        got.push({ by: def.name, alert: msg.payload as Alert, parts: msg.parts, code: msg.error?.code })
        onGot()
      })
      if (def.slow > 0) this.on('close', (done: () => void) => setTimeout(done, def.slow))
    }
    RED.nodes.registerType('sink', Sink)
  }

  const sink = (name: string, slow: number, revision: number): Saved => ({ id: name, name, type: 'sink', z: 'flow', x: 1, y: 1, wires: [], slow, revision })

  /** With it flows do not start. */
  const unknown = { id: 'unknown', type: 'no-such-type', z: 'flow', x: 1, y: 1, wires: [] }

  const flows = (more: object = {}, slow = 0, revision = 0): Saved[] => [
    tab('flow'),
    {
      id: 'dog',
      type: 'alert-watchdog',
      z: 'flow',
      x: 1,
      y: 1,
      wires: [['new'], ['update'], ['nothing']],
      title: '{{host}}',
      ...hosts,
      ...more
    },
    sink('new', slow, revision),
    sink('update', slow, revision),
    sink('nothing', slow, revision),
    catchAll('catch', 'caught'),
    sink('caught', 0, 0)
  ]

  const start = async (before: Saved[]): Promise<void> => {
    got = []
    onGot = () => undefined
    flow = await Flow.start(before, {}, [sinks])
  }

  /** Ends once what was got is so. */
  const until = (isSo: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      onGot = () => {
        if (isSo()) resolve()
      }
      onGot()
    })

  const down = (host: string | number): object => ({ host, state: 'down' })
  const titles = (by: string): readonly string[] => got.filter((one) => one.by === by).map(({ alert }) => alert.title)

  afterEach(() => flow.stop())

  for (const type of ['full', 'flows', 'nodes'] as const) {
    for (const [what, watchdog, receivers] of [['the watchdog', 1, 0], ['what is behind it', 0, 1], ['both', 1, 1]] as const) {
      for (const slow of [0, 20]) {
        const how = `by ${type}, of ${what}${slow === 0 ? '' : ', which takes its time to close'}`

        it(`in the middle of a list loses nothing and tells nothing twice: ${how}`, async () => {
          const split = { split: 'hosts' }
          await start(flows(split, slow))
          const hosts = Array.from({ length: 400 }, (_, index) => down(index))
          flow.receive('dog', { payload: { hosts } })
          flow.receive('dog', { payload: { hosts: [down('last')] } })
          await until(() => got.length >= 150)
          await flow.redeploy(flows({ ...split, revision: watchdog }, slow, receivers), type)
          await until(() => titles('new').includes('last'))
          assert.deepEqual(titles('new'), [...hosts.map((_, index) => String(index)), 'last'])
          assert.equal(got.length, 401, 'nothing by another port')
          assert.equal(new Set(got.slice(0, -1).map(({ parts }) => parts?.id)).size, 1, 'parts of the same list')
          assert.deepEqual(got.slice(0, -1).map(({ parts }) => parts?.index), hosts.map((_, index) => index))
          flow.receive('dog', { payload: { hosts: [...hosts, down('end')] } })
          await until(() => titles('new').includes('end'))
          assert.equal(titles('update').length, 400)
        })

        it(`in the turn of messages loses none and tells none twice: ${how}`, async () => {
          await start(flows({}, slow))
          flow.receive('dog', { payload: down('first') })
          await until(() => got.length === 1) // what was open before is known
          for (const host of ['a', 'b', 'c']) flow.receive('dog', { payload: down(host) })
          await flow.redeploy(flows({ revision: watchdog }, slow, receivers), type)
          await until(() => titles('new').includes('c'))
          flow.receive('dog', { payload: down('a') })
          await until(() => titles('update').includes('a'))
          assert.deepEqual(got.map(({ by, alert }) => `${by} ${alert.title}`), ['new first', 'new a', 'new b', 'new c', 'update a'])
        })
      }
    }
  }

  it('that follows another in the middle of a list loses nothing', async () => {
    await start(flows({ split: 'hosts' }))
    flow.receive('dog', { payload: { hosts: Array.from({ length: 300 }, (_, index) => down(index)) } })
    for (const revision of [1, 2, 3]) {
      await until(() => got.length >= revision * 50)
      await flow.redeploy(flows({ split: 'hosts', revision }))
    }
    await until(() => got.length >= 300)
    assert.deepEqual(titles('new'), Array.from({ length: 300 }, (_, index) => String(index)))
  })

  it('lets what comes meanwhile wait for what was there before', async () => {
    await start(flows())
    flow.receive('dog', { payload: down('a') })
    const deployed = flow.redeploy(flows({ revision: 1 }))
    flow.receive('dog', { payload: { host: 'a', state: 'up' } })
    await deployed
    await until(() => got.length === 2)
    assert.deepEqual(got.map(({ by, alert }) => `${by} ${alert.status}`), ['new NEW', 'update DONE'])
  })

  it('of anything, again and again, lets a stream through two watchdogs once and in order', async () => {
    const random = randomFrom(20261125)
    const revisions = { dog: 0, second: 0, sinks: 0 }
    const chain = (slow: number): Saved[] => [
      ...flows({ split: 'hosts', revision: revisions.dog, wires: [['second'], ['update'], ['nothing']] }, slow, revisions.sinks),
      { id: 'second', type: 'alert-watchdog', z: 'flow', x: 1, y: 1, wires: [['new'], ['update'], ['nothing']], title: '{{data.host}}', triggers: [trigger('HIGH')], revision: revisions.second }
    ]
    await start(chain(0))
    const sent: string[] = []
    let isOn = true
    const stream = (): void => {
      const node = flow.node('dog') as { _inputCallback?: unknown; _inputCallbacks?: unknown } | undefined
      // What a node before it sends to one that has closed is lost there, not here.
      if (node?._inputCallback ?? node?._inputCallbacks) {
        const hosts = Array.from({ length: random() < 0.1 ? 100 : 2 }, (_, index) => `${sent.length + index}`)
        sent.push(...hosts)
        flow.receive('dog', { payload: { hosts: hosts.map(down) } })
      }
      if (isOn) setImmediate(stream)
    }
    stream()
    for (let deploy = 0; deploy < 12; deploy += 1) {
      const next = got.length + 20
      await until(() => got.length >= next)
      for (const what of ['dog', 'second', 'sinks'] as const) if (random() < 0.5) revisions[what] += 1
      await flow.redeploy(chain(deploy % 2 === 0 ? 0 : 10), (['full', 'flows', 'nodes'] as const)[Math.floor(random() * 3)])
    }
    isOn = false
    await until(() => got.length >= sent.length)
    assert.deepEqual(titles('new'), sent)
    assert.equal(got.length, sent.length)
  })

  it('goes on with the others where a message cannot be received again', async () => {
    await start(flows())
    let isAsked = false
    flow.receive('dog', { payload: down('bad'), get _msgid() { if (isAsked) throw new Error('no'); return 'id' } })
    flow.receive('dog', { payload: down('good') })
    isAsked = true
    await flow.redeploy(flows({ revision: 1 }))
    await until(() => titles('new').includes('good'))
    flow.receive('dog', { payload: down('next') })
    await until(() => titles('new').includes('next'))
  })

  const two = (revision: number, more: object = {}): Saved[] => [...flows({ wires: [['new', 'other'], ['update'], ['nothing']], ...more }), { ...sink('other', 0, 0), revision }]

  for (const what of ['one of the nodes', 'one of the nodes and the watchdog'] as const) {
    it(`of ${what} behind an output tells the others nothing twice`, async () => {
      const wired = (revision: number): Saved[] => two(revision, { revision: what === 'one of the nodes' ? 0 : revision })
      await start(wired(0))
      flow.receive('dog', { payload: down('first') })
      await until(() => got.length === 2)
      for (const host of ['a', 'b', 'c']) flow.receive('dog', { payload: down(host) })
      await flow.redeploy(wired(1), 'nodes')
      await until(() => titles('new').includes('c') && titles('other').includes('c'))
      flow.receive('dog', { payload: down('a') })
      await until(() => titles('update').includes('a'))
      assert.deepEqual([titles('new'), titles('other')], [['first', 'a', 'b', 'c'], ['first', 'a', 'b', 'c']])
      const ids = (by: string): readonly string[] => got.filter((one) => one.by === by).map(({ alert }) => alert.id)
      assert.deepEqual(ids('new'), ids('other'))
      const alertTo = (by: string): Alert | undefined => got.find((one) => one.by === by && one.alert.title === 'a')?.alert
      assert.notEqual(alertTo('new'), alertTo('other'), 'a copy each')
    })
  }

  const told = (): readonly string[] => got.map(({ by, alert }) => `${by} ${alert.title}`)

  for (const [what, type, before, after] of [
    ['one of the nodes and the watchdog', 'nodes', two(0), two(1, { revision: 1 })],
    ['one of the nodes, without the watchdog', 'nodes', two(0), two(1).filter(({ id }) => id !== 'dog')],
    ...(['full', 'flows'] as const).map((of) => {
      const slow = (revision: number): Saved[] => two(revision, { revision }).map((node) => (node.id === 'new' ? { ...node, slow: 20, revision } : node))
      return [`all, where one node takes its time to close, by ${of},`, of, slow(0), slow(1)] as const
    })
  ] as const) {
    it(`of ${what} behind an output brings the last message of the last watchdog to all of them`, async () => {
      await start(before)
      flow.receive('dog', { payload: down('first') })
      await until(() => got.length === 2)
      flow.receive('dog', { payload: down('a') })
      await flow.redeploy(after, type)
      await until(() => got.length === 4)
      assert.deepEqual([titles('new'), titles('other')], [['first', 'a'], ['first', 'a']])
    })
  }

  for (const [what, changes] of [['the one it is wired to now', { other: 1, old: 0 }], ['the one it was wired to', { other: 0, old: 1 }]] as const) {
    it(`of ${what} loses nothing and tells nothing twice where the watchdog was only wired anew before`, async () => {
      const rewired = (other: number, old: number): Saved[] => [...flows({ wires: [['other'], ['update'], ['nothing']] }, 0, old), { ...sink('other', 0, 0), revision: other }]
      await start(flows())
      flow.receive('dog', { payload: down('first') })
      await until(() => got.length === 1)
      await flow.redeploy(rewired(0, 0), 'nodes')
      for (const host of ['a', 'b', 'c']) flow.receive('dog', { payload: down(host) })
      await flow.redeploy(rewired(changes.other, changes.old), 'nodes')
      await until(() => titles('other').includes('c'))
      flow.receive('dog', { payload: down('a') })
      await until(() => titles('update').includes('a'))
      assert.deepEqual(told(), ['new first', 'other a', 'other b', 'other c', 'update a'])
    })
  }

  it('looks at the event again, not at the alert, where it did not arrive', async () => {
    const more = {
      title: '{{msg.payload.host}}', muzzleFields: 'msg.payload.host',
      onlyWhen: all(rule('msg.payload.state', 'equals', 'down'))
    }
    await start(flows(more))
    flow.receive('dog', { payload: down('first') })
    await until(() => got.length === 1)
    for (const host of ['a', 'b', 'c']) flow.receive('dog', { payload: down(host) })
    await flow.redeploy(flows(more, 0, 1), 'nodes')
    await until(() => titles('new').includes('c'))
    flow.receive('dog', { payload: down('a') })
    await until(() => titles('update').includes('a'))
    assert.deepEqual(told(), ['new first', 'new a', 'new b', 'new c', 'update a'])
  })

  for (const type of ['full', 'flows', 'nodes'] as const) {
    it(`that cannot start, twice, and one that can lose nothing and tell nothing twice, by ${type}`, async () => {
      await start(two(0))
      flow.receive('dog', { payload: down('first') })
      await until(() => got.length === 2)
      for (const host of ['a', 'b', 'c']) flow.receive('dog', { payload: down(host) })
      for (const revision of [1, 2]) await assert.rejects(flow.redeploy([...two(revision, { revision: 1 }), unknown], type))
      await flow.redeploy(two(3, { revision: 2 }), type)
      await until(() => titles('new').includes('c') && titles('other').includes('c'))
      assert.deepEqual([titles('new'), titles('other')], [['first', 'a', 'b', 'c'], ['first', 'a', 'b', 'c']])
    })
  }

  it('of a subflow in the turn of messages loses none and tells none twice', async () => {
    const inSubflow = (revision: number): Saved[] => [
      tab('flow'),
      { id: 'sub', type: 'subflow', name: 'sub', in: [{ x: 1, y: 1, wires: [{ id: 'dog' }] }], out: [] },
      ...flows({ revision }, 0, revision).filter(({ z }) => z === 'flow').map((node) => ({ ...node, z: 'sub' })),
      { id: 'instance', type: 'subflow:sub', z: 'flow', x: 1, y: 1, wires: [] }
    ]
    await start(inSubflow(0))
    flow.receive('instance', { payload: down('first') })
    await until(() => got.length === 1)
    for (const type of ['full', 'flows', 'nodes'] as const) {
      for (const host of ['a', 'b', 'c']) flow.receive('instance', { payload: down(`${type} ${host}`) })
      await new Promise(setImmediate) // the instance hands them on
      await flow.redeploy(inSubflow(got.length), type)
      await until(() => titles('instance-new').includes(`${type} c`))
    }
    assert.deepEqual(titles('instance-new'), ['first', ...['full', 'flows', 'nodes'].flatMap((type) => ['a', 'b', 'c'].map((host) => `${type} ${host}`))])
  })

  it('that cannot start waits for no node that is disabled', async () => {
    const before = [...flows({ wires: [['new', 'off'], ['update'], ['nothing']] }), { ...sink('off', 0, 0), d: true }]
    await start(before)
    await assert.rejects(flow.redeploy([...before, unknown], 'nodes'))
    flow.receive('dog', { payload: down('a') })
    await until(() => titles('new').includes('a'))
  })

  it('with another list to split begins with that', async () => {
    await start(flows({ split: 'hosts' }))
    const hosts = Array.from({ length: 100 }, (_, index) => down(index))
    flow.receive('dog', { payload: { hosts, others: [down('x'), down('y')] } })
    await until(() => got.length >= 20)
    await flow.redeploy(flows({ split: 'others' }))
    await until(() => titles('new').includes('y'))
    assert.deepEqual(titles('new').slice(-2), ['x', 'y'])
  })

  it('leaves a message that comes once more, with another event, as new as any', async () => {
    await start(flows())
    const msg = { payload: down('a') }
    flow.receive('dog', msg)
    await flow.redeploy(flows({ revision: 1 }))
    await until(() => got.length === 1)
    Object.assign(msg, { payload: down('b') })
    flow.receive('dog', msg)
    await until(() => got.length === 2)
    assert.deepEqual(titles('new'), ['a', 'b'])
  })

  for (const type of ['full', 'flows', 'nodes'] as const satisfies Type[]) {
    it(`that takes the watchdog away tells of what it had not passed on, by ${type}`, async () => {
      await start(flows())
      flow.receive('dog', { payload: down('a') })
      await flow.redeploy(flows().filter(({ id }) => id !== 'dog'), type)
      assert.deepEqual(flow.warnings().filter((words) => /watchdog/.test(words)), [
        'A watchdog was deleted or disabled before it had passed on all that it had taken in. Messages of which something is missing: 1'
      ])
      if (type === 'full') return // a Catch node that was deployed with it is gone
      await until(() => got.length === 1)
      assert.deepEqual([got[0]?.by, got[0]?.code], ['caught', 'WATCHDOG_REMOVED'])
    })
  }
})
