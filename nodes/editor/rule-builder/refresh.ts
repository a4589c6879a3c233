import type { Rule } from '../../sieve/rule'
import { sayTexts } from '../reader/say-texts'
import { element } from '../row/element'
import { isNumeric, ruleProblem } from './check'
import { contradiction, ruleHint } from './hints'
import { groupOf, placeOf } from './moves'
import { noteOdd, noteSeen } from './notes'
import type { Offers } from './offers'
import { readRule, rowsOf, valueOf } from './reading'
import { inBrief } from './sample'

let problemIds = 0

/** Shows what is wrong with a rule under its row, and marks the field it is in. */
const showProblem = (row: Element, rule: Rule, say: Say): void => {
  const problem = ruleProblem(rule)
  const place = row.querySelector(':scope > .problem')
  if (place === null) return
  const words = problem === undefined ? '' : say(problem.key, problem.values)
  // A screen reader says what changes: the same again is none.
  if (place.textContent !== words) place.textContent = words
  if (problem !== undefined && place.id === '') place.id = `alert-courier-problem-${(problemIds += 1)}`
  for (const name of ['field', 'value']) {
    const field = row.querySelector(`:scope > .line > .${name}`)
    const wrong = problem?.at === name
    field?.classList.toggle('input-error', wrong)
    if (wrong) {
      field?.setAttribute('aria-invalid', 'true') // present but empty, it would say the opposite
      field?.setAttribute('aria-describedby', place.id)
    } else {
      field?.removeAttribute('aria-invalid')
      field?.removeAttribute('aria-describedby')
    }
  }
}

const refreshRule = (row: HTMLElement, offers: Offers, say: Say): void => {
  const rule = readRule(row)
  row.classList.toggle('number', isNumeric(rule.operator))
  row.classList.toggle('null', rule.operator === 'is null')
  showProblem(row, rule, say)
  const isBlank = row.dataset.fresh !== undefined
  const there = isBlank ? undefined : offers.at(rule.field)
  noteSeen(row, there === undefined ? '' : sayTexts(say, 'sample.seen', { value: inBrief(there, say) }))
  const hint = isBlank ? undefined : ruleHint(rule, there)
  noteOdd(row, hint === undefined ? '' : say(hint))
}

/** Says which two rules of a group, all of which must hold, never both do. */
const showContradiction = (group: HTMLElement, say: Say): void => {
  const rows = valueOf(group, 'joint') === 'AND' ? rowsOf(group) : []
  const two = contradiction(rows.map((row) => (row.classList.contains('number') ? readRule(row) : undefined)))
  const [one, other] = two?.map((index) => rows[index]) ?? []
  const words = one === undefined || other === undefined ? '' : say('hint.contradiction', { one: placeOf(one), other: placeOf(other) })
  const line = group.querySelector(':scope > .contradiction')
  if (line === null && words !== '') group.querySelector(':scope > .line')?.after(element('p', { class: 'note odd contradiction' }, words))
  else if (words === '') line?.remove()
  else if (line !== null && line.textContent !== words) line.textContent = words
}

const refreshGroup = (group: HTMLElement, say: Say): void => {
  const nothing = group.querySelector(':scope > .nothing')
  if (nothing !== null) nothing.textContent = say(`nothing.${valueOf(group, 'joint')}`)
  showContradiction(group, say)
}

/** Brings a row's look in line with what it holds, by itself. */
export const refreshRow = (row: HTMLElement, offers: Offers, say: Say): void => {
  if (row.dataset.kind === 'rule') refreshRule(row, offers, say)
  else if (row.dataset.kind === 'ref') row.querySelector('.sieve')?.classList.toggle('input-error', row.querySelector('.gone:checked') !== null)
  else refreshGroup(row, say)
}

/** The same, and what is said of the group that the row stands in. */
export const refreshAt = (row: HTMLElement, offers: Offers, say: Say): void => {
  refreshRow(row, offers, say)
  const group = groupOf(row)
  if (group !== undefined) showContradiction(group, say)
}
