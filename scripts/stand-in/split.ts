import type { Attachment, JsonObject } from './post'

/**
 * Code points that a post's text holds: a quarter of the column's 65535 bytes
 * ("Mattermost 11.6 store/sqlstore/post_store.go" on PostgreSQL).
 */
export const maxTextLength = 16383

/** Code points of a post's props as JSON ("Mattermost 11.6 model/post.go", `PostPropsMaxUserRunes`, since 6.0). */
const maxPropsLength = 760_000

/** One post of those that a webhook's message becomes. */
export interface Part {
  readonly text: string
  readonly attachments: readonly Attachment[]
}

const codePoints = (text: string): number => Array.from(text).length

/** Texts of at most 16383 code points each, cut without regard to words or code fences; at least one. */
const splitText = (text: string): readonly string[] => {
  const points = Array.from(text)
  const parts: string[] = []
  for (let at = 0; at < points.length; at += maxTextLength) parts.push(points.slice(at, at + maxTextLength).join(''))
  return parts.length === 0 ? [''] : parts
}

/** An attachment whose text is cut by as many code points as its props are too long. */
const cutText = (attachment: Attachment, excess: number): Attachment | undefined => {
  const points = Array.from(attachment.text ?? '')
  if (points.length < excess) return undefined
  return { ...attachment, text: points.slice(0, points.length - excess).join('') }
}

/**
 * The posts that a message becomes: its text in parts, attachments on the last of them and, when they do not fit,
 * on further ones; a single one that is too long loses the end of its text. `undefined` when even that does not help
 * ("Mattermost 11.6 app/webhook.go", `splitWebhookPost`).
 */
export const splitPost = (
  text: string,
  attachments: readonly Attachment[],
  props: JsonObject
): readonly Part[] | undefined => {
  const lengthWith = (list: readonly Attachment[]): number =>
    codePoints(JSON.stringify(list.length === 0 ? props : { ...props, attachments: list }))
  if (lengthWith([]) > maxPropsLength) return undefined

  const parts: Part[] = splitText(text).map((part) => ({ text: part, attachments: [] }))
  for (const attachment of attachments) {
    const last = parts.pop() ?? { text: '', attachments: [] }
    const together = [...last.attachments, attachment]
    if (lengthWith(together) <= maxPropsLength) {
      parts.push({ ...last, attachments: together })
      continue
    }
    if (last.attachments.length > 0) parts.push(last)
    const text = last.attachments.length > 0 ? '' : last.text
    const excess = lengthWith([attachment]) - maxPropsLength
    const fitting = excess > 0 ? cutText(attachment, excess) : attachment
    if (fitting === undefined) return undefined
    parts.push({ text, attachments: [fitting] })
  }
  return parts
}
