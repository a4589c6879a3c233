import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NodeMessageInFlow } from 'node-red'
import type { Alert } from '../../nodes/alert/alert'
import { Flow, type Received, type Saved } from '../support/flows'
import { catchAll, complete, receiver, tab } from '../support/saved'
import { all, hosts, rule, trigger } from './looking'

interface Caught {
  readonly error: { readonly code: string; readonly message: string }
}

const alertOf = (msg: Received): Alert => msg.payload as Alert

const ports = ['new', 'update', 'nothing'] as const

const saved = (more: object = {}): Saved => ({
  id: 'dog',
  type: 'alert-watchdog',
  z: 'flow',
  x: 100,
  y: 100,
  wires: ports.map((port) => [port]),
  property: 'payload',
  title: '{{host}} is down',
  ...hosts,
  ...more
})

const flowsWith = (dog: Saved): Saved[] => [
  tab('flow'),
  dog,
  ...ports.map(receiver),
  catchAll('catch', 'caught'),
  receiver('caught'),
  complete('complete', 'dog', 'completed'),
  receiver('completed')
]

describe('An alert-watchdog', () => {
  let flow: Flow

  const start = async (more: object = {}): Promise<void> => {
    flow = await Flow.start(flowsWith(saved(more)))
  }

  afterEach(() => flow.stop())

  /** The next message at each of the ports, for one that is sent in. */
  const sendTo = async (port: (typeof ports)[number], msg: object): Promise<Received> => {
    const come = flow.next(port)
    flow.receive('dog', msg)
    return await come
  }

  it('sends a new alert by its first port, in the same message, and completes it', async () => {
    await start()
    const completed = flow.next('completed')
    const msg = { payload: { host: 'a', state: 'down' }, topic: 'pings', req: { kept: true } }
    const out = await sendTo('new', msg)
    await completed
    assert.equal(out, msg)
    assert.equal(out.topic, 'pings')
    const { id, key, created, ...rest } = alertOf(out)
    assert.match(`${id} ${key} ${created}`, /^[\w-]{36} [\w-]{22} \d{4}-\d\d-\d\dT[\d:.]+Z$/)
    assert.deepEqual(rest, {
      title: 'a is down', level: 'HIGH', link: '', source: '', status: 'NEW', incidents: 1,
      data: { host: 'a', state: 'down' }, description: '', runbook: '', details: []
    })
  })

  it('sends repeats and resolutions by its second port, and what is nothing for us, as it came, by its third', async () => {
    await start()
    const { id } = alertOf(await sendTo('new', { payload: { host: 'a', state: 'down' } }))
    const repeat = alertOf(await sendTo('update', { payload: { host: 'a', state: 'down' } }))
    assert.deepEqual([repeat.id, repeat.incidents, repeat.status], [id, 2, 'NEW'])
    const end = alertOf(await sendTo('update', { payload: { host: 'a', state: 'up' } }))
    assert.deepEqual([end.id, end.incidents, end.status], [id, 2, 'DONE'])
    for (const payload of [{ host: 'a', state: 'up' }, { host: 'a', state: 'unknown' }, 'text', null]) {
      const msg = { payload }
      assert.equal(await sendTo('nothing', msg), msg)
      assert.equal(msg.payload, payload)
    }
  })

  it('reads the event from the property that it is given', async () => {
    await start({ property: 'event.body' })
    assert.equal(alertOf(await sendTo('new', { event: { body: { host: 'a', state: 'down' } }, payload: 'old' })).title, 'a is down')
  })

  it('splits a list into messages of their own, in order, that a join node can put together', async () => {
    await start({ split: 'hosts', title: '{{host}} in {{room}}' })
    const got: { port: string; msg: NodeMessageInFlow & { parts?: unknown; res?: unknown; more?: unknown } }[] = []
    for (const port of ports) flow.node(port).on('input', (msg) => got.push({ port, msg }))
    const completed = flow.next('completed')
    const response = { end: () => undefined }
    const more = { list: [1] }
    flow.receive('dog', { _msgid: 'm', payload: { room: 'r', hosts: [{ host: 'a', state: 'down' }, { host: 'b', state: 'odd' }, { host: 'a', state: 'down' }] }, res: response, more, parts: { id: 'outer' } })
    await completed
    assert.deepEqual(got.map(({ port }) => port), ['new', 'nothing', 'update'])
    assert.equal(alertOf(got[0]!.msg as Received).title, 'a in r')
    assert.deepEqual(got[1]!.msg.payload, { host: 'b', state: 'odd' })
    const parts = got.map(({ msg }) => msg.parts as { id: string; index: number; count: number; type: string; parts: unknown })
    assert.deepEqual(parts.map(({ index, count, type, parts: outer }) => ({ index, count, type, outer })), [0, 1, 2].map((index) => ({ index, count: 3, type: 'array', outer: { id: 'outer' } })))
    assert.equal(new Set(parts.map(({ id }) => id)).size, 1)
    assert.equal(new Set(got.map(({ msg }) => msg._msgid)).size, 3)
    for (const { msg } of got) {
      assert.equal(msg.res, response, 'the very one: it can be answered')
      assert.deepEqual(msg.more, more)
      assert.notEqual(msg.more, more, 'what one of them changes, no other sees')
    }
  })

  it('gives parts also to an event that should have been a list', async () => {
    await start({ split: 'hosts' })
    assert.deepEqual({ ...((await sendTo('nothing', { payload: { hosts: [] } })).parts as object), id: '' }, { id: '', index: 0, count: 1, type: 'array' })
  })

  it('lets others have their turn while it splits a long list, and keeps the order of messages', async () => {
    await start({ split: 'hosts' })
    const order: string[] = []
    const count = 5000
    flow.node('new').on('input', (msg) => order.push((msg.payload as Alert).title))
    flow.node('nothing').on('input', (msg) => order.push(String(msg.payload)))
    const last = flow.arrival('nothing', ({ payload }) => payload === 'after')
    let turns = 0
    const ticking = setInterval(() => (turns += 1), 1)
    flow.receive('dog', { payload: { hosts: Array.from({ length: count }, (_, index) => ({ host: index, state: 'down' })) } })
    flow.receive('dog', { payload: 'after' })
    await last
    clearInterval(ticking)
    assert.deepEqual(order, [...Array.from({ length: count }, (_, index) => `${index} is down`), 'after'])
    assert.ok(turns > 1, `${turns} turns`)
  })

  it('knows what is open over a deploy and a restart', async () => {
    await start()
    const { id } = alertOf(await sendTo('new', { payload: { host: 'a', state: 'down' } }))
    await flow.redeploy(flowsWith(saved({ name: 'renamed' })))
    const repeat = alertOf(await sendTo('update', { payload: { host: 'a', state: 'down' } }))
    assert.deepEqual([repeat.id, repeat.incidents], [id, 2])
    await flow.redeploy([tab('flow')])
    await flow.redeploy(flowsWith(saved()))
    const end = alertOf(await sendTo('update', { payload: { host: 'a', state: 'up' } }))
    assert.deepEqual([end.id, end.incidents, end.status], [id, 2, 'DONE'])
    const folder = join(flow.userDir, 'alert-courier', 'watchdogs')
    assert.deepEqual(readdirSync(folder), ['dog.jsonl'])
    assert.match(readFileSync(join(folder, 'dog.jsonl'), 'utf8'), new RegExp(id))
  })

  it('tells of what it has not looked at when it is deleted', async () => {
    await start()
    const caught = flow.next('caught')
    flow.receive('dog', { payload: { host: 'a', state: 'down' } })
    await flow.redeploy(flowsWith(saved()).filter(({ id }) => id !== 'dog'), 'nodes')
    const { error } = (await caught) as unknown as Caught
    assert.deepEqual([error.code, error.message], ['WATCHDOG_REMOVED', 'Error: The watchdog was deleted or disabled before it had passed on all of this message'])
  })

  it('makes an alert anew that a message with a reset takes back', async () => {
    await start()
    const first = await sendTo('new', { payload: { host: 'a', state: 'down' } })
    const completed = flow.next('completed')
    flow.receive('dog', { payload: first.payload, reset: true })
    await completed
    const second = await sendTo('new', { payload: { host: 'a', state: 'down' } })
    assert.notEqual(alertOf(second).id, alertOf(first).id)
    const end = await sendTo('update', { payload: { host: 'a', state: 'up' } })
    const completedAgain = flow.next('completed')
    flow.receive('dog', { payload: end.payload, reset: true })
    await completedAgain
    assert.deepEqual((await sendTo('update', { payload: { host: 'a', state: 'up' } })).payload, end.payload)
  })

  it('reads events from the body of a request, whose parts can all answer it', async () => {
    await start({ property: 'req.body', split: 'hosts' })
    const req = { body: { hosts: [{ host: 'a', state: 'down' }, { host: 'b', state: 'down' }] }, headers: { 'x-api-key': 'secret' } }
    const got = flow.collect('new')
    const completed = flow.next('completed')
    flow.receive('dog', { payload: req.body, req })
    await completed
    assert.deepEqual(got.map((msg) => alertOf(msg).data), req.body.hosts)
    assert.deepEqual(got.map((msg) => msg.req === req), [true, true])
  })

  it('takes no secret of a request for a part of the event', async () => {
    await start({ property: 'req', triggers: [trigger('LOW')] })
    const headers = { 'X-Api-Key': 'secret', 'x-gitlab-token': 'secret', cookie: 'secret', authorization: 'secret', 'x-github-event': 'push' }
    const out = await sendTo('new', { payload: 'x', req: { headers, url: '/hook?token=secret&a=b', query: { token: 'secret', a: 'b' } } })
    assert.deepEqual(alertOf(out).data, { headers: { 'x-github-event': 'push' }, url: '/hook?token=&a=b', query: { a: 'b' }, method: undefined, originalUrl: undefined, hostname: undefined, ip: undefined, params: undefined, body: undefined })
  })

  it('warns once of a matching field that cannot tell things apart, and not where nobody asks', async () => {
    await start()
    for (const host of [9007199254740993, 9007199254740995]) await sendTo('new', { payload: { host, state: 'down' } })
    const about = (): number => flow.warnings().filter((words) => /cannot tell one thing from another/.test(words)).length
    assert.equal(about(), 1)
    await flow.redeploy(flowsWith(saved({ muzzleEnabled: false, resolvedWhen: undefined })))
    await sendTo('new', { payload: { host: 9007199254740993, state: 'down' } })
    assert.equal(about(), 1)
  })

  it('writes no file where nobody will ask what is open', async () => {
    await start({ muzzleEnabled: false, resolvedWhen: undefined })
    await sendTo('new', { payload: { host: 'a', state: 'down' } })
    await flow.redeploy(flowsWith(saved()))
    assert.equal(existsSync(join(flow.userDir, 'alert-courier', 'watchdogs', 'dog.jsonl')), false)
  })

  it('reaches the request of a message, without what proves who somebody is', async () => {
    await start({ title: '{{msg.req.headers.x-github-event}} {{msg.req.headers.authorization}} {{msg.req.url}}' })
    class Request {
      get headers() {
        return { 'x-github-event': 'push', authorization: 'Bearer secret' }
      }
      url = '/hook'
    }
    assert.equal(alertOf(await sendTo('new', { payload: { host: 'a', state: 'down' }, req: new Request() })).title, 'push /hook')
  })

  const broken: readonly (readonly [what: string, more: object, code: string, message: RegExp])[] = [
    ['a trigger', { triggers: [trigger('HIGH'), trigger('LOW', rule('a', 'equals', '(?=x)', { regex: true }))] }, 'SIEVE_INVALID', /Trigger 2 cannot be used: .*look-ahead/],
    ['a level', { triggers: [trigger('URGENT')] }, 'CONFIG_INVALID', /Trigger 1 has the level "URGENT"/],
    ['a template', { title: '{{#a}}' }, 'TEMPLATE_INVALID', /The template of "title" cannot be read: .*a/],
    ['a derived value', { derive: [{ name: 'x', from: ['a'], match: '(' }] }, 'CONFIG_INVALID', /The expression of the derived value "x" cannot be used: /],
    ['an environment variable that is not set', { muzzleFields: '${ALERT_COURIER_UNSET}' }, 'CONFIG_INVALID', /"\$\{ALERT_COURIER_UNSET\}" of the watchdog is not a field path/],
    ['a property that is one', { property: '${ALERT_COURIER_UNSET}' }, 'CONFIG_INVALID', /is no path of the message/],
    ['a property', { property: 'a[' }, 'CONFIG_INVALID', /"a\[" is no path of the message/],
    ['a preset', { preset: 'nagios' }, 'CONFIG_INVALID', /no preset "nagios"/],
    ['what resolves', { resolvedWhen: all({ type: 'ref', sieve: 0 }) }, 'SIEVE_INVALID', /The rules for what resolves an alert cannot be used: /]
  ]
  for (const [what, more, code, message] of broken) {
    it(`that cannot work for ${what} says so of every message, by ${code}`, async () => {
      await start(more)
      const caught = flow.next('caught')
      const sent = flow.collect('new')
      flow.receive('dog', { payload: { host: 'a', state: 'down' } })
      const { error } = (await caught) as unknown as Caught
      assert.equal(error.code, code)
      assert.match(error.message, message)
      assert.doesNotMatch(error.message, /__|undefined/)
      assert.equal(sent.length, 0)
    })
  }

  it('tells of a message that cannot be copied for a second wire', async () => {
    flow = await Flow.start([...flowsWith(saved({ wires: [['new', 'other'], ['update'], ['nothing']] })), receiver('other')])
    const caught = flow.next('caught')
    const uncopyable = { payload: { host: 'a', state: 'down' }, get trap(): never { throw new Error('no copy') } }
    flow.receive('dog', uncopyable)
    assert.equal(((await caught) as unknown as Caught).error.code, 'MESSAGE_UNCOPYABLE')
    // It is not known as open, for not everybody got it.
    await sendTo('new', { payload: { host: 'a', state: 'down' } })
  })

  it('goes on with other messages after one that throws whatever is asked of it', async () => {
    await start({ split: '.' })
    const caught = flow.collect('caught')
    const nasty = new Proxy([1], { get: (list, name) => { if (name === '0') throw Object.create(null) as Error; return Reflect.get(list, name) as unknown } })
    const opaque = new Proxy({}, { ownKeys: () => { throw Object.create(null) as Error } })
    flow.receive('dog', { payload: nasty })
    flow.receive('dog', { payload: opaque, reset: true })
    await sendTo('new', { payload: { host: 'a', state: 'down' } })
    assert.equal(caught.length, 2)
  })

  it('goes on with the other events of a list of which one cannot be copied', async () => {
    flow = await Flow.start([...flowsWith(saved({ split: 'hosts', wires: [['new', 'other'], ['update'], ['nothing']] })), receiver('other')])
    const caught = flow.next('caught')
    const got = flow.collect('other')
    const uncopyable = { host: 'b', state: 'down', get trap(): never { throw new Error('no copy') } }
    flow.receive('dog', { payload: { hosts: [{ host: 'a', state: 'down' }, uncopyable, { host: 'c', state: 'down' }] } })
    assert.equal(((await caught) as unknown as Caught).error.code, 'MESSAGE_UNCOPYABLE')
    assert.deepEqual(got.map((msg) => alertOf(msg).title), ['a is down', 'c is down'])
  })
})
