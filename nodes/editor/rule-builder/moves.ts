import { isSaid, rowsOf } from './reading'

/** Where a row can go: a step in the order that is read, out of its group, or into the one beside it. */
export type Move = 'up' | 'down' | 'out' | 'in'

/** The group that a row stands in; none for the whole sieve. */
export const groupOf = (row: Element): HTMLElement | undefined => row.parentElement?.closest<HTMLElement>('.group') ?? undefined

/** The list of a group's rows; none where a row is no group. */
export const listOf = (row: Element | null): HTMLElement | null =>
  row?.classList.contains('group') === true ? row.querySelector<HTMLElement>(':scope > ol') : null

/** What a move would do; `undefined` where there is nowhere to go. */
const moving = (row: Element, move: Move): (() => void) | undefined => {
  const { previousElementSibling: before, nextElementSibling: after } = row
  const group = groupOf(row)
  const outer = group === undefined || group.matches('.top') ? undefined : group
  switch (move) {
    case 'up': {
      if (before === null) return outer && (() => outer.before(row))
      const list = listOf(before)
      return () => (list === null ? before.before(row) : list.append(row))
    }
    case 'down': {
      if (after === null) return outer && (() => outer.after(row))
      const list = listOf(after)
      return () => (list === null ? after.after(row) : list.prepend(row))
    }
    case 'out':
      return outer && (() => outer.after(row))
    case 'in': {
      const [above, below] = [listOf(before), listOf(after)]
      if (above !== null) return () => above.append(row)
      return below === null ? undefined : () => below.prepend(row)
    }
  }
}

export const canMove = (row: Element, move: Move): boolean => moving(row, move) !== undefined

/** Moves a row; answers whether there was anywhere to go. What had the focus in it keeps it. */
export const moveRow = (row: Element, move: Move): boolean => {
  const go = moving(row, move)
  if (go === undefined) return false
  const { activeElement } = document
  go()
  // An element that is put elsewhere loses the focus.
  if (activeElement instanceof HTMLElement && row.contains(activeElement)) activeElement.focus()
  row.scrollIntoView({ block: 'nearest' })
  return true
}

/** Puts a group, which is new, round a row. */
export const wrapRow = (row: Element, group: Element): void => {
  row.before(group)
  listOf(group)?.append(row)
}

/** Puts a group's rows in its place; answers how to put the group round them again. */
export const unwrapGroup = (group: HTMLElement): (() => void) => {
  const rows = rowsOf(group)
  const list = group.parentElement
  const next = group.nextSibling
  group.replaceWith(...rows)
  return () => {
    const first = rows.find((row) => row.isConnected)
    if (first !== undefined) first.before(group)
    else putBack(group, list, next)
    listOf(group)?.append(...rows.filter((row) => row.isConnected && !row.contains(group)))
  }
}

/** Puts a row that was taken out back before the one that came after it, or at the end of its list. */
export const putBack = (row: Node, list: Element | null, next: Node | null): void => {
  list?.insertBefore(row, next?.parentNode === list ? next : null)
}

/** The place of a row as it would be saved, such as `2.1`; '' for one that says nothing yet. */
export const placeOf = (row: HTMLElement): string => {
  if (row.matches('.top') || !isSaid(row)) return ''
  const group = groupOf(row)
  if (group === undefined) return ''
  const above = placeOf(group)
  return `${above}${above === '' ? '' : '.'}${rowsOf(group).filter(isSaid).indexOf(row) + 1}`
}
