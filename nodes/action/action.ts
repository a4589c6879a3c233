import { type NoAlert, whyNoAlert } from '../alert/alert'
import type { CourierConfig } from '../courier/config'
import type { Courier } from '../courier/courier'
import { admits, readUser } from '../courier/passport'
import { endpointName } from '../mattermost/handler'
import type { Receipt } from '../mattermost/receipt'
import type { ActionBook } from './action-book'
import { type Failure, failure, ofIntake } from './failure'
import type { FlowMessage } from './flow-message'
import { keep, restore } from './kept-message'
import type { LiveMessage, LiveMessages } from './live-messages'

/** What a config node lends its actions. */
export interface Office {
  readonly config: CourierConfig
  readonly courier: Courier<Receipt>
  readonly book: ActionBook
  readonly live: LiveMessages
}

export interface ActionOptions {
  /** The node as saved. */
  readonly saved: Readonly<Record<string, unknown>> & { readonly id: string }
  readonly visaRequired: boolean
  readonly office: Office
  /** A new unique id. */
  readonly newId: () => string
}

/** Whether an alert was taken in; if so its outcome is told when it has ended. */
export type Taking =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly failure: Failure }

/** Cyphon's Action: has alerts carried out by a courier. */
export class Action {
  readonly #options: ActionOptions

  constructor(options: ActionOptions) {
    this.#options = options
  }

  /**
   * Takes one message's alert in, or tells why not. Never throws.
   *
   * @param live the message itself, to be ended when the alert has
   * @param durable called with the alert's id when it survives whatever the courier's outbox survives, and with whether the
   *   message itself is kept for its end
   */
  take(live: LiveMessage, durable?: (id: string, isKept: boolean) => void): Taking {
    const { saved, office, visaRequired, newId } = this.#options
    const { config, courier, book } = office
    const { msg } = live
    const { text: message, exact } = keep(msg)
    // What is posted is what was kept: where that may read otherwise, it is asked.
    const kept = exact ? msg : restore(message)
    const problem = problemOf(msg) ?? (exact || whyNoAlert(kept.payload) === undefined ? undefined : 'unsendable')
    if (problem !== undefined) return { ok: false, failure: failure('ALERT_INVALID', problem) }
    const user = readUser(kept.user)
    if (!admits(config.passport, user)) return { ok: false, failure: refusal(user) }
    if (visaRequired && config.visa === null) return { ok: false, failure: failure('VISA_REQUIRED', 'visa-required') }
    const id = newId()
    book.note(saved.id, saved)
    let isKept = false
    // Never called in the same turn.
    const intake = courier.take({ id, action: saved.id, message }, durable === undefined ? undefined : () => durable(id, isKept))
    if (intake !== 'taken') return { ok: false, failure: ofIntake(intake) }
    isKept = office.live.add(id, live)
    return { ok: true, id }
  }
}

/** Why there is no alert in a message. */
const problemOf = (msg: FlowMessage): 'unsendable' | `alert-${NoAlert}` | undefined => {
  try {
    const why = whyNoAlert(msg.payload)
    return why && `alert-${why}`
  } catch {
    return 'unsendable' // a getter or proxy of it throws
  }
}

/** Cyphon's own sentence is made of these. Source: Cyphon's ambassador/transport.py. */
const refusal = (user: string | null): Failure =>
  user === null
    ? failure('PASSPORT_REFUSED', 'passport-anonymous', { endpoint: endpointName })
    : failure('PASSPORT_REFUSED', 'passport-user', { endpoint: endpointName, user: user.slice(0, 100) })
