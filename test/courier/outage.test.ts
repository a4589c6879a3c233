import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { ActionBook } from '../../nodes/action/action-book'
import { carriedOf } from '../../nodes/action/carried'
import { PostComposer } from '../../nodes/action/composer'
import { verdictOf } from '../../nodes/action/verdict'
import { Courier } from '../../nodes/courier/courier'
import { MemoryOutbox } from '../../nodes/courier/memory-outbox'
import { nothingLeft } from '../../nodes/courier/outbox'
import { Webhook } from '../../nodes/mattermost/webhook'
import type { Dispatch } from '../../nodes/courier/dispatch'
import type { Receipt } from '../../nodes/mattermost/receipt'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { FakeClock } from './support/fake-clock'

describe('An outage of 500 alerts over 3 actions and channels', () => {
  it('ends in digests that name each in its own channel, and the one that mentions is posted alone and first', async () => {
    const standIn = await StandIn.start()
    const clock = new FakeClock()
    const channels = ['alerts', 'soc', ''] as const
    const actions = new Map(
      channels.map((channel, number) => [`action-${number}`, { channel, routes: [{ level: 'CRITICAL', mention: '@oncall' }], title: `Action ${number}` }])
    )
    const dispatches: Dispatch[] = []
    const book = new ActionBook((id) => actions.get(id), '', () => undefined)
    const courier = new Courier<Receipt>({
      platform: new Webhook({ address: standIn.webhookUrl, timeout: 30_000, tls: {}, proxy: undefined, redact: (text) => text }),
      verdictOf,
      composer: new PostComposer(book, 'Cyphon Alert', randomUUID),
      outbox: () => new MemoryOutbox(),
      left: nothingLeft,
      outboxLimit: 1000,
      digestAbove: 20,
      expireAfter: Infinity,
      visa: undefined,
      clock,
      random: () => 0.5,
      tell: (ended, told) => {
        const carried = carriedOf(ended, 'Ops', book.of(ended.alert.action))
        assert.ok(carried.ok)
        dispatches.push(carried.dispatch)
        told()
      },
      onChange: () => undefined,
      onDamage: () => undefined,
      onFault: (error) => assert.fail(String(error))
    })
    standIn.fail({ kind: 'answer', status: 503 })
    const channelOf = (number: number): number => number % 3
    for (let number = 0; number < 500; number += 1) {
      const payload = { title: `alert ${number}.`, level: number === 333 ? 'CRITICAL' : ['LOW', 'HIGH', 'INFO'][number % 7] ?? 'MEDIUM', link: `https://example.com/${number}` }
      courier.take({ id: `id-${number}`, action: `action-${channelOf(number)}`, message: JSON.stringify({ payload }) })
    }
    const last = standIn.requests.length
    await clock.passUntil(() => clock.steady() > 1_764_000_120_000 && standIn.requests.length > last)
    standIn.heal()
    await clock.passUntil(() => dispatches.length === 500)

    const [first, ...others] = standIn.posts
    assert.match(first?.text ?? '', /^@oncall/)
    assert.match(first?.attachments[0]?.title ?? '', /^alert 333\.$/)
    assert.ok(others.length < 20, `${others.length} posts`)
    const seen = new Map<string, number[]>()
    for (const { channel, text } of others) {
      for (const [, number] of text.matchAll(/alert (\d+)\./g)) seen.set(channel, [...(seen.get(channel) ?? []), Number(number)])
    }
    const all = Array.from({ length: 500 }, (_, number) => number).filter((number) => number !== 333)
    const found = [...seen.values()].map((numbers) => numbers.join())
    assert.deepEqual(found.sort(), [0, 1, 2].map((channel) => all.filter((number) => channelOf(number) === channel).join()).sort())
    const ids = new Set(dispatches.map(({ id }) => id))
    assert.equal(ids.size, 500)
    for (const { id, notes } of dispatches) assert.match(notes.join(), id === 'id-333' ? /^$/ : /^posted in digest [0-9a-f-]{36}$/)
    await courier.close(0)
    await standIn.close()
  })
})
