import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
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

  it('that are over are not there again with a new one of their key', () => {
    const open = new OpenAlerts({ most: 3, keep: 1000 }, () => undefined)
    open.put('b', standing('0', 500))
    open.put('a', standing('1', 0))
    open.put('a', standing('2', 1400, 'LOW'))
    assert.equal(open.gravest('a', 1400)?.id, '2')
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

  it('are the same after any changes, restarts and rewrites of what was noted', () => {
    const step = fc.record({ what: fc.constantFrom('put', 'put', 'repeat', 'close', 'take back', 'restart', 'rewrite'), key: fc.constantFrom('a', 'b', 'c', 'd', 'e'), level: fc.constantFrom('HIGH', 'LOW'), later: fc.constantFrom(1, 10, 400), which: fc.nat(30) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let noted: Entry[] = []
        const started = (now: number): OpenAlerts => {
          const read = JSON.parse(JSON.stringify(noted)) as Entry[]
          const open = new OpenAlerts({ most: 3, keep: 1000 }, (entry) => noted.push(entry))
          for (const entry of read) open.replay(entry)
          open.settle(now)
          return open
        }
        let open = started(0)
        let now = 1000
        const made: { readonly key: string; readonly alert: ReturnType<typeof standing>; readonly isClosing: boolean }[] = []
        for (const { what, key, level, later, which } of steps) {
          now += later
          const known = open.of(key, level)
          const gravest = open.gravest(key, now)
          const taken = made[which % made.length]
          if (what === 'put') {
            const alert = standing(`${made.length}`, now, level)
            made.push({ key, alert, isClosing: false })
            open.put(key, alert)
          } else if (what === 'repeat' && known !== undefined) open.put(key, { ...known, seen: now, incidents: known.incidents + 1 })
          else if (what === 'close' && gravest !== undefined) {
            made.push({ key, alert: standing(gravest.id, now), isClosing: true })
            open.close(key, gravest.id)
          } else if (what === 'take back' && taken?.isClosing === true) open.reopen(taken.key, { ...taken.alert, seen: now })
          else if (what === 'take back' && taken !== undefined) open.takeBack(taken.key, taken.alert.id)
          else if (what === 'restart') open = started(now)
          else if (what === 'rewrite') noted = [...open.entries()]
          const replayed = new OpenAlerts({ most: 3, keep: 1000 }, () => undefined)
          for (const entry of noted) replayed.replay(entry)
          assert.deepEqual([...replayed.entries()], [...open.entries()])
          assert.ok(open.size <= 3)
        }
      }),
      { numRuns: 3000 }
    )
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

  it('are taken back as long as 10,000 changes of any keys have not come since, whatever else was taken back', () => {
    const open = new OpenAlerts({ most: 20_000, keep: hour }, () => undefined)
    for (const id of ['1', '2', '3']) open.put('a', standing(id, 0))
    for (let index = 0; index < 9_990; index += 1) open.put(`${index}`, standing(`${index}`, 1))
    open.put('b', standing('b1', 1))
    open.put('b', standing('b2', 1))
    open.takeBack('a', '2')
    for (let index = 0; index < 9_990; index += 1) open.put(`${index}`, standing(`${index}+`, 1, 'LOW'))
    open.takeBack('b', 'b2')
    open.takeBack('a', '3')
    assert.deepEqual([open.of('b', 'HIGH')?.id, open.of('a', 'HIGH')], ['b1', undefined])
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
