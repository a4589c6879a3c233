import { readAlert, type Replaced } from '../alert/alert'
import type { Outcome } from '../courier/outcome'
import type { Dispatch } from '../courier/dispatch'
import type { Ended } from '../courier/outbox'
import { readUser } from '../courier/passport'
import { printed } from '../event/printed'
import { leftOut } from '../mattermost/handler'
import type { Receipt } from '../mattermost/receipt'
import type { Rendering } from './action-book'
import { endingOf, type Failure } from './failure'
import { iso } from './iso'
import { restore } from './kept-message'

/** How an alert was carried out. */
export type Carried =
  | { readonly ok: true; readonly dispatch: Dispatch }
  | { readonly ok: false; readonly failure: Failure }

const inWords = ({ name, given, taken }: Replaced): string => `${name} "${printed(given).slice(0, 40)}" is not one that Cyphon has; ${taken} taken`

/**
 * What a flow is told of an alert that has ended.
 *
 * @param passport the name of the courier's
 * @param rendering what it was rendered with
 */
export const carriedOf = ({ alert, outcome }: Ended<Outcome<Receipt>>, passport: string, { title, message }: Rendering): Carried => {
  const ending = endingOf(outcome)
  if (!ending.ok) return ending
  const { delivered, start, end, attempts, digest } = ending
  const { statusCode, data } = delivered
  const msg = restore(alert.message)
  const reading = readAlert(msg.payload, iso(alert.taken))
  const told = reading.ok ? [...reading.replaced.map(inWords), ...leftOut(message, reading.alert, msg)] : []
  const notes = [...told, ...(digest === '' ? [] : [`posted in digest ${digest}`])]
  const stamp = { passport, user: readUser(msg.user), jobStart: iso(start), jobEnd: iso(end), attempts }
  return { ok: true, dispatch: { id: alert.id, title, action: alert.action, statusCode, data, notes, stamp } }
}
