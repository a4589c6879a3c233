import type { Request } from 'express'
import type { NodeAPI } from 'node-red'
import type { Chosen, CourierDesk, Desk } from '../desk/courier-desk'
import { own } from '../event/own'
import { type Answer, answer, idOf, refuse, serveRoute, type Work } from './admin-route'

/** How many given-up alerts one answer holds, and where a request does not say. */
const mostAlerts = 100
const someAlerts = 25

const notDeployed: Answer = { status: 404, body: { error: 'No such courier is deployed' } }

/** A whole number of a query, `otherwise` where it is not there; `undefined` for anything else. */
const wholeNumber = (text: unknown, otherwise: number): number | undefined => {
  if (text === undefined) return otherwise
  const number = typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : undefined
  return Number.isSafeInteger(number) ? number : undefined
}

/** A property of the body; `undefined` where there is none. */
const bodyOf = (request: Request, name: string): unknown => {
  const body: unknown = request.body
  return typeof body === 'object' && body !== null ? own(body, name) : undefined
}

const chosenIn = (request: Request): Chosen | undefined => {
  const ids = bodyOf(request, 'ids')
  if (ids === 'all') return 'all'
  const isList = Array.isArray(ids) && ids.length > 0 && ids.every((id) => typeof id === 'string' && id !== '')
  return isList ? (ids as readonly string[]) : undefined
}

const noChoice = 'ids must be a list of ids that is not empty, or "all"'

const givenUp = async (courier: CourierDesk, { query }: Request): Promise<Answer> => {
  const from = wholeNumber(query.from, 0)
  const count = wholeNumber(query.count, someAlerts)
  if (from === undefined) return refuse('from must be a whole number from 0')
  if (count === undefined || count < 1 || count > mostAlerts) return refuse(`count must be a whole number from 1 to ${mostAlerts}`)
  return answer(await courier.givenUp(from, count))
}

const retry = (courier: CourierDesk): Answer => {
  courier.retry()
  return answer(courier.state())
}

const sendAgain = async (courier: CourierDesk, request: Request): Promise<Answer> => {
  const chosen = chosenIn(request)
  return chosen === undefined ? refuse(noChoice) : answer({ count: await courier.sendAgain(chosen) })
}

const discard = async (courier: CourierDesk, request: Request): Promise<Answer> => {
  const of = bodyOf(request, 'of')
  if (of === 'waiting') return answer({ count: await courier.discardWaiting() })
  if (of !== 'given-up') return refuse('of must be "waiting" or "given-up"')
  const chosen = chosenIn(request)
  return chosen === undefined ? refuse(noChoice) : answer({ count: await courier.discardGivenUp(chosen) })
}

/**
 * Serves the couriers to the editor, and to whoever may ask Node-RED's admin API: their state to those with
 * `mattermost-config.read`, what changes something to those with `mattermost-config.write`.
 */
export const serveCouriers = (RED: NodeAPI, desk: Desk): void => {
  const path = '/alert-courier/couriers'
  const ofCourier =
    (work: (courier: CourierDesk, request: Request) => Answer | Promise<Answer>): Work =>
    (request) => {
      const courier = desk.of(idOf(request))
      return courier === undefined ? notDeployed : work(courier, request)
    }
  const read = (under: string, work: Work): void => serveRoute(RED, { method: 'get', path: path + under, permission: 'mattermost-config.read' }, work)
  const write = (under: string, work: Work): void => serveRoute(RED, { method: 'post', path: path + under, permission: 'mattermost-config.write' }, work)

  read('', () => answer(desk.all().map((courier) => courier.state())))
  read('/:id', ofCourier((courier) => answer(courier.state())))
  read('/:id/given-up', ofCourier(givenUp))
  write('/:id/retry', ofCourier(retry))
  write('/:id/send-again', ofCourier(sendAgain))
  write('/:id/discard', ofCourier(discard))
}
