import type { Request } from 'express'
import type { NodeAPI } from 'node-red'
import { type PreviewRequest, previewPost } from '../action/preview'
import { statuses } from '../alert/alert'
import { readLevel } from '../alert/level'
import { defaultUsername } from '../mattermost/settings'
import { isRecord } from '../saved/record'
import { readText } from '../saved/text'
import { answer, type Answer, refuse, serveRoute } from './admin-route'
import { inTime } from './in-time'

/** What is asked, or what is wrong with how it is asked. */
const requestOf = (body: unknown): PreviewRequest | string => {
  if (!isRecord(body)) return 'The body must be an object'
  const { action, msg, displayedUsername } = body
  if (!isRecord(action)) return 'action must be an object: the properties of a webhook-action'
  if (msg !== undefined && !isRecord(msg)) return 'msg must be an object: a message'
  const level = readLevel(body.level)
  if (body.level !== undefined && level === undefined) return 'level must be one of the five'
  const status = statuses.find((one) => one === body.status)
  if (body.status !== undefined && status === undefined) return 'status must be NEW, BUSY or DONE'
  return { action, msg, displayedUsername: displayedUsername === undefined ? defaultUsername : readText(displayedUsername), level, status }
}

const work = ({ body }: Request): Answer => {
  const request = requestOf(body)
  return typeof request === 'string' ? refuse(request) : answer(inTime(() => previewPost(request, Date.now())))
}

/** Tells the editor the post that an action would make, as the action is in its dialog: nothing is sent or kept. */
export const serveTryPost = (RED: NodeAPI): void =>
  serveRoute(RED, { method: 'post', path: '/alert-courier/try/post', permission: 'webhook-action.read' }, work)
