import { readNumber } from '../saved/number'

/** A rate limit: so many calls in an interval. Source: Cyphon's Visa. */
export interface Visa {
  readonly calls: number
  /** Milliseconds. */
  readonly interval: number
}

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Reads a saved Visa: `null` where the calls are blank and there is none, `undefined` where it makes no sense. */
export const readVisa = (calls: unknown, interval: unknown, unit: unknown): Visa | null | undefined => {
  const count = readNumber(calls, null, 1, Infinity)
  if (count === null || count === undefined) return count
  const length = readNumber(interval, 1, 1, Infinity)
  const milliseconds = typeof unit === 'string' ? units[unit] : units.m
  return length === undefined || milliseconds === undefined ? undefined : { calls: Math.floor(count), interval: length * milliseconds }
}
