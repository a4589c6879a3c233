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
export const broken = (
  code: WatchdogProblem['code'],
  reason: WatchdogProblem['reason'],
  params: WatchdogProblem['params'] = {}
): { ok: false; problem: WatchdogProblem } => ({ ok: false, problem: { code, reason, params } })

type Values<Parts> = { readonly [Name in keyof Parts]: Parts[Name] extends WatchdogResult<infer T> ? T : never }

/** Puts results together by their names; where some are none, the first of them is told. */
export const together = <Parts extends Readonly<Record<string, WatchdogResult<unknown>>>>(parts: Parts): WatchdogResult<Values<Parts>> => {
  const values: Record<string, unknown> = {}
  for (const [name, part] of Object.entries(parts)) {
    if (!part.ok) return part
    values[name] = part.value
  }
  return { ok: true, value: values as Values<Parts> }
}
