import type { Chosen, GivenUpAlert, GivenUpPage } from '../../desk/courier-desk'
import { element } from '../row/element'
import { askingButton, button, enable } from './buttons'
import { pageSize } from './desk'
import { inDigits } from '../reader/locale'
import { inFull } from '../reader/times'

/** The alerts that were given up, a page at a time. */
export interface GivenUpList {
  readonly place: HTMLElement
  /** Shows the page that starts at `from`. */
  show(page: GivenUpPage, from: number): void
}

/** What its buttons do. */
export interface GivenUpActs {
  sendAgain(ids: Chosen): Promise<void>
  discard(ids: Chosen): Promise<void>
  /** Asks for the page that starts at `from`. */
  turn(from: number): void
}

const loud: readonly string[] = ['CRITICAL', 'HIGH']

/** An alert that was sent again and given up again is another row. */
const keyOf = ({ id, givenUp }: GivenUpAlert): string => `${givenUp} ${id}`

const drawRow = (alert: GivenUpAlert, say: Say, acts: GivenUpActs): HTMLLIElement => {
  // The title goes nowhere near the catalogue: what it holds could be read as a placeholder.
  const isNameless = alert.title.trim() === ''
  const title = isNameless ? say('outbox.no-title') : alert.title
  const named = (word: string): string => `${word}: ${title}`
  const send = say('outbox.send-again')
  const discard = say('outbox.discard')
  return element(
    'li',
    {},
    element(
      'div',
      { class: 'acts' },
      element('bdi', { class: `level ${loud.includes(alert.level) ? 'loud' : ''}`, title: alert.level }, alert.level),
      element('time', { datetime: alert.givenUp }, inFull(alert.givenUp)),
      button('repeat', send, () => acts.sendAgain([alert.id]), named(send)),
      button('trash-o', discard, () => acts.discard([alert.id]), named(discard))
    ),
    element('bdi', { class: `title ${isNameless ? 'nameless' : ''}`, title }, title),
    element('bdi', { class: 'reason', title: `${alert.text} (${alert.code})` }, alert.text)
  )
}

export const givenUpList = (say: Say, acts: GivenUpActs): GivenUpList => {
  const heading = element('h5', { tabindex: '-1' })
  const none = element('p', { class: 'none' }, say('outbox.none-given-up'))
  const sendAll = button('repeat', say('outbox.send-all-again'), () => acts.sendAgain('all'))
  const discardAll = askingButton(
    'trash-o',
    {
      word: say('outbox.discard-all'),
      question: say('outbox.ask-discard-all'),
      yes: say('outbox.yes-discard'),
      no: say('outbox.no')
    },
    () => acts.discard('all')
  )
  const head = element('div', { class: 'acts' }, sendAll, discardAll.place)
  const list = element('ol', { class: 'given-up', 'aria-label': say('outbox.given-up') })
  const where = element('span', {})
  let start = 0
  const newer = button('angle-left', say('outbox.newer'), () => acts.turn(Math.max(0, start - pageSize)))
  const older = button('angle-right', say('outbox.older'), () => acts.turn(start + pageSize))
  const pager = element('div', { class: 'pager' }, newer, where, older)
  const rows = new Map<string, HTMLLIElement>()

  /** Puts the rows right and leaves those alone that stay, so that focus and selection stay, too. */
  const showRows = (alerts: readonly GivenUpAlert[]): void => {
    const keys = new Set(alerts.map(keyOf))
    const focused = list.contains(document.activeElement) ? document.activeElement?.closest('li') : null
    const neighbour = focused?.nextElementSibling ?? focused?.previousElementSibling
    for (const [key, row] of rows) {
      if (keys.has(key)) continue
      rows.delete(key)
      row.remove()
    }
    alerts.forEach((alert, index) => {
      const row = rows.get(keyOf(alert)) ?? drawRow(alert, say, acts)
      rows.set(keyOf(alert), row)
      if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null)
    })
    if (focused === null || focused === undefined || focused.isConnected) return
    // The row went that had the focus: whoever works down the list by keyboard goes on with the next.
    const next = neighbour?.isConnected ? neighbour.querySelector<HTMLElement>('button') : heading
    next?.focus({ preventScroll: true })
  }

  return {
    place: element('div', {}, heading, none, head, list, pager),
    show: ({ total, alerts }, from) => {
      start = from
      heading.textContent = `${say('outbox.given-up')} (${inDigits(total)})`
      none.hidden = total > 0
      head.hidden = total === 0
      showRows(alerts)
      pager.hidden = total <= pageSize && from === 0
      where.textContent = say('outbox.page', {
        first: inDigits(from + 1),
        last: inDigits(from + alerts.length),
        total: inDigits(total)
      })
      enable(newer, from > 0)
      enable(older, from + alerts.length < total)
    }
  }
}
