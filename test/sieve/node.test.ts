import assert from 'node:assert/strict'
import type { Saved } from '../support/flows'
import { complete } from '../support/saved'
import { group, reference, regex, rule, sieve } from './saved-sieves'
import { Sieving } from './sieving'

const isRoot = [rule('user', 'equals', 'root')]

describe('A sieve node', () => {
  let sieving: Sieving

  afterEach(() => sieving.stop())

  it('sends what matches by its first output and the rest by its second, each as the same object, unchanged', async () => {
    sieving = await Sieving.start([sieve('sieve', isRoot)])
    const req = { headers: { host: 'example' } }
    for (const [user, at] of [['root', 'match'], ['bob', 'other']] as const) {
      const msg = Object.freeze({ _msgid: user, payload: Object.freeze({ user }), topic: 'security', req })
      const outcome = await sieving.send('sieve', msg)
      assert.equal(outcome.at, at)
      assert.ok((outcome.msg as unknown) === msg)
      assert.deepEqual(msg, { _msgid: user, payload: { user }, topic: 'security', req })
    }
  })

  it('has nowhere to send what does not match where it has one output', async () => {
    sieving = await Sieving.start([
      sieve('sieve', isRoot, { outputs: 1, wires: [['match']] }),
      complete('complete', 'sieve', 'other')
    ])
    assert.equal(await sieving.sieve('sieve', { user: 'bob' }), 'other', 'the Complete node: it is done with all the same')
    assert.deepEqual(sieving.leftOver(), [])
    await sieving.sieve('sieve', { user: 'root' })
  })

  it('is done with each message exactly once', async () => {
    sieving = await Sieving.start([
      sieve('sieve', isRoot, { wires: [[], []] }),
      complete('complete', 'sieve', 'match')
    ])
    for (const user of ['root', 'bob', 'root', 'bob']) {
      const { msg } = await sieving.send('sieve', { _msgid: user, payload: { user } })
      assert.equal(msg._msgid, user)
    }
    assert.deepEqual(sieving.leftOver(), [])
  })

  it('looks at the property it is told', async () => {
    const value = (id: string, property: string, operator = 'equals', text = 'x'): Saved =>
      sieve(id, [rule('', operator, text)], { property })
    sieving = await Sieving.start([
      value('topic', 'topic'),
      value('nested', 'payload.a'),
      value('list', 'payload.list[1]'),
      value('by topic', 'payload[msg.topic]'),
      value('nothing', 'payload.a.b.c', 'is null'),
      sieve('headers', [rule('host', 'equals', 'x')], { property: 'req.headers' }),
      sieve('whole payload', [rule('a', 'equals', 'x')], { property: undefined })
    ])
    const at = async (id: string, msg: object): Promise<string> => (await sieving.send(id, msg)).at
    assert.equal(await at('topic', { topic: 'x' }), 'match')
    assert.equal(await at('topic', { payload: 'x' }), 'other')
    assert.equal(await at('nested', { payload: { a: 'x' } }), 'match')
    assert.equal(await at('list', { payload: { list: ['w', 'x'] } }), 'match')
    assert.equal(await at('by topic', { topic: 'k', payload: { k: 'x' } }), 'match')
    assert.equal(await at('headers', { req: Object.create({ headers: { host: 'x' } }) as object }), 'match')
    assert.equal(await at('whole payload', { payload: { a: 'x' } }), 'match')
  })

  it('takes a property whose parents are missing for missing', async () => {
    sieving = await Sieving.start([
      sieve('null', [rule('', 'is null')], { property: 'req.headers.host' }),
      sieve('text', [rule('', 'contains', '')], { property: 'req.headers.host' }),
      sieve('by topic', [rule('', 'is null')], { property: 'payload[msg.topic]' })
    ])
    for (const msg of [{}, { req: null }, { req: {} }, { req: { headers: undefined } }, { req: 'text' }]) {
      assert.equal((await sieving.send('null', msg)).at, 'match', JSON.stringify(msg))
      assert.equal((await sieving.send('text', msg)).at, 'other', JSON.stringify(msg))
    }
    assert.equal((await sieving.send('by topic', { payload: {} })).at, 'match')
  })

  it('passes everything where it has no rules, and nothing where any of none would have to hold', async () => {
    sieving = await Sieving.start([sieve('and', []), sieve('or', [], { logic: 'OR' }), sieve('bare', [], { nodes: undefined })])
    assert.equal(await sieving.sieve('and', null), 'match')
    assert.equal(await sieving.sieve('or', null), 'other')
    assert.equal(await sieving.sieve('bare', 'text'), 'match')
  })

  it('shows no status, and takes away that of the broken sieve it was', async () => {
    sieving = await Sieving.start([sieve('sieve', [rule('user', 'like', 'root')])])
    assert.equal(sieving.status('sieve').fill, 'red')
    await sieving.deploy([sieve('sieve', isRoot)])
    assert.deepEqual(sieving.status('sieve'), {})
  })

  it('tells no status again when others are deployed', async () => {
    const rest = [sieve('whole', isRoot), sieve('broken', [rule('user', 'like', 'root')])]
    sieving = await Sieving.start([...rest, sieve('changed', isRoot)])
    sieving.forgetStatuses()
    await sieving.deploy([...rest, sieve('changed', [])])
    assert.deepEqual(sieving.toldStatuses(), ['changed'])
  })

  it('leaves nothing behind in 20 deploys, and no more than one listener for any number of sieves', async () => {
    const warnings: string[] = []
    const warned = ({ name }: Error): void => void warnings.push(name)
    process.on('warning', warned)
    const sieves = (value: string): Saved[] =>
      Array.from({ length: 30 }, (_, index) => sieve(`sieve ${index}`, [rule('', 'equals', value), reference(0)], { sieves: ['target', 'x'] }))
    sieving = await Sieving.start([])
    const before = sieving.listeners()
    for (let deploy = 0; deploy < 20; deploy += 1) {
      const type = deploy % 2 === 0 ? 'nodes' : 'full'
      await sieving.deploy([...sieves(String(deploy)), sieve('target', [])], type)
      assert.equal(sieving.listeners(), before + 1)
      assert.equal(await sieving.sieve('sieve 29', String(deploy)), 'match')
    }
    await sieving.deploy([...sieves('last'), sieve('target', [], { d: true })])
    assert.match(await sieving.sieve('sieve 0', 'last'), /^SIEVE_INVALID: .*\(target\)/, 'no closed sieve is still referred to')
    await sieving.deploy([])
    assert.equal(sieving.listeners(), before)
    await new Promise((heard) => setImmediate(heard))
    process.removeListener('warning', warned)
    assert.deepEqual(warnings, [])
  })
})

describe('A broken sieve', () => {
  const broken: readonly (readonly [why: string, saved: Saved, message: RegExp])[] = [
    ['a bad regular expression', sieve('', [regex('a', 'contains', 'x(')]), /regular expression cannot be read: x\( \(missing closing/],
    ['look-ahead', sieve('', [regex('a', 'equals', 'x(?=y)')]), /uses look-ahead \(\?= \(x\(\?=y\)\), which expressions in linear time do not have/],
    ['an unknown operator', sieve('', [rule('a', 'like', 'x')]), /no operator "like"/],
    ['an operator of Object’s prototype', sieve('', [rule('a', 'constructor', 'x')]), /no operator "constructor"/],
    ['an unknown kind of node', sieve('', [{ type: 'script', code: 'x' }]), /"script" is not a rule/],
    ['a node that is text', sieve('', ['rule' as never]), /"rule" is not a rule/],
    ['a node that is null', sieve('', [null as never]), /is not a rule/],
    ['nodes that are no list', sieve('', [], { nodes: 'rules' }), /"rules" is not a rule/],
    ['an unknown logic', sieve('', [], { logic: 'XOR' }), /"XOR" is neither AND nor OR/],
    ['an unknown logic inside', sieve('', [{ type: 'sieve', logic: 'and', negate: false, nodes: [] }]), /"and" is neither/],
    ['a bad field', sieve('', [rule('a[0', 'equals', 'x')]), /"a\[0" is not a field path/],
    ['a bad field deep inside', sieve('', [group('OR', [group('AND', [rule('a..b', 'is null')])])]), /"a\.\.b" is not a field path/],
    ['a bad property', sieve('', isRoot, { property: 'payload[' }), /msg\.payload\[ is not a message property/],
    ['an empty property', sieve('', isRoot, { property: '' }), /not a message property/],
    ['a dangling reference', sieve('', [reference(0)], { sieves: ['gone'] }), /\(gone\) that is gone or disabled/],
    ['a reference beyond the list', sieve('', [reference(3)], { sieves: [] }), /\(3\) that is gone or disabled/]
  ]
  let sieving: Sieving

  before(async () => {
    sieving = await Sieving.start([
      ...broken.map(([why, saved]) => ({ ...saved, id: why, name: why })),
      complete('complete', broken[0]![0], 'match')
    ])
  })

  after(() => sieving.stop())

  for (const [why, , message] of broken) {
    it(`shows it at deploy, and gives each message an error, and that once: ${why}`, async () => {
      assert.equal(sieving.status(why).fill, 'red')
      // Were the first caught twice, or sent, it would come before the second.
      for (const payload of ['first', 'second']) {
        const sent = { _msgid: payload, payload, topic: 'kept' }
        const { at, msg } = await sieving.send(why, sent)
        assert.equal(at, 'caught')
        const { code, message: text, source } = sieving.errorOf(msg)
        assert.equal(code, 'SIEVE_INVALID')
        assert.match(text, message)
        assert.equal(source.id, why)
        assert.deepEqual({ _msgid: msg._msgid, payload: msg.payload, topic: msg.topic }, sent)
      }
      assert.deepEqual(sieving.leftOver(), [])
    })
  }
})

describe('A variable of the environment as a whole value', () => {
  const values = { SIEVE_FIELD: 'rule.level', SIEVE_VALUE: '10', SIEVE_OPERATOR: '>=', SIEVE_ON: 'true', SIEVE_LOGIC: 'OR', SIEVE_PROPERTY: 'topic', SIEVE_OUTPUTS: '2', SIEVE_ZERO: '0' }
  let sieving: Sieving

  before(() => void Object.assign(process.env, values))

  after(() => {
    for (const name of Object.keys(values)) Reflect.deleteProperty(process.env, name)
  })

  afterEach(() => sieving.stop())

  it('is used in every part of a rule, nested too', async () => {
    const saved = rule('${SIEVE_FIELD}', '${SIEVE_OPERATOR}', '${SIEVE_VALUE}')
    sieving = await Sieving.start([sieve('sieve', [group('OR', [saved])])])
    assert.equal(await sieving.sieve('sieve', { rule: { level: 10 } }), 'match')
    assert.equal(await sieving.sieve('sieve', { rule: { level: 9 } }), 'other')
  })

  it('turns switches, logic, property, outputs and references', async () => {
    sieving = await Sieving.start([
      sieve('switches', [rule('', 'equals', 'A|B', { regex: '${SIEVE_ON}', caseSensitive: '${SIEVE_ON}', negate: '${SIEVE_ON}' })]),
      sieve('logic', [rule('', 'equals', 'a'), rule('', 'equals', 'b')], { logic: '${SIEVE_LOGIC}', negate: '${SIEVE_ON}' }),
      sieve('property', [rule('', 'equals', 'a')], { property: '${SIEVE_PROPERTY}', outputs: '${SIEVE_OUTPUTS}' }),
      sieve('reference', [{ type: 'ref', sieve: '${SIEVE_ZERO}', negate: '${SIEVE_ON}' }], { sieves: ['logic'] })
    ])
    assert.deepEqual([await sieving.sieve('switches', 'B'), await sieving.sieve('switches', 'b')], ['other', 'match'])
    assert.deepEqual([await sieving.sieve('logic', 'b'), await sieving.sieve('logic', 'c')], ['other', 'match'])
    assert.deepEqual([await sieving.sieve('reference', 'b'), await sieving.sieve('reference', 'c')], ['match', 'other'])
    assert.equal((await sieving.send('property', { topic: 'a' })).at, 'match')
    assert.equal((await sieving.send('property', { topic: 'b' })).at, 'other')
  })

  it('is left alone within a text', async () => {
    sieving = await Sieving.start([sieve('sieve', [rule('', 'equals', 'is ${SIEVE_VALUE}')])])
    assert.equal(await sieving.sieve('sieve', 'is ${SIEVE_VALUE}'), 'match')
    assert.equal(await sieving.sieve('sieve', 'is 10'), 'other')
  })
})
