import assert from 'node:assert/strict'
import fc from 'fast-check'
import { compilePath } from '../../nodes/event/path'
import { pathsIn } from '../../nodes/event/paths-in'

const pathsOf = (event: unknown): readonly string[] => pathsIn(event).map(({ path }) => path)

const read = (path: string, event: unknown): unknown => {
  const compiled = compilePath(path)
  if (!compiled.ok) throw new Error(`${path}: ${compiled.problem}`)
  return compiled.read(event)
}

describe('The paths of an event', () => {
  it('are those of all its values, the nearest first, lists by their indexes', () => {
    assert.deepEqual(pathsOf({ rule: { level: 10, groups: ['a', 'b'] }, id: 'x' }), ['rule', 'id', 'rule.level', 'rule.groups', 'rule.groups[0]', 'rule.groups[1]'])
    assert.deepEqual(pathsOf([{ a: 1 }]), ['[0]', '[0].a'])
  })

  it('come with what is there, null too', () => {
    assert.deepEqual(pathsIn({ a: null, b: [1] }), [
      { path: 'a', value: null },
      { path: 'b', value: [1] },
      { path: 'b[0]', value: 1 }
    ])
  })

  it('are none for what has no fields', () => {
    for (const event of ['text', 5, true, null, undefined, {}, [], { a: undefined }]) assert.deepEqual(pathsOf(event), [])
  })

  it('are written as a person would: keys with dots as they are, where they lead nowhere else', () => {
    assert.deepEqual(pathsOf({ 'kibana.alert.severity': 'high', 'id.orig_h': 1 }), ['kibana.alert.severity', 'id.orig_h'])
    assert.deepEqual(pathsOf({ output_fields: { 'proc.name': 'sh' } }), ['output_fields', 'output_fields.proc.name'])
    assert.deepEqual(pathsOf({ 'a.b': 1, a: { b: 2 } }), ['["a.b"]', 'a', 'a.b'])
    assert.deepEqual(pathsOf({ x: { 'a.b': 1 }, 'x.a': { b: 2 } }), ['x', '["x.a"]', 'x["a.b"]', '["x.a"].b'])
  })

  it('quote what would be read otherwise', () => {
    const keys = ['', ' a', 'a]b', 'a"b', "a'b", 'a\\b', 'a[0]', '.', 'a..b', '${HOME}', 'line\nbreak']
    for (const key of keys) {
      const [path = ''] = pathsOf({ [key]: 'leaf' })
      assert.match(path, /^\["/, key)
      assert.equal(read(path, { [key]: 'leaf' }), 'leaf')
    }
  })

  it('each lead back to that very value, whatever the keys', () => {
    const key = fc.oneof(
      fc.string({ unit: fc.constantFrom(...Array.from('ab.0 "[]\'\\$é')), maxLength: 5 }),
      fc.constantFrom('a', 'b', 'a.b', 'a.a', 'b.a', 'a.b.a', 'constructor', 'length', '__proto__'),
      fc.string({ unit: 'binary', maxLength: 3 })
    )
    const { event } = fc.letrec((tie) => ({
      event: fc.oneof({ maxDepth: 5, withCrossShrink: true }, fc.constant('leaf'), fc.dictionary(key, tie('event'), { maxKeys: 5 }), fc.array(tie('event'), { maxLength: 3 }))
    }))
    /** Each value an object of its own, so that no other can pass for it. */
    const distinct = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(distinct)
      if (typeof value !== 'object' || value === null) return Symbol()
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, distinct(inner)]))
    }
    fc.assert(
      fc.property(event, (shape) => {
        const any = distinct(shape)
        for (const { path, value } of pathsIn(any)) assert.equal(read(path, any), value, path)
      }),
      { numRuns: 5000 }
    )
  })

  it('are no more than asked for, of lists the first elements, and end on what contains itself', () => {
    const wide = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`key${index}`, index]))
    assert.equal(pathsIn(wide).length, 500)
    assert.deepEqual(pathsOf({ list: [1, 2, 3, 4, 5, 6, 7] }).length, 6)
    const cyclic: Record<string, unknown> = {}
    cyclic.self = cyclic
    assert.equal(pathsIn(cyclic).length, 12)
    let deep: unknown = 'end'
    for (let level = 0; level < 10_000; level += 1) deep = { a: deep }
    assert.equal(pathsIn(deep).length, 12)
    assert.equal(pathsOf({ ['x'.repeat(10_000)]: 1 }).length, 0)
    const dots = 'a.'.repeat(99) + 'a'
    const beyond = { [dots]: { [dots]: 'leaf' } }
    assert.equal(read(pathsOf(beyond)[1] ?? '', beyond), 'leaf')
  })

  it('leave out what a getter or a proxy will not give', () => {
    const thrower = {
      get a(): never {
        throw new Error('hostile')
      },
      b: 1
    }
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    assert.deepEqual(pathsOf(thrower), ['b'])
    assert.deepEqual(pathsOf({ proxy }), ['proxy'])
    assert.deepEqual(pathsOf(JSON.parse('{"__proto__": {"admin": 1}, "constructor": 2}')), ['constructor'])
  })
})
