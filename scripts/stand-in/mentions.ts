import { paragraphsOf } from './mention-blocks'
import { textRuns } from './mention-inlines'
import type { Generation } from './failure'
import type { Part } from './split'

const everyone = ['@here', '@channel', '@all']

/** The mentions in one run of text ("Mattermost 11.6 app/mention_parser_standard.go", `ProcessText`). */
const mentionsInRun = (run: string, known: ReadonlySet<string>): readonly string[] =>
  run.split(/[^:.\-_@\p{L}\p{N}]+/u).flatMap((raw) => {
    if (raw === '' || (raw.startsWith(':') && raw.endsWith(':'))) return []
    const word = raw.replace(/^[:.\-_]+/, '').toLowerCase()
    for (let rest = word; ; rest = rest.slice(0, -1)) {
      if (known.has(rest)) return [rest]
      if (!/[.\-:_]$/.test(rest)) break
    }
    return word.startsWith('@') ? [] : word.split(/[.\-:]+/).filter((each) => known.has(each))
  })

/**
 * Whom a Markdown text notifies: `@channel`, `@all`, `@here` and the names of `users`, in lower case, each once.
 * Not only whole words count: `x.@bob` notifies, `me@bob.com` does not.
 */
export const mentionsIn = (markdown: string, users: readonly string[]): readonly string[] => {
  const known = new Set([...everyone, ...users.map((user) => `@${user.toLowerCase()}`)])
  const found = paragraphsOf(markdown)
    .flatMap(textRuns)
    .flatMap((run) => mentionsInRun(run, known))
  return [...new Set(found)]
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
