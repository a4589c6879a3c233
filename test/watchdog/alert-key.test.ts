import assert from 'node:assert/strict'
import { runInNewContext } from 'node:vm'
import { type AlertKey, keyOf as keyOfSource } from '../../nodes/watchdog/alert-key'

type Fields = Parameters<typeof keyOfSource>[2]

const keyOf = (watchdog: string, source: string, fields: Fields): AlertKey => keyOfSource(watchdog, { text: source, hidden: [], endedEarly: false }, fields)

/** The key of one value. */
const keyOfValue = (value: unknown): AlertKey => keyOf('dog', 'siem', [['x', value]])

describe('The key of an alert', () => {
  const { key } = keyOf('dog', 'siem', [['host', 'a'], ['rule', 5]])

  it('is the same for the same watchdog, source and values, in whichever order the fields stand', () => {
    assert.equal(keyOf('dog', 'siem', [['rule', '5'], ['host', 'a']]).key, key)
    assert.deepEqual(keyOfValue({ a: 1, b: { c: [2], d: true } }), keyOfValue({ b: { d: 'true', c: ['2'] }, a: '1' }))
    assert.deepEqual(keyOfValue(undefined), keyOfValue(null))
    assert.deepEqual(keyOfValue({ a: 1, b: undefined }), keyOfValue({ a: 1 }))
    assert.deepEqual(keyOfValue({ a: 1 }), keyOfValue(runInNewContext('({ a: 1 })')))
    assert.deepEqual(keyOfValue(new Date(5)), keyOfValue('1970-01-01T00:00:00.005Z'))
  })

  it('is another for another watchdog, source, field or value', () => {
    const others = [
      keyOf('cat', 'siem', [['host', 'a'], ['rule', 5]]),
      keyOf('dog', 'edr', [['host', 'a'], ['rule', 5]]),
      keyOf('dog', 'siem', [['host', 'b'], ['rule', 5]]),
      keyOf('dog', 'siem', [['host', 'a'], ['sid', 5]]),
      keyOf('dog', 'siem', [['host', 'a']]),
      keyOf('dog', 'siem', [['host', 'a'], ['rule', [5, 6]]]),
      // No value can pass for two.
      keyOf('dog', 'siem', [['host', 'a"],["rule","5']])
    ]
    assert.equal(new Set([key, ...others.map((other) => other.key)]).size, others.length + 1)
  })

  it('tells all kinds of values apart, however long, wide and deep they are', () => {
    const deep = (depth: number, end: unknown): unknown => (depth === 0 ? end : { in: [deep(depth - 1, end)] })
    const wide = (end: number): readonly number[] => [...Array.from({ length: 5000 }, (_, index) => index), end]
    const values = [
      '', 'null', '{}', '[]', ' ', null, {}, [], [[]], [null], [null, null], { a: null }, { a: {} }, { a: [] }, { 'a\n': 1 }, ['a', 'b'], ['ab'], ['a,b'],
      wide(1), wide(2), deep(20, 1), deep(20, 2), 'x'.repeat(1_000_000), `${'x'.repeat(1_000_000)}y`,
      Buffer.alloc(100_000, 'x'), Buffer.concat([Buffer.alloc(100_000, 'x'), Buffer.from('y')]), new Uint8Array([1]), new Float32Array([1]), new Uint8Array(new Float32Array([1]).buffer), '\ud800', '\ud801', '\ufffd'
    ]
    const keys = values.map(keyOfValue)
    assert.deepEqual(keys.map(({ inexact }) => inexact).filter((field) => field !== undefined), [])
    assert.equal(new Set(keys.map((one) => one.key)).size, values.length)
  })

  it('is told to be inexact where two things could have the same', () => {
    const loop: unknown[] = []
    loop.push(loop)
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()
    const inexact = [
      9007199254740993, { id: 9007199254740993 }, [[1e300]], NaN, [Infinity], loop, new Map([[1, 2]]), new Set([1]), Object.assign(new Error('x'), { code: 'A' }), () => 0, Symbol('x'),
      { get x(): never { throw new Error('no') } }, { toJSON: () => { throw new Error('no') } }, revoked.proxy, Array.from({ length: 10_001 })
    ]
    assert.deepEqual(inexact.map((value) => keyOfValue(value).inexact), inexact.map(() => 'x'))
    for (const value of inexact) assert.match(keyOfValue(value).key, /^[\w-]{22}$/)
    const exact = ['9007199254740993', 0.1, 1n, Number.MAX_SAFE_INTEGER, { toJSON: () => undefined }]
    assert.deepEqual(exact.map((value) => keyOfValue(value).inexact), exact.map(() => undefined))
  })

  it('looks at what the source does not show whole, too', () => {
    const of = (hidden: readonly unknown[], endedEarly = false): AlertKey => keyOfSource('dog', { text: 'Host', hidden, endedEarly }, [])
    assert.equal(of([9007199254740993]).inexact, '')
    assert.equal(of([], true).inexact, '')
    assert.equal(of([{ a: 1 }]).inexact, undefined)
    assert.notEqual(of([{ a: 1 }]).key, of([{ a: 2 }]).key)
  })

  it('is inexact before it takes long, whatever is in it', () => {
    const long = 'x'.repeat(5_000_000)
    const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`k${index}`, 1]))
    for (const value of [Array(9000).fill(long), Array(9000).fill(Buffer.alloc(5_000_000)), many, [long, long, long]]) assert.equal(keyOfValue(value).inexact, 'x')
    assert.equal(keyOfValue(long).inexact, undefined)
  })

  it('takes no time and memory for lists that hold the same list again and again', () => {
    let laughs: unknown = ['ha', 'ha', 'ha']
    for (let round = 0; round < 30; round += 1) laughs = [laughs, laughs, laughs, laughs, laughs, laughs, laughs, laughs, laughs]
    assert.equal(keyOfValue(laughs).inexact, 'x')
  })
})
