import type { Group, Operator, Rule, SieveNode } from '../../sieve/rule'

/** A choice that has its negation in it, so that a row reads as a sentence: `not contains` is "does not contain". */
export const choiceOf = <Word extends string>(word: Word, negate: boolean): Word | `not ${Word}` => (negate ? `not ${word}` : word)
const isNegated = (choice: string): boolean => choice.startsWith('not ')
export const wordOf = (choice: string): string => choice.replace(/^not /, '')

export const isPressed = (row: Element, name: string): boolean =>
  row.querySelector(`:scope > .line > [data-name=${name}]`)?.getAttribute('aria-pressed') === 'true'

export const valueOf = (row: Element, name: string): string =>
  row.querySelector<HTMLInputElement | HTMLSelectElement>(`:scope > .line > [data-name=${name}]`)?.value ?? ''

/** The rows of a group, without those of groups in it. */
export const rowsOf = (group: Element): readonly HTMLElement[] => Array.from(group.querySelectorAll<HTMLElement>(':scope > ol > li'))

/** Whether a row says anything: one that was added and never filled does not, nor does a reference to nothing. */
export const isSaid = (row: HTMLElement): boolean =>
  row.dataset.fresh === undefined && !(row.dataset.kind === 'ref' && valueOf(row, 'sieve') === '')

export const readRule = (row: Element): Rule => ({
  type: 'rule',
  field: valueOf(row, 'field').trim(),
  operator: wordOf(valueOf(row, 'operator')) as Operator,
  value: valueOf(row, 'value'),
  regex: isPressed(row, 'regex'),
  caseSensitive: isPressed(row, 'caseSensitive'),
  negate: isNegated(valueOf(row, 'operator'))
})

/** Reads a row; references are put into `sieves`, the node's list of ids, and become places in it. */
export const readRow = (row: HTMLElement, sieves: string[]): SieveNode => {
  if (row.dataset.kind === 'sieve') return readDrawnGroup(row, sieves)
  if (row.dataset.kind !== 'ref') return readRule(row)
  const id = valueOf(row, 'sieve')
  if (!sieves.includes(id)) sieves.push(id)
  return { type: 'ref', sieve: sieves.indexOf(id), negate: isNegated(valueOf(row, 'negate')) }
}

export const readDrawnGroup = (group: Element, sieves: string[]): Group => {
  const nodes = rowsOf(group)
    .filter(isSaid)
    .map((row) => readRow(row, sieves))
  const joint = valueOf(group, 'joint')
  return { type: 'sieve', logic: wordOf(joint) === 'OR' ? 'OR' : 'AND', negate: isNegated(joint), nodes }
}

/** The rows that say something by their places as they are saved: `2.1` is the first row of the second, '' the top. */
export const rowsByPlace = (top: HTMLElement): ReadonlyMap<string, HTMLElement> => {
  const rows = new Map([['', top]])
  const walk = (group: Element, above: string): void => {
    for (const [index, row] of rowsOf(group).filter(isSaid).entries()) {
      const place = `${above}${index + 1}`
      rows.set(place, row)
      if (row.dataset.kind === 'sieve') walk(row, `${place}.`)
    }
  }
  walk(top, '')
  return rows
}
