import type { WebhookRequest } from '../../../scripts/stand-in/record'
import type { Post } from '../../../scripts/stand-in/post'

/** The titles that the text of a digest lists, each with its source where it has one. */
const listed = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => {
    const title = /^- \d\d:\d\d:\d\d (?:\*\*)?[A-Z]+(?:\*\*)? (.*)$/.exec(line)?.[1]
    return title === undefined ? [] : [title]
  })

export const isDigest = ({ attachments }: Post): boolean => attachments.length === 0

/** The titles of the alerts that a post tells of: one, or as many as a digest lists. */
export const titlesOf = (post: Post): readonly string[] =>
  isDigest(post) ? listed(post.text) : post.attachments.map(({ title = '' }) => title)

/** The title of the one alert that a request tells of. */
export const titleSent = ({ body }: WebhookRequest): string => {
  const { attachments } = JSON.parse(body) as { readonly attachments: readonly { readonly title: string }[] }
  return attachments[0]?.title ?? ''
}
