import { isRecord } from '../saved/record'
import type { Compiled, CompileRules } from '../sieve/compile'
import type { Result } from '../sieve/problem'
import { readGroup } from '../sieve/rule'
import type { WatchdogResult } from './problem'

/** Compiles saved rules to be matched with subjects. */
export const compileSaved = (saved: Readonly<Record<string, unknown>>, compileRules: CompileRules): Result<Compiled> => {
  const group = readGroup(saved)
  return group.ok ? compileRules(group.value) : group
}

/** Whether saved rules have any: a group without one says nothing here, though it would let everything through. */
const hasRules = (saved: unknown): saved is Readonly<Record<string, unknown>> =>
  isRecord(saved) && !(saved.nodes === undefined || (Array.isArray(saved.nodes) && saved.nodes.length === 0))

/** Compiles the rules of a watchdog that it can do without; `undefined` where there are none. */
export const compileCondition = (name: 'onlyWhen' | 'resolvedWhen', saved: unknown, compileRules: CompileRules): WatchdogResult<Compiled | undefined> => {
  if (!hasRules(saved)) return { ok: true, value: undefined }
  const rules = compileSaved(saved, compileRules)
  return rules.ok ? rules : { ok: false, problem: { code: 'SIEVE_INVALID', reason: name, params: {}, sieve: rules.problem } }
}
