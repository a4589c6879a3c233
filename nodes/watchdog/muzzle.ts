/**
 * The muzzle: whether an alert is a repeat of one that was made before.
 * Source: Cyphon's Muzzle (watchdogs/models.py): two alerts are the same where level, source, watchdog, the values of the
 * matching fields and the time bucket are.
 */
import { readNumber } from '../saved/number'
import { readSwitch } from '../saved/switch'
import { broken, type WatchdogResult } from './problem'
import { defaults, type SavedWatchdog } from './saved'

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

/** The longest interval that a muzzle can be told, in any unit. */
const longestInterval = 1e9

/** Reads an interval as it is saved, in its unit; `undefined` for one that is none. */
export const readInterval = (saved: unknown): number | undefined => readNumber(saved, defaults.muzzleInterval, Number.MIN_VALUE, longestInterval)

/** Reads a saved muzzle; `undefined` where it is switched off. */
export const readMuzzle = ({ muzzleEnabled, muzzleWindow, muzzleInterval, muzzleUnit }: SavedWatchdog): WatchdogResult<Muzzle | undefined> => {
  const enabled = readSwitch(muzzleEnabled, defaults.muzzleEnabled)
  if (enabled === undefined) return broken('CONFIG_INVALID', 'switch', { name: 'muzzleEnabled' })
  const window = windows.find((one) => one === muzzleWindow)
  const unit = units.find((one) => one === muzzleUnit)
  const interval = readInterval(muzzleInterval)
  if (window === undefined || unit === undefined || interval === undefined) return broken('CONFIG_INVALID', 'muzzle')
  return { ok: true, value: enabled ? { window, interval: interval * unitSeconds[unit] } : undefined }
}

/** The bucket that an instant is in. Source: Cyphon, `floor(epoch seconds / interval seconds)`. */
export const bucketOf = (at: number, interval: number): number => Math.floor(Math.floor(at / 1000) / interval)

/**
 * Whether an alert at an instant is a repeat of one that first came at another, both in ms since the epoch. A clock that
 * was set back does not make the window longer than the interval.
 */
export const isRepeat = ({ window, interval }: Muzzle, first: number, at: number): boolean =>
  window === 'bucket' ? bucketOf(first, interval) === bucketOf(at, interval) : Math.abs(at - first) < interval * 1000
