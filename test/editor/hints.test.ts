import assert from 'node:assert/strict'
import { ruleProblem } from '../../nodes/editor/rule-builder/check'
import { sayTexts } from '../../nodes/editor/reader/say-texts'
import { contradiction, fittingOperator, ruleHint } from '../../nodes/editor/rule-builder/hints'
import { inBrief, seen, seenAt } from '../../nodes/editor/rule-builder/sample'
import type { Rule } from '../../nodes/sieve/rule'
import { meets, rule as saved } from '../sieve/saved-sieves'
import { say } from './english'

const rule = (operator: string, value = '', more: object = {}): Rule => saved('field', operator, value, more) as Rule

describe('What is wrong with the value of a rule', () => {
  const problemOf = (operator: string, value: string, more: object = {}): string => {
    const problem = ruleProblem(rule(operator, value, more))
    return problem === undefined ? '' : say(problem.key, problem.values)
  }

  it('is said with what to do', () => {
    assert.match(problemOf('>=', 'ten'), /“ten” is no decimal number.*write 10, -3 or 7.5/)
    assert.match(problemOf('<', ' '), /needs a number: write one/)
    assert.match(problemOf('<', '1e999'), /“1e999” is larger than numbers can be here/)
    assert.match(problemOf('contains', 'a(?=b)', { regex: true }), /uses look-ahead \(\?=/)
    assert.match(problemOf('contains', '(', { regex: true }), /cannot be read: missing closing \)/)
  })

  it('is nothing for what the runtime takes, and for an environment variable', () => {
    for (const value of ['10', ' -3 ', '7.5', '1e3', '${LEVEL}', '$(LEVEL)']) assert.equal(problemOf('>=', value), '')
    for (const value of ['', '(', '${TEXT}']) assert.equal(problemOf('contains', value), '')
    assert.equal(problemOf('contains', '${PATTERN}', { regex: true }), '')
  })
})

describe('A hint at a rule', () => {
  it('says what an empty value does', () => {
    assert.equal(ruleHint(rule('contains')), 'hint.empty-always')
    assert.equal(ruleHint(rule('begins with', '', { negate: true })), 'hint.empty-never')
    assert.equal(ruleHint(rule('ends with', '', { regex: true })), 'hint.empty-always')
    assert.equal(ruleHint(rule('equals')), 'hint.equals-empty')
    assert.equal(ruleHint(rule('is null')), undefined)
  })

  it('says that a space at an end counts', () => {
    assert.equal(ruleHint(rule('contains', ' error')), 'hint.space')
    assert.equal(ruleHint(rule('>=', ' 10 ')), undefined)
    assert.equal(ruleHint(rule('contains', 'an error')), undefined)
  })

  it('says of a sample what the operator can never hold for, as the rule itself has it', () => {
    const values = ['text', '12', '', 5, true, { a: 1 }, [], [1], ['x', { a: 1 }], [{ a: 1 }], [[['deep']]]]
    for (const value of values) {
      for (const [operator, tried] of [['>=', '-1e300'], ['contains', '']] as const) {
        for (const negate of [false, true]) {
          const hint = ruleHint(rule(operator, operator === '>=' ? tried : 'x', { negate }), seen(value))
          const isNever = meets(saved('field', operator, tried, { negate }), { field: value }) === negate
          assert.equal(/never|always/.test(hint ?? '') && hint?.startsWith(negate ? 'hint.always' : 'hint.never'), isNever, `${JSON.stringify(value)} ${operator} ${negate}`)
        }
      }
    }
  })

  it('says nothing of what is missing in one sample, and nothing where something is wrong', () => {
    for (const value of [null, undefined]) assert.equal(ruleHint(rule('>=', '10'), seen(value)), undefined)
    assert.equal(ruleHint(rule('>=', 'ten'), seen('text')), undefined)
  })
})

describe('The operator of a rule that nobody chose', () => {
  it('fits what the sample has', () => {
    assert.deepEqual(fittingOperator('number'), { operator: '>=', negate: false })
    assert.deepEqual(fittingOperator('text'), { operator: 'contains', negate: false })
    assert.deepEqual(fittingOperator('boolean'), { operator: 'equals', negate: false })
    assert.deepEqual(fittingOperator('object'), { operator: 'is null', negate: true })
    assert.equal(fittingOperator('nothing'), undefined)
  })
})

describe('Rules of a group that must all hold', () => {
  it('contradict each other where no number is within both bounds', () => {
    assert.deepEqual(contradiction([rule('>=', '10'), rule('<', '5')]), [0, 1])
    assert.deepEqual(contradiction([rule('<', '5'), undefined, rule('contains', 'x'), rule('>', '5')]), [0, 3])
    assert.deepEqual(contradiction([rule('>', '5'), rule('<=', '5')]), [0, 1])
    assert.deepEqual(contradiction([rule('>', '1'), rule('>', '9'), rule('<', '8')]), [1, 2])
  })

  it('do not where one is, or where they look at different fields, or one is negated or none', () => {
    assert.equal(contradiction([rule('>=', '5'), rule('<=', '5')]), undefined)
    assert.equal(contradiction([rule('>=', '10'), { ...rule('<', '5'), field: 'other' }]), undefined)
    assert.equal(contradiction([rule('>=', '10'), rule('<', '5', { negate: true })]), undefined)
    assert.equal(contradiction([rule('>=', '10'), rule('<', '${LOW}')]), undefined)
  })
})

describe('What a sample has under a field', () => {
  it('is told in a few words', () => {
    const event = { n: 12, t: 'web "1"', b: false, z: null, o: { a: 1 }, l: [1, 'x'], many: Array.from({ length: 20 }, () => 'x'), nested: [{}] }
    const brief = (field: string): string | undefined => {
      const there = seenAt(field, event)
      return there && inBrief(there, say)
    }
    assert.deepEqual(
      ['n', 't', 'b', 'z', 'o', 'l', 'many', 'nested', 'missing'].map(brief),
      ['12', '“web "1"”', 'false', 'null', 'an object', '[1, x]', 'a list of 20', 'a list of 1', 'no such field']
    )
    assert.equal(brief('a['), undefined)
    assert.equal(brief('${FIELD}'), undefined)
  })

  it('is cut, in one line, and never read by the catalogue', () => {
    const brief = inBrief(seen(`one\ntwo\u0007${'😀'.repeat(1_000_000)}`), say)
    assert.match(brief, /^“one two 😀+…”$/u)
    assert.ok(brief.length < 130 && brief.isWellFormed())
    assert.equal(sayTexts(say, 'sample.seen', { value: '__value__ $t(label.name)' }), 'sample: __value__ $t(label.name)')
  })
})
