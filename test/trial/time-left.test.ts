import assert from 'node:assert/strict'
import { timeLeft } from '../../nodes/trial/time-left'

describe('A request of a trial', () => {
  let now = 5000

  it("may take as long as the Courier's timeout", () => {
    const left = timeLeft(30_000, 60_000, () => now)
    assert.equal(left(), 30_000)
    now += 30_000
    assert.equal(left(), 30_000)
  })

  it('may take no longer than what those before it left of the time for all', () => {
    const left = timeLeft(600_000, 60_000, () => now)
    assert.equal(left(), 60_000)
    now += 59_000
    assert.equal(left(), 1000)
    now += 2000
    assert.equal(left(), 1, 'and is ended at once where nothing is left')
  })
})
