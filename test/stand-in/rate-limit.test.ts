import assert from 'node:assert/strict'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { post, send } from './posting'
import type { Received } from './posting'

describe('The rate limit of the stand-in', () => {
  let standIn: StandIn
  let time = 1_700_000_000_000
  const start = async (perSec: number, maxBurst: number): Promise<void> => {
    standIn = await StandIn.start({ rateLimit: { perSec, maxBurst }, now: () => time })
  }
  afterEach(() => standIn.close())
  const say = (): Promise<Received> => post(standIn.webhookUrl, { text: 'x' })
  const limits = ({ headers }: Received): readonly unknown[] =>
    ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset', 'retry-after'].map((name) => headers[name])

  it('sends no headers when it is off', async () => {
    standIn = await StandIn.start()
    assert.deepEqual(limits(await say()), [undefined, undefined, undefined, undefined])
  })

  it('counts down from the burst and one more, and says how many seconds until all are back', async () => {
    await start(1, 2)
    assert.deepEqual(limits(await say()), ['3', '2', '1', undefined])
    assert.deepEqual(limits(await say()), ['3', '1', '2', undefined])
    assert.deepEqual(limits(await say()), ['3', '0', '3', undefined])
  })

  it('answers 429 exactly as Mattermost does', async () => {
    await start(1, 0)
    await say()
    const received = await say()
    assert.equal(received.status, 429)
    assert.equal(received.body, 'limit exceeded\n')
    assert.equal(received.headers['content-type'], 'text/plain; charset=utf-8')
    assert.equal(received.headers['content-length'], '15')
    assert.equal(received.headers['x-content-type-options'], 'nosniff')
    assert.equal(received.headers['x-request-id'], undefined)
    assert.deepEqual(limits(received), ['1', '0', '1', '1'])
    assert.equal(standIn.posts.length, 1)
  })

  it('lets one request through per interval once the burst is spent', async () => {
    await start(10, 1)
    const statuses = []
    for (const wait of [0, 0, 0, 99, 1, 0, 100]) {
      time += wait
      statuses.push((await say()).status)
    }
    assert.deepEqual(statuses, [200, 200, 429, 429, 200, 429, 200])
  })

  it('counts with intervals that are no whole milliseconds', async () => {
    await start(3, 100)
    const remaining = []
    for (let count = 0; count < 4; count++) remaining.push((await say()).headers['x-ratelimit-remaining'])
    assert.deepEqual(remaining, ['100', '99', '98', '97'])
  })

  it('counts requests with wrong keys and other methods too', async () => {
    await start(1, 1)
    await send(standIn.webhookUrl, '', { method: 'PUT' })
    await post(`${standIn.server}/hooks/abc`, { text: 'x' })
    assert.equal((await say()).status, 429)
  })

  it('leaves the page and its switches alone', async () => {
    await start(1, 0)
    await say()
    assert.equal((await fetch(standIn.pageUrl)).status, 200)
    assert.equal((await fetch(`${standIn.server}/stand-in/posts`)).status, 200)
  })
})
