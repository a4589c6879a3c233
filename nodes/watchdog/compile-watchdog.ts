import type { Reader } from '../event/path'
import type { Compiled, CompileField, CompileRules } from '../sieve/compile'
import { SieveRegistry } from '../sieve/registry'
import type { Group } from '../sieve/rule'
import { type CompiledDerivations, compileDerivations, readDerivations } from './derive'
import { EventTemplate } from './event-template'
import { type CompiledLevel, compileLevel } from './level'
import { type Muzzle, readMuzzle } from './muzzle'
import { completed, presetOf } from './preset'
import { broken, together, type WatchdogResult } from './problem'
import { compileCondition } from './rules'
import { pathsOf, savedText, type SavedWatchdog } from './saved'
import { compileSplit, type Split } from './split'
import { compileField } from './subject'

/** A path, and what it leads to in a subject. */
export interface NamedReader {
  readonly name: string
  readonly read: Reader
}

type TemplateName = 'source' | 'title' | 'link' | 'description' | 'runbook'

/** A watchdog as it works: everything compiled. */
export interface CompiledWatchdog {
  readonly derivations: CompiledDerivations
  /** `undefined` where a message is one event. */
  readonly split: Split | undefined
  readonly onlyWhen: Compiled | undefined
  readonly resolvedWhen: Compiled | undefined
  readonly level: CompiledLevel
  readonly templates: Readonly<Record<TemplateName, EventTemplate>>
  readonly time: Reader | undefined
  readonly details: readonly NamedReader[]
  readonly muzzleFields: readonly NamedReader[]
  /** `undefined` where it is switched off: each alert is a new one. */
  readonly muzzle: Muzzle | undefined
}

const readTemplate = (name: TemplateName, saved: SavedWatchdog): WatchdogResult<EventTemplate> => {
  const reading = EventTemplate.read(savedText(saved[name]))
  return reading.ok ? { ok: true, value: reading.template } : broken('TEMPLATE_INVALID', 'template', { name, problem: reading.problem })
}

const readTemplates = (saved: SavedWatchdog): WatchdogResult<CompiledWatchdog['templates']> =>
  together({
    source: readTemplate('source', saved),
    title: readTemplate('title', saved),
    link: readTemplate('link', saved),
    description: readTemplate('description', saved),
    runbook: readTemplate('runbook', saved)
  })

const readersOf = (paths: readonly string[], fieldOf: CompileField): WatchdogResult<readonly NamedReader[]> => {
  const readers: NamedReader[] = []
  for (const name of paths) {
    const path = fieldOf(name)
    if (!path.ok) return broken('CONFIG_INVALID', 'field', { field: name })
    readers.push({ name, read: path.read })
  }
  return { ok: true, value: readers }
}

const timeOf = (saved: string, fieldOf: CompileField): WatchdogResult<Reader | undefined> => {
  const readers = readersOf(saved.trim() === '' ? [] : [saved], fieldOf)
  return readers.ok ? { ok: true, value: readers.value[0]?.read } : readers
}

/** Answers what compiles a watchdog's rules, which read their fields so. */
export type RulesOf = (compileField: CompileField) => CompileRules

/** Where there is no sieve that rules could refer to. */
const withoutSieves: RulesOf = (compileField) => new SieveRegistry().rulesOf({ flow: '', sieves: [] }, compileField)

/**
 * Compiles a saved watchdog, or tells the first thing that is wrong with it.
 *
 * @param rulesOf knows the sieves that its rules may refer to
 */
export const compileWatchdog = (given: SavedWatchdog, rulesOf = withoutSieves): WatchdogResult<CompiledWatchdog> => {
  const preset = savedText(given.preset)
  if (preset !== '' && presetOf(preset) === undefined) return broken('CONFIG_INVALID', 'preset', { name: preset.slice(0, 40) })
  const saved = completed(given)
  const derivations = compileDerivations(readDerivations(saved.derive))
  if (!derivations.ok) return derivations
  const fieldOf: CompileField = (text) => compileField(text, derivations.value.names)
  const compileRules = rulesOf(fieldOf)
  return together({
    derivations,
    templates: readTemplates(saved),
    onlyWhen: compileCondition('onlyWhen', saved.onlyWhen, compileRules),
    resolvedWhen: compileCondition('resolvedWhen', saved.resolvedWhen, compileRules),
    level: compileLevel(saved, fieldOf, compileRules),
    time: timeOf(savedText(saved.time), fieldOf),
    details: readersOf(pathsOf(saved.details), fieldOf),
    muzzleFields: readersOf(pathsOf(saved.muzzleFields), fieldOf),
    split: compileSplit(savedText(saved.split)),
    muzzle: readMuzzle(saved)
  })
}

/** A sieve that lets nothing pass. */
const closed: Group = { type: 'sieve', logic: 'OR', negate: false, nodes: [] }

/**
 * Compiles a saved watchdog as if each sieve that it refers to were there, and let nothing pass: tells what is wrong with
 * the watchdog itself. All but its rules works as it will.
 */
export const compileWithoutSieves = (given: SavedWatchdog): WatchdogResult<{ readonly compiled: CompiledWatchdog; readonly refers: boolean }> => {
  let refers = false
  const withoutReferences = (group: Group): Group => ({
    ...group,
    nodes: group.nodes.map((node) => {
      if (node.type === 'sieve') return withoutReferences(node)
      if (node.type === 'rule') return node
      refers = true
      return { ...closed, negate: node.negate }
    })
  })
  const compiled = compileWatchdog(given, (compileField) => {
    const compileRules = withoutSieves(compileField)
    return (group) => compileRules(withoutReferences(group))
  })
  return compiled.ok ? { ok: true, value: { compiled: compiled.value, refers } } : compiled
}

/** How long an alert may be open without being seen again before it is forgotten, in ms, where something can resolve it. */
const longestOpen = 30 * 24 * 3600 * 1000

/** How long an alert has to be known after it was seen, in ms; 0 where it is never asked for. */
export const keptFor = ({ muzzle, resolvedWhen }: CompiledWatchdog): number =>
  Math.max(resolvedWhen === undefined ? 0 : longestOpen, (muzzle?.interval ?? 0) * 1000)
