import { endingOf, type Failure, ofReceipt } from './failure'
import { iso } from './iso'
import { restore } from './kept-message'
import { readAlert } from '../alert/alert'
import type { Courier } from '../courier/courier'
import type { GivenUp, Trouble } from '../courier/outbox'
import type { Outcome } from '../courier/outcome'
import type { Receipt } from '../mattermost/receipt'
import type { Chosen, CourierDesk, CourierState, GivenUpAlert, GivenUpPage } from '../desk/courier-desk'

export interface FrontDeskOptions {
  readonly id: string
  readonly name: string
  readonly courier: Courier<Receipt>
  /** Puts a failure into words. */
  readonly sentenceOf: (failure: Failure) => string
  /** Puts into words what keeps the outbox from its work. */
  readonly troubleOf: (trouble: Trouble) => string
  /** Says that another process holds the outbox, where one does. */
  readonly otherHolder: () => string | null
  /** An action's title. */
  readonly titleOf: (action: string) => string
  readonly newId: () => string
}

const ids = (chosen: Chosen): readonly string[] | undefined => (chosen === 'all' ? undefined : chosen)

/** One courier, for people to see and to act on. */
export class FrontDesk implements CourierDesk {
  readonly #options: FrontDeskOptions

  constructor(options: FrontDeskOptions) {
    this.#options = options
  }

  state(): CourierState {
    const { id, name, courier, sentenceOf, troubleOf, otherHolder } = this.#options
    const { outbox, waiting, oldest, nextTry, visaExhausted, failure, trouble, open, givenUp } = courier.view()
    const last = failure === null || failure.receipt.kind === 'delivered' ? null : { at: failure.at, failure: ofReceipt(failure.receipt) }
    return {
      id,
      name,
      outbox,
      waiting,
      oldest: oldest === null ? null : iso(oldest),
      nextTry: nextTry === null ? null : iso(nextTry),
      visaUsedUp: visaExhausted && waiting > 0,
      lastError: last === null ? null : { at: iso(last.at), code: last.failure.code, text: sentenceOf(last.failure) },
      trouble: trouble === null ? (open ? null : otherHolder()) : troubleOf(trouble),
      givenUp
    }
  }

  async givenUp(from: number, count: number): Promise<GivenUpPage> {
    const { courier } = this.#options
    const alerts = await courier.returns.list(from, count)
    return { total: courier.view().givenUp, alerts: alerts.map((alert) => this.#alertOf(alert)) }
  }

  retry(): void {
    this.#options.courier.retry()
  }

  sendAgain(chosen: Chosen): Promise<number> {
    return this.#options.courier.returns.sendAgain(ids(chosen), this.#options.newId)
  }

  discardWaiting(): Promise<number> {
    return Promise.resolve(this.#options.courier.discardWaiting())
  }

  discardGivenUp(chosen: Chosen): Promise<number> {
    return Promise.resolve(this.#options.courier.returns.discard(ids(chosen)))
  }

  #alertOf({ id, action, taken, at, outcome, message }: GivenUp<Outcome<Receipt>>): GivenUpAlert {
    const { sentenceOf, titleOf } = this.#options
    const ending = endingOf(outcome)
    const reading = readAlert(restore(message).payload, iso(taken))
    const { title, level } = reading.ok ? reading.alert : { title: '', level: '' }
    const { code, text } = ending.ok ? { code: '', text: '' } : { code: ending.failure.code, text: sentenceOf(ending.failure) }
    return { id, title, level, taken: iso(taken), givenUp: iso(at), code, text, action: titleOf(action) }
  }
}
