import { Menu, menuItem } from '../menu/menu'
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

/** The menus of rows, each of which hangs from its row's button; one is open at a time. */
export class RowMenu {
  readonly #say: Say
  readonly #act: (row: HTMLElement, action: RowAction) => void
  #menu: Menu | undefined

  constructor(say: Say, act: (row: HTMLElement, action: RowAction) => void) {
    this.#say = say
    this.#act = act
  }

  /** Opens the menu of a row at the button that was pressed; closes it where it is open. */
  toggle(row: HTMLElement, button: HTMLButtonElement): void {
    if (this.#menu?.isOpen === true) this.#menu.close()
    else this.#open(row, button)
  }

  #open(row: HTMLElement, button: HTMLButtonElement): void {
    this.#menu = new Menu(button, {
      className: 'row-menu',
      label: this.#say('row.menu'),
      items: actionsOn(row).map((action) => this.#item(action)),
      chosen: ({ dataset }) => {
        button.focus()
        this.#act(row, dataset.does as RowAction)
      }
    })
  }

  #item(action: RowAction): HTMLButtonElement {
    const keys = namedKeys(action)
    return menuItem(
      { 'data-does': action, ...(keys === undefined ? {} : { 'aria-keyshortcuts': keys }) },
      icon(icons[action]),
      element('span', {}, this.#say(`row.${action}`)),
      element('kbd', { 'aria-hidden': 'true' }, shownKeys(action))
    )
  }
}
