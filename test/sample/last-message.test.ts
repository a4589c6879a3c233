import assert from 'node:assert/strict'
import { LastMessage } from '../../nodes/sample/last-message'

describe('The last message of a node', () => {
  let now = 0
  let last: LastMessage
  /** What is to be called, and when. */
  let later: { readonly at: number; readonly call: () => void }[]

  const options = {
    now: () => now,
    after: (milliseconds: number, call: () => void) => void later.push({ at: now + milliseconds, call })
  }

  const pass = (milliseconds: number): void => {
    now += milliseconds
    const due = later.filter(({ at }) => at <= now)
    later = later.filter(({ at }) => at > now)
    for (const { call } of due) call()
  }

  beforeEach(() => {
    now = 1_000_000
    later = []
    last = new LastMessage(options)
  })

  const read = (): unknown => JSON.parse(last.sample?.text ?? 'null')

  it('is the message as it came, whatever other nodes do to it later', () => {
    const msg = { _msgid: '1', topic: 'ids', payload: { rule: { level: 12 } } }
    last.note(msg)
    msg.payload.rule.level = 0
    assert.deepEqual(read(), { _msgid: '1', topic: 'ids', payload: { rule: { level: 12 } } })
    assert.deepEqual([last.sample?.at, last.sample?.missed], [1_000_000, false])
  })

  it('has bytes as their text, dates as ISO, and ends where it leads in circles', () => {
    const payload: Record<string, unknown> = { bytes: Buffer.from('größer'), at: new Date(0), big: 12n }
    payload.self = payload
    last.note({ payload })
    assert.deepEqual(read(), { payload: { bytes: 'größer', at: '1970-01-01T00:00:00.000Z', big: '12', self: '[circular]' } })
  })

  it('has of a web request what may be seen, and nothing of its answer', () => {
    last.note({ payload: 1, req: { method: 'POST', url: '/hook?token=secret', headers: { authorization: 'Bearer secret' } }, res: { write: 1 } })
    const { text = '' } = last.sample ?? {}
    assert.match(text, /POST/)
    assert.doesNotMatch(text, /secret|write/)
  })

  it('is told to be too much where it is more than is kept', () => {
    for (const payload of ['x'.repeat(100_001), Array.from({ length: 10_001 }, () => 0), { ['k'.repeat(100_001)]: 1 }, Buffer.alloc(100_001)]) {
      const other = new LastMessage(options)
      other.note({ payload })
      assert.equal(other.sample?.text, undefined)
      assert.equal(other.sample?.at, now)
    }
  })

  it('calls nothing that is in it', () => {
    last.note({ payload: { a: 1, toJSON: () => 'x'.repeat(1_000_000) } })
    assert.deepEqual(read(), { payload: { a: 1 } })
  })

  it('bears what throws when it is looked at', () => {
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()
    const getter = {
      get bad(): never {
        throw new Error('no')
      },
      good: 1
    }
    last.note({ payload: revoked.proxy })
    assert.deepEqual(last.sample, { at: now, text: undefined, missed: false })
    last.note({ payload: getter })
    assert.deepEqual(read(), { payload: { good: 1 } })
  })

  it('is each message while a person could tell them apart', () => {
    for (let count = 0; count < 1000; count += 1) {
      pass(20)
      last.note({ payload: count })
      assert.deepEqual(read(), { payload: count })
    }
  })

  it('of a flood is copied now and then only, and says so', () => {
    for (let count = 0; count < 10_000; count += 1) last.note({ payload: count })
    const { payload } = read() as { payload: number }
    assert.ok(payload < 300, `${payload} were copied in one instant`)
    assert.equal(last.sample?.missed, true)
    pass(2000)
    last.note({ payload: 'after' })
    assert.deepEqual([read(), last.sample.missed], [{ payload: 'after' }, false])
  })

  it('is noted also where the clock was set back', () => {
    last.note({ payload: 1 })
    now -= 1_000_000
    last.note({ payload: 2 })
    assert.deepEqual(read(), { payload: 2 })
  })
})
