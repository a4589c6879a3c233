import { goPrint, isList } from './go-print'
import { newId } from './id'
import { escapeRawControls, firstJsonValue } from './json-value'
import { attachmentTexts } from './post'
import type { Attachment, AttachmentAction, AttachmentField, Json, JsonObject } from './post'

/** What a webhook asks for ("Mattermost 11.6 model/incoming_webhook.go", `IncomingWebhookRequest`). */
export interface Incoming {
  readonly text: string
  readonly username: string
  readonly iconUrl: string
  readonly iconEmoji: string
  readonly channel: string
  readonly type: string
  readonly props: JsonObject
  readonly attachments: readonly Attachment[]
  readonly priority?: IncomingPriority
}

/** A priority as asked for: `priority` itself can be missing, which is refused later. */
export interface IncomingPriority {
  readonly priority: string | undefined
  readonly requested_ack: boolean
  readonly persistent_notifications: boolean
}

/** A value of the wrong type, which fails the whole request as in Go. Never leaves this file. */
class WrongType extends Error {}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value)

/** The value of a key; Go matches keys without regard to case, and the last one wins. */
const member = (object: JsonObject, key: string): Json | undefined => {
  let found: Json | undefined
  for (const [name, value] of Object.entries(object)) {
    if (name.toLowerCase() === key && value !== null) found = value
  }
  return found
}

const textOf = (object: JsonObject, key: string): string => {
  const value = member(object, key)
  if (value === undefined) return ''
  if (typeof value !== 'string') throw new WrongType(key)
  return value
}

const flagOf = (object: JsonObject, key: string): boolean => {
  const value = member(object, key)
  if (value === undefined) return false
  if (typeof value !== 'boolean') throw new WrongType(key)
  return value
}

const objectOf = (object: JsonObject, key: string): JsonObject | undefined => {
  const value = member(object, key)
  if (value === undefined || isObject(value)) return value
  throw new WrongType(key)
}

/** The objects of a list; null elements are left out, as `StringifySlackFieldValue` does. */
const objectsOf = (object: JsonObject, key: string): readonly JsonObject[] => {
  const value = member(object, key)
  if (value === undefined) return []
  if (!isList(value)) throw new WrongType(key)
  return value.flatMap((each) => {
    if (each === null) return []
    if (!isObject(each)) throw new WrongType(key)
    return [each]
  })
}

/** `SlackCompatibleBool`: true, false, or one of the two as text; null is refused too. */
const shortOf = (object: JsonObject): boolean => {
  let short = false
  for (const [name, value] of Object.entries(object)) {
    if (name.toLowerCase() !== 'short') continue
    const word = typeof value === 'string' || typeof value === 'boolean' ? String(value).toLowerCase() : ''
    if (word !== 'true' && word !== 'false') throw new WrongType('short')
    short = word === 'true'
  }
  return short
}

const readField = (object: JsonObject): AttachmentField => {
  const value = member(object, 'value')
  return { title: textOf(object, 'title'), value: value === undefined ? '' : goPrint(value), short: shortOf(object) }
}

const readAction = (object: JsonObject): AttachmentAction => {
  const id = textOf(object, 'id')
  return {
    id: id === '' ? newId() : id,
    name: textOf(object, 'name'),
    type: textOf(object, 'type'),
    style: textOf(object, 'style')
  }
}

const readAttachment = (object: JsonObject): Attachment => {
  const texts = attachmentTexts.map((name) => [name, textOf(object, name)] as const).filter(([, text]) => text !== '')
  const fields = objectsOf(object, 'fields').map(readField)
  const actions = objectsOf(object, 'actions').map(readAction)
  const ts = member(object, 'ts')
  return {
    ...Object.fromEntries(texts),
    ...(fields.length > 0 && { fields }),
    ...(actions.length > 0 && { actions }),
    ...(ts !== undefined && { ts })
  }
}

const readPriority = (object: JsonObject): IncomingPriority => ({
  priority: member(object, 'priority') === undefined ? undefined : textOf(object, 'priority'),
  requested_ack: flagOf(object, 'requested_ack'),
  persistent_notifications: flagOf(object, 'persistent_notifications')
})

const readIncoming = (value: Json): Incoming => {
  const object = value ?? {}
  if (!isObject(object)) throw new WrongType('body')
  const priority = objectOf(object, 'priority')
  return {
    text: textOf(object, 'text'),
    username: textOf(object, 'username'),
    iconUrl: textOf(object, 'icon_url'),
    iconEmoji: textOf(object, 'icon_emoji'),
    channel: textOf(object, 'channel'),
    type: textOf(object, 'type'),
    props: objectOf(object, 'props') ?? {},
    attachments: objectsOf(object, 'attachments').map(readAttachment),
    ...(priority !== undefined && { priority: readPriority(priority) })
  }
}

/**
 * Reads a JSON payload as "Mattermost 11.6 model/incoming_webhook.go" `IncomingWebhookRequestFromJSON` does: unknown
 * keys are ignored, null is nothing, a wrong type anywhere fails the whole of it. `undefined` when it cannot be read.
 */
export const decodeIncoming = (text: string): Incoming | undefined => {
  for (const attempt of [text, escapeRawControls(text)]) {
    try {
      const value = firstJsonValue(attempt)
      if (value !== undefined) return readIncoming(value)
    } catch (error) {
      if (!(error instanceof WrongType)) throw error
    }
  }
  return undefined
}
