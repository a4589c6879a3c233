import assert from 'node:assert/strict'
import fc from 'fast-check'
import { RE2JS } from 're2js'
import { compile, group, meets, regex, rule } from './saved-sieves'

const textOperators = ['contains', 'begins with', 'ends with', 'equals'] as const
const numberOperators = ['>', '>=', '<', '<='] as const

describe('A text rule', () => {
  it('compares the field with its value, by its operator', () => {
    const event = { text: 'failed password' }
    const answers = (value: string): boolean[] => textOperators.map((operator) => meets(rule('text', operator, value), event))
    assert.deepEqual(answers('led pass'), [true, false, false, false])
    assert.deepEqual(answers('failed'), [true, true, false, false])
    assert.deepEqual(answers('password'), [true, false, true, false])
    assert.deepEqual(answers('failed password'), [true, true, true, true])
    assert.deepEqual(answers('root'), [false, false, false, false])
  })

  it('takes its value literally, whatever it would mean in a pattern', () => {
    for (const value of ['.', 'a|b', '(', '[', '\\', '^a$', 'a{2}', '\\d', 'x/y', 'a-b', '*', '\n', '\u2028', '💥?']) {
      for (const caseSensitive of [false, true]) {
        assert.equal(meets(rule('', 'equals', value, { caseSensitive }), value), true, value)
        assert.equal(meets(rule('', 'contains', value, { caseSensitive }), `a${value}b`), true, value)
        assert.equal(meets(rule('', 'contains', value, { caseSensitive }), 'Q'), false, value)
      }
    }
  })

  it('does not mind case, unless it is told to', () => {
    for (const operator of textOperators) {
      assert.equal(meets(rule('', operator, 'FaIlEd'), 'fAiLeD'), true, operator)
      assert.equal(meets(rule('', operator, 'FaIlEd', { caseSensitive: true }), 'fAiLeD'), false, operator)
      assert.equal(meets(rule('', operator, 'failed', { caseSensitive: true }), 'failed'), true, operator)
      assert.equal(meets(regex('', operator, 'FaI[L]Ed'), 'fAiLeD'), true, operator)
      assert.equal(meets(regex('', operator, 'FaI[L]Ed', { caseSensitive: true }), 'fAiLeD'), false, operator)
    }
  })

  it('folds the case of every script: umlauts, Cyrillic, and Greek whose last letter differs', () => {
    assert.equal(meets(rule('', 'equals', 'ÜBERLAST'), 'Überlast'), true)
    assert.equal(meets(rule('', 'begins with', 'ошибка'), 'ОШИБКА ДИСКА'), true)
    assert.equal(meets(rule('', 'contains', 'ΟΔΟΣ'), 'ΟΔΟΣΑ'), true)
    assert.equal(meets(rule('', 'ends with', 'οδος'), 'Η ΟΔΟΣ'), true)
    assert.equal(meets(rule('', 'equals', 'straße'), 'STRASSE'), false, 'one letter is not two')
  })

  it('folds case alike with and without a regular expression', () => {
    const letters = fc.string({ unit: fc.constantFrom(...Array.from('aAsSſkKKßẞµμΜσςΣiİıIéÉ𐐀𐐨.\n')), maxLength: 6 })
    fc.assert(
      fc.property(letters, letters, fc.constantFrom(...textOperators), (value, text, operator) => {
        const literal = meets(rule('', operator, value), text)
        const pattern = meets(regex('', operator, RE2JS.quote(value)), text)
        assert.equal(literal, pattern, JSON.stringify({ operator, value, text }))
      }),
      { numRuns: 3000 }
    )
  })

  it('allows one newline at the very end in "ends with" and "equals", and no other', () => {
    for (const make of [rule, regex]) {
      for (const caseSensitive of [false, true]) {
        for (const operator of ['ends with', 'equals']) {
          const test = (text: string): boolean => meets(make('', operator, 'down', { caseSensitive }), text)
          assert.equal(test('down\n'), true)
          assert.equal(test('down\n\n'), false)
          assert.equal(test('down\r\n'), false)
          assert.equal(test('down\n '), false)
        }
        assert.equal(meets(make('', 'ends with', 'down', { caseSensitive }), 'host\ndown\n'), true)
        assert.equal(meets(make('', 'equals', 'down', { caseSensitive }), '\ndown'), false)
        assert.equal(meets(make('', 'begins with', 'down', { caseSensitive }), '\ndown'), false)
      }
    }
    assert.equal(meets(rule('', 'equals', ''), '\n'), true)
    assert.equal(meets(regex('', 'contains', 'down$'), 'host down\n'), true)
    assert.equal(meets(regex('', 'contains', 'down$'), 'host down\n\n'), false)
  })

  it('is met by every text where its value is empty, save "equals"', () => {
    assert.deepEqual(
      textOperators.map((operator) => meets(rule('', operator, ''), 'any')),
      [true, true, true, false]
    )
  })

  it('reads numbers and booleans as their text: true and false in small letters', () => {
    assert.equal(meets(rule('', 'equals', '7.5'), 7.5), true)
    assert.equal(meets(rule('', 'begins with', '-'), -3), true)
    assert.equal(meets(rule('', 'equals', '9007199254740993'), 9007199254740993n), true)
    assert.equal(meets(rule('', 'equals', 'true', { caseSensitive: true }), true), true)
    assert.equal(meets(rule('', 'equals', 'True', { caseSensitive: true }), true), false)
    assert.equal(meets(rule('', 'equals', 'false', { caseSensitive: true }), false), true)
  })

  it('reads a Buffer as UTF-8', () => {
    assert.equal(meets(rule('', 'equals', 'größer'), Buffer.from('größer')), true)
  })

  it('is not met by a missing field or null, not even with the word None', () => {
    for (const operator of textOperators) {
      for (const value of ['None', 'none', 'null', 'undefined', '']) {
        assert.equal(meets(rule('a', operator, value), {}), false)
        assert.equal(meets(rule('a', operator, value), { a: null }), false)
        assert.equal(meets(regex('a', operator, `${value}|.*`), { a: null }), false)
      }
    }
  })

  it('is not met by an object', () => {
    for (const operator of textOperators) {
      assert.equal(meets(rule('a', operator, ''), { a: { b: 'c' } }), false)
      assert.equal(meets(rule('a', operator, '[object Object]'), { a: {} }), false)
      assert.equal(meets(rule('a', operator, '', {}), { a: { toString: () => 'text' } }), false)
    }
  })

  it('is met by a list when any element meets it, in lists in lists too', () => {
    const event = { tags: ['web', 7, null, { k: 'deep' }, ['prod', ['inner']]] }
    const answers = (value: string): boolean => meets(rule('tags', 'equals', value), event)
    assert.deepEqual(['web', '7', 'prod', 'inner'].map(answers), [true, true, true, true])
    assert.deepEqual(['deep', 'null', 'web,7', ''].map(answers), [false, false, false, false])
    assert.equal(meets(rule('tags', 'contains', ''), { tags: [] }), false, 'an empty list has no element')
    assert.equal(meets(rule('tags', 'equals', 'web', { negate: true }), event), false, 'negated: no element meets it')
  })

  it('ends on lists that contain themselves, and on lists in lists however deep', () => {
    const cyclic: unknown[] = ['a']
    for (let index = 0; index < 50; index += 1) cyclic.push(cyclic)
    assert.equal(meets(rule('', 'equals', 'b'), cyclic), false)
    assert.equal(meets(rule('', 'equals', 'a'), cyclic), true)
    const deep: unknown = JSON.parse(`${'['.repeat(200_000)}"bottom"${']'.repeat(200_000)}`)
    assert.equal(meets(rule('', 'equals', 'bottom'), deep), true)
  })

  it('is not met, and does not throw, where the value is a proxy that throws', () => {
    const { proxy, revoke } = Proxy.revocable([], {})
    revoke()
    assert.equal(meets(rule('a', 'contains', ''), { a: proxy }), false)
    assert.equal(meets(rule('a', 'contains', '', { negate: true }), { a: proxy }), true)
    assert.equal(meets(rule('a', 'contains', ''), { a: [proxy] }), false)
  })
})

describe('A number rule', () => {
  const counts = (value: unknown): boolean => meets(group('OR', [rule('n', '>=', '0'), rule('n', '<', '0')]), { n: value })

  it('compares numbers, not their text', () => {
    const answers = (n: unknown): boolean[] => numberOperators.map((operator) => meets(rule('n', operator, '10'), { n }))
    assert.deepEqual(answers(9), [false, false, true, true])
    assert.deepEqual(answers('9'), [false, false, true, true])
    assert.deepEqual(answers(10), [false, true, false, true])
    assert.deepEqual(answers('10.0'), [false, true, false, true])
    assert.deepEqual(answers(1e21), [true, true, false, false])
    assert.deepEqual(answers(-10n), [false, false, true, true])
  })

  it('reads text that is a decimal number', () => {
    for (const text of [' 10 ', '1e1', '7.5', '-3', '+4', '.5', '5.', '1E-2', '-0', '007', '\t1\n']) {
      assert.equal(counts(text), true, JSON.stringify(text))
    }
  })

  it('is not met by what JavaScript would take for a number and a person would not', () => {
    const traps = ['', ' ', null, undefined, [], [7], ['7'], {}, true, false, '0x10', '0b1', '0o7', '1foobar', '1,000', '1_000']
    for (const trap of [...traps, 'Infinity', '-Infinity', 'NaN', '1e', 'e1', '.', '+', '--1', '1 2', '1.2.3', '７', new Date(0)]) {
      assert.equal(counts(trap), false, JSON.stringify(trap))
      for (const operator of numberOperators) assert.equal(meets(rule('n', operator, '0'), { n: trap }), false)
    }
    assert.equal(meets(rule('n', '>', '0'), {}), false, 'a missing field')
  })

  it('is never met by NaN, on either side', () => {
    for (const operator of numberOperators) {
      assert.equal(meets(rule('n', operator, '0'), { n: NaN }), false)
      for (const value of ['', 'high', '0x10', '1,000']) assert.equal(meets(rule('n', operator, value), { n: 1 }), false)
    }
  })

  it('reads every number that JavaScript prints, and text around it makes it none', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        assert.equal(counts(String(number)), true)
        assert.equal(counts(`${number}x`), false)
        assert.equal(meets(group('AND', [rule('n', '>=', String(number)), rule('n', '<=', String(number))]), { n: number }), true)
      })
    )
  })

  it('reads long texts of digits in linear time', () => {
    const digits = '1'.repeat(1_000_000)
    assert.equal(counts(`${digits}x`), false)
    assert.equal(counts(`${digits}.${digits}ex`), false)
  })
})

describe('"is null"', () => {
  it('is met by a missing field and by null, and by nothing else', () => {
    const isNull = (event: unknown): boolean => meets(rule('a.b', 'is null'), event)
    for (const event of [{}, { a: {} }, { a: { b: null } }, { a: null }, { a: 'text' }, null, undefined, 'text']) {
      assert.equal(isNull(event), true, JSON.stringify(event))
    }
    for (const b of ['', 0, false, [], {}, 'None']) assert.equal(isNull({ a: { b } }), false, JSON.stringify(b))
  })
})

describe('A path below what has no fields', () => {
  it('is missing below a text, where Cyphon would answer the text', () => {
    assert.equal(meets(rule('a.b', 'equals', 'text'), { a: 'text' }), false)
    assert.equal(meets(rule('a.length', '>', '0'), { a: 'text' }), false)
    assert.equal(meets(rule('a[0]', 'equals', 't'), { a: 'text' }), false)
  })

  it('is missing beyond the end of a list, where Cyphon’s call would fail', () => {
    assert.equal(meets(rule('a[2]', 'is null'), { a: ['x', 'y'] }), true)
    assert.equal(meets(rule('a[1]', 'equals', 'y'), { a: ['x', 'y'] }), true)
    assert.equal(meets(rule('a[2].b[0]', 'contains', ''), { a: [] }), false)
  })
})

describe('A negated rule', () => {
  it('is met by what could not meet it: no number, no field, an object', () => {
    assert.equal(meets(rule('n', '>', '5', { negate: true }), { n: 'high' }), true)
    assert.equal(meets(rule('n', '>', '5', { negate: true }), {}), true)
    assert.equal(meets(rule('n', '>', 'five', { negate: true }), { n: 7 }), true)
    assert.equal(meets(rule('n', 'contains', '', { negate: true }), { n: {} }), true)
    assert.equal(meets(rule('n', 'is null', '', { negate: true }), { n: 0 }), true)
    assert.equal(meets(regex('n', 'equals', '.*', { negate: true }), {}), true)
  })

  it('is the opposite of the rule, whatever the event', () => {
    const operator = fc.constantFrom(...textOperators, ...numberOperators, 'is null')
    fc.assert(
      fc.property(operator, fc.string(), fc.boolean(), fc.anything(), (name, value, caseSensitive, event) => {
        const plain = meets(rule('', name, value, { caseSensitive }), event)
        assert.equal(meets(rule('', name, value, { caseSensitive, negate: true }), event), !plain)
      }),
      { numRuns: 1000 }
    )
  })
})

describe('A group', () => {
  const yes = rule('', 'contains', '')
  const no = rule('', 'contains', '', { negate: true })

  it('is met over no rules with AND, and not with OR', () => {
    assert.equal(meets(group('AND', []), 'any'), true)
    assert.equal(meets(group('OR', []), 'any'), false)
    assert.equal(meets(group('AND', [], true), 'any'), false)
    assert.equal(meets(group('OR', [], true), 'any'), true)
  })

  it('is met with AND when all of its nodes are, and with OR when any is; negated, the other way round', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 6 }), fc.boolean(), (nodes, negate) => {
        const saved = nodes.map((node) => (node ? yes : no))
        assert.equal(meets(group('AND', saved, negate), 'any'), nodes.every(Boolean) !== negate)
        assert.equal(meets(group('OR', saved, negate), 'any'), nodes.some(Boolean) !== negate)
      })
    )
  })

  it('holds groups in groups, each negated by itself', () => {
    assert.equal(meets(group('OR', [no, group('AND', [yes, group('OR', [no], true)])]), 'any'), true)
    assert.equal(meets(group('OR', [no, group('AND', [yes, group('OR', [yes], true)])]), 'any'), false)
  })

  it('is refused when nested deeper than anyone nests by hand', () => {
    const nested = (depth: number): object => (depth === 0 ? yes : group('AND', [nested(depth - 1)]))
    assert.equal(compile([nested(99)]).ok, true)
    const refused = compile([nested(5000)])
    assert.equal(!refused.ok && refused.problem.reason, 'too-deep')
  })

  it('is refused when its nodes are no list, for an AND over none would be met by all', () => {
    for (const nodes of ['', 'rule', {}, 5]) {
      const compiled = compile(nodes as never)
      assert.equal(!compiled.ok && compiled.problem.reason, 'unknown-node', JSON.stringify(nodes))
    }
  })
})
