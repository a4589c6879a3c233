import assert from 'node:assert/strict'
import fc from 'fast-check'
import { compilePath } from '../../nodes/event/path'

const read = (path: string, event: unknown): unknown => {
  const compiled = compilePath(path)
  if (!compiled.ok) throw new Error(`${path}: ${compiled.problem}`)
  return compiled.read(event)
}

/** A key in brackets, as a user quotes one that holds dots or brackets. */
const quoted = (key: string): string => `["${key.replace(/["\\]/g, '\\$&')}"]`

describe('A field path', () => {
  it('leads through keys by dots and through lists by brackets', () => {
    const event = { a: { b: [{ c: ['x', ['y', 'z']] }] } }
    assert.equal(read('a.b[0].c[1][1]', event), 'z')
    assert.equal(read('a.b.0.c.0', event), 'x')
    assert.equal(read('a["b"][0][\'c\'][0]', event), 'x')
    assert.equal(read('a.b', event), event.a.b)
    assert.equal(read('[1]', ['x', 'y']), 'y')
  })

  it('is the value itself when empty', () => {
    assert.equal(read('', 'text'), 'text')
    assert.equal(read('  ', 5), 5)
  })

  it('finds null, and misses what is not there', () => {
    assert.equal(read('a.b', { a: { b: null } }), null)
    for (const event of [{}, { a: null }, { a: {} }, { a: 'text' }, { a: 5 }, null, undefined, 'a', [], () => 0]) {
      assert.equal(read('a.b', event), undefined)
    }
  })

  it('takes only whole numbers of a list for indexes', () => {
    const list = ['x']
    for (const path of ['[1]', '[-1]', '[00]', '[0x0]', '[1e0]', '[99999999999999999999]', 'length', 'map', 'at']) {
      assert.equal(read(path, list), undefined, path)
    }
    assert.equal(read('[ 0 ]', list), 'x')
  })

  it('reaches any key through quotes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 }), fc.anything(), (keys, leaf) => {
        fc.pre(!keys.includes('__proto__'))
        const event = keys.reduceRight<unknown>((value, key) => ({ [key]: value }), leaf)
        assert.equal(read(keys.map(quoted).join(''), event), leaf)
        assert.equal(read(keys.map(quoted).join('.'), event), leaf)
      })
    )
  })

  it('reaches any plain key through dots, nested or in literal dotted keys, however they are mixed', () => {
    const key = fc.stringMatching(/^[a-z_@$-][\w@ :/-]{0,5}[a-z]$/)
    const pieces = fc.array(fc.array(key, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(pieces, (runs) => {
        const event = runs.reduceRight<unknown>((value, run) => ({ [run.join('.')]: value }), 'leaf')
        assert.equal(read(runs.flat().join('.'), event), 'leaf')
      })
    )
  })
})

describe('A dotted key', () => {
  it('is found as Kibana, Zeek and Falco write it', () => {
    assert.equal(read('kibana.alert.severity', { 'kibana.alert.severity': 'high' }), 'high')
    assert.equal(read('id.orig_h', { 'id.orig_h': '10.0.0.5' }), '10.0.0.5')
    assert.equal(read('output_fields.proc.name', { output_fields: { 'proc.name': 'sh' } }), 'sh')
    assert.equal(read('kibana.alert.rule.tags[0]', { 'kibana.alert': { 'rule.tags': ['a'] } }), 'a')
    assert.equal(read('hits[0].host.name', { hits: [{ 'host.name': 'web' }] }), 'web')
  })

  it('gives way to nested keys, and the longest comes first', () => {
    assert.equal(read('a.b.c', { a: { b: { c: 'nested' } }, 'a.b.c': 'whole' }), 'nested')
    assert.equal(read('a.b.c', { 'a.b.c': 'whole', 'a.b': { c: 'two' }, a: { 'b.c': 'one' } }), 'whole')
    assert.equal(read('a.b.c', { a: { 'b.c': 'one' }, 'a.b': { c: 'two' } }), 'two')
    assert.equal(read('a.b.c', { a: { 'b.c': 'one' } }), 'one')
  })

  it('that leads nowhere does not hide one that does', () => {
    assert.equal(read('a.b.c', { 'a.b': { x: 1 }, a: { 'b.c': 'found' } }), 'found')
    assert.equal(read('a.b.c.d', { 'a.b.c': 'text', 'a.b': { 'c.d': 'found' } }), 'found')
    assert.equal(read('a.b.c', { 'a.b': null, a: { 'b.c': 'found' } }), 'found')
  })

  it('is never made of what is quoted or in brackets', () => {
    assert.equal(read('["a"].b', { 'a.b': 1 }), undefined)
    assert.equal(read('a["b"]', { 'a.b': 1 }), undefined)
    assert.equal(read('a[0]', { 'a.0': 1 }), undefined)
    assert.equal(read('["a.b"].c', { 'a.b': { c: 1 } }), 1)
    assert.equal(read('["a.b"].c', { a: { b: { c: 1 } } }), undefined)
  })
})

describe('A field path into a hostile event', () => {
  it('sees own properties only', () => {
    const own: unknown = JSON.parse('{"__proto__": {"admin": true}, "a": {}}')
    const paths = ['__proto__', '__proto__.admin', 'constructor', 'constructor.name', 'a.toString', 'a.__proto__', 'a.hasOwnProperty']
    for (const path of paths) assert.equal(read(path, own), undefined, path)
    for (const path of ['constructor', '__proto__', 'length', 'toString']) assert.equal(read(path, []), undefined, path)
    for (const path of ['constructor', 'name']) assert.equal(read(path, () => 0), undefined, path)
    class Inherits {
      get inherited(): string {
        return 'seen'
      }
    }
    assert.equal(read('inherited', new Inherits()), undefined)
    assert.equal(read('toString', { toString: 'own' }), 'own')
    assert.equal(read('constructor.name', { constructor: { name: 'own' } }), 'own')
  })

  it('misses what a getter or a proxy will not give', () => {
    const thrower = {
      get a(): never {
        throw new Error('hostile')
      }
    }
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    for (const path of ['a', 'a.b', 'a[0]']) {
      assert.equal(read(path, thrower), undefined)
      assert.equal(read(path, proxy), undefined)
      assert.equal(read(path, { a: proxy }) === proxy, path === 'a')
    }
  })

  it('ends on objects that contain themselves under every key it could try', () => {
    const steps = Array.from({ length: 40 }, () => 'a')
    const cyclic: Record<string, unknown> = {}
    steps.forEach((_, index) => (cyclic[steps.slice(index).join('.')] = cyclic))
    assert.equal(read(`${steps.join('.')}.z`, cyclic), undefined)
    assert.equal(read(steps.join('.'), cyclic), cyclic)
  })

  it('never throws, whatever the path and the event', () => {
    const path = fc.string({ unit: fc.constantFrom(...Array.from('ab.[]"\'\\0 1_é'), '__proto__', 'length'), maxLength: 12 })
    fc.assert(
      fc.property(path, fc.anything({ withNullPrototype: true, withBigInt: true }), (text, event) => {
        const compiled = compilePath(text)
        if (compiled.ok) compiled.read(event)
        else assert.match(compiled.problem, /^(empty-key|not-closed|text-after-bracket)$/)
      }),
      { numRuns: 3000 }
    )
  })
})

describe('A malformed field path', () => {
  const problemOf = (path: string): string | undefined => {
    const compiled = compilePath(path)
    return compiled.ok ? undefined : compiled.problem
  }

  it('is refused for a dot with no key beside it', () => {
    for (const path of ['.', '..', '.a', 'a.', 'a..b', 'a[0].', 'a[0]..b']) assert.equal(problemOf(path), 'empty-key', path)
  })

  it('is refused for a bracket that is not closed, or with nothing in it', () => {
    for (const path of ['a[', 'a[]', 'a[0', 'a["x', 'a["x"', 'a["x\']', 'a[\'x"]', 'a["x"y]', 'a[[0]]', '[', 'a["x\\"]']) {
      assert.equal(problemOf(path), 'not-closed', path)
    }
  })

  it('is refused for a key right behind a bracket', () => {
    for (const path of ['a[0]b', 'a["x"]b', '[0]a.b']) assert.equal(problemOf(path), 'text-after-bracket', path)
  })
})
