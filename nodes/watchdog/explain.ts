/** What a watchdog would make of a message, and why: by the very watchdog that would run, which here knows of nothing open. */
import type { Alert } from '../alert/alert'
import { printed } from '../event/printed'
import { seen } from '../event/seen'
import { type GroupTrace, Room } from '../sieve/explain'
import { type CompiledWatchdog, keptFor } from './compile-watchdog'
import { OpenAlerts } from './open-alerts'
import type { Scope } from './subject'
import type { AlertTrace, EventTrace, WatchdogTrace } from './trace'
import { Watchdog } from './watchdog'

/** Events that are told of, at most. */
const mostEvents = 20

/** So much is told of all of them. */
const mostTraces = 4000

/** More of an alert than a dialog shows, in UTF-16 units. */
const longestText = 4000
const longestJson = 20_000
const mostDetails = 50

const cut = (text: string, longest: number): string => (text.length > longest ? `${text.slice(0, longest).toWellFormed()}…` : text)

/** Printed first, which ends: an event may nest without end. */
const jsonOf = (alert: Alert): string => {
  const text = printed(alert)
  try {
    return cut(JSON.stringify(JSON.parse(text), null, 2), longestJson)
  } catch {
    return cut(text, longestJson) // the event threw while it was printed
  }
}

const shown = (alert: Alert): AlertTrace => {
  const { id, key, title, level, status, incidents, created } = alert
  return {
    id,
    key,
    title,
    level,
    status,
    incidents,
    created,
    link: cut(alert.link, longestText),
    source: cut(alert.source, longestText),
    description: cut(alert.description, longestText),
    runbook: cut(alert.runbook, longestText),
    details: alert.details.slice(0, mostDetails).map(({ name, value }) => ({ name: cut(name, longestText), value })),
    json: jsonOf(alert)
  }
}

const outcomeOf = (onlyWhen: GroupTrace | null, resolvedWhen: GroupTrace | null): EventTrace['outcome'] => {
  if (onlyWhen?.held === false) return 'not-looked-at'
  return resolvedWhen?.held === true ? 'resolution' : 'no-level'
}

export interface ExplainOptions {
  /** The node's id. */
  readonly id: string
  readonly newId: () => string
  /** In ms since the epoch. */
  readonly now: number
}

/** Explains what a watchdog would make of a message. It touches nothing that is open. */
export const explainWatchdog = (compiled: CompiledWatchdog, event: unknown, scope: Scope, { id, newId, now }: ExplainOptions): WatchdogTrace => {
  let inexact: string | null = null
  const watchdogOf = (one: CompiledWatchdog): Watchdog =>
    new Watchdog({
      id,
      compiled: one,
      open: new OpenAlerts({ most: 1, keep: keptFor(one) }, () => undefined),
      newId,
      onInexact: (field) => (inexact = field)
    })
  const watchdog = watchdogOf(compiled)
  const { derivations, onlyWhen, resolvedWhen, level, muzzleFields, muzzle } = compiled
  // What an event would be told by, were it none that resolves: so the key is found of what it resolves.
  const alarmed = watchdogOf({ ...compiled, resolvedWhen: resolvedWhen && { ...resolvedWhen, matches: () => false }, level: { ...level, of: () => 'INFO' } })
  const room = new Room(mostTraces)

  const explainEvent = (one: unknown): EventTrace => {
    inexact = null
    const subject = derivations.derive({ event: one, scope })
    const only = onlyWhen?.explain(subject, room) ?? null
    const resolved = resolvedWhen?.explain(subject, room) ?? null
    const found = watchdog.look(one, scope, now)
    const outcome = found.kind === 'nothing' ? outcomeOf(only, resolved) : 'alert'
    const told = outcome === 'resolution' ? alarmed.look(one, scope, now) : found
    const alert = told.kind === 'nothing' ? null : outcome === 'resolution' ? { ...told.alert, status: 'DONE' as const } : told.alert
    return {
      event: seen(one),
      derived: Object.entries(subject.derived).map(([name, value]) => ({ name, saw: seen(value) })),
      onlyWhen: only,
      resolvedWhen: resolved,
      level: level.explain(subject, room),
      outcome,
      alert: alert === null ? null : shown(alert),
      key:
        alert === null
          ? null
          : { source: cut(alert.source, longestText), fields: muzzleFields.map(({ name, read }) => ({ name, saw: seen(read(subject)) })), inexact }
    }
  }

  const events = watchdog.eventsOf(event)
  return {
    events: events.slice(0, mostEvents).map(explainEvent),
    count: events.length,
    muzzle: muzzle ?? null,
    resolves: resolvedWhen !== undefined
  }
}
