import assert from 'node:assert/strict'
import fc from 'fast-check'
import { compileWatchdog } from '../../nodes/watchdog/compile-watchdog'
import { explainWatchdog } from '../../nodes/watchdog/explain'
import type { WatchdogTrace } from '../../nodes/watchdog/trace'
import type { SavedWatchdog } from '../../nodes/watchdog/saved'
import { sources } from '../../scripts/examples/all'
import { all, hosts, looking, noon, rule, trigger } from './looking'

const explain = (saved: SavedWatchdog, payload: unknown): WatchdogTrace => {
  const compiled = compileWatchdog(saved)
  assert.ok(compiled.ok)
  return explainWatchdog(compiled.value, payload, { outer: payload, payload, topic: undefined, msg: { payload } }, { id: 'dog', newId: () => 'alert 1', now: noon })
}

/** A copy of an event with other values in some of its places, which are counted in order and over again. */
const changed = (event: unknown, changes: readonly (readonly [place: number, value: unknown])[]): unknown => {
  const copy = structuredClone(event)
  const places: (readonly [holder: Record<string, unknown>, name: string])[] = []
  const find = (holder: Record<string, unknown>): void => {
    for (const [name, value] of Object.entries(holder)) {
      places.push([holder, name])
      if (typeof value === 'object' && value !== null) find(value as Record<string, unknown>)
    }
  }
  if (typeof copy === 'object' && copy !== null) find(copy as Record<string, unknown>)
  for (const [place, value] of changes) {
    const [holder, name] = places[place % places.length] ?? []
    if (holder !== undefined && name !== undefined) holder[name] = value
  }
  return copy
}

const wazuh = {
  timestamp: '2026-11-25T11:59:00.000+0000',
  rule: { id: '5710', level: 10, description: 'sshd: attempt to log in' },
  agent: { id: '001', name: 'web-1' },
  data: { srcip: '203.0.113.9' }
}

describe('What a watchdog says of a message', () => {
  it('is its level, its alert and what makes its key', () => {
    const { events, count, muzzle, resolves } = explain({ preset: 'wazuh' }, wazuh)
    assert.deepEqual([count, muzzle, resolves], [1, { window: 'sliding', interval: 3600 }, false])
    const [event] = events
    assert.equal(event?.outcome, 'alert')
    assert.equal(event.alert?.level, 'MEDIUM')
    assert.equal(event.alert.title, 'sshd: attempt to log in')
    assert.equal(event.alert.created, '2026-11-25T11:59:00.000Z')
    assert.deepEqual(JSON.parse(event.alert.json), {
      ...looking({ preset: 'wazuh' }).look(wazuh).map((finding) => (finding.kind === 'nothing' ? {} : finding.alert))[0]
    })
    assert.equal(event.key?.source, 'Wazuh on web-1')
    assert.deepEqual(event.key.fields.slice(0, 2), [
      { name: 'rule.id', saw: { kind: 'text', text: '"5710"' } },
      { name: 'rule.description', saw: { kind: 'text', text: '"sshd: attempt to log in"' } }
    ])
    assert.equal(event.onlyWhen?.held, true)
    assert.ok(event.level.by === 'triggers')
    assert.deepEqual(event.level.triggers.map(({ level, trace }) => [level, trace.held]), [
      ['CRITICAL', false], ['HIGH', false], ['MEDIUM', true], ['LOW', true], ['INFO', true]
    ])
  })

  it('is why nothing is told: not looked at, or no level', () => {
    const saved = { ...hosts, onlyWhen: all(rule('kind', 'equals', 'host')) }
    assert.deepEqual(explain(saved, { state: 'down' }).events.map(({ outcome, alert, key }) => [outcome, alert, key]), [['not-looked-at', null, null]])
    assert.equal(explain(saved, { kind: 'host', state: 'odd' }).events[0]?.outcome, 'no-level')
  })

  it('is a resolution with the key of what it resolves, though here nothing is open', () => {
    const [down] = explain(hosts, { host: 'a', state: 'down' }).events
    const [up] = explain(hosts, { host: 'a', state: 'up' }).events
    assert.deepEqual([down?.outcome, up?.outcome], ['alert', 'resolution'])
    assert.deepEqual([down?.alert?.status, up?.alert?.status], ['NEW', 'DONE'])
    assert.ok(up?.alert?.key)
    assert.equal(up.alert.key, down?.alert?.key)
    assert.equal(explain(hosts, { host: 'a', state: 'up' }).resolves, true)
  })

  it('is of each of the events that one message brings, as they are in it', () => {
    const saved = { ...hosts, split: 'hosts', derive: [{ name: 'place', from: ['outer.place'] }] }
    const { events, count } = explain(saved, { place: 'Cellar', hosts: [{ host: 'a', state: 'down' }, { host: 'b', state: 'up' }] })
    assert.equal(count, 2)
    assert.deepEqual(events.map(({ outcome }) => outcome), ['alert', 'resolution'])
    assert.deepEqual(events[0]?.derived, [{ name: 'place', saw: { kind: 'text', text: '"Cellar"' } }])
  })

  it('is what a map makes of a field', () => {
    const by = { levelFrom: { field: 'severity', map: { page: 'CRITICAL', chat: 'LOW', none: null, '*': 'INFO' } } }
    const level = (severity: unknown): object | undefined => explain(by, { severity }).events[0]?.level
    assert.deepEqual(level(['Chat', 'page']), {
      by: 'field', saw: { kind: 'list', text: '["Chat","page"]' },
      mapped: [{ value: 'Chat', level: 'LOW' }, { value: 'page', level: 'CRITICAL' }], otherwise: 'INFO'
    })
    assert.deepEqual(level('odd'), { by: 'field', saw: { kind: 'text', text: '"odd"' }, mapped: [], otherwise: 'INFO' })
    assert.equal(explain(by, { severity: 'none' }).events[0]?.outcome, 'no-level')
  })

  it('names the field that cannot tell two things apart', () => {
    assert.equal(explain(hosts, { host: 2 ** 60, state: 'down' }).events[0]?.key?.inexact, 'host')
    assert.equal(explain(hosts, { host: 2 ** 60, state: 'up' }).events[0]?.key?.inexact, 'host')
    assert.equal(explain(hosts, { host: 'a', state: 'down' }).events[0]?.key?.inexact, null)
  })

  it('is what the watchdog does, whatever the tool and its event', () => {
    const leaf = fc.constantFrom<unknown>('firing', 'resolved', 'critical', 'warning', 'down', 'up', 'high', '12', 15, 1, 0, true, null, [])
    const edits = fc.array(fc.tuple(fc.nat(), leaf), { maxLength: 3 })
    const outcomes: string[] = []
    fc.assert(
      fc.property(fc.constantFrom(...sources), edits, ({ preset, sample }, changes) => {
        const payload = changed(sample.event, changes)
        const [event] = explain({ preset }, payload).events
        // What comes of the others in a list depends on those before them.
        const [finding] = looking({ preset }).look(payload)
        assert.equal(event === undefined, finding === undefined)
        if (event === undefined || finding === undefined) return
        outcomes.push(event.outcome)
        assert.equal(event.outcome === 'alert', finding.kind === 'new')
        if (finding.kind !== 'new') return
        assert.ok(event.alert)
        const { key, level, title, source, created } = event.alert
        assert.deepEqual({ key, level, title, source, created }, {
          key: finding.alert.key, level: finding.alert.level, title: finding.alert.title, source: finding.alert.source, created: finding.alert.created
        })
      }),
      { numRuns: 1000 }
    )
    for (const outcome of ['alert', 'no-level', 'not-looked-at']) assert.ok(outcomes.includes(outcome), `none came to ${outcome}`)
  })

  it('is bounded, and ends, whatever the message holds', () => {
    let deep: unknown = 'x'
    for (let level = 0; level < 10_000; level += 1) deep = { deep }
    const saved = {
      split: 'all',
      triggers: [trigger('HIGH', rule('deep', 'is null', undefined, { negate: true }))],
      title: '{{deep}}', description: '{{deep}} {{outer}}', details: 'deep, outer', muzzleFields: 'deep, outer', muzzleEnabled: true
    }
    for (const value of [deep, 'x'.repeat(1e6), Array(1e5).fill('<b>'), JSON.parse('{"__proto__": {"a": 1}}') as unknown]) {
      const trace = explain(saved, { all: Array(1000).fill({ deep: value }) })
      assert.deepEqual([trace.events.length, trace.count], [20, 1000])
      assert.ok(JSON.stringify(trace).length < 4e6)
    }
  })
})
