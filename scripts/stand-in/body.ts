import { decodeIncoming } from './incoming'
import type { Cause, Generation } from './failure'
import type { Incoming } from './incoming'

/** A body read, or why not. `mediaType` is repeated in newer error messages. */
export type BodyReading =
  | { readonly ok: true; readonly mediaType: string; readonly incoming: Incoming }
  | { readonly ok: false; readonly mediaType: string; readonly cause: Cause }

/** Room that Mattermost leaves above the limit on a payload ("Mattermost 11.6 web/handlers.go"). */
const slack = 512

/** A media type without parameters, in lower case; `undefined` when Go's `mime.ParseMediaType` refuses it. */
export const mediaTypeOf = (contentType: string): string | undefined => {
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase()
  return /^[!#$%&'*+.^_`|~0-9a-z-]+(?:\/[!#$%&'*+.^_`|~0-9a-z-]+)?$/.test(type) ? type : undefined
}

/** Form fields by the names of the Go struct, which gorilla/schema matches without regard to case. */
const multipartNames: Readonly<Record<string, string>> = {
  text: 'text',
  username: 'username',
  iconurl: 'icon_url',
  channelname: 'channel',
  type: 'type',
  iconemoji: 'icon_emoji'
}

const readMultipart = async (contentType: string, body: Buffer): Promise<Incoming | Cause> => {
  const given: Record<string, string> = {}
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
    for (const [name, value] of form) {
      if (typeof value !== 'string') continue // files are no fields
      const known = multipartNames[name.toLowerCase()]
      if (known === undefined) return 'bad multipart fields'
      given[known] = value
    }
  } catch {
    return 'bad multipart' // not a form: answered as such
  }
  return decodeIncoming(JSON.stringify(given)) ?? 'bad multipart fields'
}

/** Settings that the reading of a body depends on. */
export interface BodySettings {
  readonly generation: Generation
  /** `ServiceSettings.MaximumPayloadSizeBytes` */
  readonly maxPayloadBytes: number
}

/**
 * Reads a webhook's body by its content type, JSON when there is none or another one. JSON beyond the limit is cut
 * off there, and so fails as JSON ("Mattermost 11.6 web/webhook.go, model/incoming_webhook.go").
 */
export const readBody = async (
  contentType: string | undefined,
  body: Buffer,
  settings: BodySettings
): Promise<BodyReading> => {
  const mediaType = contentType === undefined || contentType === '' ? '' : mediaTypeOf(contentType)
  if (mediaType === undefined) return { ok: false, mediaType: '', cause: 'bad content type' }

  const limit = settings.maxPayloadBytes + slack
  const isForm = mediaType === 'application/x-www-form-urlencoded' || mediaType === 'multipart/form-data'
  if (isForm && body.length > limit) return { ok: false, mediaType, cause: 'form too large' }

  const incoming = await readAs(mediaType, contentType ?? '', body.subarray(0, limit))
  return typeof incoming === 'string' ? { ok: false, mediaType, cause: incoming } : { ok: true, mediaType, incoming }
}

const readAs = async (mediaType: string, contentType: string, body: Buffer): Promise<Incoming | Cause> => {
  if (mediaType === 'multipart/form-data') return readMultipart(contentType, body)
  const text = body.toString('utf8')
  const json =
    mediaType === 'application/x-www-form-urlencoded' ? (new URLSearchParams(text).get('payload') ?? '') : text
  return decodeIncoming(json) ?? 'bad json'
}
