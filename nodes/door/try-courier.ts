import type { Request } from 'express'
import type { NodeAPI } from 'node-red'
import { own } from '../event/own'
import { oneLine } from '../mattermost/escape'
import type { Post } from '../mattermost/post'
import { readSettings } from '../mattermost/settings'
import { Webhook } from '../mattermost/webhook'
import { encode } from '../mattermost/wire'
import { Allowance } from '../trial/allowance'
import { type Deployed, readFields, type TrialFields } from '../trial/fields'
import type { TrialOutcome, TrialReason } from '../trial/outcome'
import { check, type Send, sendTest } from '../trial/probe'
import { timeLeft } from '../trial/time-left'
import { type Answer, answer, idOf, refuse, serveRoute } from './admin-route'
import type { Say } from './catalogue'
import { proxyOf, tlsOf } from './network-nodes'
import { nodeOf } from './node-of'

const type = 'mattermost-config'

/** So many trials in a minute. */
const most = 10
const minute = 60_000

/** Longer than this nobody waits before a dialog for a whole trial, in milliseconds, whatever the config's timeout is. */
const longest = 60_000

/** Longer than any address, key or name, in UTF-16 units. */
const longestText = 2048

/** A config node as it runs. */
interface Running {
  readonly type: string
  readonly saved?: Omit<TrialFields, 'key'>
  readonly credentials?: { readonly key?: string; readonly accessToken?: string }
}

/** A trial as it was asked for. */
interface Asked {
  readonly kind: 'check' | 'send'
  readonly channel: string
  readonly fields: TrialFields
}

const names = ['server', 'key', 'displayedUsername', 'timeout', 'tls', 'proxy', 'channel'] as const

/** Reads the body of a request; tells what is wrong with it, and nothing of what it holds. */
const readAsked = ({ body }: Request): Asked | string => {
  const given: Readonly<Record<string, unknown>> = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {}
  const kind = own(given, 'kind')
  if (kind !== 'check' && kind !== 'send') return 'kind must be "check" or "send"'
  const read = new Map<string, string>()
  for (const name of names) {
    const value = own(given, name) ?? ''
    const text = name === 'timeout' && typeof value === 'number' ? String(value) : value
    if (typeof text !== 'string' || text.length > longestText) return `${name} must be a text of at most ${longestText} characters`
    read.set(name, text)
  }
  const text = (name: (typeof names)[number]): string => read.get(name) ?? ''
  return {
    kind,
    channel: oneLine(text('channel')).trim(),
    fields: { server: text('server'), key: text('key'), displayedUsername: text('displayedUsername'), timeout: text('timeout'), tls: text('tls'), proxy: text('proxy') }
  }
}

const fieldsOf = (saved: Omit<TrialFields, 'key'>, key: unknown): TrialFields => {
  const { server, displayedUsername, timeout, tls, proxy } = saved
  return { server, displayedUsername, timeout, tls, proxy, key }
}

/** The config that is deployed under an id; `undefined` where there is none, or the id is another node's. */
const deployedOf = (RED: NodeAPI, id: string): Deployed | undefined => {
  let found: (Omit<TrialFields, 'key'> & { readonly type: string }) | undefined
  RED.nodes.eachNode((node) => {
    if (node.id === id) found = node as unknown as typeof found
  })
  if (found?.type !== type) return undefined
  const credentials = RED.nodes.getCredentials(id) as { readonly key?: unknown } | undefined
  const running = nodeOf(RED, id) as Running | undefined
  return {
    saved: fieldsOf(found, credentials?.key),
    running: running?.type === type && running.saved !== undefined ? fieldsOf(running.saved, running.credentials?.key) : undefined
  }
}

const refused = (reason: TrialReason): TrialOutcome => ({ ok: false, reason, params: { answer: '', detail: '', requestId: '' } })

const postOf = (text: string, displayedUsername: string, channel: string): Partial<Post> => ({
  text,
  ...(displayedUsername.trim() === '' ? {} : { username: oneLine(displayedUsername) }),
  ...(channel === '' ? {} : { channel })
})

/**
 * Serves trials of couriers as they stand in a dialog, deployed or not: by the same settings and requests as alerts, past
 * the outbox and the Visa.
 *
 * @param say the catalogue of mattermost-config
 */
export const serveTryCourier = (RED: NodeAPI, say: Say): void => {
  const allowance = new Allowance(most, minute, () => performance.now())

  const attempt = async ({ kind, channel, fields }: Asked, id: string, signal: AbortSignal): Promise<TrialOutcome> => {
    const reading = readFields(fields, deployedOf(RED, id))
    if (!reading.ok) return refused(reading.problem)
    const { tls, proxy, ...more } = reading.fields
    const { accessToken } = (nodeOf(RED, id) as Running | undefined)?.credentials ?? {}
    const settings = readSettings({ ...more, accessToken, tls: tlsOf(RED, tls), proxy: proxyOf(RED, proxy), environment: process.env })
    if (!settings.ok) return refused(settings.problem)
    const { options, displayedUsername } = settings
    const webhook = new Webhook(options)
    const left = timeLeft(webhook.timeout, longest, () => performance.now())
    const send: Send = (post) => webhook.send(encode(post) ?? Buffer.alloc(0), left(), signal)
    try {
      return await (kind === 'check' ? check(send, channel) : sendTest(send, postOf(say('trial.post'), displayedUsername, channel)))
    } finally {
      webhook.close()
    }
  }

  serveRoute(RED, { method: 'post', path: '/alert-courier/couriers/:id/test', permission: `${type}.write` }, async (request): Promise<Answer> => {
    const asked = readAsked(request)
    if (typeof asked === 'string') return refuse(asked)
    if (!allowance.take()) return { status: 429, body: { error: `At most ${most} tests in a minute: wait for a moment` } }
    const interrupt = new AbortController()
    // Who closed the dialog waits for no answer.
    request.res?.once('close', () => interrupt.abort())
    return answer(await attempt(asked, idOf(request), interrupt.signal))
  })
}
