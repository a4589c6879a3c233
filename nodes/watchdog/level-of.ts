import { gravest, type Level, readLevel } from '../alert/level'
import { scalarText } from '../event/scalar'
import { isRecord } from '../saved/record'
import type { CompileField, Matcher } from '../sieve/compile'
import { broken, type WatchdogResult } from './problem'
import { compileRules } from './rules'
import { anyOther, savedText, type SavedWatchdog } from './saved'

/** Answers a subject's level; `undefined` where there is nothing to be alarmed about. */
export type LevelOf = (subject: unknown) => Level | undefined

/** Compiles triggers: the first, in the order of their rank, whose rules hold gives the level. Source: Cyphon's Watchdog. */
const compileTriggers = (saved: readonly unknown[], compileField: CompileField): WatchdogResult<LevelOf> => {
  const triggers: (readonly [Level, Matcher])[] = []
  for (const [index, trigger] of saved.entries()) {
    const number = index + 1
    if (!isRecord(trigger)) return broken('SIEVE_INVALID', 'trigger-unknown', { number })
    const level = readLevel(trigger.level)
    if (level === undefined) return broken('CONFIG_INVALID', 'trigger-level', { number, level: savedText(trigger.level).slice(0, 40) })
    const rules = compileRules(trigger, compileField)
    if (!rules.ok) return { ok: false, problem: { code: 'SIEVE_INVALID', reason: 'trigger', params: { number }, sieve: rules.problem } }
    triggers.push([level, rules.value])
  }
  return { ok: true, value: (subject) => triggers.find(([, matches]) => matches(subject))?.[0] }
}

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
const compileLevelFrom = (saved: Readonly<Record<string, unknown>>, compileField: CompileField): WatchdogResult<LevelOf> => {
  const field = savedText(saved.field)
  const path = compileField(field)
  if (!path.ok) return broken('CONFIG_INVALID', 'field', { field })
  const map = new Map<string, Mapped>()
  for (const [name, given] of Object.entries(isRecord(saved.map) ? saved.map : {})) {
    const isNone = given === null || (typeof given === 'string' && given.trim() === '')
    const level = isNone ? null : readLevel(given)
    if (level === undefined) return broken('CONFIG_INVALID', 'map-level', { name: name.slice(0, 40), level: savedText(given).slice(0, 40) })
    map.set(normal(name), level)
  }
  const otherwise = map.get(anyOther) ?? undefined
  return {
    ok: true,
    value: (subject) => {
      const mapped = textsOf(path.read(subject)).map((text) => map.get(normal(text))).filter((level) => level !== undefined)
      if (mapped.length === 0) return otherwise
      // Of several the gravest: an alert is not missed for what stands beside it.
      return gravest(mapped)
    }
  }
}

/** Compiles what gives a watchdog's events their level: triggers, or where it has none, a field. */
export const compileLevelOf = ({ triggers, levelFrom }: SavedWatchdog, compileField: CompileField): WatchdogResult<LevelOf> => {
  const all: readonly unknown[] = Array.isArray(triggers) ? triggers : []
  return all.length === 0 && isRecord(levelFrom) ? compileLevelFrom(levelFrom, compileField) : compileTriggers(all, compileField)
}
