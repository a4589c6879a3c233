import { type Contender, type Figure, measure, type Measured, type Outcome, type Unit } from './figure'

/** How what something costs grows with something else. */
export interface Growth {
  readonly title: string
  /** Of what is measured: less is better. */
  readonly unit: Exclude<Unit, 'messages/s'>
  /** What it grows with. */
  readonly along: string
  readonly points: readonly GrowthPoint[]
  readonly targets: readonly GrowthTarget[]
}

export interface GrowthPoint {
  readonly x: number
  /** Ours first. One that cannot be measured that far is left out. */
  readonly contenders: readonly Contender[]
  readonly targets?: Figure['targets']
}

export type GrowthTarget =
  /** From point to point it grows no faster than what it grows with, but for so much. */
  | { readonly kind: 'linear'; readonly slack: number }
  /** From the first point to the last it grows by no more than so much for each more. */
  | { readonly kind: 'flat'; readonly atMostEach: number }

/** What came of the first contender's target. */
export interface GrowthVerdict {
  readonly target: GrowthTarget
  readonly reached: number
  readonly isMet: boolean
}

export interface MeasuredPoint extends Measured {
  readonly x: number
}

export interface MeasuredGrowth {
  readonly title: string
  readonly unit: Growth['unit']
  readonly along: string
  readonly points: readonly MeasuredPoint[]
  readonly verdicts: readonly GrowthVerdict[]
}

/** The medians of a contender, by what they grow with. */
export const lineOf = ({ points }: Pick<MeasuredGrowth, 'points'>, name: string): readonly (Outcome & { readonly x: number })[] =>
  points.flatMap(({ x, outcomes }) => outcomes.filter((outcome) => outcome.name === name).map((outcome) => ({ ...outcome, x })))

/** Judges a target by medians. */
export const judgeGrowth = (target: GrowthTarget, line: readonly { readonly x: number; readonly median: number }[]): GrowthVerdict => {
  const [first] = line
  const last = line.at(-1)
  if (first === undefined || last === undefined) return { target, reached: NaN, isMet: false }
  if (target.kind === 'flat') {
    const reached = (last.median - first.median) / (last.x - first.x)
    return { target, reached, isMet: reached <= target.atMostEach }
  }
  const steps = line.slice(1).map(({ x, median }, index) => {
    const before = line[index] ?? first
    return median / before.median / (x / before.x)
  })
  const reached = Math.max(...steps)
  return { target, reached, isMet: reached <= target.slack }
}

/** Measures each point, one after the other. */
export const measureGrowth = async ({ title, unit, along, points, targets }: Growth, onRun?: () => void): Promise<MeasuredGrowth> => {
  const measured: MeasuredPoint[] = []
  for (const { x, contenders, targets: ofPoint = [] } of points) {
    measured.push({ x, ...(await measure({ title: `${title}: ${x.toLocaleString('en-US')}`, unit, contenders, targets: ofPoint }, onRun)) })
  }
  const line = lineOf({ points: measured }, points[0]?.contenders[0]?.name ?? '')
  return { title, unit, along, points: measured, verdicts: targets.map((target) => judgeGrowth(target, line)) }
}
