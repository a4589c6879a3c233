import assert from 'node:assert/strict'
import { type Contender, fewestRuns, judge, measure, spreadOf, type Target } from '../../scripts/bench/figure'
import { judgeGrowth } from '../../scripts/bench/growth'

describe('A figure of the benchmark', () => {
  const samplesOf = (name: string): readonly number[] => ({ other: [100, 200, 400] })[name] ?? []

  it('is measured at least five times, after one run that warms up, the contenders taking turns', async () => {
    const calls: string[] = []
    const contender = (name: string, samples: readonly number[]): Contender => ({
      name,
      run: () => {
        calls.push(name)
        return Promise.resolve(samples[calls.filter((call) => call === name).length - 1] ?? NaN)
      }
    })
    const contenders = [contender('ours', [1000, 5, 1, 3, 2, 4]), contender('other', [1000, 10, 10, 10, 10, 10])]
    const { outcomes, verdicts } = await measure({ title: 'x', unit: 'ms', contenders, targets: [{ kind: 'times', beside: 'other', atLeast: 3 }] })
    assert.deepEqual(calls, Array.from({ length: fewestRuns + 1 }, () => ['ours', 'other']).flat())
    assert.deepEqual(outcomes[0], { name: 'ours', median: 3, least: 1, most: 5 })
    assert.deepEqual(verdicts.map(({ reached, isMet }) => [reached, isMet]), [[10 / 3, true]])
  })

  it('is judged by the ratios of each turn, so that what slows one turn down slows down both', () => {
    const target: Target = { kind: 'times', beside: 'other', atLeast: 2 }
    assert.deepEqual(judge('messages/s', target, [200, 400, 800], samplesOf), { target, reached: 2, isMet: true })
    assert.deepEqual(judge('messages/s', target, [190, 380, 760], samplesOf), { target, reached: 1.9, isMet: false })
    // Of time and of bytes less is better.
    assert.deepEqual(judge('ms', target, [50, 100, 200], samplesOf), { target, reached: 2, isMet: true })
    assert.equal(judge('ms', target, [200, 400, 800], samplesOf).isMet, false)
  })

  it('is judged by what it takes on top of another, or in all', () => {
    const onTop: Target = { kind: 'on top', beside: 'other', atMost: 5 }
    assert.deepEqual(judge('ms', onTop, [105, 204, 410], samplesOf), { target: onTop, reached: 5, isMet: true })
    assert.equal(judge('ms', onTop, [106, 207, 410], samplesOf).isMet, false)
    const atMost: Target = { kind: 'at most', atMost: 100 }
    assert.equal(judge('ms', atMost, [1, 100, 1000], samplesOf).isMet, true)
    assert.equal(judge('ms', atMost, [1, 101, 1000], samplesOf).isMet, false)
  })

  it('reaches nothing beside what was not measured', () => {
    for (const kind of ['times', 'on top'] as const) {
      const target: Target = kind === 'times' ? { kind, beside: 'gone', atLeast: 0 } : { kind, beside: 'gone', atMost: Infinity }
      assert.equal(judge('ms', target, [1, 1, 1], samplesOf).isMet, false)
    }
  })

  it('has a spread from the least to the most', () => {
    assert.deepEqual(spreadOf([3, 1, 2]), { median: 2, least: 1, most: 3 })
  })
})

describe('A growth of the benchmark', () => {
  const line = (...medians: readonly number[]) => medians.map((median, index) => ({ x: 10 ** index, median }))

  it('is linear where no step grows faster than what it grows with', () => {
    const target = { kind: 'linear', slack: 1.5 } as const
    assert.equal(judgeGrowth(target, line(1, 10, 100)).isMet, true)
    assert.equal(judgeGrowth(target, line(5, 6, 20)).isMet, true)
    assert.deepEqual(judgeGrowth(target, line(1, 10, 1000)), { target, reached: 10, isMet: false })
  })

  it('is flat where each more adds next to nothing', () => {
    const target = { kind: 'flat', atMostEach: 0.01 } as const
    assert.equal(judgeGrowth(target, line(7, 7, 7.5)).isMet, true)
    assert.equal(judgeGrowth(target, line(7, 7, 70)).isMet, false)
  })

  it('reaches nothing where there is nothing', () => {
    assert.equal(judgeGrowth({ kind: 'linear', slack: 1.5 }, []).isMet, false)
    assert.equal(judgeGrowth({ kind: 'flat', atMostEach: 1 }, line(NaN, NaN)).isMet, false)
  })
})
