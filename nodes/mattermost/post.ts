/**
 * What Mattermost's incoming webhook takes. What this package makes, and what a message may bring.
 * Source: https://developers.mattermost.com/integrate/webhooks/incoming/ and
 * https://developers.mattermost.com/integrate/reference/message-attachments/
 */
export interface Post {
  readonly text?: string
  readonly channel?: string
  readonly username?: string
  readonly icon_url?: string
  readonly icon_emoji?: string
  /** None: the text is all there is. */
  readonly attachments?: readonly Attachment[]
  readonly props?: Readonly<Record<string, unknown>>
  readonly priority?: Readonly<Record<string, unknown>>
  /** From Mattermost 11.10 on nobody is notified, and nothing counts as unread; older servers notify all the same. */
  readonly silent?: true
}

export interface Attachment {
  readonly fallback?: string
  readonly color?: string
  readonly pretext?: string
  readonly author_name?: string
  readonly title?: string
  readonly title_link?: string
  readonly text?: string
  readonly fields?: readonly Field[]
  readonly footer?: string
  readonly author_link?: string
  readonly author_icon?: string
  readonly image_url?: string
  readonly thumb_url?: string
  readonly footer_icon?: string
  readonly actions?: readonly object[]
}

/** The texts of an attachment. */
export const texts = ['fallback', 'pretext', 'author_name', 'title', 'text', 'footer'] as const

/** A value that is not a string is printed by the server in Go's way (`map[a:1]`), so it is always one. */
export interface Field {
  readonly title: string
  readonly value: string
  readonly short: boolean
}
