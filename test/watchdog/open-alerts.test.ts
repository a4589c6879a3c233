import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { type Entry, OpenAlerts } from '../../nodes/watchdog/open-alerts'

const hour = 3_600_000

const standing = (id: string, seen: number, level: 'HIGH' | 'LOW' = 'HIGH') => ({ id, level, created: seen, first: seen, seen, incidents: 1 })

describe('Open alerts', () => {
  it('are bounded in number: the key that was seen longest ago is forgotten', () => {
    const open = new OpenAlerts({ most: 3, keep: hour }, () => undefined)
    for (const [index, key] of ['a', 'b', 'c'].entries()) open.put(key, standing(key, index))
    open.put('a', { ...standing('a', 3), incidents: 2 })
    open.put('d', standing('d', 4))
    assert.deepEqual(['a', 'b', 'c', 'd'].map((key) => open.of(key, 'HIGH')?.incidents), [2, undefined, 1, 1])
    assert.deepEqual([open.size, open.forgotten], [3, 1])
  })

  it('are bounded in time: what was not seen for so long is forgotten, and cannot be resolved', () => {
    const open = new OpenAlerts({ most: 100, keep: hour }, () => undefined)
    open.put('a', standing('a', 0))
    assert.deepEqual([open.gravest('a', hour)?.id, open.gravest('a', hour + 1)], ['a', undefined])
    open.put('b', standing('b', 0))
    open.put('c', standing('c', hour + 1))
    assert.deepEqual([open.size, open.forgotten], [1, 0])
  })

  it('are the same after all that was noted is replayed, levels and order included', () => {
    const noted: Entry[] = []
    const open = new OpenAlerts({ most: 3, keep: hour }, (entry) => noted.push(entry))
    open.put('a', standing('1', 0))
    open.put('a', standing('2', 1, 'LOW'))
    open.put('b', standing('3', 2))
    open.put('c', standing('4', 3))
    open.put('a', { ...standing('1', 4), incidents: 7 })
    open.close('c', '4')
    open.put('d', standing('5', 5))
    open.put('e', standing('6', 6))
    const replayed = new OpenAlerts({ most: 3, keep: hour }, () => undefined)
    for (const entry of JSON.parse(JSON.stringify(noted)) as Entry[]) replayed.replay(entry)
    assert.deepEqual([...replayed.entries()], [...open.entries()])
    // And after what a snapshot says.
    const again = new OpenAlerts({ most: 3, keep: hour }, () => undefined)
    for (const entry of open.entries()) again.replay(entry)
    assert.deepEqual([...again.entries()], [...open.entries()])
    assert.equal(again.gravest('a', 6)?.incidents, 7)
  })

  it('are asked for the gravest of a key, whichever came last', () => {
    const open = new OpenAlerts({ most: 3, keep: hour }, () => undefined)
    open.put('a', standing('1', 0, 'LOW'))
    open.put('a', standing('2', 1, 'HIGH'))
    open.put('a', standing('3', 2, 'LOW'))
    assert.deepEqual([open.gravest('a', 3)?.id, open.gravest('b', 3)], ['2', undefined])
  })

  it('are opened again as they were, levels and order included; what was made meanwhile stays', () => {
    const open = new OpenAlerts({ most: 3, keep: hour }, () => undefined)
    open.put('a', standing('1', 0, 'LOW'))
    open.put('a', standing('2', 1))
    const before = [...open.entries()]
    open.close('a', '2')
    assert.equal(open.size, 0)
    open.reopen('a', standing('2', 9))
    assert.deepEqual([...open.entries()], before)
    open.close('a', '2')
    open.put('a', standing('3', 5))
    open.reopen('a', standing('2', 9))
    assert.deepEqual(Array.from(open.entries(), ([, id]) => id), ['1', '3'])
  })

  it('are opened by what their resolution told where it is not known any more', () => {
    const open = new OpenAlerts({ most: 3, keep: hour }, () => undefined)
    open.put('a', standing('2', 1))
    open.reopen('a', standing('1', 9))
    assert.deepEqual(Array.from(open.entries(), ([, id]) => id), ['2'])
    open.takeBack('a', '2')
    assert.deepEqual(Array.from(open.entries(), ([, id]) => id), ['1'])
  })

  it('that are taken back leave what they took the place of', () => {
    const open = new OpenAlerts({ most: 3, keep: hour }, () => undefined)
    open.put('a', standing('1', 0))
    open.put('a', standing('2', 1, 'LOW'))
    open.put('a', standing('3', 2))
    open.takeBack('a', '3')
    assert.deepEqual(Array.from(open.entries(), ([, id]) => id), ['1', '2'])
  })

  it('that are taken back leave the one that was seen last as the last', () => {
    const open = new OpenAlerts({ most: 3, keep: 1000 }, () => undefined)
    open.put('a', standing('1', 0))
    open.put('a', standing('2', 990, 'LOW'))
    open.put('a', standing('3', 991))
    open.takeBack('a', '3')
    assert.equal(open.gravest('a', 1900)?.id, '1')
  })

  it('that were forgotten are not back with what is taken back later', () => {
    const open = new OpenAlerts({ most: 1, keep: hour }, () => undefined)
    open.put('a', standing('1', 0))
    open.put('a', standing('2', 1))
    open.put('b', standing('3', 2))
    open.takeBack('a', '2')
    assert.deepEqual(Array.from(open.entries(), ([key]) => key), ['b'])
  })

  it('that were over before a restart are not there after it', () => {
    const open = new OpenAlerts({ most: 3, keep: hour }, () => undefined)
    open.replay(['a', '1', 1, 0, 0, 0, 1])
    open.replay(['b', '2', 1, hour, hour, hour, 1])
    open.settle(hour + 1)
    assert.deepEqual(Array.from(open.entries(), ([key]) => key), ['b'])
  })

  it('take less than 60 MB for 100,000 keys', () => {
    const measured = execFileSync(process.execPath, ['--expose-gc', '--require', require.resolve('tsx/cjs'), join(__dirname, 'measure-open-alerts.ts')], { encoding: 'utf8' })
    const { size, bytes } = JSON.parse(measured) as { size: number; bytes: number }
    assert.equal(size, 100_000)
    assert.ok(bytes < 60e6, `${(bytes / 1e6).toFixed(1)} MB`)
  })
})
