import assert from 'node:assert/strict'
import fc from 'fast-check'
import { freshStanding, inCompany, judge, mostDoubts, type Standing, timeoutOf, type Verdict, withTries } from '../../nodes/courier/retry-policy'

const now = 1_000_000
const delivered: Verdict = { kind: 'delivered' }
const refused: Verdict = { kind: 'refused' }
const misdirected: Verdict = { kind: 'misdirected' }
const away: Verdict = { kind: 'away', pause: null }
const asked: Verdict = { kind: 'away', pause: 7000 }
const failed: Verdict = { kind: 'doubtful', stored: false }
const unanswered: Verdict = { kind: 'doubtful', stored: true }

const standing = (changed: Partial<Standing> = {}): Standing => ({ ...freshStanding, ...changed })

/** What is tried after so many answers of one kind, from a fresh start, with something waiting behind. */
const after = (verdict: Verdict, count: number, random = 1): Standing => {
  let at = freshStanding
  for (let answer = 0; answer < count; answer += 1) at = judge(at, verdict, true, now, random).standing
  return at
}

const verdicts = fc.oneof(
  fc.constantFrom(delivered, refused, misdirected, away, failed, unanswered),
  fc.integer({ min: 1, max: 300_000 }).map((pause): Verdict => ({ kind: 'away', pause }))
)

describe('The retry policy', () => {
  for (const [what, from, verdict, more, fate, headGivenUp, changed] of [
    ['delivers', {}, delivered, true, 'delivered', false, {}],
    ['forgets all trouble with a delivery, but that alerts had to wait', { outages: 3, doubts: 4, misdirections: 2, backlogged: true, notBefore: 5 }, delivered, true, 'delivered', false, { backlogged: true }],
    ['gives the head up when the next one is delivered', { turn: 'next', doubts: 5 }, delivered, true, 'delivered', true, {}],
    ['gives up what is refused', { doubts: 2, misdirections: 1 }, refused, true, 'given up', false, {}],
    ['asks the head once more where the platform had been ill as well', { turn: 'next', doubts: 6, outages: 1, backlogged: true }, delivered, true, 'delivered', false, { doubts: 4, backlogged: true }],
    ['learns nothing about the head when the next one is refused', { turn: 'next', doubts: 5 }, refused, true, 'given up', false, { turn: 'next', doubts: 5 }],
    ['waits a second when the courier is refused', {}, misdirected, true, 'waits', false, { misdirections: 1, notBefore: now + 1000 }],
    ['and four when it is refused again', { misdirections: 1 }, misdirected, true, 'waits', false, { misdirections: 2, notBefore: now + 4000 }],
    ['and gives up the third time', { misdirections: 2 }, misdirected, true, 'given up', false, { misdirections: 2 }],
    ['tries the next one again where it is the courier that is refused', { turn: 'next', doubts: 5 }, misdirected, true, 'waits', false, { turn: 'next', doubts: 5, misdirections: 1, notBefore: now + 1000 }],
    ['and gives that up the third time, and not the head', { turn: 'next', doubts: 5, misdirections: 2 }, misdirected, true, 'given up', false, { turn: 'next', doubts: 5, misdirections: 2 }],
    ['counts anew how often the courier was refused after an outage', { misdirections: 2 }, asked, true, 'waits', false, { outages: 1, backlogged: true, notBefore: now + 7000 }],
    ['and after a doubt', { misdirections: 2 }, failed, true, 'waits', false, { doubts: 1, notBefore: now + 1000 }],
    ['waits for as long as it is asked to', { outages: 4 }, asked, true, 'waits', false, { outages: 5, backlogged: true, notBefore: now + 7000 }],
    ['goes on with the next one after an outage in between', { turn: 'next', doubts: 5 }, asked, true, 'waits', false, { turn: 'next', doubts: 5, outages: 1, backlogged: true, notBefore: now + 7000 }],
    ['tries the next one after five doubts', { doubts: 4 }, failed, true, 'waits', false, { doubts: 5, turn: 'next', notBefore: now }],
    ['waits for company where none is behind it: a minute', { doubts: 4 }, failed, false, 'waits', false, { doubts: 5, lonely: true, backlogged: true, notBefore: now + 60_000 }],
    ['and ten where each try may be a copy', { doubts: 4 }, unanswered, false, 'waits', false, { doubts: 5, lonely: true, backlogged: true, notBefore: now + 600_000 }],
    ['waits for the server when the next one fails alike', { turn: 'next', doubts: 5 }, failed, true, 'waits', false, { doubts: 5, outages: 1, backlogged: true, notBefore: now + 32_000 }],
    ['and longer in the end where each try may be a copy', { turn: 'next', doubts: 5, outages: 9 }, unanswered, true, 'waits', false, { doubts: 5, outages: 10, backlogged: true, notBefore: now + 600_000 }],
    ['lets no company end the pause that it was asked for', { doubts: 5, lonely: true, backlogged: true }, asked, false, 'waits', false, { doubts: 5, outages: 1, backlogged: true, notBefore: now + 7000 }]
  ] as const) {
    it(what, () => {
      assert.deepEqual(judge(standing(from), verdict, more, now, 1), { standing: standing(changed), fate, headGivenUp })
    })
  }

  it('waits twice as long after each outage, up to a minute', () => {
    assert.deepEqual([1, 2, 3, 4, 5, 6, 7, 8, 1000].map((count) => after(away, count).notBefore - now), [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000])
  })

  it('spreads its pauses over their whole length', () => {
    assert.deepEqual([0, 0.25, 1].map((random) => after(away, 4, random).notBefore - now), [0, 2000, 8000])
  })

  it('gives each try in doubt twice the time, up to two minutes, and never less than is set', () => {
    assert.deepEqual([0, 1, 2, 3, 4, 5].map((doubts) => timeoutOf(30_000, doubts)), [30_000, 60_000, 120_000, 120_000, 120_000, 120_000])
    assert.deepEqual([0, 1, 4].map((doubts) => timeoutOf(1000, doubts)), [1000, 2000, 16_000])
    assert.deepEqual([0, 4].map((doubts) => timeoutOf(600_000, doubts)), [600_000, 600_000])
  })

  it('tries the next one at once when one has come to wait behind', () => {
    const lonely = standing({ doubts: 5, lonely: true, notBefore: now + 600_000 })
    assert.deepEqual(inCompany(lonely, true, now), standing({ doubts: 5, turn: 'next', notBefore: now }))
    assert.equal(inCompany(lonely, false, now), lonely)
    const paused = standing({ outages: 2, notBefore: now + 600 })
    assert.equal(inCompany(paused, true, now), paused)
    assert.equal(inCompany(paused, false, now), paused)
  })

  it('waits for company again where the next one is gone before it was tried', () => {
    const next = standing({ doubts: 5, turn: 'next', notBefore: now })
    assert.deepEqual(inCompany(next, false, now), standing({ doubts: 5, lonely: true, notBefore: now + 60_000 }))
  })

  it('goes on where an earlier life was, and waits for company with one that was tried enough then', () => {
    assert.deepEqual(withTries(freshStanding, 0, now), freshStanding)
    assert.deepEqual(withTries(freshStanding, 4, now), standing({ doubts: 4 }))
    assert.deepEqual(withTries(freshStanding, 5, now), standing({ doubts: 5, lonely: true, notBefore: now + 600_000 }))
    assert.deepEqual(withTries(standing({ doubts: 6 }), 5, now), standing({ doubts: 6 }))
  })

  it('asks at once after an answer that ends nothing only where it asks for the next one, whatever is answered', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(verdicts, fc.boolean()), { maxLength: 60 }), (answers) => {
        let at = freshStanding
        for (const [verdict, more] of answers) {
          const { standing: then, fate } = judge(at, verdict, more, now, 1)
          const turnsToNext = at.turn === 'head' && then.turn === 'next'
          assert.ok(fate !== 'waits' || turnsToNext || then.notBefore > now, JSON.stringify([at, verdict, then]))
          at = then
        }
      })
    )
  })

  it('never waits longer than a minute, but for what it was asked and where each try may be a copy, whatever is answered', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(verdicts, fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 60 }), (answers) => {
        let at = freshStanding
        for (const [verdict, more, random] of answers) {
          const judged = judge(at, verdict, more, now, random)
          const pause = judged.standing.notBefore - now
          const most = verdict.kind === 'away' && verdict.pause !== null ? verdict.pause : judged.standing.lonely || (verdict.kind === 'doubtful' && verdict.stored) ? 600_000 : 60_000
          assert.ok(pause <= most || judged.fate !== 'waits', JSON.stringify([at, verdict, judged]))
          assert.ok(judged.fate !== 'delivered' || verdict.kind === 'delivered')
          assert.ok(judged.fate === 'waits' || ['delivered', 'refused', 'misdirected'].includes(verdict.kind))
          assert.ok(!judged.headGivenUp || (at.turn === 'next' && at.doubts >= mostDoubts && verdict.kind === 'delivered'))
          at = judged.standing
        }
      })
    )
  })
})
