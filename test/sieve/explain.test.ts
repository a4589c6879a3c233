import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { compileGroup } from '../../nodes/sieve/compile'
import { type GroupTrace, Room, type RuleTrace, type Trace } from '../../nodes/sieve/explain'
import { broken } from '../../nodes/sieve/problem'
import { type LivingSieve, SieveRegistry } from '../../nodes/sieve/registry'
import { numberOperators, readGroup, textOperators } from '../../nodes/sieve/rule'
import { group, reference, regex, rule } from './saved-sieves'

const compiledOf = (nodes: readonly object[], logic = 'AND', negate = false) => {
  const reading = readGroup({ logic, negate, nodes })
  assert.ok(reading.ok)
  return compileGroup(reading.value, (reference) => broken('dangling-reference', String(reference.sieve)))
}

const explain = (nodes: readonly object[], value: unknown, logic = 'AND', negate = false): GroupTrace => {
  const compiled = compiledOf(nodes, logic, negate)
  assert.ok(compiled.ok)
  return compiled.value.explain(value, new Room())
}

const ruleTrace = (node: object, value: unknown): RuleTrace => {
  const [trace] = explain([node], value).nodes
  assert.equal(trace?.type, 'rule')
  return trace
}

const why = (node: object, value: unknown): object => {
  const { held, why } = ruleTrace(node, value)
  return { held, ...why }
}

const living = (id: string, nodes: readonly object[], sieves: readonly string[] = []): LivingSieve => ({
  id,
  alias: undefined,
  flow: '',
  label: id,
  sieves,
  group: readGroup({ nodes }),
  take: () => undefined
})

const operators = [...textOperators, ...numberOperators, 'is null'] as const

/** How many parts a trace has. */
const sizeOf = (trace: Trace): number => {
  if (trace.type === 'rule') return 1
  if (trace.type === 'ref') return 1 + sizeOf(trace.of)
  return 1 + trace.nodes.reduce((sum, node) => sum + sizeOf(node), 0)
}

/** Rules and values in which much of what is said here happens by chance. */
const anyRule = fc.record({
  type: fc.constant('rule'),
  field: fc.constantFrom('a', 'b', 'a.b', 'list', ''),
  operator: fc.constantFrom(...operators),
  value: fc.constantFrom('1', 'x', 'X', '', '10', 'xX', '5.5'),
  regex: fc.boolean(),
  caseSensitive: fc.boolean(),
  negate: fc.boolean()
})
const { node: anyNode } = fc.letrec<{ node: object }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyRule,
    fc.record({
      type: fc.constant('sieve'),
      logic: fc.constantFrom('AND', 'OR'),
      negate: fc.boolean(),
      nodes: fc.array(tie('node'), { maxLength: 4 })
    })
  )
}))
const anyLeaf = fc.constantFrom('x', 'X', 'xX', '10', 'x\n', 1, 5.5, 10, true, null, '')
const anyValue = fc.oneof(
  fc.record(
    { a: fc.oneof(anyLeaf, fc.record({ b: anyLeaf })), b: fc.oneof(anyLeaf, fc.array(anyLeaf, { maxLength: 3 })), list: fc.array(fc.oneof(anyLeaf, fc.array(anyLeaf, { maxLength: 2 })), { maxLength: 3 }) },
    { requiredKeys: [] }
  ),
  anyLeaf,
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true })
)

describe('What a sieve says of a value', () => {
  it('is what the sieve does, for any rules and any value', () => {
    fc.assert(
      fc.property(fc.array(anyNode, { maxLength: 5 }), fc.constantFrom('AND', 'OR'), fc.boolean(), anyValue, (nodes, logic, negate, value) => {
        const compiled = compiledOf(nodes, logic, negate)
        assert.ok(compiled.ok)
        assert.equal(compiled.value.explain(value, new Room()).held, compiled.value.matches(value))
      }),
      { numRuns: 2000 }
    )
  })

  it('is what a group does of which only a beginning is told', () => {
    fc.assert(
      fc.property(fc.array(anyNode, { maxLength: 5 }), fc.boolean(), anyValue, fc.nat(5), (nodes, negate, value, told) => {
        const compiled = compiledOf(nodes, 'OR', negate)
        assert.ok(compiled.ok)
        const trace = compiled.value.explain(value, new Room(told))
        assert.equal(trace.held, compiled.value.matches(value))
        assert.ok(sizeOf(trace) <= 1 + told)
      })
    )
  })

  it('is Cyphon’s answer in all 400 cases', () => {
    const vectors = JSON.parse(readFileSync(join(__dirname, 'sieve-vectors.json'), 'utf8')) as readonly {
      readonly sieve: { readonly logic: string; readonly negate: boolean; readonly nodes: readonly object[] }
      readonly data: unknown
      readonly match: boolean
    }[]
    assert.equal(vectors.length, 400)
    for (const { sieve, data, match } of vectors) assert.equal(explain(sieve.nodes, data, sieve.logic, sieve.negate).held, match)
  })

  it('shows what each rule saw, so that a text can be told from a number', () => {
    const saw = (value: unknown): object => ruleTrace(rule('x', 'equals', '1'), { x: value }).saw
    assert.deepEqual(saw(12), { kind: 'number', text: '12' })
    assert.deepEqual(saw('12'), { kind: 'text', text: '"12"' })
    assert.deepEqual(saw('two\nlines'), { kind: 'text', text: '"two\\nlines"' })
    assert.deepEqual(saw(undefined), { kind: 'missing', text: '' })
    assert.deepEqual(saw(null), { kind: 'null', text: 'null' })
    assert.deepEqual(saw(true), { kind: 'boolean', text: 'true' })
    assert.deepEqual(saw(['a', 1]), { kind: 'list', text: '["a",1]' })
    assert.deepEqual(saw({ a: '<b>' }), { kind: 'object', text: '{"a":"<b>"}' })
    assert.deepEqual(saw(Buffer.from('bytes')), { kind: 'text', text: '"bytes"' })
  })

  it('says why a rule is met or not, also where that is turned round', () => {
    const event = { n: 7, t: 'Down', o: { a: 1 }, list: ['up', ['sideways'], 'down'], nothing: null }
    assert.deepEqual(why(rule('n', '>', '5'), event), { held: true, kind: 'met' })
    assert.deepEqual(why(rule('n', '>', '9'), event), { held: false, kind: 'unmet' })
    assert.deepEqual(why(rule('n', '>', '9', { negate: true }), event), { held: true, kind: 'unmet' })
    assert.deepEqual(why(rule('t', '>', '9'), event), { held: false, kind: 'no-number' })
    assert.deepEqual(why(rule('n', '>', '${LIMIT}'), event), { held: false, kind: 'bad-number' })
    assert.deepEqual(why(rule('t', 'equals', 'up'), event), { held: false, kind: 'unmet' })
    assert.deepEqual(why(rule('t', 'equals', 'down', { caseSensitive: true }), event), { held: false, kind: 'case' })
    assert.deepEqual(why(regex('t', 'equals', 'd.*n', { caseSensitive: true }), event), { held: false, kind: 'case' })
    assert.deepEqual(why(rule('o', 'contains', 'a'), event), { held: false, kind: 'object' })
    assert.deepEqual(why(rule('list', 'equals', 'down'), event), { held: true, kind: 'met-by-element', element: 3 })
    assert.deepEqual(why(rule('list', 'equals', 'sideways'), event), { held: true, kind: 'met-by-element', element: 2 })
    assert.deepEqual(why(rule('list', 'equals', 'left'), event), { held: false, kind: 'no-element', count: 3 })
    assert.deepEqual(why(rule('gone', 'contains', 'a'), event), { held: false, kind: 'missing' })
    assert.deepEqual(why(rule('gone', 'contains', 'a', { negate: true }), event), { held: true, kind: 'missing' })
    assert.deepEqual(why(rule('nothing', 'equals', ''), event), { held: false, kind: 'null' })
    assert.deepEqual(why(rule('nothing', 'is null'), event), { held: true, kind: 'met' })
    assert.deepEqual(why(rule('n', 'is null'), event), { held: false, kind: 'unmet' })
  })

  it('tells of all rules, and which of them decided', () => {
    const yes = rule('a', 'equals', '1')
    const no = rule('a', 'equals', '2')
    const { held, decidedBy, nodes } = explain([yes, group('OR', [no, yes, yes]), no, no], { a: 1 })
    assert.deepEqual([held, decidedBy], [false, 2])
    assert.deepEqual(nodes.map((node) => node.held), [true, true, false, false])
    assert.equal((nodes[1] as GroupTrace).decidedBy, 1)
    assert.deepEqual(explain([], {}), { type: 'sieve', held: true, decidedBy: null, nodes: [] })
  })

  it('tells of the rules of a sieve that is referred to', () => {
    const registry = new SieveRegistry()
    const outer = living('outer', [reference(0, true)], ['inner'])
    for (const sieve of [outer, living('inner', [rule('a', 'equals', '1')])]) registry.add(sieve)
    const explainer = registry.explainer(outer)
    assert.ok(explainer.ok)
    const { held, nodes } = explainer.value({ a: 1 })
    assert.equal(held, false)
    const [ref] = nodes
    assert.ok(ref?.type === 'ref' && !ref.held && ref.of.held)
    assert.equal(ref.of.nodes[0]?.type, 'rule')
  })

  it('ends in time where each of sixty sieves refers twice to the next', () => {
    const registry = new SieveRegistry()
    const chain = Array.from({ length: 60 }, (_, index) => living(`s${index}`, [reference(0), reference(0)], [`s${index + 1}`]))
    for (const sieve of [...chain, living('s60', [rule('a', 'equals', '1')])]) registry.add(sieve)
    const explainer = registry.explainer(chain[0]!)
    assert.ok(explainer.ok)
    for (const a of [1, 2, 1]) {
      const trace = explainer.value({ a })
      assert.equal(trace.held, a === 1)
      assert.ok(sizeOf(trace) < 5000)
    }
  })

  it('is short, and ends, whatever the value holds', () => {
    let deep: unknown = 'x'
    for (let level = 0; level < 10_000; level += 1) deep = [deep]
    const circular: unknown[] = ['x']
    circular.push(circular)
    const { proxy, revoke } = Proxy.revocable([], {})
    revoke()
    const hostile = ['x'.repeat(1e6), '\u0001'.repeat(1e6), deep, circular, proxy, Array(1e5).fill({ a: 1 }), JSON.parse('{"__proto__": {"a": 1}}') as unknown]
    for (const value of hostile) {
      for (const operator of operators) {
        const trace = explain([rule('v', operator, 'x', { caseSensitive: true })], { v: value })
        assert.ok(JSON.stringify(trace).length < 2000)
      }
    }
  })
})
