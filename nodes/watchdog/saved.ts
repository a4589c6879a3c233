import { scalarText } from '../event/scalar'

/** What a saved watchdog looks like. Anything can stand in a flow that was written by hand. */
export interface SavedWatchdog {
  /** Names the preset that it was filled in from; what is not saved at all is taken from it. */
  readonly preset?: unknown
  /** Message path of the event. */
  readonly property?: unknown
  readonly derive?: unknown
  /** Path to a list, one alert per element; `.` where the event itself is the list. '' for one event. */
  readonly split?: unknown
  /** Rules that an event must meet to be looked at at all. */
  readonly onlyWhen?: unknown
  readonly source?: unknown
  readonly title?: unknown
  readonly link?: unknown
  readonly description?: unknown
  readonly runbook?: unknown
  /** Path to the event's own time. */
  readonly time?: unknown
  /** Paths, comma-separated: what of the event is worth a look. */
  readonly details?: unknown
  readonly triggers?: unknown
  readonly levelFrom?: unknown
  readonly resolvedWhen?: unknown
  /** Paths, comma-separated. */
  readonly muzzleFields?: unknown
  readonly muzzleInterval?: unknown
  readonly muzzleUnit?: unknown
  readonly muzzleEnabled?: unknown
  readonly muzzleWindow?: unknown
  /** Ids of the sieve nodes that references in its rules index. */
  readonly sieves?: unknown
}

/** A watchdog that nothing is saved of. */
export const defaults = {
  property: 'payload',
  derive: [],
  split: '',
  source: '',
  title: '',
  link: '',
  description: '',
  runbook: '',
  time: '',
  details: '',
  triggers: [],
  muzzleFields: '',
  muzzleInterval: 1,
  muzzleUnit: 'h',
  muzzleEnabled: false,
  muzzleWindow: 'bucket',
  sieves: []
} as const

/** A text as it is saved, which a whole-value `${ENV}` may leave as a number; what is none is blank. */
export const savedText = (saved: unknown, otherwise = ''): string => scalarText(saved) ?? otherwise

/** Stands in a level map for every value that it does not name, and for none. */
export const anyOther = '*'

/** A quoted key, a bracket that is closed or not, or anything but a comma. */
const pathPart = /\[\s*"(?:[^"\\]|\\.)*"\s*\]|\[\s*'(?:[^'\\]|\\.)*'\s*\]|\[[^\]]*(?:\]|$)|[^,[]/g

/** Paths as a person writes them: `a.b, c`. A comma in brackets is part of a quoted key. */
export const pathsOf = (saved: unknown): readonly string[] => {
  const paths: string[] = []
  let path = ''
  let end = 0
  for (const { 0: part, index } of savedText(saved).matchAll(pathPart)) {
    if (index > end) {
      paths.push(path)
      path = ''
    }
    path += part
    end = index + part.length
  }
  return [...paths, path].map((one) => one.trim()).filter((one) => one !== '')
}
