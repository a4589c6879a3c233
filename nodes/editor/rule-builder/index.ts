import type { Group, Rule } from '../../sieve/rule'
import { rowAction } from '../row/controls'
import { element } from '../row/element'
import { isNumeric, ruleProblem } from './check'
import { draftOf, type DraftNode, type Target } from './draft'
import { isPressed, readDrawnGroup, readRule, valueOf, wordOf } from './reading'
import { Rows } from './rows'

export interface SavedSieve {
  readonly group: Group
  /** The ids that references index. */
  readonly sieves: readonly string[]
}

export interface RuleBuilder {
  /** The rules as they now stand. */
  read(): SavedSieve
}

const emptyRule: Rule = {
  type: 'rule',
  field: '',
  operator: 'contains',
  value: '',
  regex: false,
  caseSensitive: false,
  negate: false
}

const added: Readonly<Record<string, DraftNode>> = {
  'add-rule': emptyRule,
  'add-group': { type: 'sieve', logic: 'OR', negate: false, nodes: [emptyRule] },
  'add-ref': { type: 'ref', id: '', negate: false }
}

let problemIds = 0
let builders = 0

/** Shows what is wrong with a rule under its row, and marks the field it is in. */
const showProblem = (row: Element, say: Say): void => {
  const problem = ruleProblem(readRule(row))
  const place = row.querySelector(':scope > .problem')
  if (place === null) return
  place.textContent = problem === undefined ? '' : say(problem.key, problem.values)
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

/** Brings a row's look in line with what it holds. */
const refresh = (row: Element, say: Say): void => {
  if (row.classList.contains('rule')) {
    const operator = wordOf(valueOf(row, 'operator'))
    row.classList.toggle('number', isNumeric(operator))
    row.classList.toggle('null', operator === 'is null')
    showProblem(row, say)
  } else if (row.classList.contains('ref')) {
    row.querySelector('.sieve')?.classList.toggle('input-error', row.querySelector('.gone:checked') !== null)
  } else if (row.classList.contains('group')) {
    const nothing = row.querySelector(':scope > .nothing')
    if (nothing !== null) nothing.textContent = say(`nothing.${valueOf(row, 'joint')}`)
  }
}

const parentGroup = (item: Element): Element | null | undefined => item.parentElement?.closest('.group')

/** One step up or down in the order that is read: into a neighbouring group, or out of its own at the end. */
const move = (item: Element, direction: 'up' | 'down'): void => {
  const neighbour = direction === 'up' ? item.previousElementSibling : item.nextElementSibling
  if (neighbour === null) {
    const group = parentGroup(item)
    if (group == null || group.matches('.top')) return
    if (direction === 'up') group.before(item)
    else group.after(item)
    return
  }
  const list = neighbour.classList.contains('group') ? neighbour.querySelector(':scope > ol') : null
  if (list !== null) {
    if (direction === 'up') list.append(item)
    else list.prepend(item)
  } else if (direction === 'up') neighbour.before(item)
  else neighbour.after(item)
}

const focusRow = (row: Element | null | undefined): void => {
  row?.querySelector<HTMLElement>('input, select')?.focus()
}

/**
 * Builds the rules of a sieve: groups in groups to any depth, moved by button, keyboard or drag.
 * It fills `place`, which must be empty. A dialog may have several: rules stay in theirs.
 *
 * @param targets the sieves that a reference may point at
 */
export const ruleBuilder = (place: HTMLElement, saved: SavedSieve, targets: readonly Target[], say: Say): RuleBuilder => {
  const rows = new Rows(say, targets)
  const top = rows.drawTop(draftOf(saved.group, saved.sieves))
  const id = `alert-courier-rules-${(builders += 1)}`
  const rules = element('div', { id, class: 'rules', role: 'group', 'aria-label': say('label.rules') }, top)

  /** Makes the lists that are new since the last drag ready for one; doing it up front is what large sieves wait for. */
  const readyForDrag = (): void => {
    $(rules)
      .find('ol.rows:not(.ui-sortable)')
      .sortable({
        handle: '.handle',
        items: '> li',
        connectWith: `#${id} ol.rows`,
        tolerance: 'pointer',
        forcePlaceholderSize: true
      })
  }

  const add = (button: HTMLElement, action: string): void => {
    const node = added[action]
    const list = button.closest('.group')?.querySelector(':scope > ol')
    if (node === undefined || list == null) return
    const row = rows.draw(node)
    for (const part of [row, ...row.querySelectorAll<HTMLElement>('[data-kind]')]) {
      if (part.dataset.kind === 'rule') part.dataset.fresh = ''
    }
    list.append(row)
    for (const part of [row, ...row.querySelectorAll('[data-kind]')]) refresh(part, say)
    focusRow(row)
  }

  const remove = (item: Element): void => {
    const group = parentGroup(item)
    const neighbour = item.nextElementSibling ?? item.previousElementSibling
    item.remove()
    if (neighbour === null) group?.querySelector<HTMLElement>(':scope > .adders > button')?.focus()
    else focusRow(neighbour)
  }

  rules.addEventListener('click', (event) => {
    const asked = rowAction(event)
    const item = asked?.button.closest('[data-kind]')
    if (asked === undefined || item == null) return
    const { action, button } = asked
    if (action === 'toggle') {
      button.setAttribute('aria-pressed', String(!isPressed(item, button.dataset.name ?? '')))
      refresh(item, say)
    } else if (action === 'remove') {
      remove(item)
    } else if (action === 'up' || action === 'down') {
      move(item, action)
      button.focus()
    } else {
      add(button, action)
    }
  })
  // In the capture phase: the lists hear of this very press.
  rules.addEventListener(
    'mousedown',
    ({ target }) => {
      if (target instanceof Element && target.closest('.handle') !== null) readyForDrag()
    },
    true
  )
  for (const kind of ['input', 'change']) {
    rules.addEventListener(kind, ({ target }) => {
      const row = target instanceof Element ? target.closest<HTMLElement>('[data-kind]') : null
      if (row === null) return
      delete row.dataset.fresh
      refresh(row, say)
    })
  }

  for (const row of [top, ...top.querySelectorAll('[data-kind]')]) refresh(row, say)
  place.append(rules)

  return {
    read: () => {
      const sieves: string[] = []
      return { group: readDrawnGroup(top, sieves), sieves }
    }
  }
}
