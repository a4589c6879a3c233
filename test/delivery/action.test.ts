import assert from 'node:assert/strict'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { Flow, type Received, type Saved } from '../support/flows'
import { action, catchAll, complete, config, receiver, tab } from '../support/saved'

interface Caught {
  readonly error: { readonly code: string; readonly message: string }
}

const errorOf = (msg: Received): Caught['error'] => (msg as unknown as Caught).error

describe('A webhook-action', () => {
  let standIn: StandIn
  let flow: Flow

  /** A flow of one action, whose output goes to `out` and whose errors go to `caught`. */
  const start = async (more: object = {}, courier: object = {}, key = standIn.key): Promise<void> => {
    const flows: Saved[] = [
      tab('flow'),
      config('config', standIn.server, courier),
      action('alert', 'config', { wires: [['out']], ...more }),
      receiver('out'),
      catchAll('catch', 'caught'),
      receiver('caught'),
      complete('complete', 'alert', 'completed'),
      receiver('completed')
    ]
    flow = await Flow.start(flows, { config: { key } })
  }

  beforeEach(async () => {
    standIn = await StandIn.start()
  })

  afterEach(async () => {
    await flow.stop()
    await standIn.close()
  })

  it('posts Cyphon’s message, byte for byte, and sends the same message on with its Dispatch', async () => {
    await start({ title: 'Mattermost Message' })
    const out = flow.next('out')
    const completed = flow.next('completed')
    const payload = {
      title: 'sshd: brute force trying to get access to the system. Non existent user.',
      level: 'critical',
      link: 'https://wazuh.example.com/alerts/1',
      source: 'Wazuh',
      incidents: 3,
      data: { agent: 'web-01' }
    }
    const msg = { payload, topic: 'security', req: { kept: true }, user: 'alice' }
    const before = Date.now()
    flow.receive('alert', msg)
    const sent = await out
    await completed

    assert.equal(sent, msg, 'the same object')
    assert.equal(sent.payload, payload)
    assert.deepEqual(JSON.parse(standIn.requests[0]!.body), {
      username: 'Cyphon Alert',
      attachments: [
        {
          fallback:
            '#### New Cyphon Alert! \nTitle: sshd: brute force trying to get access to the system. Non existent user.\nLink: https://wazuh.example.com/alerts/1',
          color: '#c168a6',
          author_name: 'Cyphon',
          title: 'sshd: brute force trying to get access to the system. Non existent user.',
          title_link: 'https://wazuh.example.com/alerts/1',
          text: 'A new alert was created in Cyphon',
          fields: [
            { title: 'Source', value: 'Wazuh', short: true },
            { title: 'Level', value: 'CRITICAL', short: true },
            { title: 'Status', value: 'NEW', short: true },
            { title: 'Incidents', value: '3', short: true }
          ]
        }
      ]
    })
    const { id, stamp, ...dispatch } = sent.dispatch as { id: string; stamp: Record<string, unknown> }
    assert.match(id, /^[0-9a-f-]{36}$/)
    assert.deepEqual(dispatch, { title: 'Mattermost Message', action: 'alert', statusCode: 200, data: 'ok', notes: [] })
    const { jobStart, jobEnd, ...who } = stamp
    assert.deepEqual(who, { passport: 'Mattermost', user: 'alice', attempts: 1 })
    assert.ok(Date.parse(String(jobStart)) >= before && Date.parse(String(jobEnd)) >= Date.parse(String(jobStart)))
  })

  it('sends one request at a time, in order, over one connection', async () => {
    await start()
    standIn.fail({ kind: 'slow', ms: 20 }, 5)
    const received = flow.collect('out')
    for (let number = 0; number < 50; number += 1) flow.receive('alert', { payload: { title: `alert ${number}` } })
    await standIn.waitForPosts(50)
    const titles = standIn.posts.map(({ attachments }) => attachments[0]?.title)
    assert.deepEqual(titles, Array.from({ length: 50 }, (_, number) => `alert ${number}`))
    assert.equal(new Set(standIn.requests.map(({ remotePort }) => remotePort)).size, 1)
    // The next one is through when the last has left the action.
    const last = flow.arrival('out', ({ payload }) => payload === 'one more')
    flow.receive('alert', { payload: 'one more' })
    await last
    assert.equal(received.length, 51)
    assert.equal(new Set(received.map((msg) => (msg.dispatch as { id: string }).id)).size, 51)
  })

  it('keeps the order over several actions of one courier', async () => {
    flow = await Flow.start(
      [
        tab('flow'),
        config('config', standIn.server),
        action('one', 'config', { username: 'one' }),
        action('two', 'config', { username: 'two' })
      ],
      { config: { key: standIn.key } }
    )
    standIn.fail({ kind: 'slow', ms: 20 }, 1)
    const turns = Array.from({ length: 20 }, (_, number) => (number % 3 === 0 ? 'one' : 'two'))
    for (const turn of turns) flow.receive(turn, { payload: 'x' })
    await standIn.waitForPosts(turns.length)
    assert.deepEqual(standIn.posts.map(({ username }) => username), turns)
  })

  it('goes on with the next alert when one was rejected', async () => {
    await start()
    standIn.fail({ kind: 'error', cause: 'channel not found' }, 1)
    const caught = flow.next('caught')
    const out = flow.next('out')
    flow.receive('alert', { payload: 'rejected' })
    flow.receive('alert', { payload: 'posted' })
    const error = errorOf(await caught)
    assert.equal(error.code, 'MATTERMOST_REJECTED')
    assert.equal((await out).payload, 'posted')
    assert.equal(standIn.posts.length, 1)
  })

  it('gives a Catch node the status, id and request of a rejection to work with', async () => {
    await standIn.close()
    standIn = await StandIn.start({ generation: 'plain' })
    await start({ channel: 'no-such-channel' })
    const caught = flow.next('caught')
    flow.receive('alert', { payload: 'x' })
    const { cause, message } = errorOf(await caught) as Caught['error'] & { cause: Record<string, unknown> }
    assert.equal(cause.statusCode, 404)
    assert.equal(cause.id, 'web.incoming_webhook.channel.app_error')
    assert.match(String(cause.requestId), /^[a-z0-9]{26}$/)
    assert.match(message, /no such channel/)
  })

  it('sends nothing, puts nothing out and completes when it is not enabled', async () => {
    await start({ enabled: false })
    const received = flow.collect('out')
    const completed = flow.next('completed')
    flow.receive('alert', { payload: 'x' })
    await completed
    assert.equal(received.length, 0)
    assert.equal(standIn.requests.length, 0)
  })

  it('takes switches and numbers that an environment variable made text', async () => {
    await start({ enabled: 'true', visaRequired: 'false' }, { public: 'true', timeout: '30', visaCalls: '10', visaInterval: '1', visaUnit: 'm', outboxLimit: '5' })
    const out = flow.next('out')
    flow.receive('alert', { payload: 'x' })
    await out
  })

  it('sends on a copy of a message that takes no Dispatch', async () => {
    await start()
    const out = flow.next('out')
    flow.receive('alert', Object.freeze({ _msgid: 'frozen', payload: 'x' }))
    assert.equal(((await out).dispatch as { statusCode: number }).statusCode, 200)
  })

  it('ends a payload that cannot be looked into, once and with its code', async () => {
    await start()
    const { proxy, revoke } = Proxy.revocable({ title: 'x' }, {})
    revoke()
    const caught = flow.next('caught')
    flow.receive('alert', { payload: proxy })
    assert.equal(errorOf(await caught).code, 'ALERT_INVALID')
  })

  it('ends a message of which a getter throws, once: delivered without it', async () => {
    await start()
    const caught = flow.collect('caught')
    const out = flow.collect('out')
    const first = flow.next('out')
    flow.receive('alert', Object.defineProperty({ payload: 'x' }, 'trap', { enumerable: true, get: () => assert.fail('trapped') }))
    await first
    const posted = flow.next('out')
    flow.receive('alert', { payload: 'y' })
    await posted
    assert.equal(out.length, 2)
    assert.equal(caught.length, 0)
  })

  for (const [what, payload] of [
    ['null', null],
    ['undefined', undefined],
    ['an empty object', {}],
    ['an empty list', []]
  ] as const) {
    it(`refuses ${what} as an alert`, async () => {
      await start()
      const caught = flow.next('caught')
      flow.receive('alert', { payload })
      assert.equal(errorOf(await caught).code, 'ALERT_INVALID')
      assert.equal(standIn.requests.length, 0)
    })
  }

  describe('with a Passport that is not public', () => {
    const courier = { public: false, passportUsers: ['alice', 'bob'] }

    it('carries out what a listed user asks for', async () => {
      await start({}, courier)
      const out = flow.next('out')
      flow.receive('alert', { payload: 'x', user: { username: 'bob', permissions: '*' } })
      assert.equal(((await out).dispatch as { stamp: { user: string } }).stamp.user, 'bob')
    })

    it('refuses an anonymous user in Cyphon’s words', async () => {
      await start({}, courier)
      const caught = flow.next('caught')
      flow.receive('alert', { payload: 'x' })
      const { code, message } = errorOf(await caught)
      assert.equal(code, 'PASSPORT_REFUSED')
      assert.match(message, /No Courier exists to handle the request to Mattermost WebHookHandler by an anonymous user/)
    })

    it('refuses another user, by name', async () => {
      await start({}, courier)
      const caught = flow.next('caught')
      flow.receive('alert', { payload: 'x', user: 'mallory' })
      const { code, message } = errorOf(await caught)
      assert.equal(code, 'PASSPORT_REFUSED')
      assert.match(message, /No Courier exists to handle the request to Mattermost WebHookHandler by mallory/)
      assert.equal(standIn.requests.length, 0)
    })
  })

  it('asks for a Visa where one is required', async () => {
    await start({ visaRequired: true })
    const caught = flow.next('caught')
    flow.receive('alert', { payload: 'x' })
    assert.equal(errorOf(await caught).code, 'VISA_REQUIRED')
  })

  it('is carried out with a Visa where one is required and there is one', async () => {
    await start({ visaRequired: true }, { visaCalls: 10, visaInterval: 1, visaUnit: 'm' })
    const out = flow.next('out')
    flow.receive('alert', { payload: 'x' })
    await out
  })

  for (const [what, more, courier, key, says] of [
    ['no courier', { config: '' }, {}, 'k', /no Courier/],
    ['a courier that is gone', { config: 'gone' }, {}, 'k', /no Courier/],
    ['no key', {}, {}, '', /no webhook key: keys are not part of an exported flow/],
    ['a key with characters that would change the address', {}, {}, '../../api/v4', /characters that no key has/],
    ['no server', {}, { server: '' }, 'k', /no server/],
    ['a server without a scheme', {}, { server: 'chat.example.com' }, 'k', /must begin with https:\/\/ or http:\/\//],
    ['a server of another scheme', {}, { server: 'ftp://chat.example.com' }, 'k', /must begin with/],
    ['a key in the server', {}, { server: 'https://chat.example.com/hooks/abcdefgh' }, 'k', /exported with the flow/],
    ['a password in the server', {}, { server: 'https://me:secret@chat.example.com' }, 'k', /user name or password/],
    ['a Passport whose switch is neither on nor off', {}, { public: '', passportUsers: ['ann'] }, 'k', /"Public" of the Courier is neither on nor off/],
    ['a Passport whose switch is another word for on', {}, { public: 'yes' }, 'k', /"Public" of the Courier/],
    ['a Visa of no calls', {}, { visaCalls: 0 }, 'k', /Visa makes no sense/],
    ['a Visa that is no number', {}, { visaCalls: 'ten' }, 'k', /Visa makes no sense/],
    ['a Visa in no known unit', {}, { visaCalls: 10, visaUnit: 'w' }, 'k', /Visa makes no sense/],
    ['a limit of waiting alerts that is no number', {}, { outboxLimit: 'many' }, 'k', /limit of waiting alerts/],
    ['an enabled switch that is neither on nor off', { enabled: '' }, {}, 'k', /"Enabled" of this action is neither on nor off/],
    ['a visa switch that is neither on nor off', { visaRequired: 'True' }, {}, 'k', /"Visa required" of this action/],
    ['a timeout of nothing', {}, { timeout: -1 }, 'k', /timeout/],
    ['a TLS node that is gone', {}, { tls: 'gone' }, 'k', /TLS configuration is gone/],
    ['a proxy node that is gone', {}, { proxy: 'gone' }, 'k', /proxy configuration is gone/],
    ['another handler', { apiClass: 'EmailHandler' }, {}, 'k', /no such handler: apiClass is "EmailHandler"/]
  ] as const) {
    it(`tells of ${what} at deploy and on each message`, async () => {
      await start(more, courier, key)
      const caught = flow.collect('caught')
      for (const payload of ['x', 'y']) {
        const next = flow.next('caught')
        flow.receive('alert', { payload })
        await next
      }
      const { code, message } = errorOf(caught[1]!)
      assert.equal(code, 'CONFIG_INVALID')
      assert.match(message, says)
      assert.equal(caught.length, 2)
      assert.equal(standIn.requests.length, 0)
    })
  }

  it('tells which template cannot be read', async () => {
    await start({ body: 'Hello {{#title}}' })
    const caught = flow.next('caught')
    flow.receive('alert', { payload: 'x' })
    const { code, message } = errorOf(await caught)
    assert.equal(code, 'TEMPLATE_INVALID')
    assert.match(message, /"body"/)
  })

  for (const [saved, path] of [
    ['', '/hooks/'],
    ['/', '/hooks/'],
    ['//', '/hooks/']
  ] as const) {
    it(`posts to the right address with "${saved}" at the end of the server`, async () => {
      await start({}, { server: `  ${standIn.server}${saved} ` })
      const out = flow.next('out')
      flow.receive('alert', { payload: 'x' })
      await out
      assert.equal(standIn.requests[0]!.path, `${path}${standIn.key}`)
    })
  }

  it('posts below a subpath', async () => {
    await standIn.close()
    standIn = await StandIn.start({ subpath: '/chat/mattermost' })
    await start({}, { server: `${standIn.server}/` })
    const out = flow.next('out')
    flow.receive('alert', { payload: 'x' })
    await out
    assert.equal(standIn.posts.length, 1)
  })
})
