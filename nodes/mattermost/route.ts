/** Routes: where an alert of a level goes, and how loudly. */
import type { Alert } from '../alert/alert'
import { type Level, readLevel } from '../alert/level'
import { isRecord } from '../saved/record'
import { readSwitch } from '../saved/switch'
import { readText } from '../saved/text'
import { type Priority, priorities } from './saved-route'
import { Template } from './template'

/** What of the post is otherwise for alerts of one level. */
export interface Route {
  /** Wins over the action's own channel; `undefined` where the route has none. */
  readonly channel: Template | undefined
  /** Stands in front of the post's text, as the author wrote it: `@oncall @channel`. '' for nobody. */
  readonly mention: string
  readonly priority: Priority
  readonly requestedAck: boolean
  readonly silent: boolean
}

/** The route of a level that has none. */
const unrouted: Route = { channel: undefined, mention: '', priority: '', requestedAck: false, silent: false }

/** No level has more than one. */
export type Routes = ReadonlyMap<Level, Route>

export type RoutesReading = { readonly ok: true; readonly routes: Routes } | { readonly ok: false; readonly problem: string }

type RouteReading = { readonly ok: true; readonly route: Route } | { readonly ok: false; readonly problem: string }

const quoted = (saved: unknown): string => JSON.stringify(readText(saved).slice(0, 40))

const readRoute = (saved: Readonly<Record<string, unknown>>): RouteReading => {
  const wanted = readText(saved.priority).trim().toLowerCase()
  const priority = priorities.find((one) => one === wanted)
  if (priority === undefined) return { ok: false, problem: `priority ${quoted(saved.priority)}` }
  const requestedAck = readSwitch(saved.requestedAck ?? undefined, false)
  if (requestedAck === undefined) return { ok: false, problem: `requestedAck ${quoted(saved.requestedAck)}` }
  const silent = readSwitch(saved.silent ?? undefined, false)
  if (silent === undefined) return { ok: false, problem: `silent ${quoted(saved.silent)}` }
  const route: Route = { channel: undefined, mention: readText(saved.mention).trim(), priority, requestedAck, silent }
  const channel = readText(saved.channel)
  if (channel.trim() === '') return { ok: true, route }
  const reading = Template.read(channel)
  return reading.ok ? { ok: true, route: { ...route, channel: reading.template } } : reading
}

/** Reads the routes of a saved action: of several for one level the first. Tells the first thing that is wrong. */
export const readRoutes = (saved: unknown): RoutesReading => {
  const routes = new Map<Level, Route>()
  for (const row of Array.isArray(saved) ? (saved as readonly unknown[]).filter(isRecord) : []) {
    const level = readLevel(row.level)
    if (level === undefined) return { ok: false, problem: `level ${quoted(row.level)}` }
    const reading = readRoute(row)
    if (!reading.ok) return reading
    if (!routes.has(level)) routes.set(level, reading.route)
  }
  return { ok: true, routes }
}

/**
 * The route of an alert: its level's. Once it is resolved it goes to the same place and is as silent, but nobody is
 * called for what is over.
 */
export const routeOf = (routes: Routes, { level, status }: Pick<Alert, 'level' | 'status'>): Route => {
  const route = routes.get(level) ?? unrouted
  return status === 'DONE' ? { ...unrouted, channel: route.channel, silent: route.silent } : route
}

/** A post's text with the route's mention in front. */
export const mentioned = (mention: string, text: string): string => (mention === '' || text === '' ? mention + text : `${mention} ${text}`)

/**
 * A post's priority: the route's, or where it has none what the message brings. `priority` itself is always in it, for
 * newer servers refuse one without; and what is silent cannot notify persistently.
 * Source: Mattermost 11.6 app/webhook.go; https://github.com/mattermost/mattermost/pull/36771 for `silent`.
 *
 * @param brought as `broughtPriority` answers it
 */
export const priorityOf = (
  { priority, requestedAck, silent }: Route,
  brought: Readonly<Record<string, unknown>> | undefined
): Readonly<Record<string, unknown>> | undefined => {
  const asked = requestedAck ? { requested_ack: true } : {}
  if (priority !== '') return { priority, ...asked }
  if (brought === undefined) return requestedAck ? { priority, ...asked } : undefined
  return { ...brought, ...asked, ...(silent ? { persistent_notifications: undefined } : {}) }
}
