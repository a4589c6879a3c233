/** Cyphon's Watchdog: looks at events and makes alerts of those that matter. */
import { type Alert, type Detail, readAlert, titleOf } from '../alert/alert'
import { isInexact } from '../event/inexact'
import { own, ownNames } from '../event/own'
import { printed } from '../event/printed'
import { scalarText } from '../event/scalar'
import { readTime } from '../event/time'
import { isRecord } from '../saved/record'
import { keyOf } from './alert-key'
import { type CompiledWatchdog, keptFor, type NamedReader } from './compile-watchdog'
import { isRepeat } from './muzzle'
import type { OpenAlert, OpenAlerts } from './open-alerts'
import type { Scope, Subject } from './subject'

/** What a watchdog made of one event. */
export type Finding =
  | {
      /** `update`: a repeat that is counted, or the resolution of an open alert. */
      readonly kind: 'new' | 'update'
      readonly alert: Alert
      /** To be called once the alert is on its way: only then it is known as open, or as closed. */
      readonly note: () => void
    }
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
  // Where an event was taken from is no concern of who reads the post.
  if (!isRecord(value) || ArrayBuffer.isView(value) || value instanceof Date) return detailOf(name.replace(/^outer\./, ''), value)
  return ownNames(value)
    .slice(0, mostRows)
    .flatMap((key) => detailOf(key, own(value, key)))
}

const nothing: Omit<Scope, 'outer'> = { payload: undefined, topic: undefined, msg: undefined }

export interface WatchdogOptions {
  /** The node's id: alerts of two watchdogs are never the same. */
  readonly id: string
  readonly compiled: CompiledWatchdog
  readonly open: OpenAlerts
  /** A new unique id. */
  readonly newId: () => string
  /** Called with a matching field, '' for the source, that cannot tell two things apart where that is asked for. */
  readonly onInexact: (field: string) => void
}

export class Watchdog {
  readonly #options: WatchdogOptions
  /** Whether anybody will ask what is open. */
  readonly #isAskedFor: boolean

  constructor(options: WatchdogOptions) {
    this.#options = options
    this.#isAskedFor = keptFor(options.compiled) > 0
  }

  /** Whether a message may bring several events. */
  get splits(): boolean {
    return this.#options.compiled.split !== undefined
  }

  /** The events that one message brings: those that it holds where it is split, else the event itself. */
  eventsOf(event: unknown): readonly unknown[] {
    return this.#options.compiled.split?.({ event, derived: {}, scope: { ...nothing, outer: event } } satisfies Subject) ?? [event]
  }

  /**
   * Looks at one event.
   *
   * @param scope what it came in and with
   * @param now in ms since the epoch
   */
  look(event: unknown, scope: Scope, now: number): Finding {
    const { compiled } = this.#options
    const { derivations, onlyWhen, resolvedWhen, level: given } = compiled
    const subject = derivations.derive({ event, scope })
    if (onlyWhen?.matches(subject) === false) return { kind: 'nothing' }
    if (resolvedWhen?.matches(subject) === true) return this.#resolve(subject, now)
    const level = given.of(subject)
    return level === undefined ? { kind: 'nothing' } : this.#raise(subject, level, now)
  }

  /**
   * Takes back what was noted of an alert that it made, because nobody took it in: the event that comes again makes it
   * anew, the resolution that comes again finds open what it closed. What is no alert, and a repeat, change nothing.
   *
   * @param now in ms since the epoch
   */
  takeBack(payload: unknown, now: number): void {
    const reading = readAlert(payload, '')
    if (!reading.ok) return
    const { id, key, level, status, incidents, created } = reading.alert
    if (key === '' || !this.#isAskedFor) return
    const { open } = this.#options
    if (status === 'DONE') open.reopen(key, { id, level, created: readTime(created, now) ?? now, first: now, seen: now, incidents })
    else if (incidents === 1) open.takeBack(key, id)
  }

  #resolve(subject: Subject, now: number): Finding {
    const { open } = this.#options
    const { key, source } = this.#keyOf(subject)
    // One that could be the end of another thing finds nothing: what is noted has an exact key.
    const alert = open.gravest(key, now)
    if (alert === undefined) return { kind: 'nothing' }
    return { kind: 'update', alert: this.#alert(subject, key, source, alert, 'DONE'), note: () => open.close(key, alert.id) }
  }

  #raise(subject: Subject, level: Alert['level'], now: number): Finding {
    const { compiled, open, newId } = this.#options
    const { muzzle, time } = compiled
    const { key, source, isExact } = this.#keyOf(subject)
    // Told twice is better than taken for another.
    const before = muzzle === undefined || !isExact ? undefined : open.of(key, level)
    if (muzzle !== undefined && before !== undefined && isRepeat(muzzle, before.first, now)) {
      const { id, created, first, incidents } = before
      const counted = { id, level, created, first, seen: now, incidents: incidents + 1 }
      return { kind: 'update', alert: this.#alert(subject, key, source, counted, 'NEW'), note: () => open.put(key, counted) }
    }
    const created = (time === undefined ? undefined : readTime(time(subject), now)) ?? now
    const made = { id: newId(), level, created, first: now, seen: now, incidents: 1 }
    // What nobody will ask for need not be known.
    const note = isExact && this.#isAskedFor ? (): void => open.put(key, made) : (): void => undefined
    return { kind: 'new', alert: this.#alert(subject, key, source, made, 'NEW'), note }
  }

  #keyOf(subject: Subject): { readonly key: string; readonly source: string; readonly isExact: boolean } {
    const { id, compiled, onInexact } = this.#options
    const source = compiled.templates.source.told(subject)
    const fields = compiled.muzzleFields.map(({ name, read }): [string, unknown] => [name, read(subject)])
    const { key, inexact } = keyOf(id, source, fields)
    if (inexact !== undefined && this.#isAskedFor) onInexact(inexact)
    return { source: source.text, key, isExact: inexact === undefined }
  }

  #alert(subject: Subject, key: string, source: string, { id, level, incidents, created }: OpenAlert, status: Alert['status']): Alert {
    const { templates, details } = this.#options.compiled
    return {
      id,
      key,
      title: titleOf(templates.title.text(subject)),
      level,
      link: templates.link.address(subject),
      source,
      status,
      incidents,
      created: new Date(created).toISOString(),
      data: subject.event,
      description: templates.description.text(subject).trim(),
      runbook: templates.runbook.address(subject),
      details: details.flatMap((one) => detailsIn(one, subject))
    }
  }
}
