import assert from 'node:assert/strict'
import { summary, wholeSummary } from '../../nodes/editor/rule-builder/summary'
import { readGroup } from '../../nodes/sieve/rule'
import { group, reference, regex, rule } from '../sieve/saved-sieves'
import { say } from './english'

const read = (nodes: readonly object[], logic: 'AND' | 'OR' = 'AND', negate = false): Parameters<typeof summary>[0] => {
  const reading = readGroup({ logic, negate, nodes })
  if (!reading.ok) throw new Error(reading.problem.reason)
  return reading.value
}

const named = (index: number): string => `sieve ${index}`
const inDialog = (...of: Parameters<typeof read>): string => wholeSummary(read(...of), say, named)
const onNode = (...of: Parameters<typeof read>): string => summary(read(...of), say, named)

const level = rule('rule.level', '>=', '10')
const lab = rule('agent.name', 'begins with', 'Lab-')
const inner = rule('srcip', 'begins with', '10.')

describe('A sieve in words', () => {
  it('joins its rules by and, or by or', () => {
    assert.equal(inDialog([level, lab]), 'rule.level >= 10 and agent.name begins with “Lab-”')
    assert.equal(inDialog([level, lab], 'OR'), 'rule.level >= 10 or agent.name begins with “Lab-”')
  })

  it('says what is negated in the words of the operators and groups', () => {
    assert.equal(inDialog([rule('a', 'is null', '', { negate: true })]), 'a is not null')
    assert.equal(inDialog([lab, inner], 'OR', true), 'none of (agent.name begins with “Lab-”, srcip begins with “10.”)')
    assert.equal(inDialog([lab, inner], 'AND', true), 'not all of (agent.name begins with “Lab-”, srcip begins with “10.”)')
    assert.equal(inDialog([lab], 'OR', true), 'agent.name does not begin with “Lab-”')
    assert.equal(inDialog([rule('agent.name', 'begins with', 'Lab-', { negate: true })], 'OR', true), 'agent.name begins with “Lab-”')
  })

  it('puts groups in groups into brackets', () => {
    assert.equal(
      inDialog([level, group('OR', [lab, group('AND', [inner, rule('x', 'is null')])]), group('OR', [lab, inner], true)]),
      'rule.level >= 10 and (agent.name begins with “Lab-” or (srcip begins with “10.” and x is null)) and none of (agent.name begins with “Lab-”, srcip begins with “10.”)'
    )
    assert.equal(inDialog([level, group('OR', [group('AND', [lab])], true)]), 'rule.level >= 10 and agent.name does not begin with “Lab-”')
  })

  it('names the sieves that it refers to', () => {
    assert.equal(inDialog([level, reference(0), reference(1, true)]), 'rule.level >= 10 and matches sieve 0 and does not match sieve 1')
  })

  it('tells an expression from a text, an empty text from none, and the whole value from a field', () => {
    assert.equal(inDialog([regex('a', 'contains', '^x'), rule('b', 'equals', ''), rule('', 'contains', 'y')], 'OR'), 'a contains /^x/ or b equals “” or the value contains “y”')
  })

  it('says that a group with nothing in it always holds, or never', () => {
    assert.equal(inDialog([level, group('AND', []), group('OR', [])]), 'rule.level >= 10 and always and never')
    assert.equal(inDialog([level, group('AND', [], true), group('OR', [], true)]), 'rule.level >= 10 and never and always')
  })

  it('is nothing where there are no rules', () => assert.equal(inDialog([]), ''))

  it('has what is written in rules as it is', () => {
    assert.equal(inDialog([rule('__value__', 'contains', '__field__ $t(x) \u0000 $&'), rule('<b>', 'is null')]), '__value__ contains “__field__ $t(x) \u0000 $&” and <b> is null')
  })

  it('of 300 rules is cut where nobody would read on, after a whole rule', () => {
    const many = Array.from({ length: 300 }, (_, index) => rule(`field${index}`, 'equals', 'x'))
    const words = inDialog(many)
    assert.match(words, /^field0 equals “x” and .* equals “x” and \d+ more$/)
    assert.ok(words.length <= 1000 && words.length > 900)
    const [, told, more] = /^(.*) and (\d+) more$/.exec(words) ?? []
    assert.equal(told?.split(' and ').length, 300 - Number(more))
  })
})

describe('A sieve on a node', () => {
  it('is told in words as far as whole rules go', () => {
    assert.equal(onNode([level, rule('a', 'is null')]), 'rule.level >= 10 and a is null')
    assert.equal(onNode([level, lab, inner]), 'rule.level >= 10 and 2 more')
    assert.equal(onNode([level, lab], 'OR'), 'rule.level >= 10 or 1 more')
  })

  it('is cut between words where the first rule is too long, and between characters where there are none', () => {
    assert.equal(onNode([rule('agent.name', 'contains', 'a rather long text that goes on'), inner]), 'agent.name contains “a rather long…')
    const long = onNode([rule('x'.repeat(36) + '😀'.repeat(40), 'equals', 'x')])
    assert.ok(long.length <= 40)
    assert.ok(long.isWellFormed())
  })

  it('is never longer than 40 characters', () => {
    for (const nodes of [[level, lab, inner], [group('OR', [lab, inner], true)], Array.from({ length: 300 }, () => group('OR', [level, lab]))]) {
      assert.ok(onNode(nodes).length <= 40)
    }
  })
})
