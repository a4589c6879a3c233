/**
 * The muzzle: whether an alert is a repeat of one that was made before.
 * Source: Cyphon's Muzzle (watchdogs/models.py): two alerts are the same where level, source, watchdog, the values of the
 * matching fields and the time bucket are.
 */
import { createHash } from 'node:crypto'
import { configure } from 'safe-stable-stringify'
import { scalarText } from '../event/scalar'

export const windows = ['bucket', 'sliding'] as const

/**
 * `bucket`: Cyphon's stretches of time, which all begin at a multiple of the interval since the epoch. `sliding`: a
 * stretch that begins with the first alert.
 */
export type Window = (typeof windows)[number]

export const units = ['s', 'm', 'h', 'd'] as const

export type Unit = (typeof units)[number]

/** In seconds. */
export const unitSeconds: Readonly<Record<Unit, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** How long repeats are folded into the first. */
export interface Muzzle {
  readonly window: Window
  /** In seconds. */
  readonly interval: number
}

/** The bucket that an instant is in. Source: Cyphon, `floor(epoch seconds / interval seconds)`. */
export const bucketOf = (at: number, interval: number): number => Math.floor(Math.floor(at / 1000) / interval)

/**
 * Whether an alert at an instant is a repeat of one that first came at another, both in ms since the epoch. A clock that
 * was set back does not make the window longer than the interval.
 */
export const isRepeat = ({ window, interval }: Muzzle, first: number, at: number): boolean =>
  window === 'bucket' ? bucketOf(first, interval) === bucketOf(at, interval) : Math.abs(at - first) < interval * 1000

// Labels come in any order. What is deeper, wider or leads in circles is cut the same way each time.
const stable = configure({ deterministic: true, circularValue: '[circular]', maximumDepth: 12, maximumBreadth: 200 })

const textOf = (value: unknown): string => {
  if (value === undefined || value === null) return ''
  const text = scalarText(value)
  if (text !== undefined) return text
  try {
    return stable(value) || '' // nothing, whatever its type says, where a toJSON answers nothing
  } catch {
    return '' // a getter or toJSON of the event threw: as if it were not there
  }
}

/** Of a key, in bytes: long enough that no two things share one by chance. */
const keyLength = 16

/**
 * What is wrong, whatever its level and hour: the same for the same watchdog, source and values of the matching fields.
 *
 * @param fields names and values, in any order: they are sorted by name
 */
export const keyOf = (watchdog: string, source: string, fields: readonly (readonly [name: string, value: unknown])[]): string => {
  const sorted = fields.map(([name, value]): [string, string] => [name, textOf(value)]).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
  return createHash('sha256').update(JSON.stringify([watchdog, source, sorted])).digest().toString('base64url', 0, keyLength) // and not a part of a longer text, which would be kept with it
}
