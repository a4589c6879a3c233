import { handle, rowAction, rowControls } from '../row/controls'
import { element, icon } from '../row/element'

/** How one kind of row is drawn and read. */
export interface RowKind<Row> {
  /** The fields of a row's line, filled. */
  draw(row: Row): readonly HTMLElement[]
  /** What stands below the line, where one line is not enough. */
  below?(row: Row): readonly HTMLElement[]
  /** The row that its fields now hold. */
  read(item: HTMLElement): Row
  readonly empty: Row
}

export interface RowList<Row> {
  /** The rows in their order. */
  read(): Row[]
}

/** What is said around the list, in the user's language. */
export interface RowListWords {
  readonly label: string
  readonly add: string
}

const focusFirstField = (row: Element | null): boolean => {
  const field = row?.querySelector<HTMLElement>('input, select')
  field?.focus()
  return field !== null && field !== undefined
}

/**
 * A list whose rows can be added, deleted and moved, by button, keyboard or drag.
 * It fills `place`, which must be empty.
 */
export const rowList = <Row>(
  place: HTMLElement,
  kind: RowKind<Row>,
  rows: readonly Row[],
  words: RowListWords,
  say: Say
): RowList<Row> => {
  const list = element('ol', { class: 'rows', 'aria-label': words.label })
  const adder = element(
    'button',
    { type: 'button', class: 'red-ui-button red-ui-button-small' },
    icon('plus'),
    ` ${words.add}`
  )

  const append = (row: Row): HTMLLIElement => {
    const line = element('div', { class: 'line' }, handle(say), ...kind.draw(row), rowControls(say))
    const item = element('li', {}, line, ...(kind.below?.(row) ?? []))
    list.append(item)
    return item
  }

  const act = (action: string, button: HTMLElement): void => {
    // A row may hold a list of its own, whose buttons are heard here too: they keep the focus where they put it.
    const item = button.closest('.line')?.parentElement
    if (item?.parentElement !== list) return
    if (action === 'remove') {
      const neighbour = item.nextElementSibling ?? item.previousElementSibling
      item.remove()
      if (!focusFirstField(neighbour)) adder.focus()
      return
    }
    if (action === 'up') item.previousElementSibling?.before(item)
    if (action === 'down') item.nextElementSibling?.after(item)
    button.focus()
  }

  list.addEventListener('click', (event) => {
    const asked = rowAction(event)
    if (asked !== undefined) act(asked.action, asked.button)
  })
  adder.addEventListener('click', () => focusFirstField(append(kind.empty)))
  rows.forEach(append)
  place.append(list, adder)
  $(list).sortable({ handle: '> .line > .handle', axis: 'y', tolerance: 'pointer', forcePlaceholderSize: true })

  return {
    read: () =>
      Array.from(list.children)
        .filter((item): item is HTMLElement => item instanceof HTMLElement)
        .map((item) => kind.read(item))
  }
}
