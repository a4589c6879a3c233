import type { NextFunction, Request, Response } from 'express'
import type { NodeAPI } from 'node-red'
import type { Chosen, CourierDesk, Desk } from '../desk/courier-desk'
import { own } from '../event/own'
import { wordsOf } from './report'
import { sameSiteOnly } from './same-site'

/** How many given-up alerts one answer holds, and where a request does not say. */
const mostAlerts = 100
const someAlerts = 25

interface Answer {
  readonly status: 200 | 400 | 404
  readonly body: object
}

const answer = (body: object): Answer => ({ status: 200, body })

const refuse = (error: string): Answer => ({ status: 400, body: { error } })

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

/** Titles of alerts are nobody else's, and no state is worth keeping. */
const neverKept = (_request: Request, response: Response, next: NextFunction): void => {
  response.set('Cache-Control', 'no-store')
  next()
}

/**
 * The desk behind the routes of an admin API. Routes cannot be taken back: a package that was removed and installed
 * again, without a restart, would else answer for the couriers of before.
 */
const served = new WeakMap<object, { desk: Desk }>()

/**
 * Serves the couriers to the editor, and to whoever may ask Node-RED's admin API: their state to those with
 * `mattermost-config.read`, what changes something to those with `mattermost-config.write`. Called once more for the
 * same Node-RED, it only puts the new desk in the place of the old.
 */
export const serveCouriers = (RED: NodeAPI, desk: Desk): void => {
  const { httpAdmin } = RED
  const before = served.get(httpAdmin)
  if (before !== undefined) {
    before.desk = desk
    return
  }
  const now = { desk }
  served.set(httpAdmin, now)
  const path = '/alert-courier/couriers'
  const read = [neverKept, sameSiteOnly, RED.auth.needsPermission('mattermost-config.read')]
  const write = [neverKept, sameSiteOnly, RED.auth.needsPermission('mattermost-config.write')]

  const respond = async (response: Response, work: () => Answer | Promise<Answer>): Promise<void> => {
    try {
      const { status, body } = await work()
      response.status(status).json(body)
    } catch (thrown) {
      // What was thrown is for the log: it can name a folder of the server.
      RED.log.error(`[mattermost-config] ${wordsOf(thrown)}`)
      response.status(500).json({ error: "It did not work: see Node-RED's log" })
    }
  }

  const ofCourier =
    (work: (courier: CourierDesk, request: Request) => Answer | Promise<Answer>) =>
    (request: Request<{ id: string }>, response: Response): void => {
      void respond(response, () => {
        const courier = now.desk.of(request.params.id)
        return courier === undefined ? notDeployed : work(courier, request as Request)
      })
    }

  httpAdmin.get(path, ...read, (_request: Request, response: Response) => {
    void respond(response, () => answer(now.desk.all().map((courier) => courier.state())))
  })
  httpAdmin.get(`${path}/:id`, ...read, ofCourier((courier) => answer(courier.state())))
  httpAdmin.get(`${path}/:id/given-up`, ...read, ofCourier(givenUp))
  httpAdmin.post(`${path}/:id/retry`, ...write, ofCourier(retry))
  httpAdmin.post(`${path}/:id/send-again`, ...write, ofCourier(sendAgain))
  httpAdmin.post(`${path}/:id/discard`, ...write, ofCourier(discard))
}
