import { isInexact } from '../event/inexact'
import { ownNames } from '../event/own'
import { readableText } from '../event/readable-text'
import { isRecord } from '../saved/record'
import { readSwitch } from '../saved/switch'
import { compileExtract, type Extract } from '../sieve/pattern'
import type { Result } from '../sieve/problem'
import { broken, type WatchdogResult } from './problem'
import { savedText } from './saved'
import { compileField, type Subject } from './subject'

/** A value worked out of an event before anything else looks at it, as saved. */
export interface Derivation {
  readonly name: string
  /** Field paths: the first that gives something is taken. */
  readonly from: readonly string[]
  /** Whether what is found is JSON in a text. */
  readonly json: boolean
  /** A regular expression that takes a part out of a text: its first group, or all that it matches. '' for all. */
  readonly match: string
  /** Whether each number in the text becomes `#`: two messages that differ in their numbers only are the same. */
  readonly mask: boolean
}

/** Answers what a subject has under a derived name; `null` for nothing. */
type Derive = (subject: Subject) => unknown

export interface CompiledDerivations {
  readonly names: ReadonlySet<string>
  /** The derived values of an event, in the order in which they were written: each sees those before it. */
  readonly derive: (subject: Omit<Subject, 'derived'>) => Subject
}

const isNothing = (value: unknown): boolean => {
  if (value === undefined || value === null || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return isRecord(value) && ownNames(value).length === 0
}

const parsed = (value: unknown): unknown => {
  const text = readableText(value)
  if (text === undefined) return value // an object already
  try {
    return JSON.parse(text)
  } catch {
    return undefined // no JSON: nothing was found here, the next path is tried
  }
}

const masked = (value: unknown): unknown => readableText(value)?.replace(/\d+/g, '#')

const compileDerivation = ({ from, json, match, mask }: Derivation, names: ReadonlySet<string>): WatchdogResult<Derive> => {
  const readers: ((value: unknown) => unknown)[] = []
  for (const path of from) {
    const reading = compileField(path, names)
    if (!reading.ok) return broken('CONFIG_INVALID', 'field', { field: path })
    readers.push(reading.read)
  }
  let extract: Extract | undefined
  if (match !== '') {
    const compiled: Result<Extract> = compileExtract(match)
    if (!compiled.ok) return { ok: false, problem: { code: 'CONFIG_INVALID', reason: 'match', params: {}, sieve: compiled.problem } }
    extract = compiled.value
  }
  const find = extract
  return {
    ok: true,
    value: (subject) => {
      for (const read of readers) {
        let value = read(subject)
        if (isNothing(value)) continue
        if (json) value = parsed(value)
        // A part of what JSON has lost digits of would pass for one that is whole.
        if (isInexact(value)) return value
        if (find !== undefined) {
          const text = readableText(value)
          value = text === undefined ? undefined : find(text)
        }
        if (mask) value = masked(value)
        if (!isNothing(value)) return value
      }
      return null
    }
  }
}

const derivationOf = (row: Readonly<Record<string, unknown>>): Derivation => {
  const from: unknown = row.from
  const paths: readonly unknown[] = Array.isArray(from) ? from : [from]
  return {
    name: savedText(row.name).trim(),
    from: paths.filter((path) => typeof path === 'string'),
    json: readSwitch(row.json, false) === true,
    match: savedText(row.match),
    mask: readSwitch(row.mask, false) === true
  }
}

/** Reads saved derivations, those without a name too; they say nothing. */
export const readDerivations = (saved: unknown): readonly Derivation[] =>
  (Array.isArray(saved) ? (saved as readonly unknown[]) : []).filter(isRecord).map(derivationOf)

/** A derived name is the first key of a path. */
export const isName = (text: string): boolean => /^[^.[\]\s"']+$/.test(text) && text !== '__proto__'

/** Compiles derivations, or tells the first that cannot work, by its name. */
export const compileDerivations = (derivations: readonly Derivation[]): WatchdogResult<CompiledDerivations> => {
  const names = new Set<string>()
  const all: (readonly [string, Derive])[] = []
  for (const derivation of derivations.filter(({ name }) => name !== '')) {
    const { name } = derivation
    if (!isName(name)) return broken('CONFIG_INVALID', 'derived-name', { name })
    const compiled = compileDerivation(derivation, new Set(names))
    if (!compiled.ok) return { ok: false, problem: { ...compiled.problem, params: { ...compiled.problem.params, name } } }
    names.add(name)
    all.push([name, compiled.value])
  }
  return {
    ok: true,
    value: {
      names,
      derive: ({ event, scope }) => {
        const derived: Record<string, unknown> = {}
        const subject: Subject = { event, scope, derived }
        for (const [name, derive] of all) derived[name] = derive(subject)
        return subject
      }
    }
  }
}
