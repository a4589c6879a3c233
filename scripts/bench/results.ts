import type { Measured } from './figure'
import type { MeasuredGrowth } from './growth'

/** All that one run of the benchmark measured, on one machine. */
export interface Results {
  /** On what, in words. */
  readonly machine: string
  /** ISO 8601, the day. */
  readonly date: string
  readonly figures: readonly Measured[]
  readonly growths: readonly MeasuredGrowth[]
}

/** Whether every target was reached. */
export const allMet = ({ figures, growths }: Pick<Results, 'figures' | 'growths'>): boolean =>
  [...figures, ...growths, ...growths.flatMap(({ points }) => points)].every(({ verdicts }) => verdicts.every(({ isMet }) => isMet))
