import type { Measured, Spread, Target, Unit, Verdict } from './figure'

const grouped = (value: number, digits: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })

/** A number that is read at a glance: three digits that count. */
export const written = (value: number): string => {
  const size = Math.abs(value)
  if (size >= 100) return grouped(value, 0)
  if (size >= 10) return grouped(value, 1)
  return grouped(value, size >= 1 ? 2 : 3)
}

export const writtenSpread = ({ median, least, most }: Spread): string => `${written(median)} (${written(least)} to ${written(most)})`

/** What a target asks for. */
export const writtenTarget = (target: Target, unit: Unit): string => {
  switch (target.kind) {
    case 'times':
      return `≥ ${target.atLeast} × ${target.beside}`
    case 'on top':
      return `≤ ${written(target.atMost)} ${unit} more than ${target.beside}`
    case 'at most':
      return `≤ ${written(target.atMost)} ${unit}`
  }
}

export const writtenReached = ({ target, reached }: Verdict, unit: Unit): string => (target.kind === 'times' ? `${reached.toFixed(2)} ×` : `${written(reached)} ${unit}`)

/** A figure as text for a terminal. */
export const text = ({ title, unit, outcomes, verdicts }: Measured): string => {
  const widest = Math.max(...outcomes.map(({ name }) => name.length))
  return [
    `${title} (${unit})`,
    ...outcomes.map((outcome) => `  ${outcome.name.padEnd(widest)}  ${writtenSpread(outcome)}`),
    ...verdicts.map((verdict) => `  ${verdict.isMet ? 'reached' : 'NOT REACHED'}: ${writtenTarget(verdict.target, unit)}: ${writtenReached(verdict, unit)}`)
  ].join('\n')
}
