import { type Level, readLevel } from './level'

export const statuses = ['NEW', 'BUSY', 'DONE'] as const

export type Status = (typeof statuses)[number]

/** Cyphon's Alert, as it travels in `msg.payload`. Texts that are not known are ''. */
export interface Alert {
  readonly id: string
  /** What is wrong, whatever its level and hour. */
  readonly key: string
  /** At most 255 code points. */
  readonly title: string
  readonly level: Level
  readonly link: string
  readonly source: string
  readonly status: Status
  /** From 1. */
  readonly incidents: number
  /** ISO 8601, UTC. */
  readonly created: string
  /** The event that the alert was made of. */
  readonly data: unknown
  /** What happened, in more words than the title has. */
  readonly description: string
  /** Where it says what to do about it: a web address. */
  readonly runbook: string
  /** What of the event is worth a look, in order. Where none is named, that is for who shows the alert to choose. */
  readonly details: readonly Detail[]
}

/** A name and its value, as they are read. */
export interface Detail {
  readonly name: string
  readonly value: string
}

/** What an alert had under a name that Cyphon has no such value of, and what was taken instead. */
export interface Replaced {
  readonly name: 'level' | 'status' | 'incidents'
  readonly given: unknown
  readonly taken: string | number
}

/** Why a payload is no alert. */
export type NoAlert = 'nothing' | 'empty' | 'not-data'

export type AlertReading =
  | { readonly ok: true; readonly alert: Alert; readonly replaced: readonly Replaced[] }
  | { readonly ok: false; readonly problem: NoAlert }

/** Cyphon's title where there is none. */
const noTitle = 'No title available'

/** Cyphon's limit for titles, in code points. */
export const longestTitle = 255

/** The names that make an object an Alert; an object with none of them is an event. */
const names = ['id', 'key', 'title', 'level', 'link', 'source', 'status', 'incidents', 'created', 'data'] as const

const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : ''
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

/** A title in one line, cut at 255 code points with an ellipsis to show it. */
export const titleOf = (text: string): string => {
  const line = text.replace(/\s+/gu, ' ').trim()
  // What nobody can see nobody can click: a letter, digit, mark or sign of any script is enough.
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(line)) return noTitle
  if (line.length <= longestTitle) return line
  // Two units a code point at most: a title of megabytes is not split into all of its code points.
  const points = Array.from(line.slice(0, 2 * (longestTitle + 1)))
  return points.length <= longestTitle ? line : `${points.slice(0, longestTitle - 1).join('')}…`
}

const incidentsOf = (value: unknown): number | undefined => {
  const count = typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 1 ? count : undefined
}

const statusOf = (value: unknown): Status | undefined => {
  const upper = textOf(value).trim().toUpperCase()
  return statuses.find((status) => status === upper)
}

/** ISO 8601, whether it came as text or as a Date. */
const createdOf = (value: unknown): string =>
  value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : textOf(value).trim()

/** An object's own property; `undefined` where its getter throws. */
const own = (value: object, name: string): unknown => {
  try {
    return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined
  } catch {
    return undefined // the alert is read without it
  }
}

/** The text that bytes begin with: a title needs no more. */
const beginningOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): string =>
  Buffer.from(buffer, byteOffset, Math.min(byteLength, 16 * longestTitle)).toString('utf8')

/** Whether an object has nothing of its own; asked of the first property, for there can be millions. */
const isEmpty = (value: object): boolean => {
  for (const name in value) if (Object.hasOwn(value, name)) return false
  return true
}

/** Why there is no alert in a payload; `undefined` where there is one. Throws where a proxy does. */
export const whyNoAlert = (payload: unknown): NoAlert | undefined => {
  if (payload === null || payload === undefined) return 'nothing'
  if (typeof payload === 'function' || typeof payload === 'symbol') return 'not-data'
  return typeof payload === 'object' && !ArrayBuffer.isView(payload) && isEmpty(payload) ? 'empty' : undefined
}

/** An alert of which nothing is known but its title. */
const bare = (title: string, created: string, data: unknown): Alert => ({
  id: '',
  key: '',
  title: titleOf(title),
  level: 'INFO',
  link: '',
  source: '',
  status: 'NEW',
  incidents: 1,
  created,
  data,
  description: '',
  runbook: '',
  details: []
})

/** More than any post shows. */
const mostDetails = 100

const detailOf = (given: unknown): Detail | undefined => {
  if (typeof given !== 'object' || given === null) return undefined
  const name = textOf(own(given, 'name')).trim()
  return name === '' ? undefined : { name, value: textOf(own(given, 'value')) }
}

const detailsOf = (given: unknown): readonly Detail[] =>
  Array.isArray(given) ? (given as readonly unknown[]).slice(0, mostDetails).map(detailOf).filter((detail) => detail !== undefined) : []

/**
 * Reads an Alert from any payload, forgivingly: text, numbers, booleans and Buffers become the title; an object is
 * read by the Alert's names, and what is absent gets Cyphon's default. A level, status or count of incidents that is none
 * is told.
 *
 * @param now when the alert was taken in, ISO 8601 UTC: its `created` where the payload has none
 */
export const readAlert = (payload: unknown, now: string): AlertReading => {
  const problem = whyNoAlert(payload)
  if (problem !== undefined) return { ok: false, problem }
  if (typeof payload !== 'object' || payload === null) return { ok: true, alert: bare(textOf(payload), now, payload), replaced: [] }
  if (ArrayBuffer.isView(payload)) return { ok: true, alert: bare(beginningOf(payload), now, payload), replaced: [] }
  const given = new Map<string, unknown>()
  if (!Array.isArray(payload)) {
    for (const name of names) {
      const value = own(payload, name)
      if (value !== undefined) given.set(name, value)
    }
  }
  const isAlert = given.size > 0
  const replaced: Replaced[] = []
  /** What a name was read as; its default where something else was given. */
  const orDefault = <Read extends string | number>(name: Replaced['name'], read: Read | undefined, otherwise: Read): Read => {
    const value = given.get(name)
    if (read === undefined && isGiven(value)) replaced.push({ name, given: value, taken: otherwise })
    return read ?? otherwise
  }
  const known = bare(textOf(given.get('title')), createdOf(given.get('created')) || now, undefined)
  return {
    ok: true,
    replaced,
    // Written out: with `...` it would take several times as long.
    alert: {
      title: known.title,
      created: known.created,
      id: textOf(given.get('id')),
      key: textOf(given.get('key')),
      level: orDefault('level', readLevel(given.get('level')), known.level),
      link: textOf(given.get('link')).trim(),
      source: textOf(given.get('source')),
      status: orDefault('status', statusOf(given.get('status')), known.status),
      incidents: orDefault('incidents', incidentsOf(given.get('incidents')), known.incidents),
      data: isAlert ? given.get('data') : payload,
      // What an event has under these names is its own.
      description: isAlert ? textOf(own(payload, 'description')) : '',
      runbook: isAlert ? textOf(own(payload, 'runbook')).trim() : '',
      details: isAlert ? detailsOf(own(payload, 'details')) : []
    }
  }
}
