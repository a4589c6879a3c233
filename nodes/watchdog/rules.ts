import { isRecord } from '../saved/record'
import { type Compiled, type CompileField, compileGroup } from '../sieve/compile'
import { broken as brokenSieve, type Result } from '../sieve/problem'
import { readGroup } from '../sieve/rule'
import type { WatchdogResult } from './problem'

/** Compiles saved rules to be matched with subjects; other sieves cannot be referred to here. */
export const compileRules = (saved: Readonly<Record<string, unknown>>, compileField: CompileField): Result<Compiled> => {
  const group = readGroup(saved)
  if (!group.ok) return group
  return compileGroup(group.value, () => brokenSieve('no-references', ''), 0, compileField)
}

/** Whether saved rules have any: a group without one says nothing here, though it would let everything through. */
const hasRules = (saved: unknown): saved is Readonly<Record<string, unknown>> =>
  isRecord(saved) && !(saved.nodes === undefined || (Array.isArray(saved.nodes) && saved.nodes.length === 0))

/** Compiles the rules of a watchdog that it can do without; `undefined` where there are none. */
export const compileCondition = (name: 'onlyWhen' | 'resolvedWhen', saved: unknown, compileField: CompileField): WatchdogResult<Compiled | undefined> => {
  if (!hasRules(saved)) return { ok: true, value: undefined }
  const rules = compileRules(saved, compileField)
  return rules.ok ? rules : { ok: false, problem: { code: 'SIEVE_INVALID', reason: name, params: {}, sieve: rules.problem } }
}
