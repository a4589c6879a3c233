import { readLevel } from '../../alert/level'
import { compilePath } from '../../event/path'
import { isEnvironmentVariable } from '../../saved/environment-variable'
import { patternProblem } from '../../sieve/pattern'
import { type Group, readGroup } from '../../sieve/rule'
import { type Derivation, isName } from '../../watchdog/derive'
import { readInterval, units, windows } from '../../watchdog/muzzle'
import { presetOf } from '../../watchdog/preset'
import { pathsOf } from '../../watchdog/saved'
import { problemsIn } from '../rule-builder/check'
import { referencesProblem } from '../sieve/targets'
import { templateProblem } from '../template/problem'
import type { FilledWatchdog, SavedRules } from './filled-watchdog'
import { saySieve, sayTemplate } from './other-catalogues'

/** What a person may have written wrongly in one field. Answers a sentence, or `undefined` where nothing is wrong. */
type Check = (filled: FilledWatchdog, say: Say) => string | undefined

const ofTemplate = (template: string): string | undefined => {
  const problem = templateProblem(template)
  return problem && sayTemplate(problem.key, problem.values)
}

const ofPath = (path: string): string | undefined => {
  if (isEnvironmentVariable(path.trim())) return undefined
  const reading = compilePath(path)
  return reading.ok ? undefined : saySieve(`problem.field-${reading.problem}`, { field: path })
}

const firstOf = (paths: readonly string[]): string | undefined => paths.map(ofPath).find((problem) => problem !== undefined)

/** Of several values in one field: Node-RED knows an environment variable only where nothing else stands. */
const ofPaths = (saved: string, say: Say): string | undefined => {
  const paths = pathsOf(saved)
  const variable = paths.length > 1 ? paths.find(isEnvironmentVariable) : undefined
  return variable === undefined ? firstOf(paths) : say('problem.variable-among', { name: variable })
}

/** The checks of the fields that hold one value, by the property that they are saved as. */
export const fieldChecks = {
  preset: ({ preset }, say) =>
    preset === '' || isEnvironmentVariable(preset) || presetOf(preset) !== undefined ? undefined : say('failure.preset', { name: preset }),
  property: ({ property }, say) =>
    isEnvironmentVariable(property) || RED.utils.validateTypedProperty(property, 'msg', {}) === true ? undefined : say('problem.property'),
  split: ({ split }) => (split.trim() === '.' ? undefined : ofPath(split)), // `*` is a path, too
  time: ({ time }) => ofPath(time),
  source: ({ source }) => ofTemplate(source),
  title: ({ title }) => ofTemplate(title),
  link: ({ link }) => ofTemplate(link),
  description: ({ description }) => ofTemplate(description),
  runbook: ({ runbook }) => ofTemplate(runbook),
  details: ({ details }, say) => ofPaths(details, say),
  muzzleFields: ({ muzzleFields, muzzleEnabled }, say) =>
    muzzleEnabled && pathsOf(muzzleFields).length === 0 ? say('problem.no-muzzle-fields') : ofPaths(muzzleFields, say),
  muzzleInterval: ({ muzzleInterval }, say) => {
    const written = String(muzzleInterval)
    // Blank it would be the default, which nobody sees.
    return isEnvironmentVariable(written) || (written !== '' && readInterval(muzzleInterval) !== undefined) ? undefined : say('problem.interval')
  },
  muzzleUnit: ({ muzzleUnit }, say) =>
    isEnvironmentVariable(muzzleUnit) || units.some((unit) => unit === muzzleUnit) ? undefined : say('problem.unit'),
  muzzleWindow: ({ muzzleWindow }, say) =>
    isEnvironmentVariable(muzzleWindow) || windows.some((window) => window === muzzleWindow) ? undefined : say('problem.window')
} as const satisfies Partial<Record<keyof FilledWatchdog, Check>>

export type CheckedField = keyof typeof fieldChecks

/** What is wrong with a derived value, and in which of its fields. */
export interface DerivationProblem {
  readonly at: 'name' | 'from' | 'match'
  readonly words: string
}

const ofPattern = (pattern: string): string | undefined => {
  const problem = pattern === '' || isEnvironmentVariable(pattern) ? undefined : patternProblem(pattern)
  if (problem === undefined) return undefined
  return problem.reason === 'unsupported-regex'
    ? saySieve('problem.unsupported', { construct: problem.construct })
    : saySieve('problem.regex', { reason: problem.why })
}

/** Tells the first thing that is wrong with a derived value. */
export const derivationProblem = ({ name, from, match }: Derivation, say: Say): DerivationProblem | undefined => {
  if (name === '') return { at: 'name', words: say('problem.derived-nameless') }
  if (!isName(name)) return { at: 'name', words: say('failure.derived-name', { name }) }
  if (from.length === 0) return { at: 'from', words: say('problem.derived-from-nothing', { name }) }
  const path = firstOf(from)
  if (path !== undefined) return { at: 'from', words: path }
  const pattern = ofPattern(match)
  return pattern === undefined ? undefined : { at: 'match', words: pattern }
}

const ofGroup = ({ nodes }: Group, sieves: readonly string[]): readonly string[] => {
  const references = referencesProblem(nodes, sieves)
  return [
    ...problemsIn(nodes).map(({ place, problem }) => `${saySieve('problem.rule', { place })}: ${saySieve(problem.key, problem.values)}`),
    ...(references === undefined ? [] : [saySieve(references)])
  ]
}

/**
 * All that is wrong with some rules, each with the rule's place.
 *
 * @param sieves the ids that their references index
 */
export const rulesProblems = (rules: SavedRules, sieves: readonly string[]): readonly string[] => {
  const reading = readGroup(rules)
  return reading.ok ? ofGroup(reading.value, sieves) : [saySieve(`why.${reading.problem.reason}`, { detail: reading.problem.detail })]
}

/** What is wrong with a watchdog's triggers: what the list says of them, and what their rules say themselves. */
export const triggersProblems = ({ triggers, levelFrom, sieves }: FilledWatchdog, say: Say): { readonly list: readonly string[]; readonly rules: readonly string[] } => {
  const givesLevel = triggers.length > 0 || Object.values(levelFrom.map).some((level) => level !== '')
  const isLevel = (level: string): boolean => isEnvironmentVariable(level) || readLevel(level) !== undefined
  return {
    list: [
      ...(givesLevel ? [] : [say('problem.no-level')]),
      ...triggers.flatMap(({ level }, index) => (isLevel(level) ? [] : [say('failure.trigger-level', { number: index + 1, level })]))
    ],
    rules: triggers.flatMap((trigger, index) =>
      rulesProblems(trigger, sieves).map((problem) => `${say('problem.trigger', { number: index + 1 })}: ${problem}`)
    )
  }
}

/** What is wrong with the values of a field that mean levels. */
export const levelsProblems = ({ levelFrom: { map } }: FilledWatchdog, values: readonly string[], say: Say): readonly string[] => {
  const seen = values.filter((value) => value !== '').map((value) => value.trim().toLowerCase())
  const twice = seen.find((value, index) => seen.indexOf(value) !== index)
  return [
    ...(twice === undefined ? [] : [say('problem.map-twice', { value: twice })]),
    ...Object.entries(map).flatMap(([name, level]) =>
      level === '' || isEnvironmentVariable(level) || readLevel(level) !== undefined ? [] : [say('failure.map-level', { name, level })]
    )
  ]
}

/** What is wrong with the path of the field that a level is read from. */
export const levelFieldProblem = ({ levelFrom: { field } }: FilledWatchdog): string | undefined => ofPath(field)
