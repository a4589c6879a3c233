import type { Group, Rule, SieveNode } from '../../sieve/rule'
import { rowAction } from '../row/controls'
import { element } from '../row/element'
import { draftOf, type DraftNode, type Target } from './draft'
import { letDrag } from './drag'
import { fittingOperator } from './hints'
import { actionOf } from './keys'
import { type RowAction, RowMenu } from './menu'
import { groupOf, listOf, moveRow, placeOf, putBack, unwrapGroup, wrapRow } from './moves'
import { type Mark, markRow, unmark } from './notes'
import { Offers } from './offers'
import { choiceOf, isPressed, isSaid, readDrawnGroup, readRow, rowsByPlace, valueOf } from './reading'
import { refreshAt, refreshRow } from './refresh'
import { Rows } from './rows'
import { UndoLine } from './undo-line'

export type { Mark } from './notes'

export interface SavedSieve {
  readonly group: Group
  /** The ids that references index. */
  readonly sieves: readonly string[]
}

/** Rules that are being built. Whenever they change, an `input` or `change` event comes out of their place. */
export interface RuleBuilder {
  /** The rules as they now stand. */
  read(): SavedSieve
  /**
   * Offers the field paths of an event, and shows in each row what the event has there; `undefined` takes that away.
   * The rules are the same as before: no event comes of it.
   */
  offer(event: unknown): void
  /**
   * Marks rows by their places as {@link read} has them: `2.1` is the first rule of the second row, a group, '' the
   * whole. Rows that are not among these lose their mark, and each loses it once it, or what is in it, changes.
   */
  mark(places: ReadonlyMap<string, Mark>): void
}

const emptyRule: Rule = { type: 'rule', field: '', operator: 'contains', value: '', regex: false, caseSensitive: false, negate: false }

const added: Readonly<Record<string, DraftNode>> = {
  'add-rule': emptyRule,
  'add-group': { type: 'sieve', logic: 'OR', negate: false, nodes: [emptyRule] },
  'add-ref': { type: 'ref', id: '', negate: false }
}

/** What a row is called, in the catalogue. */
const nameOf = (row: HTMLElement): 'rule' | 'group' | 'ref' => (row.dataset.kind === 'sieve' ? 'group' : row.dataset.kind === 'ref' ? 'ref' : 'rule')

const focusRow = (row: Element | null | undefined): void => {
  row?.querySelector<HTMLElement>('input, select')?.focus()
}

/** A row and those in it, inner ones first: what is said of a group comes of what its rows are by then. */
const partsOf = (row: HTMLElement): readonly HTMLElement[] => [row, ...row.querySelectorAll<HTMLElement>('[data-kind]')].reverse()

/**
 * Builds the rules of a sieve: groups in groups to any depth, moved by menu, keyboard or drag.
 * It fills `place`, which must be empty. A dialog may have several: rules stay in theirs.
 *
 * @param targets the sieves that a reference may point at
 */
export const ruleBuilder = (place: HTMLElement, saved: SavedSieve, targets: readonly Target[], say: Say): RuleBuilder => {
  const rows = new Rows(say, targets)
  const offers = new Offers(say)
  const undoLine = new UndoLine(say)
  const top = rows.drawTop(draftOf(saved.group, saved.sieves))
  const told = element('p', { class: 'told', role: 'status' })
  const rules = element('div', { class: 'rules', role: 'group', 'aria-label': say('label.rules') }, top, undoLine.line, told, offers.list)

  const tell = (words: string): void => {
    told.textContent = words
  }

  /** After rows came, went or moved: what is said of their groups, and of what they are to the outside. */
  const changed = (): void => {
    for (const group of [top, ...top.querySelectorAll<HTMLElement>('.group')]) refreshRow(group, offers, say)
    for (const mark of top.querySelectorAll('.note.mark')) mark.remove()
    rules.dispatchEvent(new Event('change', { bubbles: true }))
  }

  const connect = (row: HTMLElement): void => {
    for (const part of partsOf(row)) {
      const field = part.dataset.kind === 'rule' ? part.querySelector(':scope > .line > .field') : null
      if (field !== null) offers.connect(field)
      refreshRow(part, offers, say)
    }
  }

  /** Draws a node as a new row, which says nothing until it is filled. */
  const drawFresh = (node: DraftNode): HTMLElement => {
    const row = rows.draw(node)
    for (const part of partsOf(row)) {
      if (part.dataset.kind !== 'rule') continue
      part.dataset.fresh = ''
      part.dataset.auto = ''
    }
    return row
  }

  const add = (button: HTMLElement, action: string): void => {
    const node = added[action]
    const list = listOf(button.closest('.group'))
    if (node === undefined || list === null) return
    const row = drawFresh(node)
    list.append(row)
    connect(row)
    changed()
    focusRow(row)
  }

  const remove = (row: HTMLElement): void => {
    const group = groupOf(row)
    const { nextSibling, parentElement } = row
    const neighbour = row.nextElementSibling ?? row.previousElementSibling
    row.remove()
    const words = say(`removed.${nameOf(row)}`)
    const undo = (): void => {
      putBack(row, parentElement?.isConnected === true ? parentElement : listOf(top), nextSibling)
      focusRow(row)
    }
    // A row that says nothing is not missed; a group is, also an empty one: what was deleted before it is not what comes back.
    if (row.dataset.kind === 'sieve' || isSaid(row)) undoLine.offer(words, undo)
    changed()
    tell(words)
    if (neighbour === null) group?.querySelector<HTMLElement>(':scope > .adders > button')?.focus()
    else focusRow(neighbour)
  }

  /** The same row once more; a fresh one is fresh in it, too. */
  const copyOf = (row: HTMLElement): HTMLElement => {
    if (!isSaid(row)) return drawFresh(row.dataset.kind === 'ref' ? { type: 'ref', id: '', negate: false } : emptyRule)
    const sieves: string[] = []
    const node: SieveNode = readRow(row, sieves)
    const [draft] = draftOf({ type: 'sieve', logic: 'AND', negate: false, nodes: [node] }, sieves).nodes
    return rows.draw(draft ?? emptyRule)
  }

  const act = (row: HTMLElement, action: RowAction): void => {
    switch (action) {
      case 'up':
      case 'down':
      case 'out':
      case 'in': {
        const moved = moveRow(row, action)
        if (moved) changed()
        tell(moved ? say('moved.to', { place: placeOf(row) }) : say(`moved.not-${action}`))
        break
      }
      case 'duplicate': {
        const copy = copyOf(row)
        row.after(copy)
        connect(copy)
        changed()
        focusRow(copy)
        tell(say('moved.duplicated', { place: placeOf(copy) }))
        break
      }
      case 'wrap': {
        const inAll = valueOf(groupOf(row) ?? top, 'joint').endsWith('AND')
        const group = rows.draw({ type: 'sieve', logic: inAll ? 'OR' : 'AND', negate: false, nodes: [] })
        wrapRow(row, group)
        changed()
        focusRow(group)
        tell(say('moved.wrapped', { place: placeOf(group) }))
        break
      }
      case 'unwrap': {
        const first = row.querySelector<HTMLElement>(':scope > ol > li') ?? row.nextElementSibling ?? row.previousElementSibling
        const wrapAgain = unwrapGroup(row)
        undoLine.offer(say('removed.wrap'), () => {
          wrapAgain()
          focusRow(row)
        })
        changed()
        focusRow(first ?? top)
        tell(say('removed.wrap'))
        break
      }
      case 'remove':
        remove(row)
    }
  }

  const menu = new RowMenu(say, act)

  letDrag({
    rules,
    top,
    dropped: (row) => {
      changed()
      tell(say('moved.to', { place: placeOf(row) }))
    }
  })

  rules.addEventListener('click', (event) => {
    const asked = rowAction(event)
    if (asked === undefined) return
    const { action, button } = asked
    if (action === 'undo') {
      undoLine.undo()
      changed()
      tell(say('removed.undone'))
      return
    }
    const row = button.closest<HTMLElement>('[data-kind]')
    if (row === null) return
    if (action === 'menu') {
      menu.toggle(row, button)
    } else if (action === 'toggle') {
      button.setAttribute('aria-pressed', String(!isPressed(row, button.dataset.name ?? '')))
      button.dispatchEvent(new Event('input', { bubbles: true }))
    } else if (action === 'remove') {
      remove(row)
    } else {
      add(button, action)
    }
  })
  rules.addEventListener('keydown', (event) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('li[data-kind]') : null
    if (row === null) return
    const pressed = rowAction(event)
    if (pressed?.action === 'menu' && event.key === 'ArrowDown' && !event.altKey) {
      event.preventDefault()
      menu.toggle(row, pressed.button)
      return
    }
    const action = actionOf(event)
    if (action === undefined) return
    // Alt and an arrow opens a select, or leaves the page; and rows may stand in rows of another list.
    event.preventDefault()
    event.stopPropagation()
    act(row, action)
  })
  /** Picks the operator that fits what a sample has there, in a row in which nobody chose one. */
  const pickOperator = (row: HTMLElement): void => {
    const path = valueOf(row, 'field')
    const fitting = offers.isOffered(path) ? fittingOperator(offers.at(path)?.kind ?? 'nothing') : undefined
    const select = row.querySelector<HTMLSelectElement>(':scope > .line > .operator')
    if (fitting !== undefined && select !== null) select.value = choiceOf(fitting.operator, fitting.negate)
  }

  // No `change`: it comes of a press elsewhere, of which nothing may move what is pressed, and tells nothing new.
  rules.addEventListener('input', ({ target }) => {
    const row = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-kind]') : null
    if (row === null || !(target instanceof HTMLElement)) return
    // What is looked for, and where, is still not said by a switch.
    if (!target.matches('.toggle')) delete row.dataset.fresh
    if (target.dataset.name !== 'field') delete row.dataset.auto
    else if (row.dataset.auto !== undefined) pickOperator(row)
    unmark(row)
    refreshAt(row, offers, say)
  })

  for (const row of partsOf(top)) refreshRow(row, offers, say)
  place.append(rules)

  return {
    read: () => {
      const sieves: string[] = []
      return { group: readDrawnGroup(top, sieves), sieves }
    },
    offer: (event) => {
      if (!offers.take(event)) return
      connect(top)
    },
    mark: (places) => {
      for (const [at, row] of rowsByPlace(top)) markRow(row, places.get(at), say)
    }
  }
}
