import type english from '../locales/en-US/alert-watchdog.json'
import type { SieveProblem } from '../sieve/problem'

/** Why a watchdog cannot work, before it is put into words. */
export interface WatchdogProblem {
  readonly code: 'CONFIG_INVALID' | 'TEMPLATE_INVALID' | 'SIEVE_INVALID'
  /** Names the sentence that tells it. */
  readonly reason: keyof (typeof english)['failure']
  readonly params: Readonly<Record<string, string | number>>
  /** What is wrong with the rules or the regular expression that the sentence is about. */
  readonly sieve?: SieveProblem
}

/** A value, or why there is none. */
export type WatchdogResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: WatchdogProblem }

/** The result of what cannot work. */
export const bad = (
  code: WatchdogProblem['code'],
  reason: WatchdogProblem['reason'],
  params: WatchdogProblem['params'] = {}
): { ok: false; problem: WatchdogProblem } => ({ ok: false, problem: { code, reason, params } })
