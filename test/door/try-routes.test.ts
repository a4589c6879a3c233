import assert from 'node:assert/strict'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import type { GroupTrace } from '../../nodes/sieve/explain'
import type { WatchdogTrace } from '../../nodes/watchdog/trace'
import { reference, rule } from '../sieve/saved-sieves'
import { sharedNodeRed, startNodeRed } from '../support/real-node-red'
import { all } from '../watchdog/looking'

interface Tried<Value> {
  readonly ok: boolean
  readonly value: Value
  readonly problem: { readonly reason: string; readonly detail: string }
  readonly missing: readonly string[]
}

/** Who asks is known by a token, which is a name. */
const withUsers = `adminAuth: {
  type: 'credentials',
  users: [],
  tokens: (name) => Promise.resolve({ reader: { username: name, permissions: 'read' }, writer: { username: name, permissions: '*' } }[name] ?? null)
},`

const sieve = (id: string, nodes: readonly object[], more: object = {}): object => ({ id, name: id, property: 'payload', logic: 'AND', negate: false, nodes, sieves: [], ...more })

describe('What is tried in a dialog', () => {
  let nodeRed: NodeRed

  before(async () => {
    nodeRed = await sharedNodeRed()
  })

  const send = async <Value>(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Tried<Value>> =>
    JSON.parse(await nodeRed.admin('POST', `/alert-courier/try/${path}`, body, headers)) as Tried<Value>
  const trySieve = (node: object, payload: unknown, sieves: readonly object[] = [], way = ''): Promise<Tried<GroupTrace>> =>
    send(`sieve${way}`, { node, sieves, message: { payload } })
  const tryWatchdog = (node: object, message: object, way = ''): Promise<Tried<WatchdogTrace>> =>
    send(`watchdog${way}`, { node: { id: 'dog', ...node }, sieves: [], message })

  it('is explained by sieves that are not deployed, with all that they refer to', async () => {
    const outer = sieve('outer', [rule('a', 'equals', '1'), reference(0)], { sieves: ['inner'] })
    const { ok, value } = await trySieve(outer, { a: 1, b: 3 }, [sieve('inner', [rule('b', '>', '5')])])
    assert.ok(ok)
    assert.deepEqual([value.held, value.decidedBy], [false, 1])
    const [first, second] = value.nodes
    assert.deepEqual(first, { type: 'rule', held: true, saw: { kind: 'number', text: '1' }, why: { kind: 'met' } })
    assert.ok(second?.type === 'ref')
    assert.deepEqual(second.of.nodes, [{ type: 'rule', held: false, saw: { kind: 'number', text: '3' }, why: { kind: 'unmet' } }])
  })

  it('tells of a sieve that cannot work why', async () => {
    const problemOf = async (node: object, others: readonly object[] = []): Promise<object> => (await trySieve(node, {}, others)).problem
    const cyclic = (id: string, to: string): object => sieve(id, [reference(0)], { sieves: [to] })
    assert.deepEqual(await problemOf(cyclic('a', 'gone')), { reason: 'dangling-reference', detail: 'gone' })
    assert.deepEqual(await problemOf(cyclic('a', 'b'), [cyclic('b', 'a')]), { reason: 'cycle', detail: 'a → b → a' })
    assert.deepEqual(await problemOf(sieve('a', [], { property: '' })), { reason: 'bad-property', detail: '' })
    assert.equal(((await problemOf(sieve('a', [rule('a', 'equals', '(', { regex: true })]))) as { reason: string }).reason, 'bad-regex')
    assert.equal(((await problemOf(sieve('a', Array<object>(5001).fill(rule('a', 'equals', 'b'))))) as { reason: string }).reason, 'too-many')
  })

  it('is explained by a watchdog, which says what it would tell', async () => {
    const { ok, value } = await tryWatchdog(
      { property: 'req.body', derive: [{ name: 'who', from: ['msg.topic'] }], title: '{{who}}', source: 'S', levelFrom: { field: '', map: { '*': 'LOW' } } },
      { topic: '<b>web</b>', req: { body: { a: 1 } } }
    )
    assert.ok(ok)
    assert.deepEqual([value.events[0]?.outcome, value.events[0]?.alert?.title, value.events[0]?.alert?.level], ['alert', '<b>web</b>', 'LOW'])
    const broken = (await tryWatchdog({ onlyWhen: all({ type: 'ref', sieve: 4 }) }, {})).problem
    assert.equal(broken.reason, 'onlyWhen')
  })

  it('is explained by a watchdog with the sieves that it refers to', async () => {
    const node = { id: 'dog', triggers: [{ level: 'HIGH', ...all(reference(0)) }], sieves: ['outer'] }
    const sieves = [sieve('outer', [reference(0, true)], { sieves: ['inner'] }), sieve('inner', [rule('n', '>', '5')])]
    const levels = async (n: number): Promise<unknown> => (await send<WatchdogTrace>('watchdog', { node, sieves, message: { payload: { n } } })).value.events[0]?.alert?.level
    assert.deepEqual([await levels(3), await levels(7)], ['HIGH', undefined])
    const { problem } = await send<WatchdogTrace>('watchdog', { node, sieves: sieves.slice(0, 1), message: {} })
    assert.deepEqual((problem as unknown as { sieve: object }).sieve, { reason: 'broken-reference', detail: 'outer: inner' })
  })

  it('refuses what is not asked well, in words', async () => {
    for (const body of [{}, { node: {}, sieves: [], message: {} }, { node: sieve('a', []), sieves: [{}], message: {} }, { node: sieve('a', []), sieves: [], message: [] }]) {
      await assert.rejects(send('sieve', body), /answered 400 .*must be/)
    }
  })

  it('is nothing for pages of other sites', async () => {
    for (const path of ['sieve', 'sieve/with-environment', 'watchdog', 'watchdog/with-environment']) {
      await assert.rejects(send(path, {}, { 'Sec-Fetch-Site': 'cross-site' }), /answered 403/)
    }
  })

  it('may hold anything, and is answered in time', async () => {
    const node = sieve('a', [rule('v', 'contains', 'x'), rule('', 'is null')])
    const deep = `${'['.repeat(10_000)}1${']'.repeat(10_000)}`
    const payloads = [JSON.stringify('x'.repeat(1_000_000)), deep, '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}', '"<img src=x onerror=alert(1)>"']
    for (const payload of payloads) {
      for (const [path, body] of [
        ['sieve', `{"node":${JSON.stringify(node)},"sieves":[],"message":{"payload":${payload}}}`],
        ['watchdog', `{"node":{"id":"dog","levelFrom":{"map":{"*":"LOW"}},"title":"{{payload}}","description":"{{msg}}","details":"payload, v"},"sieves":[],"message":{"payload":${payload}}}`]
      ] as const) {
        const response = await fetch(`${nodeRed.url}/alert-courier/try/${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
        const text = await response.text()
        assert.equal(response.status, 200, text)
        assert.ok(text.length < 100_000)
        assert.equal(response.headers.get('cache-control'), 'no-store')
      }
    }
    const config = await fetch(`${nodeRed.url}/alert-courier/try/sieve`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: `{"node":{"id":"a","nodes":${deep}},"sieves":[],"message":{}}` })
    assert.deepEqual(((await config.json()) as Tried<object>).problem, { reason: 'unknown-node', detail: '' })
  })

  it('holds up no flows, whatever is tried', async () => {
    const a = (count: number): string => 'a'.repeat(count)
    const message = (payload: unknown): object => ({ sieves: [], message: { payload } })
    const long = sieve('a', [rule('v', 'contains', `${a(50_000)}b${a(50_000)}`, { caseSensitive: true })])
    const slow = sieve('a', Array<object>(3000).fill(rule('v', 'contains', '\\pL{1000}', { regex: true, caseSensitive: true })))
    const fields = Array<object>(20_000).fill({ title: '{{title}}', value: '{{description}}' })
    const levels = ['onlyWhen', 'resolvedWhen'].map((name) => ({ [name]: { logic: 'AND', negate: false, nodes: long['nodes' as keyof object] } }))
    const asked: readonly (readonly [path: string, body: object])[] = [
      ['sieve', { node: long, ...message({ v: a(400_000) }) }],
      ['sieve', { node: slow, ...message({ v: a(1000) }) }],
      ...levels.map((rules) => ['watchdog', { node: { id: 'dog', ...rules }, ...message({ v: a(400_000) }) }] as const),
      ['watchdog', { node: { id: 'dog', onlyWhen: slow }, ...message({ v: a(1000) }) }],
      ['post', { action: { fields }, msg: { payload: { title: 'x', description: a(10_000) } } }]
    ]
    for (const [path, body] of asked) {
      const began = performance.now()
      await assert.rejects(send(path, body), /answered 413/, path)
      const took = performance.now() - began
      assert.ok(took < 20_000, `${path} took ${took} ms`)
    }
    // And the next is answered.
    assert.ok((await trySieve(sieve('a', [rule('v', 'equals', 'x')]), { v: 'x' })).value.held)
  })

  it('has the environment variables of the deployed node, else those of the process, for who may deploy', async () => {
    const flow = { id: 'trying', type: 'tab', label: 'Trying', env: [{ name: 'LIMIT', value: '5', type: 'num' }] }
    const node = { ...sieve('sift', [rule('n', '>', '${LIMIT}')]), type: 'sieve', z: 'trying', x: 100, y: 100, wires: [[]] } as unknown as FlowNode
    await nodeRed.deploy([flow, node])
    const changed = sieve('sift', [rule('n', '>=', '${LIMIT}'), rule('n', 'equals', '${NOT_SET_ANYWHERE}', { negate: true })])
    const tried = await trySieve(changed, { n: 5 }, [], '/with-environment')
    assert.deepEqual([tried.value.held, tried.missing], [true, ['NOT_SET_ANYWHERE']])
    const other = await trySieve(sieve('new', [rule('n', 'equals', '${HOME}')]), { n: process.env.HOME }, [], '/with-environment')
    assert.deepEqual([other.value.held, other.missing], [true, []])
    const dog = await tryWatchdog({ title: '${HOME}', levelFrom: { field: '', map: { '*': 'LOW' } } }, {}, '/with-environment')
    assert.equal(dog.value.events[0]?.alert?.title, process.env.HOME)
  })

  it('does not tell environment variables to who may only look', async () => {
    const { value, missing } = await trySieve(sieve('new', [rule('n', 'equals', '${HOME}')]), { n: process.env.HOME })
    assert.deepEqual([value.held, missing], [false, ['HOME']])
    const dog = await tryWatchdog({ title: '${HOME}', levelFrom: { field: '', map: { '*': 'LOW' } } }, {})
    assert.equal(dog.value.events[0]?.alert?.title, '${HOME}')
  })

  it('is for users who may see flows; with the environment for those who may deploy', async () => {
    const guarded = await startNodeRed({ settings: withUsers })
    try {
      const status = async (path: string, user: string): Promise<number> => {
        const { status } = await fetch(`${guarded.url}/alert-courier/try/${path}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', ...(user === '' ? {} : { Authorization: `Bearer ${user}` }) },
          body: JSON.stringify({ node: sieve('a', []), sieves: [], message: {} })
        })
        return status
      }
      for (const path of ['sieve', 'watchdog']) {
        assert.deepEqual([await status(path, ''), await status(path, 'reader'), await status(path, 'writer')], [401, 200, 200])
        const whole = `${path}/with-environment`
        assert.deepEqual([await status(whole, ''), await status(whole, 'reader'), await status(whole, 'writer')], [401, 401, 200])
      }
    } finally {
      await guarded.stop()
    }
  })
})
