import { element, icon } from '../row/element'
import { namedKeys, shownKeys } from './keys'
import { canMove, type Move } from './moves'

/** What can be done to a row. */
export type RowAction = Move | 'duplicate' | 'wrap' | 'unwrap' | 'remove'

const icons: Readonly<Record<RowAction, string>> = {
  up: 'arrow-up',
  down: 'arrow-down',
  out: 'outdent',
  in: 'indent',
  duplicate: 'clone',
  wrap: 'object-group',
  unwrap: 'object-ungroup',
  remove: 'times'
}

/** What can be done to this row, where it stands. */
const actionsOn = (row: Element): readonly RowAction[] => [
  ...(['up', 'down', 'out', 'in'] as const).filter((move) => canMove(row, move)),
  'duplicate',
  'wrap',
  ...(row.classList.contains('group') ? ['unwrap' as const] : []),
  'remove'
]

/**
 * The menu of a row, which hangs from its button: opened by click, Enter, Space or arrow down; used by arrows, Home, End
 * and Enter; closed by Escape, Tab and a click elsewhere.
 * Source: https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/
 */
export class RowMenu {
  readonly #say: Say
  readonly #act: (row: HTMLElement, action: RowAction, button: HTMLElement) => void
  #close: (() => void) | undefined

  constructor(say: Say, act: (row: HTMLElement, action: RowAction, button: HTMLElement) => void) {
    this.#say = say
    this.#act = act
  }

  /** Opens the menu of a row at the button that was pressed; closes it where it is open. */
  toggle(row: HTMLElement, button: HTMLElement): void {
    if (this.#close !== undefined) this.#close()
    else this.#open(row, button)
  }

  #open(row: HTMLElement, button: HTMLElement): void {
    const items = actionsOn(row).map((action) => this.#item(action))
    const menu = element('div', { class: 'row-menu', role: 'menu', 'aria-label': this.#say('row.menu') }, ...items)
    const close = (): void => {
      // What is taken out with the focus in it tells so, and would be taken out once more.
      if (this.#close !== close) return
      this.#close = undefined
      button.setAttribute('aria-expanded', 'false')
      menu.remove()
    }
    this.#close = close
    menu.addEventListener('click', ({ target }) => {
      const action = target instanceof Element ? target.closest<HTMLElement>('[role=menuitem]')?.dataset.does : undefined
      if (action === undefined) return
      close()
      button.focus()
      this.#act(row, action as RowAction, button)
    })
    menu.addEventListener('keydown', (event) => {
      const at = items.indexOf(document.activeElement as HTMLButtonElement)
      const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
      // The dialog has keys of its own for some of these.
      event.stopPropagation()
      if (next !== undefined) items.at(next % items.length)?.focus()
      else if (event.key === 'Escape' || event.key === 'Tab') {
        button.focus()
        close()
      }
      if (next !== undefined || event.key === 'Escape') event.preventDefault()
    })
    menu.addEventListener('focusout', ({ relatedTarget }) => {
      // A press on its button closes it by itself.
      if (relatedTarget !== button && !(relatedTarget instanceof Node && menu.contains(relatedTarget))) close()
    })
    button.setAttribute('aria-expanded', 'true')
    button.after(menu)
    menu.scrollIntoView({ block: 'nearest' })
    items[0]?.focus()
  }

  #item(action: RowAction): HTMLButtonElement {
    const named = namedKeys(action)
    return element(
      'button',
      { type: 'button', role: 'menuitem', tabindex: '-1', 'data-does': action, ...(named === undefined ? {} : { 'aria-keyshortcuts': named }) },
      icon(icons[action]),
      element('span', {}, this.#say(`row.${action}`)),
      element('kbd', { 'aria-hidden': 'true' }, shownKeys(action))
    )
  }
}
