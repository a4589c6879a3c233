/** What a figure is measured in. Of messages per second more is better, of all else less. */
export type Unit = 'messages/s' | 'µs' | 'ms' | 'MB' | 'bytes'

/** What is compared: one way to do a thing, run once for each sample. */
export interface Contender {
  readonly name: string
  /** Does it once, and answers what it came to, in the figure's unit. */
  readonly run: () => Promise<number>
}

/** What the first of a figure's contenders is to reach. */
export type Target =
  /** So many times as good as another: as fast, or in so little. */
  | { readonly kind: 'times'; readonly beside: string; readonly atLeast: number }
  /** No more than so much on top of what another takes, in the figure's unit. */
  | { readonly kind: 'on top'; readonly beside: string; readonly atMost: number }
  /** No more than so much, in the figure's unit. */
  | { readonly kind: 'at most'; readonly atMost: number }

/** Something that is measured, of several that do the same. */
export interface Figure {
  readonly title: string
  readonly unit: Unit
  /** Ours first. */
  readonly contenders: readonly Contender[]
  readonly targets: readonly Target[]
  /** How often each is run; at least {@link fewestRuns}. */
  readonly runs?: number
}

/** The middle of some samples, and how far they lie apart. */
export interface Spread {
  readonly median: number
  readonly least: number
  readonly most: number
}

/** What came of a contender. */
export interface Outcome extends Spread {
  readonly name: string
}

/** What came of a target. */
export interface Verdict {
  readonly target: Target
  /** The median over the turns, in which both were run right after each other. */
  readonly reached: number
  readonly isMet: boolean
}

export interface Measured {
  readonly title: string
  readonly unit: Unit
  readonly outcomes: readonly Outcome[]
  readonly verdicts: readonly Verdict[]
}

/** So many runs count of each, after one that warms up what caches there are. */
export const fewestRuns = 5

export const spreadOf = (samples: readonly number[]): Spread => {
  const sorted = samples.toSorted((one, other) => one - other)
  return { median: sorted[Math.floor(sorted.length / 2)] ?? NaN, least: sorted[0] ?? NaN, most: sorted.at(-1) ?? NaN }
}

/** How many times as good one is as another. */
const timesAsGood = (unit: Unit, one: number, other: number): number => (unit === 'messages/s' ? one / other : other / one)

/** Judges a target by the samples of each contender, in the order of their turns. */
export const judge = (unit: Unit, target: Target, first: readonly number[], samplesOf: (name: string) => readonly number[]): Verdict => {
  if (target.kind === 'at most') {
    const reached = spreadOf(first).median
    return { target, reached, isMet: reached <= target.atMost }
  }
  const beside = samplesOf(target.beside)
  const over = (compare: (one: number, other: number) => number): number =>
    spreadOf(first.map((one, turn) => compare(one, beside[turn] ?? NaN))).median
  if (target.kind === 'times') {
    const reached = over((one, other) => timesAsGood(unit, one, other))
    return { target, reached, isMet: reached >= target.atLeast }
  }
  const reached = over((one, other) => one - other)
  return { target, reached, isMet: reached <= target.atMost }
}

/**
 * Measures a figure: the contenders take turns, so that what else the machine does falls on all of them.
 *
 * @param onRun called after each run: some take their time
 */
export const measure = async ({ title, unit, contenders, targets, runs = fewestRuns }: Figure, onRun = (): void => undefined): Promise<Measured> => {
  const samples = new Map<string, number[]>(contenders.map(({ name }) => [name, []]))
  for (let turn = 0; turn <= runs; turn += 1) {
    for (const { name, run } of contenders) {
      const sample = await run()
      onRun()
      if (turn > 0) samples.get(name)?.push(sample)
    }
  }
  const samplesOf = (name: string): readonly number[] => samples.get(name) ?? []
  const first = samplesOf(contenders[0]?.name ?? '')
  return {
    title,
    unit,
    outcomes: contenders.map(({ name }) => ({ name, ...spreadOf(samplesOf(name)) })),
    verdicts: targets.map((target) => judge(unit, target, first, samplesOf))
  }
}
