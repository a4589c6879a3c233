/** What `JSON.parse` can answer. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json
}

/** The text fields of an attachment, by their names on the wire ("Mattermost 11.6 model/message_attachment.go"). */
export const attachmentTexts = [
  'fallback',
  'color',
  'pretext',
  'author_name',
  'author_link',
  'author_icon',
  'title',
  'title_link',
  'text',
  'image_url',
  'thumb_url',
  'footer',
  'footer_icon'
] as const

/** The name of one text field of an attachment. */
export type AttachmentText = (typeof attachmentTexts)[number]

/** One field of an attachment. `value` is text: Mattermost turns any other value into Go's print of it. */
export interface AttachmentField {
  readonly title: string
  readonly value: string
  readonly short: boolean
}

/** A button or menu of an attachment, without its `integration`, which Mattermost shows to no client. */
export interface AttachmentAction {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly style: string
}

/** An attachment as it is stored; fields that were not given, or were empty, are not there. */
export type Attachment = { readonly [name in AttachmentText]?: string } & {
  readonly fields?: readonly AttachmentField[]
  readonly actions?: readonly AttachmentAction[]
  readonly ts?: Json
}

/** A post's priority ("Mattermost 11.6 model/post_metadata.go", since 9.9). */
export interface Priority {
  readonly priority: string
  readonly requested_ack: boolean
  readonly persistent_notifications: boolean
}

/** A post in a channel. */
export interface Post {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly createAt: number
  /** The channel's name; `@bob` is the direct channel with bob. */
  readonly channel: string
  readonly username: string
  readonly iconUrl?: string
  readonly iconEmoji?: string
  readonly type: string
  readonly text: string
  readonly attachments: readonly Attachment[]
  /** What the request gave as `props`, without the names that Mattermost keeps for itself. */
  readonly props: JsonObject
  readonly priority?: Priority
  /** Who is notified: `@channel`, `@all`, `@here`, `@bob`; in lower case, each once, in the order of their coming. */
  readonly notifies: readonly string[]
}
