import assert from 'node:assert/strict'
import type { Alert } from '../../nodes/alert/alert'
import type { Finding } from '../../nodes/watchdog/watchdog'
import { looking } from '../watchdog/looking'

/** When all events of these tests come in. */
export const now = Date.UTC(2026, 10, 25, 12)

/** A watchdog of a preset without Node-RED: answers what it finds in a payload, one for each event. */
export const watchdogOf = (preset: string): ((payload: unknown, topic?: string) => readonly Finding[]) => {
  const { look, inexact } = looking({ preset })
  return (payload, topic) => {
    const findings = look(payload, now, { topic })
    assert.deepEqual(inexact, [], 'each matching field tells things apart')
    return findings
  }
}

/** The alert of a finding, which has to have one. */
export const alertIn = (finding: Finding | undefined): Alert => {
  assert.ok(finding !== undefined && finding.kind !== 'nothing')
  return finding.alert
}
