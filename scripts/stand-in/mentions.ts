import { mentionsIn as mentionsAmong } from '../../nodes/mattermost/mentions'
import type { Generation } from './failure'
import type { Part } from './split'

const everyone = ['@here', '@channel', '@all']

/**
 * Whom a Markdown text notifies: `@channel`, `@all`, `@here` and the names of `users`, in lower case, each once.
 * Not only whole words count: `x.@bob` notifies, `me@bob.com` does not.
 */
export const mentionsIn = (markdown: string, users: readonly string[]): readonly string[] => {
  const known = new Set([...everyone, ...users.map((user) => `@${user.toLowerCase()}`)])
  return mentionsAmong(markdown, (name) => known.has(name))
}

/**
 * Whom a post notifies: looked for in text, attachments' pretext and text, and, in the newer generation, in fields'
 * values ("Mattermost 11.6 app/notification.go", `getMentionsEnabledFields`). Titles, fallbacks, authors and footers
 * notify no one.
 */
export const notified = (part: Part, users: readonly string[], generation: Generation): readonly string[] => {
  const texts = [
    part.text,
    ...part.attachments.flatMap((attachment) => [
      attachment.pretext ?? '',
      attachment.text ?? '',
      ...(generation === 'wrapped' ? (attachment.fields ?? []).map((field) => field.value) : [])
    ])
  ]
  return [...new Set(texts.flatMap((text) => mentionsIn(text, users)))]
}
