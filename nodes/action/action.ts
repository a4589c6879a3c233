import { type Alert, readAlert } from '../alert/alert'
import type { CourierConfig } from '../courier/config'
import type { Dispatch } from '../courier/dispatch'
import { admits, readUser } from '../courier/passport'
import { endpointName } from '../mattermost/handler'
import type { Receipt } from '../mattermost/receipt'
import { endingOf, type Failure, failure, type FailureCode, type Reason } from './failure'

/** A message of a flow, as far as an action looks at it. */
export type Message = Readonly<Record<string, unknown>>

export interface ActionOptions {
  /** The node's id. */
  readonly id: string
  /** Names its Dispatches. */
  readonly title: string
  readonly visaRequired: boolean
  readonly config: CourierConfig<Receipt>
  /** Makes the body of the request; `undefined` when none can be made. May throw on hostile data. */
  readonly compose: (alert: Alert, msg: Message) => Buffer | undefined
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** A new unique id. */
  readonly newId: () => string
}

/** How an alert was carried out. */
export type Carried =
  | { readonly ok: true; readonly dispatch: Dispatch }
  | { readonly ok: false; readonly failure: Failure }

const iso = (time: number): string => new Date(time).toISOString()

/** Cyphon's Action: carries alerts out with a courier, and records each as a Dispatch. */
export class Action {
  readonly #options: ActionOptions

  constructor(options: ActionOptions) {
    this.#options = options
  }

  /** Carries one message's alert out; answers when it has ended. Never rejects. */
  async carryOut(msg: Message): Promise<Carried> {
    const { config, visaRequired, now, newId, title, id: action } = this.#options
    const { courier, passport, visa } = config
    const read = readMessage(msg, iso(now()))
    if (read === undefined) return refuse('ALERT_INVALID', 'unsendable')
    const { reading, user, copy } = read
    if (!reading.ok) return refuse('ALERT_INVALID', `alert-${reading.problem}`)
    if (!admits(passport, user)) return { ok: false, failure: refusal(user) }
    if (visaRequired && visa === null) return refuse('VISA_REQUIRED', 'visa-required')

    const id = newId()
    const { alert, notes } = reading
    const ending = endingOf(await courier.take({ compose: () => this.#compose(alert, copy) }))
    if (!ending.ok) return ending
    const { delivered, start, end, attempts } = ending
    const { statusCode, data } = delivered
    const stamp = { passport: passport.name, user, jobStart: iso(start), jobEnd: iso(end), attempts }
    return { ok: true, dispatch: { id, title, action, statusCode, data, notes, stamp } }
  }

  #compose(alert: Alert, msg: Message): Buffer | undefined {
    try {
      return this.#options.compose(alert, msg)
    } catch {
      return undefined // a getter of the event threw: told as an alert that cannot be sent
    }
  }
}

const refuse = (code: FailureCode, reason: Reason): Carried => ({ ok: false, failure: failure(code, reason) })

/** What an action reads of a message when it comes; `undefined` where a getter or proxy of it throws. */
const readMessage = (msg: Message, now: string) => {
  try {
    // A copy: the flow may change its message while the alert waits.
    const copy: Message = { ...msg }
    return { copy, reading: readAlert(copy.payload, now), user: readUser(copy.user) }
  } catch {
    return undefined // told as an alert that cannot be sent
  }
}

/** Cyphon's own sentence is made of these. Source: Cyphon's ambassador/transport.py. */
const refusal = (user: string | null): Failure =>
  user === null
    ? failure('PASSPORT_REFUSED', 'passport-anonymous', { endpoint: endpointName })
    : failure('PASSPORT_REFUSED', 'passport-user', { endpoint: endpointName, user: user.slice(0, 100) })
