import assert from 'node:assert/strict'
import { Allowance } from '../../nodes/trial/allowance'

describe('An allowance', () => {
  let now: number
  let allowance: Allowance

  const taken = (): number => {
    let count = 0
    while (allowance.take()) count += 1
    return count
  }

  beforeEach(() => {
    now = 5000
    allowance = new Allowance(10, 60_000, () => now)
  })

  it('lets so many through at once, and no more', () => {
    assert.equal(taken(), 10)
    assert.equal(allowance.take(), false)
  })

  it('gives back one by one, in equal steps', () => {
    taken()
    now += 5999
    assert.equal(allowance.take(), false)
    now += 1
    assert.equal(allowance.take(), true)
    assert.equal(allowance.take(), false)
    now += 18_000
    assert.equal(taken(), 3)
  })

  it('saves up no more than it has at first', () => {
    taken()
    now += 3_600_000
    assert.equal(taken(), 10)
  })
})
