/** Cyphon's Watchdog: looks at events and makes alerts of those that matter. */
import { type Alert, type Detail, readAlert, titleOf } from '../alert/alert'
import { isInexact } from '../event/inexact'
import { own } from '../event/own'
import { printed } from '../event/printed'
import { scalarText } from '../event/scalar'
import { readTime } from '../event/time'
import { isRecord } from '../saved/record'
import { type Compiled, keptFor, type NamedReader } from './compile-watchdog'
import { isRepeat, keyOf } from './muzzle'
import type { OpenAlerts, Standing } from './open-alerts'
import type { Scope, Subject } from './subject'

/** What a watchdog made of one event. */
export type Finding =
  /** `update`: a repeat that was counted, or the resolution of an open alert. */
  | { readonly kind: 'new' | 'update'; readonly alert: Alert }
  | { readonly kind: 'nothing' }

/** Longer than a row of any table, in UTF-16 units. */
const longestDetail = 1000

const shortened = (text: string): string => (text.length > longestDetail ? `${text.slice(0, longestDetail).toWellFormed()}…` : text)

/** Rows of one object, at most. */
const mostRows = 50

/** A list of texts and numbers reads best as one line. */
const textOf = (value: unknown): string =>
  Array.isArray(value) && value.every((element) => scalarText(element) !== undefined) ? value.join(', ') : printed(value)

const detailOf = (name: string, value: unknown): readonly Detail[] => {
  const text = isInexact(value) ? '' : shortened(textOf(value))
  return text.trim() === '' ? [] : [{ name, value: text }]
}

/** What a path leads to, as rows: of an object one for each of its own values. */
const detailsIn = ({ name, read }: NamedReader, subject: Subject): readonly Detail[] => {
  const value = read(subject)
  if (!isRecord(value) || ArrayBuffer.isView(value) || value instanceof Date) return detailOf(name, value)
  return Object.keys(value)
    .slice(0, mostRows)
    .flatMap((key) => detailOf(key, own(value, key)))
}

const nothing: Omit<Scope, 'outer'> = { payload: undefined, topic: undefined, msg: undefined }

export interface WatchdogOptions {
  /** The node's id: alerts of two watchdogs are never the same. */
  readonly id: string
  readonly compiled: Compiled
  readonly open: OpenAlerts
  /** A new unique id. */
  readonly newId: () => string
  /** Called with a matching field whose value JSON has lost digits of: two things would have the same key. */
  readonly onInexact: (field: string) => void
}

export class Watchdog {
  readonly #options: WatchdogOptions

  constructor(options: WatchdogOptions) {
    this.#options = options
  }

  /** Whether a message may bring several events. */
  get splits(): boolean {
    return this.#options.compiled.split !== undefined
  }

  /** The events that one message brings: the elements of a list where it is split, else the event itself. */
  eventsOf(event: unknown): readonly unknown[] {
    const list = this.#options.compiled.split?.({ event, derived: {}, scope: { ...nothing, outer: event } } satisfies Subject)
    return Array.isArray(list) && list.length > 0 ? (list as readonly unknown[]) : [event]
  }

  /**
   * Looks at one event.
   *
   * @param scope what it came in and with
   * @param now in ms since the epoch
   */
  look(event: unknown, scope: Scope, now: number): Finding {
    const { compiled } = this.#options
    const { derivations, onlyWhen, resolvedWhen, levelOf } = compiled
    const subject = derivations.derive({ event, scope })
    if (onlyWhen?.(subject) === false) return { kind: 'nothing' }
    if (resolvedWhen?.(subject) === true) return this.#resolve(subject, now)
    const level = levelOf(subject)
    return level === undefined ? { kind: 'nothing' } : this.#raise(subject, level, now)
  }

  /**
   * Takes back what was noted of an alert that it made, because nobody took it in: the event that comes again makes it
   * anew, the resolution that comes again finds it open. What is no alert of this watchdog, and a repeat, change nothing.
   *
   * @param now in ms since the epoch
   */
  takeBack(payload: unknown, now: number): void {
    const reading = readAlert(payload, '')
    if (!reading.ok || reading.alert.key === '') return
    const { id, key, level, status, incidents, created } = reading.alert
    const { open } = this.#options
    if (status === 'DONE') open.put(key, { id, level, created: readTime(created, now) ?? now, first: now, seen: now, incidents })
    else if (incidents === 1) open.forget(key, id)
  }

  #resolve(subject: Subject, now: number): Finding {
    const { key, source } = this.#keyOf(subject)
    const standing = this.#options.open.close(key, now)
    return standing === undefined ? { kind: 'nothing' } : { kind: 'update', alert: this.#alert(subject, key, source, standing, 'DONE') }
  }

  #raise(subject: Subject, level: Alert['level'], now: number): Finding {
    const { compiled, open, newId } = this.#options
    const { muzzle, time } = compiled
    const { key, source, isExact } = this.#keyOf(subject)
    // Told twice is better than taken for another.
    const before = muzzle === undefined || !isExact ? undefined : open.of(key, level)
    if (muzzle !== undefined && before !== undefined && isRepeat(muzzle, before.first, now)) {
      const counted = { ...before, seen: now, incidents: before.incidents + 1 }
      open.put(key, counted)
      return { kind: 'update', alert: this.#alert(subject, key, source, counted, 'NEW') }
    }
    const created = (time === undefined ? undefined : readTime(time(subject), now)) ?? now
    const made = { id: newId(), level, created, first: now, seen: now, incidents: 1 }
    if (keptFor(compiled) > 0) open.put(key, made)
    return { kind: 'new', alert: this.#alert(subject, key, source, made, 'NEW') }
  }

  #keyOf(subject: Subject): { readonly key: string; readonly source: string; readonly isExact: boolean } {
    const { id, compiled, onInexact } = this.#options
    const source = compiled.templates.source.text(subject).replace(/\s+/gu, ' ').trim()
    const fields = compiled.muzzleFields.map(({ name, read }): [string, unknown] => [name, read(subject)])
    const inexact = fields.find(([, value]) => isInexact(value))
    if (inexact !== undefined) onInexact(inexact[0])
    return { source, key: keyOf(id, source, fields), isExact: inexact === undefined }
  }

  #alert(subject: Subject, key: string, source: string, standing: Omit<Standing, 'earlier'>, status: Alert['status']): Alert {
    const { templates, details } = this.#options.compiled
    return {
      id: standing.id,
      key,
      title: titleOf(templates.title.text(subject)),
      level: standing.level,
      link: templates.link.address(subject),
      source,
      status,
      incidents: standing.incidents,
      created: new Date(standing.created).toISOString(),
      data: subject.event,
      description: templates.description.text(subject).trim(),
      runbook: templates.runbook.address(subject),
      details: details.flatMap((one) => detailsIn(one, subject))
    }
  }
}
