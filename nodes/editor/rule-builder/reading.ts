import type { Group, Operator, Rule, SieveNode } from '../../sieve/rule'

/** A choice that has its negation in it, so that a row reads as a sentence: `not contains` is "does not contain". */
export const choiceOf = (word: string, negate: boolean): string => (negate ? `not ${word}` : word)
const isNegated = (choice: string): boolean => choice.startsWith('not ')
export const wordOf = (choice: string): string => choice.replace(/^not /, '')

export const isPressed = (row: Element, name: string): boolean =>
  row.querySelector(`:scope > .line > [data-name=${name}]`)?.getAttribute('aria-pressed') === 'true'

export const valueOf = (row: Element, name: string): string =>
  row.querySelector<HTMLInputElement | HTMLSelectElement>(`:scope > .line > [data-name=${name}]`)?.value ?? ''

export const readRule = (row: Element): Rule => ({
  type: 'rule',
  field: valueOf(row, 'field').trim(),
  operator: wordOf(valueOf(row, 'operator')) as Operator,
  value: valueOf(row, 'value'),
  regex: isPressed(row, 'regex'),
  caseSensitive: isPressed(row, 'caseSensitive'),
  negate: isNegated(valueOf(row, 'operator'))
})

/** Reads a drawn group; references are put into `sieves`, the node's list of ids, and become places in it. */
export const readDrawnGroup = (row: Element, sieves: string[]): Group => {
  const nodes = Array.from(row.querySelectorAll<HTMLElement>(':scope > ol > li')).flatMap((item): SieveNode[] => {
    // A row that was added and never filled says nothing.
    if (item.dataset.fresh !== undefined) return []
    if (item.dataset.kind === 'sieve') return [readDrawnGroup(item, sieves)]
    if (item.dataset.kind === 'ref') {
      const id = valueOf(item, 'sieve')
      if (id === '') return []
      if (!sieves.includes(id)) sieves.push(id)
      return [{ type: 'ref', sieve: sieves.indexOf(id), negate: isNegated(valueOf(item, 'negate')) }]
    }
    return [readRule(item)]
  })
  const joint = valueOf(row, 'joint')
  return { type: 'sieve', logic: wordOf(joint) === 'OR' ? 'OR' : 'AND', negate: isNegated(joint), nodes }
}
