/** Whom the server notifies of a text: read as it reads it. */
import { paragraphsOf } from './mention-blocks'
import { textRuns } from './mention-inlines'

/** What a name can end with that may be none of it. */
const marks: ReadonlySet<string> = new Set(['.', '-', ':', '_'])

/** The mentions in one run of text ("Mattermost 11.6 app/mention_parser_standard.go", `ProcessText`). */
const mentionsInRun = (run: string, isKnown: (name: string) => boolean): readonly string[] =>
  run.split(/[^:.\-_@\p{L}\p{N}]+/u).flatMap((raw) => {
    if (raw === '' || (raw.startsWith(':') && raw.endsWith(':'))) return []
    const word = raw.replace(/^[:.\-_]+/, '').toLowerCase()
    for (let rest = word; ; rest = rest.slice(0, -1)) {
      if (isKnown(rest)) return [rest]
      if (!marks.has(rest.charAt(rest.length - 1))) break
    }
    return word.startsWith('@') ? [] : word.split(/[.\-:]+/).filter(isKnown)
  })

/**
 * Whom a Markdown text notifies, in lower case, each once. Not only whole words count: `x.@bob` notifies, `me@bob.com`
 * does not.
 *
 * @param isKnown whether somebody, or everyone, has this name: `@bob`, `@channel`
 */
export const mentionsIn = (markdown: string, isKnown: (name: string) => boolean): readonly string[] => {
  const found = paragraphsOf(markdown)
    .flatMap(textRuns)
    .flatMap((run) => mentionsInRun(run, isKnown))
  return [...new Set(found)]
}

/** A name that a user can have, of at most 64 characters. Source: Mattermost 11.6 model/user.go, `IsValidUsername`. */
const userName = /^@[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/

/** Whom a text would notify if there are users of all names in it; Slack's `<!channel>` is rewritten by the server first. */
export const possibleMentions = (markdown: string): readonly string[] =>
  mentionsIn(markdown.replace(/<!(channel|here|all)>/g, '@$1'), (name) => userName.test(name))
