import { type Level, readLevel } from '../alert/level'
import { scalarText } from '../event/scalar'
import { isRecord } from '../saved/record'
import { readText } from '../saved/text'
import { type CompileField, compileGroup, type Matcher } from '../sieve/compile'
import { broken, type Result } from '../sieve/problem'
import { readGroup } from '../sieve/rule'
import { bad, type WatchdogResult } from './problem'

/** Answers a subject's level; `undefined` where there is nothing to be alarmed about. */
export type LevelOf = (subject: unknown) => Level | undefined

/** Compiles saved rules to be matched with subjects; other sieves cannot be referred to here. */
export const compileRules = (saved: Readonly<Record<string, unknown>>, compileField: CompileField): Result<Matcher> => {
  const group = readGroup(saved)
  if (!group.ok) return group
  const compiled = compileGroup(group.value, () => broken('no-references', ''), 0, compileField)
  return compiled.ok ? { ok: true, value: compiled.value.matches } : compiled
}

/** Whether saved rules have any: a group without one says nothing here, though it would let everything through. */
export const hasRules = (saved: unknown): saved is Readonly<Record<string, unknown>> =>
  isRecord(saved) && !(saved.nodes === undefined || (Array.isArray(saved.nodes) && saved.nodes.length === 0))

/** Compiles triggers: the first, in the order of their rank, whose rules hold gives the level. Source: Cyphon's Watchdog. */
export const compileTriggers = (saved: readonly unknown[], compileField: CompileField): WatchdogResult<LevelOf> => {
  const triggers: (readonly [Level, Matcher])[] = []
  for (const [index, trigger] of saved.entries()) {
    const number = index + 1
    if (!isRecord(trigger)) return bad('SIEVE_INVALID', 'trigger-unknown', { number })
    const level = readLevel(trigger.level)
    if (level === undefined) return bad('CONFIG_INVALID', 'trigger-level', { number, level: readText(trigger.level).slice(0, 40) })
    const rules = compileRules(trigger, compileField)
    if (!rules.ok) return { ok: false, problem: { code: 'SIEVE_INVALID', reason: 'trigger', params: { number }, sieve: rules.problem } }
    triggers.push([level, rules.value])
  }
  return { ok: true, value: (subject) => triggers.find(([, matches]) => matches(subject))?.[0] }
}

/** Stands for every value that a map does not name, and for none. */
const anyOther = '*'

const normal = (text: string): string => text.trim().toLowerCase()

/** The texts of a value: of a list those of its elements. */
const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map(scalarText).filter((text) => text !== undefined)

/** What a map says: a level, or `null` for "no alert". */
type Mapped = Level | null

/**
 * Compiles a level that is read from the event through a map: names in any case; `*` is any other value, or none; a name
 * that maps to nothing makes no alert.
 */
export const compileLevelFrom = (saved: Readonly<Record<string, unknown>>, compileField: CompileField): WatchdogResult<LevelOf> => {
  const field = readText(saved.field)
  const path = compileField(field)
  if (!path.ok) return bad('CONFIG_INVALID', 'field', { field })
  const map = new Map<string, Mapped>()
  for (const [name, given] of Object.entries(isRecord(saved.map) ? saved.map : {})) {
    const isNone = given === null || (typeof given === 'string' && given.trim() === '')
    const level = isNone ? null : readLevel(given)
    if (level === undefined) return bad('CONFIG_INVALID', 'map-level', { name: name.slice(0, 40), level: (scalarText(given) ?? '').slice(0, 40) })
    map.set(normal(name), level)
  }
  const otherwise = map.get(anyOther) ?? undefined
  return {
    ok: true,
    value: (subject) => {
      for (const text of textsOf(path.read(subject))) {
        const level = map.get(normal(text))
        if (level !== undefined) return level ?? undefined
      }
      return otherwise
    }
  }
}
