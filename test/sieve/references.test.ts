import assert from 'node:assert/strict'
import type { Saved } from '../support/flows'
import { group, reference, regex, rule, sieve } from './saved-sieves'
import { Sieving } from './sieving'

/** A sieve that matches a payload of this level or above. */
const level = (id: string, least: number, more: object = {}): Saved => sieve(id, [rule('level', '>=', String(least))], more)

/** A sieve that is nothing but references to others. */
const referrer = (id: string, sieves: readonly string[], more: object = {}): Saved =>
  sieve(
    id,
    sieves.map((_, index) => reference(index)),
    { sieves, ...more }
  )

/** A sieve that refers to one and has another in its list: Node-RED rebuilds it with a target only where the list has no second. */
const apart = (id: string, target: string): Saved => sieve(id, [reference(0)], { sieves: [target, 'spare'] })

describe('A reference to another sieve', () => {
  let sieving: Sieving

  afterEach(() => sieving.stop())

  it('is met when that sieve is, and negated when it is not', async () => {
    sieving = await Sieving.start([
      level('high', 10),
      referrer('is high', ['high']),
      sieve('is not high', [reference(0, true)], { sieves: ['high'] }),
      sieve('other property', [reference(0)], { sieves: ['high'], property: 'payload.inner' })
    ])
    assert.equal(await sieving.sieve('is high', { level: 12 }), 'match')
    assert.equal(await sieving.sieve('is high', { level: 2 }), 'other')
    assert.equal(await sieving.sieve('is not high', { level: 12 }), 'other')
    assert.equal(await sieving.sieve('is not high', { level: 2 }), 'match')
    assert.equal(await sieving.sieve('other property', { inner: { level: 12 } }), 'match', 'its rules look where the referrer looks')
  })

  it('keeps the logic and the negation of that sieve', async () => {
    const rules = [rule('level', '>=', '10'), rule('user', 'equals', 'root')]
    sieving = await Sieving.start([
      sieve('either', rules, { logic: 'OR' }),
      sieve('neither', rules, { logic: 'OR', negate: true }),
      referrer('to either', ['either']),
      referrer('to neither', ['neither']),
      sieve('either way', [group('OR', [reference(0), reference(1)])], { sieves: ['either', 'neither'] })
    ])
    assert.equal(await sieving.sieve('to either', { level: 1, user: 'root' }), 'match')
    assert.equal(await sieving.sieve('to neither', { level: 1, user: 'root' }), 'other')
    assert.equal(await sieving.sieve('to neither', { level: 1, user: 'bob' }), 'match')
    assert.equal(await sieving.sieve('either way', { level: 1, user: 'bob' }), 'match')
  })

  it('points by its index into the list of sieves, of which some may be unused', async () => {
    sieving = await Sieving.start([level('one', 1), level('ten', 10), sieve('second', [reference(1)], { sieves: ['one', 'ten'] })])
    assert.equal(await sieving.sieve('second', { level: 5 }), 'other')
    assert.equal(await sieving.sieve('second', { level: 10 }), 'match')
  })

  it('works whichever sieve comes first, and into another flow', async () => {
    sieving = await Sieving.start([
      referrer('first', ['elsewhere']),
      { id: 'other flow', type: 'tab', label: 'other flow' },
      level('elsewhere', 10, { z: 'other flow', wires: [[], []] })
    ])
    assert.equal(await sieving.sieve('first', { level: 10 }), 'match')
    assert.deepEqual(sieving.status('first'), {})
  })

  it('may lead to one sieve on several ways', async () => {
    const ways = Array.from({ length: 30 }, (_, index) =>
      sieve(`step ${index + 1}`, [reference(0), reference(1)], { sieves: [`step ${index}`, `step ${index}`] })
    )
    sieving = await Sieving.start([level('step 0', 10), ...ways])
    assert.equal(await sieving.sieve('step 10', { level: 10 }), 'match')
    assert.equal(await sieving.sieve('step 30', { level: 2 }), 'other')
    assert.deepEqual(sieving.status('step 30'), {})
  })

  it('is found once its sieve is deployed later, the referrer as it was', async () => {
    const waiting = apart('waiting', 'late')
    sieving = await Sieving.start([waiting])
    const node = sieving.node('waiting')
    assert.equal(sieving.status('waiting').fill, 'red')
    assert.match(await sieving.sieve('waiting', { level: 12 }), /^SIEVE_INVALID: .*\(late\)/)

    await sieving.deploy([waiting, level('late', 10)])
    assert.ok(sieving.node('waiting') === node, 'the deploy left the referrer alone')
    assert.equal(await sieving.sieve('waiting', { level: 12 }), 'match')
    assert.deepEqual(sieving.status('waiting'), {})
  })

  it('follows its sieve when that alone is deployed with other rules, however far away', async () => {
    const near = apart('near', 'target')
    const far = apart('far', 'near')
    sieving = await Sieving.start([far, near, level('target', 10)])
    const nodes = [sieving.node('near'), sieving.node('far')]
    assert.equal(await sieving.sieve('far', { level: 5 }), 'other')

    await sieving.deploy([far, near, level('target', 5)])
    assert.ok(sieving.node('near') === nodes[0] && sieving.node('far') === nodes[1], 'the deploy left the referrers alone')
    assert.equal(await sieving.sieve('near', { level: 5 }), 'match')
    assert.equal(await sieving.sieve('far', { level: 5 }), 'match')

    await sieving.deploy([far, near, sieve('target', [regex('level', 'contains', '(')])])
    assert.match(await sieving.sieve('far', { level: 5 }), /^SIEVE_INVALID: /)
    assert.equal(sieving.status('far').fill, 'red')
  })

  it('makes its sieve broken when the other is deleted, until it is put back', async () => {
    const rest = apart('rest', 'target')
    sieving = await Sieving.start([rest, level('target', 10)])
    assert.equal(await sieving.sieve('rest', { level: 12 }), 'match')

    await sieving.deploy([rest])
    assert.equal(sieving.status('rest').fill, 'red')
    assert.match(await sieving.sieve('rest', { level: 12 }), /^SIEVE_INVALID: .*gone or disabled/)

    await sieving.deploy([rest, level('target', 10)])
    assert.deepEqual(sieving.status('rest'), {})
    assert.equal(await sieving.sieve('rest', { level: 12 }), 'match')
  })

  it('makes its sieve broken while the other, or the flow of the other, is disabled', async () => {
    const rest = apart('rest', 'target')
    const flow = (disabled: boolean): Saved => ({ id: 'other flow', type: 'tab', label: 'other flow', disabled })
    const target = (d: boolean): Saved => level('target', 10, { z: 'other flow', wires: [[], []], d })
    sieving = await Sieving.start([rest, flow(false), target(true)])
    assert.equal(sieving.status('rest').fill, 'red')
    assert.match(await sieving.sieve('rest', { level: 12 }), /^SIEVE_INVALID: .*\(target\).*disabled/)

    await sieving.deploy([rest, flow(false), target(false)])
    assert.equal(await sieving.sieve('rest', { level: 12 }), 'match')

    await sieving.deploy([rest, flow(true), target(false)])
    assert.match(await sieving.sieve('rest', { level: 12 }), /^SIEVE_INVALID: .*\(target\)/)

    await sieving.deploy([rest, flow(false), target(false)])
    assert.equal(await sieving.sieve('rest', { level: 12 }), 'match')
    assert.deepEqual(sieving.status('rest'), {})
  })

  it('serves messages that come while its sieve is being deployed', async () => {
    const rest = apart('rest', 'target')
    const slow: Saved = { id: 'slow', type: 'helper', z: 'flow', x: 1, y: 1, wires: [], version: 1 }
    sieving = await Sieving.start([rest, level('target', 10), slow])
    const steps: string[] = []
    const targetClosed = new Promise<void>((closed) => sieving.node('target').on('close', () => closed()))
    sieving.node('slow').on('close', (closed: () => void) => {
      void targetClosed
        .then(() => sieving.sieve('rest', { level: 10 }))
        .then((outcome) => steps.push(outcome))
        .then(closed)
    })
    await sieving.deploy([rest, level('target', 11), { ...slow, version: 2 }])
    assert.deepEqual(steps, ['match'], 'by the rules that were')
    assert.equal(await sieving.sieve('rest', { level: 10 }), 'other', 'and then by those that are')
  })

  it('to a broken sieve tells which one is broken, and how', async () => {
    sieving = await Sieving.start([
      sieve('bad pattern', [regex('level', 'contains', '(?=x)')]),
      sieve('bad operator', [rule('level', 'like', 'x')]),
      sieve('bad field', [rule('a..b', 'equals', 'x')]),
      referrer('bad target', ['nowhere']),
      ...['bad pattern', 'bad operator', 'bad field', 'bad target'].flatMap((id) => [
        referrer(`to ${id}`, [id]),
        referrer(`beyond ${id}`, [`to ${id}`])
      ])
    ])
    for (const way of ['to', 'beyond']) {
      assert.match(await sieving.sieve(`${way} bad pattern`, {}), /^SIEVE_INVALID: .*\(bad pattern: look-ahead/)
      assert.match(await sieving.sieve(`${way} bad operator`, {}), /^SIEVE_INVALID: .*\(bad operator: like\)/)
      assert.match(await sieving.sieve(`${way} bad field`, {}), /^SIEVE_INVALID: .*\(bad field: a\.\.b\)/)
      assert.match(await sieving.sieve(`${way} bad target`, {}), /^SIEVE_INVALID: .*\(bad target: nowhere\)/)
      assert.equal(sieving.status(`${way} bad pattern`).fill, 'red')
    }
  })

  it('that is no index of the list is refused', async () => {
    const odd: readonly unknown[] = [1, -1, 0.5, 'x', undefined, null, 1e9]
    sieving = await Sieving.start([
      level('target', 10),
      ...odd.map((index, at) => sieve(`odd ${at}`, [{ type: 'ref', sieve: index, negate: true }], { sieves: ['target'] })),
      sieve('empty', [reference(0, true)], { sieves: '' })
    ])
    for (const at of odd.keys()) {
      assert.match(await sieving.sieve(`odd ${at}`, {}), /^SIEVE_INVALID: /, String(odd[at]))
    }
    assert.match(await sieving.sieve('empty', {}), /^SIEVE_INVALID: /)
  })

  it('to a node that is no sieve is refused', async () => {
    sieving = await Sieving.start([referrer('lost', ['catch'])])
    assert.match(await sieving.sieve('lost', {}), /^SIEVE_INVALID: .*\(catch\)/)
  })
})

describe('A sieve that contains itself', () => {
  let sieving: Sieving

  afterEach(() => sieving.stop())

  it('is refused with the whole way round, by the names of the sieves', async () => {
    sieving = await Sieving.start([
      referrer('narcissus', ['narcissus']),
      sieve('deep narcissus', [group('OR', [group('AND', [reference(0)], true)])], { sieves: ['deep narcissus'] }),
      referrer('1', ['2'], { name: 'alpha' }),
      referrer('2', ['3'], { name: 'beta' }),
      referrer('3', ['1'], { name: '' }),
      referrer('outside', ['1'])
    ])
    assert.match(await sieving.sieve('narcissus', {}), /^SIEVE_INVALID: .*\(narcissus → narcissus\)$/)
    assert.match(await sieving.sieve('deep narcissus', {}), /^SIEVE_INVALID: .*\(deep narcissus → deep narcissus\)$/)
    assert.match(await sieving.sieve('1', {}), /^SIEVE_INVALID: .*\(alpha → beta → 3 → alpha\)$/)
    assert.match(await sieving.sieve('2', {}), /^SIEVE_INVALID: .*\(beta → 3 → alpha → beta\)$/)
    assert.match(await sieving.sieve('outside', {}), /^SIEVE_INVALID: .*\(alpha → beta → 3 → alpha\)$/)
    for (const id of ['narcissus', 'deep narcissus', '1', '2', '3', 'outside']) assert.equal(sieving.status(id).fill, 'red')
  })

  for (const [order, arranged] of [
    ['head first', (chain: Saved[]) => chain],
    ['tail first', (chain: Saved[]) => chain.reverse()]
  ] as const) {
    it(`is refused where the chain of sieves is longer than anyone makes by hand, ${order}`, async () => {
      const links = Array.from({ length: 1500 }, (_, number) => referrer(`link ${number}`, [`link ${number + 1}`]))
      sieving = await Sieving.start(arranged([...links, level('link 1500', 1)]))
      assert.match(await sieving.sieve('link 0', { level: 2 }), /^SIEVE_INVALID: .*(?:nested more than|refers to a sieve that is broken)/)
      assert.match(await sieving.sieve('link 1399', { level: 2 }), /^SIEVE_INVALID/)
      assert.equal(await sieving.sieve('link 1490', { level: 2 }), 'match')
    })
  }

  it('is refused where groups and references together nest deeper than that', async () => {
    const nested = (depth: number): object => (depth === 0 ? reference(0) : group('AND', [nested(depth - 1)]))
    const links = Array.from({ length: 40 }, (_, number) => sieve(`link ${number}`, [nested(98)], { sieves: [`link ${number + 1}`] }))
    sieving = await Sieving.start([...links, level('link 40', 1)])
    assert.match(await sieving.sieve('link 0', { level: 2 }), /^SIEVE_INVALID/)
    assert.equal(await sieving.sieve('link 39', { level: 2 }), 'match')
  })

  it('asks each sieve once for a message, however many ways lead to it', async () => {
    const links = Array.from({ length: 60 }, (_, number) =>
      sieve(`link ${number}`, [reference(0), reference(0)], { sieves: [`link ${number + 1}`], logic: 'OR' })
    )
    sieving = await Sieving.start([...links, level('link 60', 10)])
    for (const [payload, way] of [[2, 'other'], [12, 'match'], [3, 'other']] as const) {
      assert.equal(await sieving.sieve('link 0', { level: payload }), way)
    }
  })

  it('works again once the cycle is broken', async () => {
    const one = referrer('one', ['two'])
    sieving = await Sieving.start([one, referrer('two', ['one'])])
    assert.match(await sieving.sieve('one', { level: 12 }), /one → two → one/)
    await sieving.deploy([one, level('two', 10)])
    assert.equal(await sieving.sieve('one', { level: 12 }), 'match')
    assert.deepEqual(sieving.status('one'), {})
  })
})
