import type { Alert } from '../alert/alert'
import { isRecord } from '../saved/record'
import { readText } from '../saved/text'
import { Message, type MessageReading, viewOf } from './message'
import { type FieldTemplate, type Part, parts } from './parts'
import type { Post } from './post'
import { readRoutes } from './route'

/** The one handler there is, in Cyphon's words: platform, API module and API class of an Action. */
const webHookHandler = { platform: 'mattermost', apiModule: 'handlers', apiClass: 'WebHookHandler' } as const

/** What is called, as Cyphon prints it. */
export const endpointName = 'Mattermost WebHookHandler'

/** What of a saved action names another handler than the one there is; `undefined` where nothing does. */
export const unknownHandler = (
  saved: Readonly<Record<string, unknown>>
): { readonly name: string; readonly value: string } | undefined => {
  for (const [name, value] of Object.entries(webHookHandler)) {
    const given = saved[name] ?? value
    if (given !== value) return { name, value: readText(given) }
  }
  return undefined
}

const fieldOf = (saved: unknown): FieldTemplate => {
  const { title, value, short } = isRecord(saved) ? saved : {}
  return { title: readText(title), value: readText(value), short: short === true || short === 'true' }
}

/** Reads the templates and routes of a saved action; tells the first that cannot be read. */
export const readMessage = (saved: Readonly<Record<string, unknown>>): MessageReading => {
  const fields = Array.isArray(saved.fields) ? (saved.fields as readonly unknown[]).map(fieldOf) : []
  const templates = Object.fromEntries(parts.map((part) => [part, readText(saved[part])])) as Record<Part, string>
  const routes = readRoutes(saved.routes)
  if (!routes.ok) return { ok: false, part: 'routes', problem: routes.problem }
  return Message.read({ ...templates, fields }, routes.routes)
}

/** The post for an alert. `msg.mattermost` is used for what the action leaves blank. */
export const prepare = (
  message: Message,
  alert: Alert,
  msg: Readonly<Record<string, unknown>>,
  displayedUsername: string
): Post => {
  const overrides = isRecord(msg.mattermost) ? msg.mattermost : {}
  return message.render(alert, viewOf(alert, msg), overrides, displayedUsername)
}
