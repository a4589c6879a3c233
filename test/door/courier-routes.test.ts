import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type NextFunction, type Request, type Response } from 'express'
import type { NodeAPI } from 'node-red'
import type { Chosen, CourierDesk, CourierState, Desk, GivenUpPage } from '../../nodes/desk/courier-desk'
import { serveCouriers } from '../../nodes/door/courier-routes'

const outage: CourierState = {
  id: 'ops',
  name: 'Ops',
  outbox: 'disk',
  waiting: 3214,
  oldest: '2026-01-31T09:00:00.000Z',
  nextTry: '2026-01-31T10:00:00.000Z',
  visaUsedUp: false,
  lastError: { at: '2026-01-31T09:59:00.000Z', code: 'MATTERMOST_UNREACHABLE', text: 'nothing answers' },
  trouble: null,
  givenUp: 1
}

const page: GivenUpPage = {
  total: 1,
  alerts: [
    {
      id: 'one',
      title: 'Disk full',
      level: 'HIGH',
      taken: '2026-01-31T08:00:00.000Z',
      givenUp: '2026-01-31T08:00:01.000Z',
      code: 'MATTERMOST_REJECTED',
      text: 'no such channel',
      action: 'act'
    }
  ]
}

/** A courier that writes down what is asked of it. */
class AskedCourier implements CourierDesk {
  readonly asked: unknown[][] = []
  state = (): CourierState => outage
  givenUp(from: number, count: number): Promise<GivenUpPage> {
    this.asked.push(['givenUp', from, count])
    return Promise.resolve(page)
  }
  retry(): void {
    this.asked.push(['retry'])
  }
  sendAgain(ids: Chosen): Promise<number> {
    this.asked.push(['sendAgain', ids])
    return Promise.resolve(2)
  }
  discardWaiting(): Promise<number> {
    this.asked.push(['discardWaiting'])
    return Promise.resolve(3)
  }
  discardGivenUp(ids: Chosen): Promise<number> {
    this.asked.push(['discardGivenUp', ids])
    return Promise.resolve(4)
  }
}

interface Answered {
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
}

describe("A courier's routes", () => {
  let server: Server
  let base: string
  let courier: AskedCourier
  let logged: string[]
  let RED: NodeAPI
  let desk: Desk
  /** The permissions that who asks has. */
  let permissions: readonly string[]

  before(async () => {
    const httpAdmin = express()
    httpAdmin.use(express.json(), express.urlencoded({ extended: true }))
    desk = { all: () => [courier], of: (id) => (id === 'ops' ? courier : undefined) }
    RED = {
      httpAdmin,
      log: { error: (text: string) => logged.push(text) },
      auth: {
        needsPermission: (permission: string) => (_request: Request, response: Response, next: NextFunction) => {
          if (permissions.includes(permission)) next()
          else response.status(401).end()
        }
      }
    } as unknown as NodeAPI
    serveCouriers(RED, desk)
    server = httpAdmin.listen(0, '127.0.0.1')
    await once(server, 'listening')
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })

  after((done) => {
    server.close(done)
  })

  beforeEach(() => {
    courier = new AskedCourier()
    logged = []
    permissions = ['mattermost-config.read', 'mattermost-config.write']
  })

  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answered> => {
    const response = await fetch(`${base}/alert-courier/couriers${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) })
    })
    return { status: response.status, body: await response.json().catch(() => undefined), headers: response.headers }
  }

  const errorOf = ({ body }: Answered): string => (body as { readonly error: string }).error

  it('tell the state of all couriers, and of one', async () => {
    assert.deepEqual((await ask('GET', '')).body, [outage])
    assert.deepEqual((await ask('GET', '/ops')).body, outage)
  })

  it('answer for the couriers of now, where the package was removed and installed again without a restart', async () => {
    const newer: CourierDesk = Object.assign(new AskedCourier(), { state: () => ({ ...outage, id: 'newer' }) })
    serveCouriers(RED, { all: () => [newer], of: (id) => (id === 'newer' ? newer : undefined) })
    try {
      assert.deepEqual((await ask('GET', '')).body, [{ ...outage, id: 'newer' }])
      assert.equal((await ask('GET', '/newer')).status, 200)
      assert.equal((await ask('GET', '/ops')).status, 404)
    } finally {
      serveCouriers(RED, desk)
    }
  })

  it('tell the given-up alerts, 25 from the newest on where nothing else is asked', async () => {
    assert.deepEqual((await ask('GET', '/ops/given-up')).body, page)
    await ask('GET', '/ops/given-up?from=50&count=100')
    assert.deepEqual(courier.asked, [['givenUp', 0, 25], ['givenUp', 50, 100]])
  })

  it('do what is asked, and answer how many alerts it changed', async () => {
    assert.deepEqual((await ask('POST', '/ops/retry')).body, outage)
    assert.deepEqual((await ask('POST', '/ops/send-again', { ids: ['one', 'two'] })).body, { count: 2 })
    await ask('POST', '/ops/send-again', { ids: 'all' })
    assert.deepEqual((await ask('POST', '/ops/discard', { of: 'waiting' })).body, { count: 3 })
    assert.deepEqual((await ask('POST', '/ops/discard', { of: 'given-up', ids: ['one'] })).body, { count: 4 })
    await ask('POST', '/ops/discard', { of: 'given-up', ids: 'all' })
    assert.deepEqual(courier.asked, [
      ['retry'],
      ['sendAgain', ['one', 'two']],
      ['sendAgain', 'all'],
      ['discardWaiting'],
      ['discardGivenUp', ['one']],
      ['discardGivenUp', 'all']
    ])
  })

  it('are kept by no cache', async () => {
    for (const path of ['', '/ops', '/ops/given-up', '/gone']) {
      assert.equal((await ask('GET', path)).headers.get('cache-control'), 'no-store')
    }
  })

  it('answer 404 for a courier that is not deployed', async () => {
    for (const [method, path, body] of [
      ['GET', '/gone', undefined],
      ['GET', '/gone/given-up', undefined],
      ['POST', '/gone/retry', {}],
      ['POST', '/gone/send-again', { ids: 'all' }],
      ['POST', '/gone/discard', { of: 'waiting' }],
      ['GET', '/__proto__', undefined]
    ] as const) {
      const answered = await ask(method, path, body)
      assert.equal(answered.status, 404, path)
      assert.match(errorOf(answered), /is deployed/)
    }
  })

  it('are read by whoever may read a mattermost-config, and changed by whoever may change one', async () => {
    permissions = ['mattermost-config.read']
    assert.equal((await ask('GET', '/ops/given-up')).status, 200)
    assert.equal((await ask('POST', '/ops/retry')).status, 401)
    assert.equal((await ask('POST', '/ops/send-again', { ids: 'all' })).status, 401)
    assert.equal((await ask('POST', '/ops/discard', { of: 'waiting' })).status, 401)
    permissions = ['mattermost-config.write']
    for (const path of ['', '/ops', '/ops/given-up']) assert.equal((await ask('GET', path)).status, 401)
    assert.deepEqual(courier.asked, [['givenUp', 0, 25]])
  })

  it('refuse a page of another site, and change nothing for it', async () => {
    const port = new URL(base).port
    for (const headers of [
      { 'Sec-Fetch-Site': 'cross-site' },
      // Another port of the same machine is the same site to a browser, and another server.
      { 'Sec-Fetch-Site': 'same-site', Origin: base },
      { Origin: 'https://evil.example.com' },
      { Origin: `http://127.0.0.1:${Number(port) + 1}` },
      { Origin: 'null' },
      { Origin: 'file://' }
    ] as Record<string, string>[]) {
      const answered = await ask('POST', '/ops/discard', { of: 'waiting' }, headers)
      assert.equal(answered.status, 403, JSON.stringify(headers))
      assert.match(errorOf(answered), /another site/)
      assert.equal((await ask('GET', '/ops/given-up', undefined, headers)).status, 403)
    }
    assert.deepEqual(courier.asked, [])
  })

  it('answer a page of this server, and what is no page', async () => {
    for (const headers of [
      { 'Sec-Fetch-Site': 'same-origin', Origin: 'https://behind-a-proxy.example.com' },
      { 'Sec-Fetch-Site': 'none' },
      { Origin: base },
      {}
    ] as Record<string, string>[]) {
      assert.equal((await ask('POST', '/ops/retry', {}, headers)).status, 200, JSON.stringify(headers))
    }
  })

  it('refuse what makes no sense, and say what would', async () => {
    const choices = [{}, { ids: [] }, { ids: 'one' }, { ids: [1] }, { ids: [''] }, { ids: null }]
    for (const body of choices) {
      for (const [path, sent] of [['send-again', body], ['discard', { of: 'given-up', ...body }]] as const) {
        const answered = await ask('POST', `/ops/${path}`, sent)
        assert.equal(answered.status, 400, `${path} ${JSON.stringify(body)}`)
        assert.match(errorOf(answered), /ids must be a list of ids that is not empty, or "all"/)
      }
    }
    for (const body of [undefined, {}, { of: 'all' }, { of: ['waiting'] }]) {
      const answered = await ask('POST', '/ops/discard', body)
      assert.equal(answered.status, 400)
      assert.match(errorOf(answered), /of must be "waiting" or "given-up"/)
    }
    for (const query of ['count=0', 'count=101', 'count=x', 'count=1&count=2', 'from=-1', 'from=1.5', 'from=1e3', 'from=', 'from=99999999999999999']) {
      const answered = await ask('GET', `/ops/given-up?${query}`)
      assert.equal(answered.status, 400, query)
      assert.match(errorOf(answered), /must be a whole number/)
    }
    assert.deepEqual(courier.asked, [])
  })

  it('answer 500 where the courier fails, and tell the reason to the log alone', async () => {
    const failure = new Error('EIO: /var/lib/secret')
    courier.givenUp = () => Promise.reject(failure)
    courier.sendAgain = () => Promise.reject(failure)
    courier.discardWaiting = () => Promise.reject(failure)
    courier.retry = () => {
      throw failure
    }
    courier.state = () => {
      throw failure
    }
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['GET', '/ops', undefined],
      ['GET', '/ops/given-up', undefined],
      ['POST', '/ops/retry', {}],
      ['POST', '/ops/send-again', { ids: 'all' }],
      ['POST', '/ops/discard', { of: 'waiting' }]
    ] as const) {
      const answered = await ask(method, path, body)
      assert.equal(answered.status, 500, path)
      assert.equal(errorOf(answered), "It did not work: see Node-RED's log")
    }
    assert.equal(logged.length, 6)
    assert.match(logged[0]!, /^\[mattermost-config\] EIO/)
  })
})
