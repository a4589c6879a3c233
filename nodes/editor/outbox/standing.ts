import type { CourierState } from '../../desk/courier-desk'
import { element, icon } from '../row/element'
import { askingButton, button, enable } from './buttons'
import { inDigits } from '../reader/locale'
import { fromNow, inFull } from '../reader/times'

/** How a courier stands, and what can be done with what waits. */
export interface Standing {
  readonly place: HTMLElement
  show(state: CourierState, now: number): void
}

/** What its buttons do. */
export interface StandingActs {
  retry(): Promise<void>
  discard(): Promise<void>
}

/** Changes a text only where it is another: what is selected stays so. */
const write = (where: HTMLElement, text: string): void => {
  if (where.textContent !== text) where.textContent = text
}

interface Fact {
  readonly rows: readonly HTMLElement[]
  /** `undefined` leaves the fact out. */
  tell(text: string | undefined, more?: string): void
}

/** A fact with its name; `more` stands after it, less loud. */
const fact = (name: string, kind: string): Fact => {
  const said = element('bdi', {})
  const beside = element('span', { class: 'beside' })
  const rows = [element('dt', {}, name), element('dd', { class: kind }, said, ' ', beside)]
  return {
    rows,
    tell: (text, more = '') => {
      for (const row of rows) row.hidden = text === undefined
      write(said, text ?? '')
      write(beside, more)
    }
  }
}

export const standing = (say: Say, acts: StandingActs): Standing => {
  const waiting = fact(say('outbox.waiting'), 'count')
  const oldest = fact(say('outbox.oldest'), 'time')
  const lastError = fact(say('outbox.last-error'), 'error')
  const visa = fact(say('outbox.visa'), 'visa')
  const nextTry = fact(say('outbox.next-try'), 'time')
  const trouble = fact(say('outbox.trouble'), 'error')
  const fine = element('p', { class: 'fine' }, icon('check'), ` ${say('outbox.fine')}`)
  const facts = element('dl', {}, ...[trouble, waiting, oldest, lastError, visa, nextTry].flatMap(({ rows }) => rows))
  const retry = button('refresh', say('outbox.retry'), () => acts.retry())
  const discard = askingButton(
    'trash-o',
    {
      word: say('outbox.discard-waiting'),
      question: say('outbox.ask-discard-waiting'),
      yes: say('outbox.yes-discard'),
      no: say('outbox.no')
    },
    () => acts.discard()
  )
  return {
    place: element('div', { class: 'standing' }, fine, facts, element('div', { class: 'acts' }, retry, discard.place)),
    show: (state, now) => {
      const someWait = state.waiting > 0
      fine.hidden = someWait || state.trouble !== null || state.lastError !== null
      facts.hidden = !fine.hidden
      waiting.tell(inDigits(state.waiting), say(`outbox.kept-${state.outbox === 'memory' ? 'memory' : 'disk'}`))
      const { oldest: taken, nextTry: next, lastError: error } = state
      if (taken === null) oldest.tell(undefined)
      else oldest.tell(fromNow(taken, now), inFull(taken))
      if (error === null) lastError.tell(undefined)
      else lastError.tell(error.text, `${fromNow(error.at, now)} · ${error.code}`)
      visa.tell(state.visaUsedUp ? say('outbox.visa-used-up') : undefined)
      if (next === null) nextTry.tell(undefined)
      else nextTry.tell(fromNow(next, now), inFull(next))
      trouble.tell(state.trouble ?? undefined)
      enable(retry, someWait)
      discard.enable(someWait)
    }
  }
}
