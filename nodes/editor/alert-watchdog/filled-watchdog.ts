import { readLevel } from '../../alert/level'
import { isRecord } from '../../saved/record'
import { readSwitch } from '../../saved/switch'
import { readGroup, readSieves } from '../../sieve/rule'
import { type Derivation, readDerivations } from '../../watchdog/derive'
import { completed } from '../../watchdog/preset'
import { defaults, savedText as text, type SavedWatchdog } from '../../watchdog/saved'
import { type LevelMap, mapOf, otherOf, rowsOf } from './level-map'

/** Rules as a flow saves them; anything else is what a flow written by hand has in their place. */
export type SavedRules = Readonly<Record<string, unknown>>

/** A level and its rules. */
export interface SavedTrigger extends SavedRules {
  /** One of the five, or whatever a flow written by hand has there. */
  readonly level: string
}

export interface SavedLevelFrom {
  readonly field: string
  readonly map: LevelMap
}

/** A watchdog with everything in its place, as the dialog shows and saves it. */
export interface FilledWatchdog {
  readonly preset: string
  readonly property: string
  readonly derive: readonly Derivation[]
  readonly split: string
  readonly onlyWhen: SavedRules
  readonly source: string
  readonly title: string
  readonly link: string
  readonly description: string
  readonly runbook: string
  readonly time: string
  readonly details: string
  readonly triggers: readonly SavedTrigger[]
  readonly levelFrom: SavedLevelFrom
  readonly resolvedWhen: SavedRules
  readonly muzzleFields: string
  /** A text where it is an environment variable, or no number yet. */
  readonly muzzleInterval: number | string
  readonly muzzleUnit: string
  readonly muzzleEnabled: boolean
  readonly muzzleWindow: string
  /** Ids of the sieves that references in all of its rules index. */
  readonly sieves: readonly string[]
}

export const noLevelFrom: SavedLevelFrom = { field: '', map: {} }

/** Rules with all that a rule can have; those that cannot be read stay as they are. */
export const rulesOf = (saved: unknown): SavedRules => {
  if (!isRecord(saved)) return { logic: 'AND', negate: false, nodes: [] }
  const reading = readGroup(saved)
  if (!reading.ok) return saved
  const { logic, negate, nodes } = reading.value
  return { logic, negate, nodes }
}

const levelOf = (saved: unknown): string => readLevel(saved) ?? text(saved)

/** A trigger of a level and rules; rules that cannot be read hold the level that they had. */
export const triggerOf = (level: string, rules: SavedRules): SavedTrigger => ({
  level,
  ...Object.fromEntries(Object.entries(rules).filter(([name]) => name !== 'level'))
})

const triggersOf = (saved: unknown): readonly SavedTrigger[] =>
  (Array.isArray(saved) ? (saved as readonly unknown[]) : []).map((one) => {
    const trigger = isRecord(one) ? one : {}
    return triggerOf(levelOf(trigger.level), rulesOf(trigger))
  })

const levelFromOf = (saved: unknown): SavedLevelFrom => {
  if (!isRecord(saved)) return noLevelFrom
  const named = Object.entries(isRecord(saved.map) ? saved.map : {}).map(([value, level]) => [value, levelOf(level).trim()] as const)
  const map = Object.fromEntries(named)
  return { field: text(saved.field), map: mapOf(rowsOf(map), otherOf(map)) }
}

const intervalOf = (saved: unknown): number | string => {
  const written = text(saved).trim()
  if (written === '') return defaults.muzzleInterval
  return Number.isNaN(Number(written)) ? written : Number(written)
}

/**
 * What of a saved watchdog counts, as the runtime sees it: its own, else its preset's, else the default.
 */
export const filledOf = (saved: SavedWatchdog): FilledWatchdog => {
  const all = completed(saved)
  const triggers = triggersOf(all.triggers)
  return {
    preset: text(all.preset),
    property: text(all.property),
    derive: readDerivations(all.derive),
    split: text(all.split),
    onlyWhen: rulesOf(all.onlyWhen),
    source: text(all.source),
    title: text(all.title),
    link: text(all.link),
    description: text(all.description),
    runbook: text(all.runbook),
    time: text(all.time),
    details: text(all.details),
    triggers,
    // Where there are triggers, nothing else gives a level.
    levelFrom: triggers.length > 0 ? noLevelFrom : levelFromOf(all.levelFrom),
    resolvedWhen: rulesOf(all.resolvedWhen),
    muzzleFields: text(all.muzzleFields),
    muzzleInterval: intervalOf(all.muzzleInterval),
    muzzleUnit: text(all.muzzleUnit),
    muzzleEnabled: readSwitch(all.muzzleEnabled, defaults.muzzleEnabled) === true,
    muzzleWindow: text(all.muzzleWindow),
    sieves: readSieves(all.sieves)
  }
}

/** What a source fills in. Where the event lies in the message is no matter of the source. */
export const filledFrom = (preset: string, property: string): FilledWatchdog => filledOf({ preset, property })

/** Whether two watchdogs are the same but for their source's name and where the event lies. */
export const isSame = (one: FilledWatchdog, other: FilledWatchdog): boolean =>
  JSON.stringify({ ...one, preset: '', property: '' }) === JSON.stringify({ ...other, preset: '', property: '' })
