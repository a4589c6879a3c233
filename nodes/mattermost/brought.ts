/** What a message brings for what its action leaves blank: `msg.mattermost`, taken as it is, made sendable. */
import { own } from '../event/own'
import { printed } from '../event/printed'
import { scalarText } from '../event/scalar'
import { isRecord } from '../saved/record'
import { color } from './color'
import { type Attachment, texts } from './post'
import { webAddress } from './web-address'

const addresses = ['title_link', 'author_link', 'author_icon', 'image_url', 'thumb_url', 'footer_icon'] as const

/** An attachment that a message brings, without whatever would make Mattermost refuse the whole request. */
const attachment = (given: unknown): Attachment | undefined => {
  if (!isRecord(given)) return undefined
  const made: Record<string, unknown> = { color: color(scalarText(own(given, 'color')) ?? '') }
  for (const name of addresses) made[name] = webAddress(scalarText(own(given, name)) ?? '')
  for (const name of texts) if (Object.hasOwn(given, name)) made[name] = printed(own(given, name))
  const fields: unknown = own(given, 'fields')
  if (Array.isArray(fields)) {
    made.fields = fields.filter(isRecord).map((field) => ({
      title: printed(own(field, 'title')),
      value: printed(own(field, 'value')),
      short: own(field, 'short') === true || own(field, 'short') === 'true'
    }))
  }
  const actions: unknown = own(given, 'actions')
  if (Array.isArray(actions)) made.actions = actions.filter(isRecord)
  return made
}

/** The priority that a message brings; without one of its own, newer servers refuse it. */
export const broughtPriority = (given: unknown): Readonly<Record<string, unknown>> | undefined => {
  if (!isRecord(given)) return undefined
  const level = own(given, 'priority')
  if (typeof level !== 'string') return undefined
  const made: Record<string, unknown> = { priority: level }
  for (const name of ['requested_ack', 'persistent_notifications']) {
    const asked = own(given, name)
    if (typeof asked === 'boolean') made[name] = asked
  }
  return made
}

/** No body within the limit holds more: one more makes it too large, and the alert is told of it. */
const mostAttachments = 2000

/** The attachments that a message brings; none where it brings nothing usable. */
export const broughtAttachments = (given: unknown): readonly Attachment[] =>
  (Array.isArray(given) ? (given as readonly unknown[]).slice(0, mostAttachments) : []).map(attachment).filter((one) => one !== undefined)
