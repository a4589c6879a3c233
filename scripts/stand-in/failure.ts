import { newId } from './id'

/**
 * How errors look: up to 10.3 the `id` names the cause (`plain`); from about 10.4 on the web layer wraps every
 * failure in one id, with the webhook's key in the message (`wrapped`).
 */
export type Generation = 'plain' | 'wrapped'

/** An HTTP answer, whole. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

interface Failure {
  readonly status: number
  readonly id: string
  readonly message: string
  /** What the wrapped generation says instead of `general`: the id at the border that met the failure. */
  readonly wrapped?: { readonly status?: number; readonly id: string; readonly message: string }
}

const decode = {
  id: 'web.incoming_webhook.decode.app_error',
  message: 'Failed to decode the payload of media type {media_type} for incoming webhook {hook_id}.'
}
const tooLarge = {
  status: 413,
  id: 'api.context.request_body_too_large.app_error',
  message: 'Unable to process request. Request body too large.'
}
const general = {
  id: 'web.incoming_webhook.general.app_error',
  message: 'Failed to handle the payload of media type {media_type} for incoming webhook {hook_id}.'
}
const parse = { status: 400, id: 'model.incoming_hook.parse_data.app_error', message: 'Unable to parse incoming data.' }
const form = {
  status: 400,
  id: 'api.webhook.incoming.error',
  message: 'Could not decode the multipart payload of incoming webhook.'
}
const hook = (name: string): string => `web.incoming_webhook.${name}.app_error`

/**
 * Every failure of the webhook: status, and id and message up to 10.3 as a Mattermost 5.37 answers them; from 10.4
 * on `general` unless said otherwise ("Mattermost 11.6 web/webhook.go, app/webhook.go").
 */
const failures = {
  'bad json': { ...parse, wrapped: decode },
  'bad content type': {
    ...form,
    wrapped: { id: hook('parse_form'), message: 'Failed to parse form of incoming webhook {hook_id}.' }
  },
  'bad multipart': {
    ...form,
    wrapped: {
      id: hook('parse_multipart'),
      message: 'Failed to parse multipart form of incoming webhook {hook_id}.'
    }
  },
  'bad multipart fields': { ...form, wrapped: decode },
  'form too large': { ...parse, wrapped: tooLarge },
  'url too long': { status: 414, id: 'basic_security_check.url.too_long_error', message: 'URL is too long' },
  disabled: {
    status: 501,
    id: hook('disabled'),
    message: 'Incoming webhooks have been disabled by the system admin.'
  },
  'no text': { status: 400, id: hook('text'), message: 'No text specified.' },
  'invalid webhook': { status: 400, id: hook('invalid'), message: 'Invalid webhook.' },
  'channel not found': { status: 404, id: hook('channel'), message: "Couldn't find the channel." },
  'own channel gone': {
    status: 404,
    id: 'app.channel.get.existing.app_error',
    message: 'Unable to find the existing channel.'
  },
  'channel lookup failed': { status: 500, id: hook('channel'), message: "Couldn't find the channel." },
  'user not found': { status: 400, id: hook('user'), message: "Couldn't find the user." },
  'team restricted': {
    status: 403,
    id: 'api.channel.create_channel.direct_channel.team_restricted_error',
    message: 'A direct channel cannot be created between these users because they do not share a team in common.'
  },
  'channel locked': {
    status: 403,
    id: hook('channel_locked'),
    message: 'This webhook is not permitted to post to the requested channel.'
  },
  'creator missing': { status: 403, id: hook('user'), message: "Couldn't find the user." },
  permissions: { status: 403, id: hook('permissions'), message: 'Inappropriate channel permissions.' },
  'system type': {
    status: 400,
    id: 'api.context.invalid_param.app_error',
    message: 'Invalid post.type parameter.'
  },
  'no priority': {
    status: 400,
    id: 'api.context.invalid_param.app_error',
    message: 'Invalid webhook.priority.priority parameter.'
  },
  'props too long': {
    status: 400,
    id: hook('split_props_length'),
    message: 'Unable to split webhook props into 760000 character parts.'
  },
  'create post failed': {
    status: 500,
    id: 'api.post.create_webhook_post.creating.app_error',
    message: 'Error creating post.'
  }
} as const satisfies Record<string, Failure>

/** Causes that come with an error body of the server's own. */
export type Cause = keyof typeof failures

/** Every way in which a webhook answers that it failed. */
export type FailureCause = Cause | 'rate limited' | 'hardened'

/** Names of all causes, for reading one from outside. */
export const failureCauses: readonly FailureCause[] = [
  ...(Object.keys(failures) as Cause[]),
  'rate limited',
  'hardened'
]

/** What the request says about itself that a failure's body repeats. */
export interface FailedRequest {
  readonly generation: Generation
  readonly key: string
  readonly mediaType: string
}

const jsonError = (status: number, id: string, message: string): Answer => {
  const requestId = newId()
  const body = { id, message, detailed_error: '', request_id: requestId, status_code: status }
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'X-Request-Id': requestId },
    body: JSON.stringify(body)
  }
}

/** The answer to a request that failed for `cause`. */
export const failureAnswer = (cause: FailureCause, request: FailedRequest): Answer => {
  if (cause === 'rate limited') return rateLimitedAnswer
  // "Mattermost 11.6 web/handlers.go": hardened mode hides what went wrong inside, and the wrong status too.
  if (cause === 'hardened') return jsonError(500, '', 'Internal Server Error')
  const failure: Failure = failures[cause]
  if (request.generation === 'plain' || cause === 'url too long') {
    return jsonError(failure.status, failure.id, failure.message)
  }
  const wrapped = failure.wrapped ?? general
  const message = wrapped.message.replace('{media_type}', request.mediaType).replace('{hook_id}', request.key)
  return jsonError(failure.wrapped?.status ?? failure.status, wrapped.id, message)
}

/** What a rate limited request is answered: no JSON, no request id ("throttled/http.go", observed on 5.37). */
export const rateLimitedAnswer: Answer = {
  status: 429,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff', 'Retry-After': '1' },
  body: 'limit exceeded\n'
}
