/** What is compared: one way to do a thing, run once for each sample. */
export interface Contender {
  readonly name: string
  /** Does it once, and answers what it took, in milliseconds. */
  readonly run: () => Promise<number>
}

/** Something that is measured, of several that do the same. */
export interface Figure {
  readonly title: string
  readonly contenders: readonly Contender[]
  /** The most that the first may take, in milliseconds. */
  readonly limit?: number
}

/** What came of a contender. */
export interface Outcome {
  readonly name: string
  readonly median: number
  readonly least: number
  readonly most: number
}

/** So many runs count of each, after one that warms up what caches there are. */
const runs = 5

const outcomeOf = (name: string, times: readonly number[]): Outcome => {
  const sorted = times.toSorted((one, other) => one - other)
  return { name, median: sorted[Math.floor(sorted.length / 2)] ?? NaN, least: sorted[0] ?? NaN, most: sorted.at(-1) ?? NaN }
}

/** Measures a figure: the contenders take turns, so that what else the machine does falls on all of them. */
export const measure = async ({ contenders }: Figure): Promise<readonly Outcome[]> => {
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]))
  for (let run = 0; run <= runs; run += 1) {
    for (const { name, run: once } of contenders) {
      const time = await once()
      process.stderr.write('.') // with many rules the others take their time
      if (run > 0) times.get(name)?.push(time)
    }
  }
  return contenders.map(({ name }) => outcomeOf(name, times.get(name) ?? []))
}

const milliseconds = (time: number): string => (time < 10 ? time.toFixed(1) : Math.round(time).toString())

/** A figure as a table of text. */
export const table = ({ title, limit }: Figure, outcomes: readonly Outcome[]): string => {
  const first = outcomes[0]?.median ?? NaN
  const rows = [
    ['', 'median ms', 'spread ms', 'first ÷ this'],
    ...outcomes.map(({ name, median, least, most }) => [name, milliseconds(median), `${milliseconds(least)}–${milliseconds(most)}`, (first / median).toFixed(2)])
  ]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const lines = rows.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '))
  return [`${title}${limit === undefined ? '' : ` (at most ${limit} ms)`}`, ...lines.map((line) => `  ${line}`)].join('\n')
}

/** Whether the first of the contenders took no longer than it may. */
export const isWithin = ({ limit }: Figure, outcomes: readonly Outcome[]): boolean => limit === undefined || (outcomes[0]?.median ?? Infinity) <= limit
