/** A post as the web app shows it: in the names of Mattermost's wire, where it has any. */
export interface ShownPost {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly createAt: number
  readonly channel: string
  readonly username: string
  readonly iconUrl?: string
  readonly iconEmoji?: string
  readonly text: string
  readonly attachments: readonly ShownAttachment[]
  readonly priority?: ShownPriority
  /** Who is notified: `@channel`, `@bob`. */
  readonly notifies: readonly string[]
}

export interface ShownAttachment {
  readonly color?: string
  readonly pretext?: string
  readonly author_name?: string
  readonly author_link?: string
  readonly author_icon?: string
  readonly title?: string
  readonly title_link?: string
  readonly text?: string
  readonly image_url?: string
  readonly thumb_url?: string
  readonly footer?: string
  readonly footer_icon?: string
  readonly fields?: readonly ShownField[]
  readonly actions?: readonly { readonly name: string }[]
}

export interface ShownField {
  readonly title: string
  readonly value: string
  readonly short: boolean
}

export interface ShownPriority {
  readonly priority: string
  readonly requested_ack: boolean
  readonly persistent_notifications: boolean
}
