import assert from 'node:assert/strict'
import { Recent } from '../../nodes/watchdog/recent'

describe('The last things that were put in', () => {
  it('are answered once, by their keys', () => {
    const recent = new Recent<number>(3)
    recent.put('a', 1)
    recent.put('a', 2)
    assert.deepEqual([recent.take('a'), recent.take('a'), recent.take('b')], [2, undefined, undefined])
  })

  it('are no more than they may be: the oldest is forgotten', () => {
    const recent = new Recent<number>(3)
    for (const [index, key] of ['a', 'b', 'c', 'a', 'd'].entries()) recent.put(key, index)
    assert.deepEqual(['a', 'b', 'c', 'd'].map((key) => recent.take(key)), [3, undefined, 2, 4])
  })

  it('can be changed', () => {
    const recent = new Recent<number>(3)
    recent.put('a', 1)
    recent.change((value) => value + 1)
    assert.equal(recent.take('a'), 2)
  })
})
