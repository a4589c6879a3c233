import assert from 'node:assert/strict'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { errorOf, post, send } from './posting'
import type { FailureCause } from '../../scripts/stand-in/stand-in'
import type { Received } from './posting'

describe('Faults of the stand-in', () => {
  let standIn: StandIn
  beforeEach(async () => {
    standIn = await StandIn.start()
  })
  afterEach(() => standIn.close())
  const say = (text = 'x'): Promise<Received> => post(standIn.webhookUrl, { text })

  it('hang: take the request, store nothing, and never answer', async () => {
    standIn.fail({ kind: 'hang' }, 1)
    const hanging = say('lost')
    await standIn.waitForRequests(1)
    assert.equal((await say('next')).status, 200)
    assert.equal(standIn.requests[0]?.body, '{"text":"lost"}')
    assert.equal(standIn.requests[0].status, undefined)
    assert.deepEqual(standIn.posts.map((each) => each.text), ['next'])
    await standIn.close()
    await assert.rejects(hanging)
    standIn = await StandIn.start()
  })

  it('hang after storing: store the post and never answer', async () => {
    standIn.fail({ kind: 'hang after storing' }, 1)
    const hanging = say()
    await standIn.waitForPosts(1)
    assert.equal(standIn.requests[0]?.status, undefined)
    await standIn.close()
    await assert.rejects(hanging)
    standIn = await StandIn.start()
  })

  it('reset: break the connection before anything is stored', async () => {
    standIn.fail({ kind: 'reset' }, 1)
    await assert.rejects(say(), { code: 'ECONNRESET' })
    assert.deepEqual([standIn.posts.length, standIn.requests.length], [0, 1])
  })

  it('reset after storing: store the post and break the connection', async () => {
    standIn.fail({ kind: 'reset after storing' }, 1)
    await assert.rejects(say(), { code: 'ECONNRESET' })
    assert.deepEqual([standIn.posts.length, standIn.requests.length], [1, 1])
  })

  it('cut off: store the post and end half way through the answer', async () => {
    standIn.fail({ kind: 'cut off' }, 1)
    await assert.rejects(say(), { message: 'aborted' })
    assert.equal(standIn.posts.length, 1)
    assert.equal(standIn.requests[0]?.status, 200)
  })

  it('slow: answer as always, but later', async () => {
    standIn.fail({ kind: 'slow', ms: 50 }, 1)
    const before = performance.now()
    const { status, body } = await say()
    assert.deepEqual([status, body], [200, 'ok'])
    assert.ok(performance.now() - before >= 49)
  })

  it('slow: store before the answer comes', async () => {
    standIn.fail({ kind: 'slow', ms: 100_000 }, 1)
    const waiting = say()
    await standIn.waitForPosts(1)
    await standIn.close()
    await assert.rejects(waiting)
    standIn = await StandIn.start()
  })

  it('slow body: send the headers at once and the body bit by bit', async () => {
    standIn.fail({ kind: 'slow body', ms: 60 }, 1)
    const before = performance.now()
    const response = await fetch(standIn.webhookUrl, { method: 'POST', body: '{"text":"x"}' })
    assert.equal(response.status, 200)
    assert.equal(await response.text(), 'ok')
    assert.ok(performance.now() - before >= 58)
  })

  it('answer: any answer, without storing', async () => {
    const headers = { 'Content-Type': 'text/html', 'Retry-After': 'Fri, 31 Dec 9999 23:59:59 GMT' }
    standIn.fail({ kind: 'answer', status: 503, headers, body: '<h1>Down</h1>' }, 1)
    const received = await say()
    assert.deepEqual([received.status, received.body], [503, '<h1>Down</h1>'])
    assert.equal(received.headers['retry-after'], headers['Retry-After'])
    assert.equal(received.headers['content-type'], 'text/html')
    assert.equal(standIn.posts.length, 0)
  })

  it('answer: redirects, and pages with status 200', async () => {
    standIn.fail({ kind: 'answer', status: 302, headers: { Location: '/login' } }, 1)
    standIn.fail({ kind: 'answer', status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>' }, 1)
    const redirect = await say()
    assert.deepEqual([redirect.status, redirect.headers.location, redirect.body], [302, '/login', ''])
    const page = await say()
    assert.deepEqual([page.status, page.body], [200, '<html>'])
  })

  const causes: readonly (readonly [FailureCause, number])[] = [
    ['bad json', 400],
    ['disabled', 501],
    ['no text', 400],
    ['invalid webhook', 400],
    ['channel not found', 404],
    ['own channel gone', 404],
    ['channel lookup failed', 500],
    ['user not found', 400],
    ['team restricted', 403],
    ['channel locked', 403],
    ['permissions', 403],
    ['creator missing', 403],
    ['props too long', 400],
    ['create post failed', 500],
    ['hardened', 500]
  ]
  for (const [cause, status] of causes) {
    it(`error: answer ${status} for “${cause}” in both generations`, async () => {
      const ids = []
      for (const generation of ['plain', 'wrapped'] as const) {
        const server = await StandIn.start({ generation })
        server.fail({ kind: 'error', cause }, 1)
        const received = await post(server.webhookUrl, { text: 'x' })
        await server.close()
        assert.equal(received.status, status)
        assert.equal(errorOf(received).status_code, status)
        assert.equal(server.posts.length, 0)
        ids.push(errorOf(received).id)
      }
      if (cause === 'hardened') assert.deepEqual(ids, ['', ''])
      else assert.notEqual(ids[0], ids[1])
    })
  }

  it('error: answer a rate limit as Mattermost does', async () => {
    standIn.fail({ kind: 'error', cause: 'rate limited' }, 1)
    const received = await say()
    assert.deepEqual([received.status, received.body, received.headers['retry-after']], [429, 'limit exceeded\n', '1'])
  })

  it('meet requests in the order in which they were asked for, and as often', async () => {
    standIn.fail({ kind: 'answer', status: 500 }, 2)
    standIn.fail({ kind: 'answer', status: 503 }, 1)
    const statuses = []
    for (let count = 0; count < 4; count++) statuses.push((await say()).status)
    assert.deepEqual(statuses, [500, 500, 503, 200])
  })

  it('meet every request until they are healed', async () => {
    standIn.fail({ kind: 'answer', status: 503 })
    const statuses = [(await say()).status, (await say()).status, (await say()).status]
    standIn.heal()
    assert.deepEqual([...statuses, (await say()).status], [503, 503, 503, 200])
  })

  it('end with the stand-in, and leave no connection open', async () => {
    standIn.fail({ kind: 'hang' })
    const hanging = [say(), say(), fetch(standIn.pageUrl).then((page) => page.text())]
    await standIn.waitForRequests(2)
    await standIn.close()
    const ends = await Promise.allSettled(hanging)
    assert.deepEqual(ends.slice(0, 2).map((end) => end.status), ['rejected', 'rejected'])
    await assert.rejects(say(), { code: 'ECONNREFUSED' })
    standIn = await StandIn.start()
  })
})

describe('The control endpoint of the stand-in', () => {
  let standIn: StandIn
  beforeEach(async () => {
    standIn = await StandIn.start({ subpath: '/mattermost' })
  })
  afterEach(() => standIn.close())
  const control = (method: string, name: string, body?: string, headers = {}): Promise<Received> =>
    send(`${standIn.server}/stand-in/${name}`, body ?? '', { method, headers })

  it('switches faults on and off', async () => {
    const on = await control('POST', 'faults', '{"fault":{"kind":"answer","status":502},"times":2}')
    assert.deepEqual(JSON.parse(on.body), [{ fault: { kind: 'answer', status: 502 }, times: 2 }])
    assert.equal((await post(standIn.webhookUrl, { text: 'x' })).status, 502)
    assert.deepEqual(JSON.parse((await control('DELETE', 'faults')).body), [])
    assert.equal((await post(standIn.webhookUrl, { text: 'x' })).status, 200)
  })

  it('shows posts and requests', async () => {
    await post(standIn.webhookUrl, { text: 'x' })
    assert.deepEqual(JSON.parse((await control('GET', 'posts')).body), standIn.posts)
    assert.deepEqual(JSON.parse((await control('GET', 'requests')).body), standIn.requests)
  })

  const nonsense = [
    '',
    '[]',
    '{"fault":"hang"}',
    '{"fault":{"kind":"explode"}}',
    '{"fault":{"kind":"slow"}}',
    '{"fault":{"kind":"slow","ms":-1}}',
    '{"fault":{"kind":"error","cause":"x"}}',
    '{"fault":{"kind":"answer","status":99}}',
    '{"fault":{"kind":"answer","status":200,"headers":{"a b":"x"}}}',
    '{"fault":{"kind":"answer","status":200,"headers":{"a":"x\\n"}}}',
    '{"fault":{"kind":"hang"},"times":"1"}'
  ]
  for (const body of nonsense) {
    it(`refuses ${body === '' ? 'nothing' : body}`, async () => {
      assert.equal((await control('POST', 'faults', body)).status, 400)
      assert.deepEqual(standIn.pendingFaults, [])
    })
  }

  it('refuses pages of other sites', async () => {
    const { status } = await control('POST', 'faults', '{"fault":{"kind":"hang"}}', { 'sec-fetch-site': 'cross-site' })
    assert.equal(status, 403)
    assert.deepEqual(standIn.pendingFaults, [])
  })
})
