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
  muzzleWindow: 'bucket'
} as const

/** Paths as a person writes them: `a.b, c`. A comma in brackets is part of a quoted key. */
export const pathsOf = (saved: unknown): readonly string[] => {
  if (typeof saved !== 'string') return []
  return (saved.match(/(?:\[[^\]]*(?:\]|$)|[^,[])+/g) ?? []).map((path) => path.trim()).filter((path) => path !== '')
}
