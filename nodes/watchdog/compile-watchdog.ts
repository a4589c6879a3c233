import type { Reader } from '../event/path'
import { readNumber } from '../saved/number'
import { isRecord } from '../saved/record'
import { readSwitch } from '../saved/switch'
import { readText } from '../saved/text'
import type { Matcher } from '../sieve/compile'
import { type CompiledDerivations, compileDerivations, readDerivations } from './derive'
import { EventTemplate } from './event-template'
import { compileLevelFrom, compileRules, compileTriggers, hasRules, type LevelOf } from './level-of'
import { type Muzzle, type Unit, unitSeconds, units, type Window, windows } from './muzzle'
import { presets } from './preset'
import { bad, type WatchdogResult } from './problem'
import { defaults, pathsOf, type SavedWatchdog } from './saved'
import { compileField } from './subject'

const templateNames = ['source', 'title', 'link', 'description', 'runbook'] as const

type Templates = Readonly<Record<(typeof templateNames)[number], EventTemplate>>

/** A path, and what it leads to in a subject. */
export interface NamedReader {
  readonly name: string
  readonly read: Reader
}

/** A watchdog as it works: everything compiled. */
export interface Compiled {
  readonly derivations: CompiledDerivations
  /** Answers the list that an event holds; `undefined` where it is one event. */
  readonly split: Reader | undefined
  readonly onlyWhen: Matcher | undefined
  readonly resolvedWhen: Matcher | undefined
  readonly levelOf: LevelOf
  readonly templates: Templates
  readonly time: Reader | undefined
  readonly details: readonly NamedReader[]
  readonly muzzleFields: readonly NamedReader[]
  /** `undefined` where it is switched off: each alert is a new one. */
  readonly muzzle: Muzzle | undefined
}

/** What of a saved watchdog counts: its own, else its preset's, else the default. */
const filledIn = (saved: SavedWatchdog): WatchdogResult<SavedWatchdog> => {
  const name = readText(saved.preset)
  const preset = Object.hasOwn(presets, name) ? presets[name] : undefined
  if (name !== '' && preset === undefined) return bad('CONFIG_INVALID', 'preset', { name: name.slice(0, 40) })
  const own = Object.fromEntries(Object.entries(saved).filter(([, value]) => value !== undefined))
  return { ok: true, value: { ...defaults, ...preset, ...own } }
}

const readMuzzle = ({ muzzleEnabled, muzzleWindow, muzzleInterval, muzzleUnit }: SavedWatchdog): WatchdogResult<Muzzle | undefined> => {
  const enabled = readSwitch(muzzleEnabled, defaults.muzzleEnabled)
  if (enabled === undefined) return bad('CONFIG_INVALID', 'switch', { name: 'muzzleEnabled' })
  const window = windows.find((one): one is Window => one === muzzleWindow)
  const unit = units.find((one): one is Unit => one === muzzleUnit)
  const interval = readNumber(muzzleInterval, defaults.muzzleInterval, Number.MIN_VALUE, 1e9)
  if (window === undefined || unit === undefined || interval === undefined) return bad('CONFIG_INVALID', 'muzzle')
  return { ok: true, value: enabled ? { window, interval: interval * unitSeconds[unit] } : undefined }
}

/** Compiles a saved watchdog, or tells the first thing that is wrong with it. */
export const compileWatchdog = (given: SavedWatchdog): WatchdogResult<Compiled> => {
  const filled = filledIn(given)
  if (!filled.ok) return filled
  const saved = filled.value
  const derivations = compileDerivations(readDerivations(saved.derive))
  if (!derivations.ok) return derivations
  const fieldOf = (text: string): ReturnType<typeof compileField> => compileField(text, derivations.value.names)

  const templates: Partial<Record<(typeof templateNames)[number], EventTemplate>> = {}
  for (const name of templateNames) {
    const reading = EventTemplate.read(readText(saved[name]))
    if (!reading.ok) return bad('TEMPLATE_INVALID', 'template', { name, problem: reading.problem })
    templates[name] = reading.template
  }

  const rules = (name: 'onlyWhen' | 'resolvedWhen'): WatchdogResult<Matcher | undefined> => {
    const group = saved[name]
    if (!hasRules(group)) return { ok: true, value: undefined }
    const compiled = compileRules(group, fieldOf)
    return compiled.ok ? compiled : { ok: false, problem: { code: 'SIEVE_INVALID', reason: name, params: {}, sieve: compiled.problem } }
  }
  const onlyWhen = rules('onlyWhen')
  if (!onlyWhen.ok) return onlyWhen
  const resolvedWhen = rules('resolvedWhen')
  if (!resolvedWhen.ok) return resolvedWhen

  const triggers: readonly unknown[] = Array.isArray(saved.triggers) ? saved.triggers : []
  const levelOf =
    triggers.length === 0 && isRecord(saved.levelFrom) ? compileLevelFrom(saved.levelFrom, fieldOf) : compileTriggers(triggers, fieldOf)
  if (!levelOf.ok) return levelOf

  const readers = (paths: readonly string[]): WatchdogResult<readonly NamedReader[]> => {
    const all: NamedReader[] = []
    for (const name of paths) {
      const path = fieldOf(name)
      if (!path.ok) return bad('CONFIG_INVALID', 'field', { field: name })
      all.push({ name, read: path.read })
    }
    return { ok: true, value: all }
  }
  const details = readers(pathsOf(saved.details))
  if (!details.ok) return details
  const muzzleFields = readers(pathsOf(saved.muzzleFields))
  if (!muzzleFields.ok) return muzzleFields
  const time = readers([readText(saved.time)].filter((path) => path.trim() !== ''))
  if (!time.ok) return time
  const list = readText(saved.split).trim()
  const split = compileField(list === '.' ? '' : list, new Set())
  if (!split.ok) return bad('CONFIG_INVALID', 'field', { field: list })
  const muzzle = readMuzzle(saved)
  if (!muzzle.ok) return muzzle

  return {
    ok: true,
    value: {
      derivations: derivations.value,
      split: list === '' ? undefined : split.read,
      onlyWhen: onlyWhen.value,
      resolvedWhen: resolvedWhen.value,
      levelOf: levelOf.value,
      templates: templates as Templates,
      time: time.value[0]?.read,
      details: details.value,
      muzzleFields: muzzleFields.value,
      muzzle: muzzle.value
    }
  }
}

/** How long an alert may be open without being seen again before it is forgotten, in ms, where something can resolve it. */
const longestOpen = 30 * 24 * 3600 * 1000

/** How long an alert has to be known after it was seen, in ms; 0 where it is never asked for. */
export const keptFor = ({ muzzle, resolvedWhen }: Compiled): number =>
  Math.max(resolvedWhen === undefined ? 0 : longestOpen, (muzzle?.interval ?? 0) * 1000)

