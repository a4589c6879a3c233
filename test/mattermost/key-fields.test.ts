import assert from 'node:assert/strict'
import { keyFieldsOf } from '../../nodes/mattermost/key-fields'
import { anAlert } from './alerts'

const of = (data: unknown): readonly string[] => keyFieldsOf(anAlert({ data })).shown.map(({ name, value }) => `${name}=${value}`)
const more = (data: unknown): string => keyFieldsOf(anAlert({ data })).more

describe('The key fields of an alert', () => {
  it('are the details that its sender named', () => {
    const details = [{ name: 'Host', value: 'db-01' }, { name: 'Empty', value: '' }]
    assert.deepEqual(keyFieldsOf(anAlert({ details, data: { x: 1 } })), { shown: [{ name: 'Host', value: 'db-01' }, { name: 'Empty', value: '–' }], more: '' })
  })

  it('are no more of these than can be read, and say so', () => {
    const { shown, more: rest } = keyFieldsOf(anAlert({ details: Array.from({ length: 31 }, (_, at) => ({ name: `n${at}`, value: 'v' })) }))
    assert.deepEqual([shown.length, rest], [30, '1 more field'])
  })

  it('are else the first fields of the event, by their paths, in its order', () => {
    assert.deepEqual(of({ b: { d: 'x', c: [{ e: 1 }, { e: false }] }, a: 0 }), ['b.d=x', 'b.c[0].e=1', 'b.c[1].e=false', 'a=0'])
    assert.deepEqual(of([{ a: 1 }]), ['[0].a=1'])
  })

  it('are written as a field path reads them', () => {
    assert.deepEqual(of({ 'kibana.alert': { 'a b': 1 }, '': 2, 'x[0]': 3, 'q"\\': 4 }), ['kibana.alert.a b=1', '[""]=2', '["x[0]"]=3', '["q\\"\\\\"]=4'])
  })

  it('leave out what says nothing', () => {
    assert.deepEqual(of({ a: null, b: '', c: ' \n', d: undefined, e: {}, f: [], g: () => 1, h: 1 }), ['h=1'])
    for (const data of [undefined, null, 'text', 5, true]) assert.deepEqual(of(data), [])
  })

  it('show a list of texts and numbers as one', () => {
    assert.deepEqual(of({ groups: ['syslog', 'sshd', null, 5] }), ['groups=syslog, sshd, 5'])
    assert.deepEqual(of({ ports: Array.from({ length: 1000 }, (_, at) => at) }), ['ports=0, 1, 2, 3, 4, 5, 6, 7, 8, 9, … and 990 more'])
  })

  it('are twelve, and say how many there are beside', () => {
    const data = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`f${at}`, at]))
    assert.equal(of(data).length, 12)
    assert.equal(more(data), '988 more fields')
  })

  it('say so where the event goes deeper', () => {
    assert.deepEqual(of({ a: { b: { c: { d: 'in sight', e: { f: 'too deep' } } } } }), ['a.b.c.d=in sight'])
    assert.equal(more({ a: { b: { c: { d: { e: 1 } } } } }), 'more fields')
  })

  it('are cut, and say how much is missing', () => {
    const [value = ''] = of({ a: 'x'.repeat(1_000_000) })
    assert.match(value, /^a=x+ … and 999,8\d\d more characters$/)
    assert.ok(value.length <= 2 + 200)
    const [name = ''] = of({ ['k'.repeat(5000)]: 1 })
    assert.match(name, /^k+ … and 4,9\d\d more characters=1$/)
  })

  it('take dates and bytes for what they say', () => {
    assert.deepEqual(of({ at: new Date(0), raw: Buffer.from('abc') }), ['at=1970-01-01T00:00:00.000Z', 'raw=abc'])
  })

  it('do not follow an event that leads back to itself', () => {
    const loop: Record<string, unknown> = { a: 1 }
    loop.self = loop
    loop.list = [loop, { loop }]
    assert.deepEqual(of(loop), ['a=1'])
  })

  it('go on without what throws', () => {
    const data = Object.defineProperty({ b: 2 }, 'a', { enumerable: true, get: () => { throw new Error('no') } })
    assert.deepEqual(of(data), ['b=2'])
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    assert.deepEqual(of({ proxy, b: 2 }), ['b=2'])
  })

  it('are found quickly in an event of a million, and say that there are more', () => {
    const wide = Object.fromEntries(Array.from({ length: 1_000_000 }, (_, at) => [`f${at}`, at]))
    let list: unknown = { x: 1 }
    for (let level = 0; level < 4; level += 1) list = Array.from({ length: 200 }, () => list)
    const start = Date.now()
    assert.equal(more(wide), 'at least 1,988 more fields')
    assert.match(more({ list, wide }), /more fields$/)
    assert.match(more({ long: Array.from({ length: 1_000_000 }, (_, at) => (at > 100 ? at : { at })) }), /^at least/)
    assert.ok(Date.now() - start < 5000)
  })
})
