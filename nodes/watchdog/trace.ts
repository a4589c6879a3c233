/** What is told of a message by a watchdog that is tried. */
import type { Alert } from '../alert/alert'
import type { Level } from '../alert/level'
import type { Seen } from '../event/seen'
import type { GroupTrace } from '../sieve/explain'
import type { Muzzle } from './muzzle'

/** What a map says: a level, or `null` for "no alert". */
export type Mapped = Level | null

/** What gave an event its level, or why nothing did. */
export type LevelTrace =
  | {
      readonly by: 'triggers'
      /** In order; the last ones are missing where there are too many. */
      readonly triggers: readonly { readonly level: Level; readonly trace: GroupTrace }[]
    }
  | {
      readonly by: 'field'
      readonly saw: Seen
      /** What the map says of what it names: a level, or `null` for no alert. */
      readonly mapped: readonly { readonly value: string; readonly level: Mapped }[]
      /** What it says of any other value, or of none; `undefined` where it says nothing of that. */
      readonly otherwise: Mapped | undefined
    }

/** What holds a name, as it is shown. */
export interface NamedSeen {
  readonly name: string
  readonly saw: Seen
}

/** What two alerts must have in common to be about the same. */
export interface KeyTrace {
  readonly source: string
  readonly fields: readonly NamedSeen[]
  /** The field that cannot tell two things apart, '' for the source; `null` where all can. */
  readonly inexact: string | null
}

/** An alert as it is shown. */
export interface AlertTrace extends Omit<Alert, 'data'> {
  /** All of it as JSON; cut where it is long. */
  readonly json: string
}

/** What became of one event. */
export interface EventTrace {
  readonly event: Seen
  readonly derived: readonly NamedSeen[]
  /** `null` where there are no such rules. */
  readonly onlyWhen: GroupTrace | null
  readonly resolvedWhen: GroupTrace | null
  readonly level: LevelTrace
  /** `resolution`: it closes an open alert of the same key, if there is one. */
  readonly outcome: 'alert' | 'resolution' | 'not-looked-at' | 'no-level'
  readonly alert: AlertTrace | null
  readonly key: KeyTrace | null
}

/** What became of a message. */
export interface WatchdogTrace {
  /** The first ones of many. */
  readonly events: readonly EventTrace[]
  readonly count: number
  /** How long repeats are counted; `null` where they are not. */
  readonly muzzle: Muzzle | null
  /** Whether anything can resolve an alert. */
  readonly resolves: boolean
}
