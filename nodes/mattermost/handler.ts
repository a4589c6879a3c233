import type { Alert } from '../alert/alert'
import { isRecord } from '../saved/record'
import { readText } from '../saved/text'
import { type LeftOut, Message, type MessageReading, type Overrides } from './message'
import { type FieldTemplate, type Part, parts } from './parts'
import type { Post } from './post'
import { readyMadeNames } from './ready-made'
import { readRoutes } from './route'
import type { Witness } from './spot'
import { viewOf } from './view'
import { longestLink } from './web-address'
import { Zone } from './zone'

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

/** As much of a name that nothing has as is told, in UTF-16 units. */
const longestNamed = 60

/** Reads the message of a saved action; tells the first thing that cannot be read, by the name of its property. */
export const readMessage = (saved: Readonly<Record<string, unknown>>): MessageReading => {
  const fields = Array.isArray(saved.fields) ? (saved.fields as readonly unknown[]).map(fieldOf) : []
  const templates = Object.fromEntries(parts.map((part) => [part, readText(saved[part])])) as Record<Part, string>
  const routes = readRoutes(saved.routes)
  if (!routes.ok) return { ok: false, part: 'routes', problem: routes.problem }
  const named = readText(saved.template).trim()
  const readyMade = named === '' ? readyMadeNames[0] : readyMadeNames.find((name) => name === named.toLowerCase())
  if (readyMade === undefined) return { ok: false, part: 'template', problem: named.slice(0, longestNamed) }
  const timeZone = readText(saved.timeZone)
  const zone = Zone.read(timeZone)
  if (zone === undefined) return { ok: false, part: 'timeZone', problem: timeZone.slice(0, longestNamed) }
  return Message.read({ ...templates, fields }, { readyMade, routes: routes.routes, zone })
}

/** What a message brings for what the action leaves blank. */
export const overridesOf = ({ mattermost }: Readonly<Record<string, unknown>>): Overrides => (isRecord(mattermost) ? mattermost : {})

/** The post for an alert. `msg.mattermost` is used for what the action leaves blank. */
export const prepare = (
  message: Message,
  alert: Alert,
  msg: Readonly<Record<string, unknown>>,
  displayedUsername: string,
  witness?: Witness
): Post => {
  return message.render(alert, viewOf(alert, msg, message.zone), overridesOf(msg), displayedUsername, witness)
}

const inWords = (left: LeftOut): string => {
  switch (left.why) {
    case 'too-long':
      return `${left.name} is longer than ${longestLink.toLocaleString('en-US')} bytes; left out`
    case 'no-address':
      return `${left.name} "${left.given}" is no web address; left out`
    case 'no-color':
      return `color "${left.given}" is not one that Mattermost has; that of the level taken`
  }
}

/** What was left out of the post for an alert, and why, in words. */
export const leftOut = (message: Message, alert: Alert, msg: Readonly<Record<string, unknown>>): readonly string[] =>
  message.leftOut(alert, viewOf(alert, msg, message.zone), overridesOf(msg)).map(inWords)
