/** The post that an action would make of a message, without a deploy, and without sending it. */
import { type Alert, longestTitle, readAlert, type Replaced, type Status } from '../alert/alert'
import type { Level } from '../alert/level'
import { own } from '../event/own'
import { pathsIn } from '../event/paths-in'
import { printed } from '../event/printed'
import { overridesOf, prepare, readMessage } from '../mattermost/handler'
import { head } from '../mattermost/limits'
import type { Message } from '../mattermost/message'
import { PostWitness, postWarnings } from '../mattermost/post-warnings'
import type { Post } from '../mattermost/post'
import type { Offered, Preview } from '../mattermost/preview'
import { readRoutes } from '../mattermost/route'
import { viewOf } from '../mattermost/view'
import type { Warning } from '../mattermost/warning'
import { encode } from '../mattermost/wire'
import { isRecord } from '../saved/record'
import { exampleMessage } from './example-alert'
import type { FlowMessage } from './flow-message'
import { iso } from './iso'
import { keep, restore } from './kept-message'
import { withoutVariables } from './variables'

/** What is asked. */
export interface PreviewRequest {
  /** The action as it would be saved. */
  readonly action: Readonly<Record<string, unknown>>
  /** Its courier's name for posts that have no other. */
  readonly displayedUsername: string
  /** `undefined` for an example. */
  readonly msg: FlowMessage | undefined
  /** In place of the alert's own; `undefined` for that. */
  readonly level: Level | undefined
  readonly status: Status | undefined
}

/** A message whose alert has another level and status, also where a template finds them in the message. */
const otherwise = (msg: FlowMessage, { level, status }: Pick<PreviewRequest, 'level' | 'status'>): FlowMessage => {
  const { payload } = msg
  if (!isRecord(payload)) return msg
  const put = (name: 'level' | 'status', value: string | undefined): object => (value !== undefined && Object.hasOwn(payload, name) ? { [name]: value } : {})
  return { ...msg, payload: { ...payload, ...put('level', level), ...put('status', status) } }
}

/** Names that every alert has, in the order in which they are looked for. */
const names = ['title', 'level', 'description', 'source', 'url', 'status', 'incidents', 'created', 'since', 'runbookUrl', 'link', 'runbook', 'id', 'key', 'topic'] as const

/** In code points: enough to know a value by. */
const longestOffered = 60

/** More paths of an event than anybody looks through. */
const mostOffered = 100

const brief = (value: unknown): string => head(printed(value).replace(/\s+/gu, ' '), longestOffered).text

const offered = (alert: Alert, msg: FlowMessage, { zone }: Message): readonly Offered[] => {
  const view = viewOf(alert, msg, zone)
  const ofData = pathsIn(alert.data)
    .filter(({ path, value }) => (typeof value !== 'object' || value === null) && !/[{}]/.test(path))
    .slice(0, mostOffered)
  return [
    ...names.map((name) => ({ name, value: brief(view[name]) })),
    ...ofData.map(({ path, value }) => ({ name: path.startsWith('[') ? `data${path}` : `data.${path}`, value: brief(value) }))
  ]
}

/** What of the message was not read as it is. */
const ofAlert = (payload: unknown, replaced: readonly Replaced[]): readonly Warning[] => {
  const title = isRecord(payload) ? own(payload, 'title') : payload
  const size = typeof title === 'string' ? head(title.replace(/\s+/gu, ' ').trim(), Infinity).length : 0
  return [
    ...(size > longestTitle ? [{ kind: 'cut', at: { kind: 'alert' }, by: 'title', size, kept: longestTitle } as const] : []),
    ...replaced.map(({ name, given, taken }): Warning => ({ kind: 'alert', name, given: printed(given).slice(0, 40), taken }))
  ]
}

/**
 * The post that an action would make, by the way that every alert goes: the message is kept and restored, its alert
 * read, the post prepared and encoded. Environment variables are not looked up: who asks may not know them.
 *
 * @param now when the alert comes in, milliseconds since the epoch
 */
export const previewPost = (request: PreviewRequest, now: number): Preview => {
  const { saved, warnings: variables } = withoutVariables(request.action)
  const reading = readMessage(saved)
  if (!reading.ok) return { ok: false, why: 'message', part: reading.part, problem: reading.problem }
  const { message } = reading
  const msg = restore(keep(otherwise(request.msg ?? exampleMessage, request)).text)
  const read = readAlert(msg.payload, iso(now))
  if (!read.ok) return { ok: false, why: 'alert', problem: read.problem }
  const alert: Alert = { ...read.alert, level: request.level ?? read.alert.level, status: request.status ?? read.alert.status }
  const witness = new PostWitness()
  const post = prepare(message, alert, msg, request.displayedUsername, witness)
  const body = encode(post)
  if (body === undefined) return { ok: false, why: 'unsendable' }
  const sent = JSON.parse(body.toString('utf8')) as Post
  const routes = readRoutes(saved.routes)
  const found = postWarnings(message, alert, viewOf(alert, msg, message.zone), overridesOf(msg), witness, post, sent)
  return {
    ok: true,
    post: sent,
    level: alert.level,
    status: alert.status,
    isRouted: routes.ok && routes.routes.has(alert.level),
    warnings: [...found, ...ofAlert(msg.payload, read.replaced), ...variables],
    names: offered(alert, msg, message)
  }
}
