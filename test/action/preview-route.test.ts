import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type NextFunction, type Request, type Response } from 'express'
import type { NodeAPI } from 'node-red'
import { serveTryPost } from '../../nodes/door/try-post'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { sharedNodeRed } from '../support/real-node-red'
import { action, config, inject, tab } from '../support/saved'

describe('The route of the preview', () => {
  let server: Server
  let url: string
  let isAllowed: boolean
  let asked: string[]

  before(async () => {
    const httpAdmin = express()
    httpAdmin.use(express.json())
    const needsPermission = (permission: string) => (_request: Request, response: Response, next: NextFunction) => {
      asked.push(permission)
      if (isAllowed) next()
      else response.status(401).end()
    }
    serveTryPost({ httpAdmin, log: { error: () => assert.fail() }, auth: { needsPermission } } as unknown as NodeAPI)
    server = httpAdmin.listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/alert-courier/try/post`
  })

  after((done) => {
    server.close(done)
  })

  beforeEach(() => {
    isAllowed = true
    asked = []
  })

  const ask = (body: unknown, headers: Record<string, string> = {}): ReturnType<typeof fetch> =>
    fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) })

  it('answers the post, to be kept by nobody', async () => {
    const response = await ask({ action: { template: 'compact' }, displayedUsername: 'Ops', msg: { payload: { title: 'Hot' } }, level: 'LOW', status: 'DONE' })
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('cache-control'), 'no-store')
    const { post } = (await response.json()) as { post: unknown }
    assert.deepEqual(post, { text: '**Resolved** LOW Hot', username: 'Ops' })
    assert.deepEqual(asked, ['webhook-action.read'])
  })

  it('refuses what comes from another site, and who may not look at actions', async () => {
    assert.equal((await ask({ action: {} }, { 'sec-fetch-site': 'cross-site' })).status, 403)
    assert.equal((await ask({ action: {} }, { origin: 'http://evil.example.com' })).status, 403)
    isAllowed = false
    assert.equal((await ask({ action: {} })).status, 401)
  })

  it('says what is wrong with a request', async () => {
    const wrong: readonly (readonly [unknown, RegExp])[] = [
      [[], /body/],
      [{}, /action/],
      [{ action: 'x' }, /action/],
      [{ action: {}, msg: 'x' }, /msg/],
      [{ action: {}, level: 'SEVERE' }, /level/],
      [{ action: {}, status: 'OPEN' }, /status/]
    ]
    for (const [body, words] of wrong) {
      const response = await ask(body)
      assert.equal(response.status, 400)
      assert.match(((await response.json()) as { error: string }).error, words)
    }
  })

  it('answers whatever the properties are', async () => {
    const odd = { fields: [null, 1, { title: 3, value: {} }], routes: 'x', text: { a: 1 }, template: 7, timeZone: [], channel: null }
    assert.equal((await ask({ action: odd, msg: { payload: [null] }, displayedUsername: 5 })).status, 200)
  })
})

describe('What a preview shows', () => {
  let nodeRed: NodeRed
  let standIn: StandIn

  before(async () => {
    nodeRed = await sharedNodeRed()
    standIn = await StandIn.start()
  })

  after(() => standIn.close())

  const alert = { id: '1', key: 'k', title: 'Disk *full* @channel <img src=x onerror=alert(1)>', level: 'HIGH', link: 'https://siem.example.com/1', source: 'siem', status: 'NEW', incidents: 2, created: '2026-01-01T00:00:00Z', data: { host: 'db-1', log: 'x'.repeat(20_000) } }
  const cases: readonly (readonly [name: string, properties: object, payload: unknown])[] = [
    ["Cyphon's message", {}, alert],
    ['a message of an event that is no alert', { template: 'full', timeZone: 'Asia/Tokyo' }, { host: 'db-1', message: 'down' }],
    ['a text', { template: 'compact' }, 'down :('],
    [
      'templates, raw values and routes',
      {
        text: 'See {{{title}}} in `{{data.host}}`',
        body: '{{data.log}}',
        color: 'red',
        channel: 'town-square',
        fields: [{ title: 'Host', value: '{{data.host}}', short: true }, { title: 'None', value: '{{data.none}}', short: false }],
        routes: [{ level: 'HIGH', channel: 'soc', mention: '@bob', priority: 'urgent', requestedAck: true, silent: false }]
      },
      alert
    ]
  ]

  for (const [name, properties, payload] of cases) {
    it(`is what is sent: ${name}`, async () => {
      const act: FlowNode = action('act', 'courier', { z: 'flow', ...properties })
      const courier = { ...config('courier', standIn.server, { displayedUsername: 'Ops' }), credentials: { key: standIn.key } }
      await nodeRed.deploy([tab('flow'), courier, inject('give', payload, ['act']), act])
      const posted = standIn.nextPost()
      await nodeRed.inject('give')
      await posted
      const shown = JSON.parse(await nodeRed.admin('POST', '/alert-courier/try/post', { action: act, displayedUsername: 'Ops', msg: { payload } })) as { post: unknown }
      assert.equal(JSON.stringify(shown.post), standIn.requests.at(-1)?.body)
    })
  }
})
