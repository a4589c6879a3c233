import assert from 'node:assert/strict'
import fc from 'fast-check'
import { cut } from '../../nodes/mattermost/limits'

const points = (text: string): number => Array.from(text).length

/** What was kept, and how much a cut text says is missing. */
const parts = (text: string): { readonly kept: string; readonly missing: number } => {
  const match = /^([\s\S]*) … and ([\d,]+) more characters$/.exec(text)
  assert.ok(match, text.slice(-80))
  return { kept: match[1]!, missing: Number(match[2]!.replaceAll(',', '')) }
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 600 }),
  fc.array(fc.constantFrom('a', 'word ', '\n', '😀', '👩‍👩‍👧', ' ', 'é', '\\*', '&amp;', '@\u200b'), { maxLength: 400 }).map((some) => some.join(''))
)

describe('A text that is too long', () => {
  it('is left as it is within the limit', () => {
    assert.equal(cut('x'.repeat(200), 200), 'x'.repeat(200))
    assert.equal(cut('😀'.repeat(200), 200), '😀'.repeat(200))
  })

  it('is cut at the end of a line, and says how much is missing', () => {
    assert.equal(cut(`first line\nsecond line\n${'x'.repeat(3089)}`, 60), 'first line\nsecond line … and 3,090 more characters')
  })

  it('is cut at the end of a word where no line ends nearby', () => {
    assert.equal(cut(`some words and then ${'x'.repeat(1000)}`, 50), 'some words and then … and 1,001 more characters')
  })

  it('is cut within a word where none ends nearby', () => {
    const { kept, missing } = parts(cut('x'.repeat(1000), 300))
    assert.equal(kept.length + missing, 1000)
    assert.ok(kept.length > 250)
  })

  it('is never over the limit, counts what is missing exactly, and is the beginning of the whole', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 300 }), (text, limit) => {
        const short = cut(text, limit)
        assert.ok(points(short) <= limit)
        if (points(text) <= limit) {
          assert.equal(short, text)
        } else if (short.endsWith(' more characters')) {
          const { kept, missing } = parts(short)
          assert.ok(text.startsWith(kept))
          assert.equal(points(kept) + missing, points(text))
        } else {
          assert.ok(limit < 40 && text.startsWith(short))
        }
      }),
      { numRuns: 2000 }
    )
  })

  it('is not cut through a character of two units', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 300 }), (text, limit) => {
        if (text.isWellFormed()) assert.ok(cut(text, limit).isWellFormed())
      }),
      { numRuns: 2000 }
    )
  })

  it('is not cut through an escaped character', () => {
    for (let limit = 40; limit < 80; limit += 1) {
      assert.doesNotMatch(parts(cut('\\*'.repeat(500), limit)).kept, /\\$/)
      assert.doesNotMatch(parts(cut('&amp;'.repeat(500), limit)).kept, /&\w*$/)
    }
  })

  it('of ten megabytes is cut', () => {
    assert.ok(points(cut('😀 x\n'.repeat(2_000_000), 16_383)) <= 16_383)
  })
})
