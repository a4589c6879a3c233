import assert from 'node:assert/strict'
import type { Alert } from '../../nodes/alert/alert'
import { compileWatchdog } from '../../nodes/watchdog/compile-watchdog'
import { OpenAlerts } from '../../nodes/watchdog/open-alerts'
import { type Finding, Watchdog } from '../../nodes/watchdog/watchdog'

/** When all events of these tests come in. */
export const now = Date.UTC(2026, 10, 25, 12)

/** A watchdog of a preset without Node-RED: answers what it finds in a payload, one for each event. */
export const watchdogOf = (preset: string): ((payload: unknown, topic?: string) => readonly Finding[]) => {
  const compiled = compileWatchdog({ preset })
  assert.ok(compiled.ok)
  let ids = 0
  const open = new OpenAlerts({ most: 1000, keep: 30 * 24 * 3600 * 1000 }, () => undefined)
  const watchdog = new Watchdog({ id: preset, compiled: compiled.value, open, newId: () => String((ids += 1)), onInexact: (field) => assert.fail(`${field} is no key`) })
  return (payload, topic) =>
    watchdog.eventsOf(payload).map((event) => watchdog.look(event, { outer: payload, payload, topic, msg: { payload, topic } }, now))
}

/** The alert of a finding, which has to have one. */
export const alertIn = (finding: Finding | undefined): Alert => {
  assert.ok(finding !== undefined && finding.kind !== 'nothing')
  return finding.alert
}
