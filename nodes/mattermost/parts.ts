/** What of a message is a template; the editor's dialog and the saved flow have the same. */

/** The parts of a message that are templates, by their names in a saved flow. */
export const parts = [
  'channel',
  'username',
  'iconUrl',
  'iconEmoji',
  'text',
  'fallback',
  'color',
  'pretext',
  'authorName',
  'alertTitle',
  'titleLink',
  'body',
  'footer'
] as const

export type Part = (typeof parts)[number]

/** A field of the attachment, as saved. */
export interface FieldTemplate {
  readonly title: string
  readonly value: string
  readonly short: boolean
}

/** An action's templates, as saved; blank is the ready-made message's. */
export type MessageTemplates = Readonly<Record<Part, string>> & { readonly fields: readonly FieldTemplate[] }
