import assert from 'node:assert/strict'
import fc from 'fast-check'
import { RE2JS } from 're2js'
import { unsupportedConstruct } from '../../nodes/sieve/dialect'
import { compile, meets, regex, sieve } from './saved-sieves'
import { Sieving } from './sieving'

const operators = ['contains', 'begins with', 'ends with', 'equals'] as const

/** Why a rule with this pattern is refused, or undefined. */
const refusal = (pattern: string, operator = 'contains'): string | undefined => {
  const compiled = compile([regex('', operator, pattern)])
  return compiled.ok ? undefined : `${compiled.problem.reason}: ${compiled.problem.detail}`
}

describe('A regular expression', () => {
  it('is anchored by its operator', () => {
    const answers = (text: string): boolean[] => operators.map((operator) => meets(regex('', operator, 'r[ou]+t'), text))
    assert.deepEqual(answers('root'), [true, true, true, true])
    assert.deepEqual(answers('root user'), [true, true, false, false])
    assert.deepEqual(answers('as rout'), [true, false, true, false])
    assert.deepEqual(answers('as root user'), [true, false, false, false])
    assert.deepEqual(answers('rt'), [false, false, false, false])
  })

  it('with "equals" is the whole value in each of its alternatives', () => {
    const test = (text: string): boolean => meets(regex('', 'equals', 'a|b'), text)
    assert.deepEqual(['a', 'b', 'a\n', 'ax', 'xb', 'ab', ''].map(test), [true, true, true, false, false, false, false])
    assert.equal(meets(regex('', 'begins with', 'a|b'), 'xb'), false)
    assert.equal(meets(regex('', 'ends with', 'a|b'), 'ax'), false)
  })

  it('cannot break out of its anchors', () => {
    for (const operator of operators) assert.match(refusal('a)|(b', operator) ?? '', /^bad-regex: a\)\|\(b /)
  })

  it('spans lines only where it says so', () => {
    assert.equal(meets(regex('', 'contains', 'a.b'), 'a\nb'), false)
    assert.equal(meets(regex('', 'contains', '(?s)a.b'), 'a\nb'), true)
    assert.equal(meets(regex('', 'contains', '^b'), 'a\nb'), false)
    assert.equal(meets(regex('', 'contains', '(?m)^b'), 'a\nb'), true)
  })

  it('is tried on each element of a list', () => {
    assert.equal(meets(regex('', 'equals', 'T11[0-9]{2}'), ['T1003', 'T1110']), true)
    assert.equal(meets(regex('', 'equals', 'T12[0-9]{2}'), ['T1003', 'T1110']), false)
  })

  it('takes linear time through the node, whatever the event holds', async () => {
    const evil = ['^(a+)+$', '^(a|aa)+$', '(a*)*b', '(.*,){20}x', '^(([a-z])+.)+[A-Z]([a-z])+$']
    const sieving = await Sieving.start(
      evil.map((pattern, index) => sieve(`evil ${index}`, [regex('', 'contains', pattern, { caseSensitive: true })]))
    )
    try {
      const text = `${'a'.repeat(100_000)}!`
      for (const index of evil.keys()) assert.equal(await sieving.sieve(`evil ${index}`, text), 'other')
      assert.equal(await sieving.sieve('evil 0', 'a'.repeat(100_000)), 'match')
    } finally {
      await sieving.stop()
    }
  })
})

describe('What linear time cannot do', () => {
  const refused: readonly (readonly [pattern: string, construct: string])[] = [
    ['a(?=b)', 'look-ahead (?='],
    ['a(?!b)', 'look-ahead (?!'],
    ['(?<=a)b', 'look-behind (?<='],
    ['(?<!a)b', 'look-behind (?<!'],
    ['(a)\\1', 'back-reference \\1'],
    ['(a)\\11', 'back-reference \\11'],
    ['(?P<n>a)(?P=n)', 'back-reference (?P='],
    ['(?<n>a)\\k<n>', 'back-reference \\k<'],
    ['(?>a)', 'atomic group (?>'],
    ['a++b', 'possessive repetition ++'],
    ['a*+b', 'possessive repetition *+'],
    ['a?+b', 'possessive repetition ?+'],
    ['a{2,3}+b', 'possessive repetition {2,3}+'],
    ['(a)?(?(1)b|c)', 'conditional group (?('],
    ['a(?#why)', 'comment group (?#'],
    ['a\\Z', '\\Z (write \\z)'],
    ['a{,3}', '{,n} repetition (write {0,n})'],
    ['\\u0041', '\\u escape (write \\x{…})'],
    ['a{1001}', 'repetition {1001} over 1000'],
    ['a{2,2000}', 'repetition {2,2000} over 1000'],
    ['\\Q(?>\\E[(?>](?=b)', 'look-ahead (?=']
  ]

  for (const [pattern, construct] of refused) {
    it(`is named: ${construct} in ${pattern}`, () => {
      for (const operator of operators) {
        assert.equal(refusal(pattern, operator), `unsupported-regex: ${construct} (${pattern})`)
      }
      assert.equal(unsupportedConstruct(pattern), construct, 'the editor names it alike')
    })
  }

  it('is read from a pattern only where it stands for itself', () => {
    const fine = ['\\(\\?=', '[(?=]', '[^(?!]', '[](?<=]', '[^](?<=]', '[\\](?=]', '\\\\', '[++]', '\\++', '\\{2}+', '\\\\+', '[*+]+']
    const units = ['\\Q(?=a)\\1++\\E', '\\x{1001}', '\\x{10}+', '[[:alpha:](?=]', '[[:^digit:]]+', '(?i)a', '(?P<n>a)', '(?<n>a)', '(?:a)', 'a{1000}']
    for (const pattern of [...fine, ...units, 'a+?', 'a??', 'a{2}?', '\\z', '\\A', '\\pL', '\\07', '\\101', '[{,5}]', '{', 'a{b}']) {
      assert.equal(unsupportedConstruct(pattern), undefined, pattern)
      assert.equal(refusal(pattern), undefined, pattern)
    }
  })

  it('is never seen in a pattern that can be used', () => {
    const piece = fc.constantFrom(
      ...['a', 'b', '(', ')', '(?:', '(?=', '(?<n>', '(?P<m>', '(?P=', '(?#', '(?i)', '(?>', '[', ']', '^', '$', '|', '.', ':', '=', '!', '<', '-'],
      ...['+', '*', '?', '{2}', '{1001}', '{2,}', '{', '}', '\\', '\\\\', '\\1', '\\Z', '\\z', '\\Q', '\\E', '\\x{41}', '\\x', '\\u', '\\k<', '\\d'],
      ...['[:alpha:]', '[^', '[]', '[^]', '\n', '#']
    )
    const pattern = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
    const isUsable = (text: string): boolean => {
      try {
        RE2JS.compile(text)
        return true
      } catch {
        return false
      }
    }
    let usable = 0
    fc.assert(
      fc.property(pattern, (text) => {
        if (!isUsable(text)) return
        usable += 1
        assert.equal(unsupportedConstruct(text), undefined, text)
      }),
      { numRuns: 20_000 }
    )
    assert.ok(usable > 1000, `only ${usable} patterns could be used`)
  })
})

describe('A pattern that cannot be read', () => {
  it('is refused with the pattern and the reason, and never throws', () => {
    assert.equal(refusal('a('), 'bad-regex: a( (missing closing ): `a(`)')
    assert.equal(refusal('[a'), 'bad-regex: [a (missing closing ]: `[a`)')
    for (const pattern of ['a**', '*a', '\\', 'x{2,1}', '(?x)a', '(?', 'a)', '\\8[', '('.repeat(100_000), '(a{100}){100}']) {
      assert.match(refusal(pattern) ?? '', /regex: /)
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...operators), (pattern, operator) => {
        refusal(pattern, operator)
      }),
      { numRuns: 2000 }
    )
  })
})
