/** What was measured, in words. */
import type { Measured, Outcome, Spread, Target, Unit, Verdict } from './figure'
import type { GrowthVerdict, MeasuredGrowth } from './growth'
import type { Results } from './results'

const grouped = (value: number, digits: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })

/** A number that is read at a glance: about three digits that count. */
export const written = (value: number): string => {
  const size = Math.abs(value)
  if (size >= 10_000) return grouped(Math.round(value / 100) * 100, 0)
  if (size >= 100) return grouped(value, 0)
  if (size >= 10) return grouped(value, 1)
  return grouped(value, size >= 1 ? 2 : 3)
}

/** A median with its spread. */
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

export const writtenReached = ({ target, reached }: Verdict, unit: Unit): string => {
  switch (target.kind) {
    case 'times':
      return `${reached.toFixed(2)} ×`
    case 'on top':
      return `${written(reached)} ${unit} more`
    case 'at most':
      return `${written(reached)} ${unit}`
  }
}

/** What came of how something grows. */
export const writtenGrowth = ({ target, reached }: GrowthVerdict, unit: string, along: string): string =>
  target.kind === 'linear'
    ? `at most ${reached.toFixed(2)} times as fast as the number of ${along} (≤ ${target.slack})`
    : `by ${written(reached)} ${unit} for each of ${along} (≤ ${target.atMostEach})`

const reachedOrNot = (isMet: boolean): string => (isMet ? 'reached' : 'NOT REACHED')

/** A figure as text for a terminal. */
export const text = ({ title, unit, outcomes, verdicts }: Measured): string => {
  const widest = Math.max(...outcomes.map(({ name }) => name.length))
  return [
    `${title} (${unit})`,
    ...outcomes.map((outcome) => `  ${outcome.name.padEnd(widest)}  ${writtenSpread(outcome)}`),
    ...verdicts.map((verdict) => `  ${reachedOrNot(verdict.isMet)}: ${writtenTarget(verdict.target, unit)}: ${writtenReached(verdict, unit)}`)
  ].join('\n')
}

/** How something grows, as text for a terminal. */
export const growthText = ({ title, unit, along, points, verdicts }: MeasuredGrowth): string =>
  [
    ...points.map(text),
    ...verdicts.map((verdict) => `${title}: ${reachedOrNot(verdict.isMet)}: grows ${writtenGrowth(verdict, unit, along)}`)
  ].join('\n')

const cell = (content: string): string => content.replaceAll('|', '\\|')

const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`

const others = (outcomes: readonly Outcome[]): string => outcomes.map((outcome) => `${outcome.name}: ${writtenSpread(outcome)}`).join('<br>')

const verdictOf = (verdict: Verdict, unit: Unit): string =>
  `${verdict.isMet ? '✓' : '✗'} ${writtenReached(verdict, unit)}${verdict.target.kind === 'times' ? ` ${verdict.target.beside}` : ''} (${writtenTarget(verdict.target, unit).replace(/ × .*| more than .*/, '')})`

/** All figures as a table of Markdown. */
export const markdown = ({ machine, date, figures, growths }: Results): string => {
  const points = growths.flatMap(({ points }) => points.filter(({ verdicts }) => verdicts.length > 0))
  return [
    `Measured on ${date}, ${machine}. Medians, with the least and the most of at least five runs in which all took turns; ratios are medians over the turns.`,
    '',
    row('', 'ours', 'beside', 'reached (to reach)'),
    row('---', '---', '---', '---'),
    ...[...figures, ...points].map(({ title, unit, outcomes, verdicts }) => {
      const [first, ...rest] = outcomes
      return row(`${title}, ${unit}`, first === undefined ? '' : writtenSpread(first), others(rest), verdicts.map((verdict) => verdictOf(verdict, unit)).join('<br>'))
    }),
    ...growths.flatMap(({ title, unit, along, verdicts }) =>
      verdicts.map((verdict) => row(`${title}, as it grows`, '', '', `${verdict.isMet ? '✓' : '✗'} ${writtenGrowth(verdict, unit, along)}`))
    )
  ].join('\n')
}

const begin = '<!-- begin of what npm run bench wrote -->'
const end = '<!-- end of what npm run bench wrote -->'

/**
 * Puts a table into a text, between its marks.
 *
 * @throws Error where the text has no such marks
 */
export const withTable = (page: string, table: string): string => {
  const from = page.indexOf(begin)
  const to = page.indexOf(end)
  if (from < 0 || to < from) throw new Error('There is no place for the table')
  return `${page.slice(0, from + begin.length)}\n${table}\n${page.slice(to)}`
}
