import { readNumber } from '../saved/number'
import type { Courier } from './courier'
import { type Passport, readPassport } from './passport'
import { readVisa, type Visa } from './visa'

/** What a `mattermost-config` owns and its actions use: Cyphon's Passport, Visa and Courier in one. */
export interface CourierConfig<Receipt> {
  readonly passport: Passport
  /** `null`: none. */
  readonly visa: Visa | null
  readonly courier: Courier<Receipt>
}

/** A config as saved, as far as it is not about the platform. */
export interface SavedCourier {
  readonly name?: unknown
  readonly public?: unknown
  readonly passportUsers?: unknown
  readonly visaCalls?: unknown
  readonly visaInterval?: unknown
  readonly visaUnit?: unknown
  readonly outboxLimit?: unknown
}

/** Names the sentence in the catalogue. */
export type CourierProblem = 'passport-public' | 'visa' | 'outbox-limit'

export type SavedCourierReading =
  | {
      readonly ok: true
      readonly passport: Passport
      readonly visa: Visa | null
      /** How many alerts may wait. */
      readonly outboxLimit: number
    }
  | { readonly ok: false; readonly problem: CourierProblem }

/** How many alerts may wait where the config does not say. */
const defaultOutboxLimit = 100_000

/** Reads what a config says of its courier, or tells the first thing that is wrong. */
export const readCourier = (saved: SavedCourier): SavedCourierReading => {
  const passport = readPassport(saved.name, saved.public, saved.passportUsers)
  if (passport === undefined) return { ok: false, problem: 'passport-public' }
  const visa = readVisa(saved.visaCalls, saved.visaInterval, saved.visaUnit)
  if (visa === undefined) return { ok: false, problem: 'visa' }
  const outboxLimit = readNumber(saved.outboxLimit, defaultOutboxLimit, 1, Infinity)
  if (outboxLimit === undefined) return { ok: false, problem: 'outbox-limit' }
  return { ok: true, passport, visa, outboxLimit }
}
