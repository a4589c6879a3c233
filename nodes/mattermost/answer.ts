/**
 * Reading Mattermost's answer: by status first, then by the error's `id`, never by its `message`, which is localised
 * and in newer versions holds the webhook's key. Source: Mattermost 5.37 to 11.6, web/webhook.go.
 */
import { type PauseHeaders, pauseOf } from './pause'
import type { Receipt, RejectedReason, UnreachableReason } from './receipt'
import type { Redact } from './redact'

/** What came back over HTTP. `body` is at most the first few kilobytes. */
export interface Answer extends PauseHeaders {
  readonly statusCode: number
  readonly location: string
  readonly body: string
  /** When it came, in milliseconds since the epoch. */
  readonly time: number
}

interface ErrorBody {
  readonly id: string
  readonly requestId: string
}

const noError: ErrorBody = { id: '', requestId: '' }

/** Words in dots, as `web.incoming_webhook.text.app_error`: no place for a key, in whatever spelling. */
const isErrorId = (id: string): boolean => id.length <= 100 && /^[a-z]+(?:\.[a-z_]+)+$/.test(id)

const isRequestId = (id: string): boolean => /^[a-z0-9]{1,40}$/.test(id)

const errorBody = (body: string, redact: Redact): ErrorBody => {
  try {
    const parsed: unknown = JSON.parse(body)
    if (typeof parsed !== 'object' || parsed === null) return noError
    const { id, request_id: requestId } = parsed as Readonly<Record<string, unknown>>
    /** A text of this form that holds no secret. */
    const safe = (text: unknown, hasForm: (text: string) => boolean): string =>
      typeof text === 'string' && hasForm(text) && redact(text) === text ? text : ''
    return { id: safe(id, isErrorId), requestId: safe(requestId, isRequestId) }
  } catch {
    return noError // not JSON: a proxy's page or plain text, which says nothing beyond its status
  }
}

/** The causes that a 400 and a 403 name by `id`, up to about 10.3; from 10.4 both are one general id. */
const byId: readonly (readonly [RegExp, RejectedReason])[] = [
  [/^web\.incoming_webhook\.invalid\./, 'invalid-webhook'],
  [/^web\.incoming_webhook\.user\./, 'user-not-found'],
  [/^web\.incoming_webhook\.text\./, 'no-text'],
  [/^web\.incoming_webhook\.split_props_length\./, 'too-large'],
  [/^(?:model\.incoming_hook\.parse_data|web\.incoming_webhook\.(?:decode|media_type|parse_\w+)|api\.webhook\.incoming|api\.context\.invalid_param)\b/, 'bad-post'],
  [/^web\.incoming_webhook\.channel_locked\./, 'channel-locked'],
  [/^web\.incoming_webhook\.permissions\./, 'no-permission'],
  [/^web\.incoming_webhook\.general\./, 'invalid-webhook-or-post']
]

const badRequest = (id: string, body: string): RejectedReason => {
  // Said by Go's TLS listener, and by Mattermost's own port 80, to plain HTTP.
  if (/^(?:Client sent an HTTP request to an HTTPS server\.|Use HTTPS)\s*$/.test(body)) return 'needs-https'
  return byId.find(([form]) => form.test(id))?.[1] ?? 'unexpected-status'
}

/** The ids of a 404 that tells of a channel. Mattermost's API has others, for addresses that it does not serve. */
const channelIds = /^(?:web\.incoming_webhook|app\.channel|store)\./

const rejectedReason = (statusCode: number, id: string, body: string): RejectedReason => {
  switch (statusCode) {
    case 200:
      return 'not-ok'
    case 400:
      return badRequest(id, body)
    case 403: {
      const named = byId.find(([form]) => form.test(id))?.[1]
      return named === 'channel-locked' || named === 'no-permission' ? named : 'forbidden'
    }
    case 404:
      return channelIds.test(id) ? 'channel-not-found' : 'no-such-address'
    case 405:
      return 'wrong-address'
    case 413:
    case 414:
      return 'too-large'
    case 501:
      return 'disabled'
    default:
      return statusCode >= 300 && statusCode < 400 ? 'redirected' : 'unexpected-status'
  }
}

/** A path of plain and short names: what is longer can be a key, in whatever spelling. */
const plainPath = /^(?:\/[\w.-]{0,20})*$/

const hostAndPath = (location: string): readonly [host: string, path: string] => {
  try {
    const { origin, pathname } = new URL(location)
    return [origin, pathname]
  } catch {
    return ['', location] // not an address of its own: a path is, other things lead nowhere
  }
}

/** Where a redirect leads, which is what Server should have been; '' where that is nowhere, or might show a secret. */
const redirectTarget = (location: string, redact: Redact): string => {
  const [host, path] = hostAndPath(location)
  const before = path.replace(/\/+hooks\/.*$/is, '')
  const target = plainPath.test(before) ? host + before : host
  // URL lets hosts hold what a catalogue takes for a placeholder.
  if (/[^\w.:/[\]-]/.test(target)) return ''
  const lower = target.toLowerCase()
  return target.length <= 200 && redact(target) === target && redact(lower) === lower ? target : ''
}

/** Answers of something in front of Mattermost that passes. */
const passing = new Set([408, 425])

/** What an answer means. Delivered is 200 **and** the body `ok`: a web app's page is 200, too. */
export const readAnswer = (answer: Answer, redact: Redact): Receipt => {
  const { statusCode, body } = answer
  if (statusCode === 200 && body.trim() === 'ok') return { kind: 'delivered', statusCode, data: 'ok' }
  const { id, requestId } = errorBody(body, redact)
  const pause = pauseOf(statusCode, answer, answer.time)
  const unreachable = (reason: UnreachableReason): Receipt => ({ kind: 'unreachable', reason, statusCode, requestId, detail: '', pause })
  if (statusCode === 407) return unreachable('proxy-login')
  if (statusCode === 429) return unreachable('rate-limited')
  if (statusCode === 500) return unreachable('server-error')
  if (statusCode > 501 || passing.has(statusCode)) return unreachable('unavailable')
  const reason = rejectedReason(statusCode, id, body)
  if (reason !== 'redirected') return { kind: 'rejected', reason, statusCode, id, requestId, detail: '' }
  const detail = redirectTarget(answer.location, redact)
  return { kind: 'rejected', reason: detail === '' ? 'redirected-nowhere' : reason, statusCode, id, requestId, detail }
}
