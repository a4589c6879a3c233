import { released } from '../dialog/released'
import { inDigits } from '../reader/locale'
import { element } from '../row/element'
import type { Reply } from '../admin/ask'
import { pageSize, type RemoteDesk } from './desk'
import { givenUpList } from './given-up'
import { standing } from './standing'

/** How often a courier is asked how it stands, in milliseconds. */
const pace = 2000

/** The panel of one courier; it asks the server until it is stopped. */
export interface OutboxPanel {
  stop(): void
}

const isForbidden = (status: number): boolean => status === 401 || status === 403

/** The key of the sentence for a question that was not answered. */
const problemOf = (status: number): 'outbox.not-allowed' | 'outbox.no-answer' | 'outbox.failed' => {
  if (isForbidden(status)) return 'outbox.not-allowed'
  return status === 0 ? 'outbox.no-answer' : 'outbox.failed'
}

/**
 * Shows in `place`, which must be empty, how a courier stands now, and what can be done with what waits and what was
 * given up.
 */
export const outboxPanel = (place: HTMLElement, desk: RemoteDesk, say: Say): OutboxPanel => {
  let stopped = false
  let timer: number | undefined
  let from = 0
  /** Counts the rounds: the answers to one that was overtaken are not shown. */
  let round = 0

  const state = element('p', { class: 'note' }, say('outbox.asking'))
  const told = element('p', { class: 'note told', role: 'status' })
  const lookOnly = element('p', { class: 'note', tabindex: '-1' })

  /** Takes the buttons away from who may not use them, and says so. */
  const onlyLook = (key: 'outbox.look-only' | 'outbox.refused'): void => {
    const hadFocus = place.contains(document.activeElement)
    place.classList.add('look-only')
    lookOnly.textContent = say(key)
    told.textContent = ''
    if (hadFocus) lookOnly.focus()
  }

  /** Tells what came of what was asked for, and shows how the courier stands now. */
  const tell = async (word: 'retry' | 'sent-again' | 'discarded', asked: Promise<Reply<object>>): Promise<void> => {
    const reply = await asked
    if (stopped) return
    if (!reply.ok && isForbidden(reply.status)) onlyLook(reply.status === 401 ? 'outbox.look-only' : 'outbox.refused')
    else if (!reply.ok) told.textContent = say(problemOf(reply.status))
    else if ('count' in reply.body && reply.body.count === 0) told.textContent = say('outbox.told-nothing')
    else if ('count' in reply.body) told.textContent = say(`outbox.told-${word}`, { count: inDigits(Number(reply.body.count)) })
    else told.textContent = say(`outbox.told-${word}`)
    await refresh()
  }
  const now = standing(say, {
    retry: () => tell('retry', desk.retry()),
    discard: () => tell('discarded', desk.discardWaiting())
  })
  const givenUp = givenUpList(say, {
    sendAgain: (ids) => tell('sent-again', desk.sendAgain(ids)),
    discard: (ids) => tell('discarded', desk.discardGivenUp(ids)),
    turn: (start) => {
      from = start
      void refresh()
    }
  })
  const known = element('div', {}, lookOnly, now.place, givenUp.place)
  known.hidden = true
  if (!desk.mayChange) onlyLook('outbox.look-only')

  /** Says in one sentence why nothing, or nothing newer, is shown. */
  const note = (key: ReturnType<typeof problemOf> | 'outbox.not-deployed' | undefined): void => {
    const text = key === undefined ? '' : say(key)
    if (state.textContent !== text) state.textContent = text
  }

  const isOver = (mine: number): boolean => stopped || mine !== round

  /** Asks and shows; answers whether to ask again. */
  const ask = async (mine: number): Promise<boolean> => {
    const asked = await desk.state()
    await released()
    if (isOver(mine)) return false
    if (!asked.ok) {
      note(problemOf(asked.status))
      if (!isForbidden(asked.status)) return true
      known.hidden = true
      return false
    }
    if (asked.body === undefined) {
      note('outbox.not-deployed')
      known.hidden = true
      return true
    }
    now.show(asked.body, asked.now)
    const page = await desk.givenUp(from)
    await released()
    if (isOver(mine)) return false
    if (page.ok && page.body.alerts.length === 0 && page.body.total > 0 && from > 0) {
      // The last page went while it was shown.
      from = Math.floor((page.body.total - 1) / pageSize) * pageSize
      return ask(mine)
    }
    if (page.ok) givenUp.show(page.body, from)
    note(page.ok ? undefined : problemOf(page.status))
    known.hidden = false
    return true
  }

  const refresh = async (): Promise<void> => {
    window.clearTimeout(timer)
    round += 1
    const again = await ask(round)
    // Node-RED closes dialogs in more ways than it tells of.
    if (again && place.isConnected) timer = window.setTimeout(() => void refresh(), pace)
  }

  place.append(state, known, told)
  void refresh()
  return {
    stop: () => {
      stopped = true
      window.clearTimeout(timer)
    }
  }
}

export { RemoteDesk } from './desk'
