import { anyOther } from '../../watchdog/saved'

/** Levels by what a field holds, as a flow saves them; '' is no alert. */
export type LevelMap = Readonly<Record<string, string>>

/** What a field holds, and the level that it means. */
export interface LevelRow {
  readonly value: string
  readonly level: string
}

/** The rows of a map, without that of any other value. */
export const rowsOf = (map: LevelMap): readonly LevelRow[] =>
  Object.entries(map)
    .filter(([value]) => value !== anyOther)
    .map(([value, level]) => ({ value, level }))

/** The level of any other value; '' where there is none. */
export const otherOf = (map: LevelMap): string => (Object.hasOwn(map, anyOther) ? (map[anyOther] ?? '') : '')

/** The map that rows are saved as. A row without a value says nothing. */
export const mapOf = (rows: readonly LevelRow[], other: string): LevelMap =>
  Object.fromEntries([
    ...rows.filter(({ value }) => value !== '').map(({ value, level }): [string, string] => [value, level]),
    ...(other === '' ? [] : [[anyOther, other] as [string, string]])
  ])
