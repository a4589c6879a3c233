import assert from 'node:assert/strict'
import { FirstKey } from '../../nodes/watchdog/first-key'
import { collectGarbage } from '../../scripts/bench/garbage'

const heapInUse = (): number => {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

describe('The first key of a Map', () => {
  it('is the one that was added longest ago, as each is deleted, whatever is added again meanwhile', () => {
    const map = new Map<number, true>()
    const first = new FirstKey(map)
    const add = (key: number): void => {
      map.delete(key)
      map.set(key, true)
      first.noteAdded()
    }
    let seed = 1
    for (let step = 0; step < 20_000; step += 1) {
      seed = (seed * 1103515245 + 12345) % 2147483648
      if (seed % 3 > 0 || map.size === 0) add(seed % 500)
      else {
        const [expected] = map.keys()
        const key = first.next()
        assert.equal(key, expected)
        map.delete(key!)
      }
    }
  })

  it('is none of an empty Map, and is found once something is added', () => {
    const map = new Map<string, true>()
    const first = new FirstKey(map)
    assert.equal(first.next(), undefined)
    map.set('a', true)
    first.noteAdded()
    assert.equal(first.next(), 'a')
  })

  it('keeps nothing alive of what was there before', () => {
    const map = new Map<string, object>()
    const first = new FirstKey(map)
    map.set('first', {}).set('again', {})
    map.delete(first.next() ?? '')
    const before = heapInUse()
    for (let count = 0; count < 1_000_000; count += 1) {
      map.delete('again')
      map.set('again', { count })
      first.noteAdded()
    }
    const more = heapInUse() - before
    assert.equal(first.next(), 'again') // and so all that it holds was in use until now
    assert.ok(more < 5e6, `${more} bytes more are in use`)
  })
})
