import assert from 'node:assert/strict'
import fc from 'fast-check'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { Flow, type Received } from '../support/flows'
import { action, catchAll, config, receiver, tab } from '../support/saved'

/** Deeper than JSON.stringify survives without help. */
const deep = (levels: number): unknown => {
  let value: unknown = 'bottom'
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? { deeper: value } : [value]
  return value
}

const cyclic = (): unknown => {
  const event: Record<string, unknown> = { title: 'round and round', data: {} }
  event.data = { event, list: [event] }
  return event
}

const throwing = (): unknown =>
  Object.defineProperty({ title: 'with a getter' }, 'link', {
    enumerable: true,
    get: () => {
      throw new Error('from a getter')
    }
  })

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('\ud800', 'a\udc00b', '\u0000', 'x\u0000y', '@channel', '<!all>', '{{title}}', '|||', '```', '\u202etxt', ''),
  fc.nat(200_000).map((length) => 'long '.repeat(length / 5)),
  fc.nat(40_000).map((length) => '😀'.repeat(length))
)

const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true, withNullPrototype: true, withSparseArray: true, values: [text] }),
  text,
  fc.constantFrom(null, undefined, {}, [], NaN, Infinity, -0, Symbol('x'), () => 'function'),
  fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
  fc.integer({ min: 1, max: 20_000 }).map(deep),
  fc.constant(null).map(cyclic),
  fc.constant(null).map(throwing)
)

/** Objects that look like alerts, each name with a value of any kind. */
const nearlyAlert = fc.record(
  {
    id: anything,
    title: anything,
    level: fc.oneof(anything, fc.constantFrom('critical', 'High', 'disaster', 3)),
    link: fc.oneof(text, fc.webUrl(), fc.constantFrom('javascript:alert(1)', 'http://', 'https://a b/c', `https://x/${'y'.repeat(3000)}`)),
    source: anything,
    status: anything,
    incidents: anything,
    created: anything,
    data: anything
  },
  { requiredKeys: [] }
)

/** What Mattermost checks in a post, and would answer with a 400 or a 500. */
const assertValid = (body: string): void => {
  assert.ok(Buffer.byteLength(body) <= 95_000)
  const post = JSON.parse(body) as { text?: string; attachments: { color: string; title_link?: string; fields: { short: unknown }[] }[] }
  JSON.parse(body, (_, value: unknown) => {
    if (typeof value === 'string') assert.ok(value.isWellFormed() && !value.includes('\0'))
    return value
  })
  assert.ok(Array.from(post.text ?? '').length <= 16_383)
  assert.equal(post.attachments.length, 1)
  for (const { color, title_link: link, fields } of post.attachments) {
    assert.match(color, /^#[0-9a-f]{6}$/)
    if (link !== undefined) assert.match(link, /^https?:\/\//)
    for (const field of fields) assert.deepEqual(Object.values(field).map((value) => typeof value), ['string', 'string', 'boolean'])
  }
}

describe('A payload of many megabytes', () => {
  it('is posted, whether bytes, text, list or object', async () => {
    const standIn = await StandIn.start()
    const flow = await Flow.start([tab('flow'), config('config', standIn.server), action('alert', 'config', { text: '{{payload}}', wires: [['out']] }), receiver('out')], {
      config: { key: standIn.key }
    })
    const huge = [new Uint8Array(3e7), Buffer.alloc(3e7, 'x'), '<'.repeat(5e6), new Array(1e6).fill('x'), { source: '<'.repeat(5e6) }]
    for (const payload of huge) {
      const out = flow.next('out')
      flow.receive('alert', { payload })
      await out
    }
    assert.equal(standIn.posts.length, huge.length)
    for (const { body } of standIn.requests) assertValid(body)
    await flow.stop()
    await standIn.close()
  })
})

describe('Any payload at all', () => {
  it('leaves either one valid post or one error, and every message is accounted for: 1,000 of them', async () => {
    const standIn = await StandIn.start()
    const flow = await Flow.start(
      [
        tab('flow'),
        config('config', standIn.server),
        action('alert', 'config', {
          text: '{{title}} {{payload}}',
          fields: [{ title: '{{source}}', value: '{{data}}', short: true }],
          footer: '{{{payload.title}}}',
          wires: [['out']]
        }),
        receiver('out'),
        catchAll('catch', 'caught'),
        receiver('caught')
      ],
      { config: { key: standIn.key } }
    )
    const outcomes = new Map<unknown, string[]>()
    const note = (kind: string) => (msg: Received) => {
      const { number, error } = msg as unknown as { number: number; error?: { code: string; message: string } }
      if (kind === 'error') {
        assert.equal(error?.code, 'ALERT_INVALID')
        assert.match(error.message, /There is no alert in msg\.payload: .*Send an Alert|No post that Mattermost takes can be made of this alert: .*Send less/)
      }
      outcomes.set(number, [...(outcomes.get(number) ?? []), kind])
    }
    const total = 1000
    let ended = 0
    const all = new Promise<void>((resolve) => {
      const count = (): void => {
        ended += 1
        if (ended === total) resolve()
      }
      for (const [id, kind] of [['out', 'posted'], ['caught', 'error']] as const) {
        flow.node(id).on('input', (msg) => {
          note(kind)(msg)
          count()
        })
      }
    })
    const payloads = fc.sample(fc.oneof(anything, nearlyAlert), { numRuns: total, seed: 20261124 })
    for (const [number, payload] of payloads.entries()) flow.receive('alert', { number, payload })
    await all

    const posted = [...outcomes.values()].filter(([kind]) => kind === 'posted').length
    assert.equal(outcomes.size, total, 'each message ended')
    assert.ok([...outcomes.values()].every((kinds) => kinds.length === 1), 'and once')
    assert.equal(standIn.requests.length, posted, 'no request was refused')
    assert.equal(standIn.posts.length, posted, 'and none was split')
    assert.ok(posted > 500 && posted < total, `${posted} posted`)
    for (const { body } of standIn.requests) assertValid(body)
    await flow.stop()
    await standIn.close()
  })
})
