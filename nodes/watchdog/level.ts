import { gravest, type Level, readLevel } from '../alert/level'
import { scalarText } from '../event/scalar'
import { seen } from '../event/seen'
import { isRecord } from '../saved/record'
import type { Compiled, CompileField, CompileRules } from '../sieve/compile'
import type { Room } from '../sieve/explain'
import { broken, type WatchdogResult } from './problem'
import { compileSaved } from './rules'
import { anyOther, savedText, type SavedWatchdog } from './saved'
import type { LevelTrace, Mapped } from './trace'

/** What gives an event its level. */
export interface CompiledLevel {
  /** Answers a subject's level; `undefined` where there is nothing to be alarmed about. */
  readonly of: (subject: unknown) => Level | undefined
  readonly explain: (subject: unknown, room: Room) => LevelTrace
}

/** Compiles triggers: the first, in the order of their rank, whose rules hold gives the level. Source: Cyphon's Watchdog. */
const compileTriggers = (saved: readonly unknown[], compileRules: CompileRules): WatchdogResult<CompiledLevel> => {
  const triggers: (readonly [Level, Compiled])[] = []
  for (const [index, trigger] of saved.entries()) {
    const number = index + 1
    if (!isRecord(trigger)) return broken('SIEVE_INVALID', 'trigger-unknown', { number })
    const level = readLevel(trigger.level)
    if (level === undefined) return broken('CONFIG_INVALID', 'trigger-level', { number, level: savedText(trigger.level).slice(0, 40) })
    const rules = compileSaved(trigger, compileRules)
    if (!rules.ok) return { ok: false, problem: { code: 'SIEVE_INVALID', reason: 'trigger', params: { number }, sieve: rules.problem } }
    triggers.push([level, rules.value])
  }
  return {
    ok: true,
    value: {
      of: (subject) => triggers.find(([, { matches }]) => matches(subject))?.[0],
      explain: (subject, room) => ({
        by: 'triggers',
        triggers: triggers.flatMap(([level, { explain }]) => (room.take() ? [{ level, trace: explain(subject, room) }] : []))
      })
    }
  }
}

const normal = (text: string): string => text.trim().toLowerCase()

/** The texts of a value: of a list those of its elements. */
const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map(scalarText).filter((text) => text !== undefined)

/** Values of a list that are told of, at most. A map's names are short: so are they. */
const mostMapped = 20

/**
 * Compiles a level that is read from the event through a map: names in any case; `*` is any other value, or none; a name
 * that maps to nothing makes no alert.
 */
const compileLevelFrom = (saved: Readonly<Record<string, unknown>>, compileField: CompileField): WatchdogResult<CompiledLevel> => {
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
  const otherwise = map.get(anyOther)
  const mappedOf = (value: unknown): readonly { readonly value: string; readonly level: Mapped }[] =>
    textsOf(value).flatMap((text) => {
      const level = map.get(normal(text))
      return level === undefined ? [] : [{ value: text, level }]
    })
  return {
    ok: true,
    value: {
      of: (subject) => {
        const mapped = mappedOf(path.read(subject))
        if (mapped.length === 0) return otherwise ?? undefined
        // Of several the gravest: an alert is not missed for what stands beside it.
        return gravest(mapped.map(({ level }) => level))
      },
      explain: (subject) => {
        const value = path.read(subject)
        return { by: 'field', saw: seen(value), mapped: mappedOf(value).slice(0, mostMapped), otherwise }
      }
    }
  }
}

/** Compiles what gives a watchdog's events their level: triggers, or where it has none, a field. */
export const compileLevel = (
  { triggers, levelFrom }: SavedWatchdog,
  compileField: CompileField,
  compileRules: CompileRules
): WatchdogResult<CompiledLevel> => {
  const all: readonly unknown[] = Array.isArray(triggers) ? triggers : []
  return all.length === 0 && isRecord(levelFrom) ? compileLevelFrom(levelFrom, compileField) : compileTriggers(all, compileRules)
}
