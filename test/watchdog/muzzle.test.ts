import assert from 'node:assert/strict'
import fc from 'fast-check'
import { bucketOf, isRepeat, type Unit, unitSeconds } from '../../nodes/watchdog/muzzle'

const at = (iso: string): number => Date.parse(iso)

describe("Cyphon's time bucket", () => {
  const cases: readonly (readonly [iso: string, interval: number, unit: Unit, bucket: number])[] = [
    ['1970-01-01T00:00:00.000Z', 1, 'm', 0],
    ['1970-01-01T00:00:59.999Z', 1, 'm', 0],
    ['1970-01-01T00:01:00.000Z', 1, 'm', 1],
    ['1970-01-01T00:59:59.999Z', 1, 'h', 0],
    ['1970-01-01T01:00:00.000Z', 1, 'h', 1],
    ['1970-01-01T23:59:59.999Z', 1, 'd', 0],
    ['1970-01-02T00:00:00.000Z', 1, 'd', 1],
    ['1970-01-01T00:00:06.999Z', 7, 's', 0],
    ['1970-01-01T00:00:07.000Z', 7, 's', 1],
    ['2026-11-25T12:00:00.000Z', 5, 'm', 5_985_360],
    ['2026-11-25T12:04:59.999Z', 5, 'm', 5_985_360],
    ['2026-11-25T12:05:00.000Z', 5, 'm', 5_985_361],
    // Weeks of seven days begin on a Thursday, as the epoch did.
    ['2026-11-25T23:59:59.999Z', 7, 'd', 2968],
    ['2026-11-26T00:00:00.000Z', 7, 'd', 2969]
  ]
  for (const [iso, interval, unit, bucket] of cases) {
    it(`of ${interval} ${unit} at ${iso} is number ${bucket}`, () => assert.equal(bucketOf(at(iso), interval * unitSeconds[unit]), bucket))
  }

  it('counts whole seconds since the epoch, however long the interval', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 1e7 }), (ms, interval) => {
        const bucket = bucketOf(ms, interval)
        const seconds = Math.floor(ms / 1000)
        assert.ok(bucket * interval <= seconds && seconds < (bucket + 1) * interval)
      })
    )
  })
})

describe('A repeat', () => {
  const hour = 3600
  const bucket = { window: 'bucket', interval: hour } as const
  const sliding = { window: 'sliding', interval: hour } as const

  it('by buckets is what falls into the same one, however short the time between', () => {
    assert.equal(isRepeat(bucket, at('2026-11-25T12:00:00Z'), at('2026-11-25T12:59:59.999Z')), true)
    assert.equal(isRepeat(bucket, at('2026-11-25T12:59:59Z'), at('2026-11-25T13:00:00Z')), false)
  })

  it('by a window that slides is what comes before the interval from the first is over', () => {
    assert.equal(isRepeat(sliding, at('2026-11-25T12:59:59Z'), at('2026-11-25T13:00:00Z')), true)
    assert.equal(isRepeat(sliding, at('2026-11-25T12:30:00Z'), at('2026-11-25T13:29:59.999Z')), true)
    assert.equal(isRepeat(sliding, at('2026-11-25T12:30:00Z'), at('2026-11-25T13:30:00Z')), false)
  })

  it('is none where the clock was set back by more than the interval', () => {
    assert.equal(isRepeat(sliding, at('2026-11-25T12:00:00Z'), at('2026-11-25T11:30:00Z')), true)
    assert.equal(isRepeat(sliding, at('2026-11-25T12:00:00Z'), at('2026-11-25T10:00:00Z')), false)
  })
})
