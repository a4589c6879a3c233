import type { Alert } from '../../nodes/alert/alert'
import { compileWatchdog, keptFor, type RulesOf } from '../../nodes/watchdog/compile-watchdog'
import { type Entry, OpenAlerts } from '../../nodes/watchdog/open-alerts'
import type { SavedWatchdog } from '../../nodes/watchdog/saved'
import { type Finding, Watchdog } from '../../nodes/watchdog/watchdog'

/** Rules, as a flow saves them. */
export const rule = (field: string, operator: string, value?: string, more: object = {}): object => ({
  type: 'rule', field, operator, ...(value === undefined ? {} : { value }), ...more
})
export const all = (...nodes: object[]): object => ({ logic: 'AND', negate: false, nodes })
export const trigger = (level: string, ...nodes: object[]): object => ({ level, ...all(...nodes) })

/** A watchdog, as a flow saves it, of hosts that are down until they are up. */
export const hosts = {
  triggers: [trigger('HIGH', rule('state', 'equals', 'down'))],
  resolvedWhen: all(rule('state', 'equals', 'up')),
  muzzleEnabled: true,
  muzzleFields: 'host',
  muzzleInterval: 1,
  muzzleUnit: 'd',
  muzzleWindow: 'sliding'
}

export interface Looking {
  /** What comes of a message that arrives at a time, in ms since the epoch, and goes its way. */
  readonly look: (payload: unknown, now?: number, more?: object) => readonly Finding[]
  /** Takes back what came of a message. */
  readonly takeBack: (payload: unknown, now?: number) => void
  readonly open: OpenAlerts
  /** What was noted, to be replayed. */
  readonly noted: Entry[]
  /** Matching fields that could not tell two things apart. */
  readonly inexact: string[]
}

export const noon = Date.parse('2026-11-25T12:00:00.000Z')

/** A watchdog without Node-RED, whose ids are numbers. */
export const looking = (saved: SavedWatchdog, before: readonly Entry[] = [], bounds: { most?: number; id?: string } = {}, rulesOf?: RulesOf): Looking => {
  const compiled = compileWatchdog(saved, rulesOf)
  if (!compiled.ok) throw new Error(`${compiled.problem.reason} ${JSON.stringify(compiled.problem.params)} ${JSON.stringify(compiled.problem.sieve)}`)
  const noted: Entry[] = []
  const open = new OpenAlerts({ most: bounds.most ?? 1000, keep: keptFor(compiled.value) }, (entry) => noted.push(entry))
  for (const entry of before) open.replay(entry)
  const inexact: string[] = []
  let made = 0
  const watchdog = new Watchdog({ id: bounds.id ?? 'dog', compiled: compiled.value, open, newId: () => `alert ${(made += 1)}${before.length > 0 ? ' after' : ''}`, onInexact: (field) => inexact.push(field) })
  return {
    open,
    noted,
    inexact,
    takeBack: (payload, now = noon) => watchdog.takeBack(payload, now),
    look: (payload, now = noon, more = {}) => {
      const msg = { payload, ...more } as { payload: unknown; topic?: unknown }
      return watchdog.eventsOf(payload).map((event) => {
        const finding = watchdog.look(event, { outer: payload, payload, topic: msg.topic, msg }, now)
        if (finding.kind !== 'nothing') finding.note()
        return finding
      })
    }
  }
}

/** The alert that came of a message. */
export const alertOf = ([finding]: readonly Finding[]): Alert => {
  if (finding === undefined || finding.kind === 'nothing') throw new Error('no alert')
  return finding.alert
}

export const kinds = (findings: readonly Finding[]): string => findings.map(({ kind }) => kind).join(' ')

/** What is wrong with a saved watchdog. */
export const problemOf = (saved: SavedWatchdog, rulesOf?: RulesOf): string => {
  const compiled = compileWatchdog(saved, rulesOf)
  if (compiled.ok) return ''
  const { code, reason, sieve } = compiled.problem
  return `${code} ${reason}${sieve === undefined ? '' : ` ${sieve.reason}`}`
}
