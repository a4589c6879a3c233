import type { NextFunction, Request, Response } from 'express'
import type { NodeAPI } from 'node-red'
import { TooMuch } from './in-time'
import { wordsOf } from './report'
import { sameSiteOnly } from './same-site'

/** What a route answers: `body` is sent as JSON. */
export interface Answer {
  readonly status: number
  readonly body: object
}

export type Work = (request: Request) => Answer | Promise<Answer>

export interface Route {
  readonly method: 'get' | 'post'
  /** From `/alert-courier/` on. */
  readonly path: string
  /** What Node-RED must let a user do, such as `sieve.read`. */
  readonly permission: `${string}.${'read' | 'write'}`
}

export const answer = (body: object): Answer => ({ status: 200, body })

/** Refuses a request that says the wrong thing. */
export const refuse = (error: string): Answer => ({ status: 400, body: { error } })

/** The `:id` of a route's path. */
export const idOf = ({ params: { id } }: Request): string => (typeof id === 'string' ? id : '')

/** What a route answers is nobody else's, and no state is worth keeping. */
const neverKept = (_request: Request, response: Response, next: NextFunction): void => {
  response.set('Cache-Control', 'no-store')
  next()
}

/**
 * The work behind the routes of an admin API. Routes cannot be taken back: a package that was removed and installed
 * again, without a restart, would else go on with the work of before.
 */
const served = new WeakMap<object, Map<string, { work: Work }>>()

const worksOf = (httpAdmin: object): Map<string, { work: Work }> => {
  const works = served.get(httpAdmin) ?? new Map<string, { work: Work }>()
  served.set(httpAdmin, works)
  return works
}

/**
 * Serves a route of Node-RED's admin API to pages of this very server, and to users who have the permission. Called once
 * more for the same Node-RED, it only puts the new work in the place of the old.
 */
export const serveRoute = (RED: NodeAPI, { method, path, permission }: Route, work: Work): void => {
  const works = worksOf(RED.httpAdmin)
  const name = `${method} ${path}`
  const before = works.get(name)
  if (before !== undefined) {
    before.work = work
    return
  }
  const now = { work }
  works.set(name, now)
  const respond = async (request: Request, response: Response): Promise<void> => {
    try {
      const { status, body } = await now.work(request)
      response.status(status).json(body)
    } catch (thrown) {
      if (thrown instanceof TooMuch) {
        response.status(413).json({ error: 'It would take too long' })
        return
      }
      // What was thrown is for the log: it can name a folder of the server.
      RED.log.error(`[${permission.split('.')[0] ?? ''}] ${wordsOf(thrown)}`)
      response.status(500).json({ error: "It did not work: see Node-RED's log" })
    }
  }
  RED.httpAdmin[method](path, neverKept, sameSiteOnly, RED.auth.needsPermission(permission), (request: Request, response: Response) => {
    void respond(request, response)
  })
}
