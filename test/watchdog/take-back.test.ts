import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Alert } from '../../nodes/alert/alert'
import { OpenAlerts } from '../../nodes/watchdog/open-alerts'
import { all, alertOf, kinds, type Looking, looking, noon, rule, trigger } from './looking'

const minute = 60_000

/** A disk is bad or worse until it is well. */
const disks = {
  title: '{{what}}',
  muzzleFields: 'what',
  muzzleEnabled: true,
  muzzleWindow: 'sliding',
  triggers: [trigger('CRITICAL', rule('state', 'equals', 'worse')), trigger('HIGH')],
  resolvedWhen: all(rule('state', 'equals', 'well'))
}

describe('A watchdog whose alert was not taken in', () => {
  let dog: Looking

  beforeEach(() => {
    dog = looking(disks)
  })

  const made = (state: string, minutes = 0): Alert => alertOf(dog.look({ what: 'disk', state }, noon + minutes * minute))
  const kind = (state: string, minutes = 0): string => kinds(dog.look({ what: 'disk', state }, noon + minutes * minute))

  it('makes it anew when its event comes again', () => {
    dog.takeBack(made('bad'))
    assert.deepEqual([kind('bad', 1), kind('bad', 2)], ['new', 'update'])
  })

  it('keeps the alert of another level that the key has', () => {
    made('bad')
    dog.takeBack(made('worse', 1))
    assert.deepEqual([kind('bad', 2), kind('worse', 3)], ['update', 'new'])
  })

  it('keeps the alert that it took the place of when its window was over', () => {
    const first = made('bad')
    const second = made('bad', 70)
    assert.notEqual(second.id, first.id)
    dog.takeBack(second)
    assert.equal(made('well', 80).id, first.id)
  })

  it('finds open what its resolution closed when that comes again: all levels, with their windows and counts', () => {
    made('bad')
    kind('bad', 1)
    made('worse', 2)
    const before = [...dog.open.entries()]
    const resolution = made('well', 3)
    dog.takeBack(resolution)
    assert.deepEqual([...dog.open.entries()], before)
    assert.equal(made('bad', 4).incidents, 3)
    assert.equal(made('well', 5).id, resolution.id)
    assert.equal(kind('well', 6), 'nothing')
  })

  it('leaves an alert that was made meanwhile', () => {
    made('bad')
    const resolution = made('well', 1)
    const next = made('bad', 2)
    dog.takeBack(resolution)
    assert.equal(made('bad', 3).id, next.id)
  })

  it('changes nothing for a repeat, for what is no alert, and for what it did not make', () => {
    const first = made('bad')
    dog.takeBack(made('bad', 1))
    const before = [...dog.open.entries()]
    const others = [null, 'text', {}, { key: 'another', id: 'x', title: 'y' }, { id: 'x', status: 'DONE' }, { ...first, status: 'DONE' }]
    for (const payload of others) dog.takeBack(payload)
    assert.deepEqual([...dog.open.entries()], before)
    assert.equal(kind('bad', 2), 'update')
  })

  it('finds open what a resolution closed before a restart, when that comes again', () => {
    const first = made('bad')
    const resolution = made('well', 1)
    dog = looking(disks, dog.noted)
    dog.takeBack(resolution, noon + 2 * minute)
    assert.deepEqual(made('well', 3), { ...resolution, id: first.id })
  })

  it('leaves nothing open where an alert and its resolution are taken back, in any order, and over a restart', () => {
    for (const order of ['alert first', 'resolution first', 'alert first after a restart', 'resolution first after a restart']) {
      dog = looking(disks)
      const first = made('bad')
      const resolution = made('well', 1)
      if (order.endsWith('restart')) dog = looking(disks, dog.noted)
      for (const taken of order.startsWith('alert first') ? [first, resolution] : [resolution, first]) dog.takeBack(taken)
      assert.equal(kind('bad', 2), 'new', order)
    }
    dog = looking(disks)
    const bad = made('bad')
    const worse = made('worse', 1)
    const resolution = made('well', 2)
    dog.takeBack(bad)
    dog.takeBack(resolution)
    assert.deepEqual([kind('bad', 3), made('worse', 3).id], ['new', worse.id])
  })

  it('is as if it had not been made, whichever is taken back, in any order', () => {
    const taken = fc.record({ back: fc.nat(20), state: fc.constantFrom('bad', 'worse', 'well', 'back'), minutes: fc.constantFrom(1, 70) })
    fc.assert(
      fc.property(fc.array(taken, { maxLength: 20 }), (steps) => {
        dog = looking(disks)
        /** All that was made and not taken back. */
        let kept: readonly Alert[] = []
        let minutes = 0
        for (const step of steps) {
          minutes += step.minutes
          if (step.state === 'back') {
            const back = kept[step.back % kept.length]
            if (back === undefined || (back.status === 'NEW' && back.incidents > 1)) continue
            dog.takeBack(back, noon + minutes * minute)
            // What is counted goes with it.
            kept = kept.filter((one) => one !== back && (back.status === 'DONE' || one.status === 'DONE' || one.id !== back.id))
          } else {
            const [finding] = dog.look({ what: 'disk', state: step.state }, noon + minutes * minute)
            if (finding !== undefined && finding.kind !== 'nothing') kept = [...kept, finding.alert]
          }
          const open = new Map<string, Alert>()
          for (const alert of kept) {
            if (alert.status === 'DONE') open.clear()
            else open.set(alert.level, alert)
          }
          const known = Array.from(dog.open.entries(), ([, id, , , , , incidents]) => `${id} x${incidents}`)
          assert.deepEqual(known.sort(), Array.from(open.values(), ({ id, incidents }) => `${id} x${incidents}`).sort())
        }
      }),
      { numRuns: 2000 }
    )
  })

  it('takes back more resolutions than come in one message', () => {
    const whats = Array.from({ length: 3000 }, (_, index) => `disk ${index}`)
    dog = looking(disks, [], { most: 5000 })
    const look = (what: string, state: string): Alert => alertOf(dog.look({ what, state }))
    for (const what of whats) look(what, 'bad')
    const resolutions = whats.map((what) => look(what, 'well'))
    for (const resolution of resolutions) dog.takeBack(resolution)
    assert.equal(dog.open.size, 3000)
  })

  it('opens nothing that was taken back where its resolution is taken back twice', () => {
    for (const order of ['resolution, alert, resolution', 'alert, resolution, resolution']) {
      dog = looking(disks)
      const taken = { alert: made('bad'), resolution: made('well', 1) }
      for (const one of order.split(', ')) dog.takeBack(taken[one as keyof typeof taken])
      assert.equal(kind('bad', 2), 'new', order)
    }
  })

  it('takes back as many alerts and resolutions of one thing', () => {
    dog = looking({ ...disks, muzzleEnabled: false })
    const each = Array.from({ length: 2500 }, (_, minutes) => [made('bad', minutes), made('well', minutes)] as const)
    for (const [, resolution] of each) dog.takeBack(resolution)
    for (const [alert] of each) dog.takeBack(alert)
    assert.equal(dog.open.size, 0)
  })

  it('has nothing to take back where nobody asks what is open', () => {
    dog = looking({ ...disks, muzzleEnabled: false, resolvedWhen: undefined })
    dog.takeBack({ ...made('bad'), status: 'DONE' })
    assert.deepEqual([dog.open.size, dog.noted], [0, []])
  })

  it('knows after a restart what it has taken back', () => {
    made('bad')
    dog.takeBack(made('worse', 1))
    dog.takeBack(made('well', 2))
    const later = new OpenAlerts({ most: 10, keep: 3600_000 }, () => undefined)
    for (const entry of dog.noted) later.replay(entry)
    assert.deepEqual([...later.entries()], [...dog.open.entries()])
    assert.equal(later.size, 1)
  })
})
