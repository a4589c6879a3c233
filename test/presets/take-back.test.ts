import assert from 'node:assert/strict'
import { compileWatchdog } from '../../nodes/watchdog/compile-watchdog'
import { type Entry, OpenAlerts } from '../../nodes/watchdog/open-alerts'
import { Watchdog } from '../../nodes/watchdog/watchdog'

describe('A watchdog whose alert was not taken in', () => {
  const start = Date.UTC(2026, 10, 25, 8)
  const minute = 60_000
  let noted: Entry[]
  let open: OpenAlerts
  let watchdog: Watchdog

  beforeEach(() => {
    const compiled = compileWatchdog({
      title: '{{what}}',
      muzzleFields: 'what',
      muzzleEnabled: true,
      muzzleWindow: 'sliding',
      triggers: [
        { level: 'CRITICAL', nodes: [{ type: 'rule', field: 'state', operator: 'equals', value: 'worse' }] },
        { level: 'HIGH', nodes: [] }
      ],
      resolvedWhen: { nodes: [{ type: 'rule', field: 'state', operator: 'equals', value: 'well' }] }
    })
    assert.ok(compiled.ok)
    noted = []
    open = new OpenAlerts({ most: 10, keep: 3600_000 }, (entry) => noted.push(entry))
    let ids = 0
    watchdog = new Watchdog({ id: 'dog', compiled: compiled.value, open, newId: () => `alert-${(ids += 1)}`, onInexact: () => undefined })
  })

  const look = (state: string, at: number): ReturnType<Watchdog['look']> => {
    const event = { what: 'disk', state }
    return watchdog.look(event, { outer: event, payload: event, topic: undefined, msg: undefined }, at)
  }
  const made = (state: string, at: number): object => {
    const finding = look(state, at)
    assert.notEqual(finding.kind, 'nothing')
    return (finding as { alert: object }).alert
  }

  it('makes it anew when its event comes again', () => {
    watchdog.takeBack(made('bad', start), start)
    assert.equal(look('bad', start + minute).kind, 'new')
    assert.equal(look('bad', start + 2 * minute).kind, 'update')
  })

  it('keeps the alert of another level that the key has', () => {
    made('bad', start)
    watchdog.takeBack(made('worse', start + minute), start + minute)
    assert.equal(look('bad', start + 2 * minute).kind, 'update')
    assert.equal(look('worse', start + 3 * minute).kind, 'new')
  })

  it('finds it open when its resolution comes again, with its id, count and beginning', () => {
    made('bad', start)
    look('bad', start + minute)
    const resolution = made('well', start + 2 * minute)
    watchdog.takeBack(resolution, start + 2 * minute)
    assert.deepEqual(made('well', start + 3 * minute), resolution)
    assert.equal(look('well', start + 4 * minute).kind, 'nothing')
  })

  it('changes nothing for a repeat, for what is no alert, and for an alert that it does not know', () => {
    made('bad', start)
    watchdog.takeBack(made('bad', start + minute), start + minute)
    const before = [...open.entries()]
    for (const payload of [null, 'text', {}, { key: 'another', id: 'x', title: 'y' }]) watchdog.takeBack(payload, start)
    assert.deepEqual([...open.entries()], before)
    assert.equal(look('bad', start + 2 * minute).kind, 'update')
  })

  it('knows after a restart what it has taken back', () => {
    made('bad', start)
    watchdog.takeBack(made('worse', start + minute), start + minute)
    const later = new OpenAlerts({ most: 10, keep: 3600_000 }, () => undefined)
    for (const entry of noted) later.replay(entry)
    assert.deepEqual([...later.entries()], [...open.entries()])
  })
})
