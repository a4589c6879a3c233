import { readNumber } from '../saved/number'
import { type Passport, readPassport } from './passport'
import { readVisa, type Visa } from './visa'

/** A config as saved, as far as it is not about the platform. */
export interface SavedCourier {
  readonly name?: unknown
  readonly public?: unknown
  readonly passportUsers?: unknown
  readonly visaCalls?: unknown
  readonly visaInterval?: unknown
  readonly visaUnit?: unknown
  readonly outbox?: unknown
  readonly outboxLimit?: unknown
  readonly digestAbove?: unknown
  readonly expireAfter?: unknown
}

/** Names the sentence in the catalogue. */
export type CourierProblem = 'passport-public' | 'visa' | 'outbox' | 'outbox-limit' | 'digest-above' | 'expire-after'

/** Cyphon's Passport, Visa and Courier in one. */
export interface CourierConfig {
  readonly passport: Passport
  /** `null`: none. */
  readonly visa: Visa | null
  /** Where alerts wait. */
  readonly outbox: 'disk' | 'memory'
  /** How many alerts may wait. */
  readonly outboxLimit: number
  /** Above so many waiting they go together; Infinity: never. */
  readonly digestAbove: number
  /** How long an alert may wait, in milliseconds; Infinity: as long as it takes. */
  readonly expireAfter: number
}

export type SavedCourierReading =
  | { readonly ok: true; readonly config: CourierConfig }
  | { readonly ok: false; readonly problem: CourierProblem }

/** What holds where the config does not say. */
const defaultOutboxLimit = 100_000
const defaultDigestAbove = 20

/** Reads what a config says of its courier, or tells the first thing that is wrong. */
export const readCourier = (saved: SavedCourier): SavedCourierReading => {
  const passport = readPassport(saved.name, saved.public, saved.passportUsers)
  if (passport === undefined) return { ok: false, problem: 'passport-public' }
  const visa = readVisa(saved.visaCalls, saved.visaInterval, saved.visaUnit)
  if (visa === undefined) return { ok: false, problem: 'visa' }
  const outbox = saved.outbox === undefined || saved.outbox === '' ? 'disk' : saved.outbox
  if (outbox !== 'disk' && outbox !== 'memory') return { ok: false, problem: 'outbox' }
  const outboxLimit = readNumber(saved.outboxLimit, defaultOutboxLimit, 1, Infinity)
  if (outboxLimit === undefined) return { ok: false, problem: 'outbox-limit' }
  const digestAbove = readNumber(saved.digestAbove, defaultDigestAbove, 0, Infinity)
  if (digestAbove === undefined) return { ok: false, problem: 'digest-above' }
  const expireAfter = readNumber(saved.expireAfter, Infinity, 1, Infinity)
  if (expireAfter === undefined) return { ok: false, problem: 'expire-after' }
  const config = { passport, visa, outbox, outboxLimit, digestAbove: digestAbove === 0 ? Infinity : digestAbove, expireAfter: expireAfter * 1000 } as const
  return { ok: true, config }
}
