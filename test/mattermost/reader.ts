/**
 * What Mattermost makes of a text, written a second time and without a look at the code under test: as a person reads
 * it, whom it mentions, and what the web app would draw as something other than text.
 */

const invisible = /[\u200b\u2060\ufeff]/g

const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', commat: '@', quot: '"', nbsp: '\u00a0', copy: '©' }

const entity = (whole: string, decimal?: string, hex?: string, name?: string): string => {
  if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
  if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16))
  return names[name ?? ''] ?? whole
}

const entities = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w+));/g, (whole, decimal?: string, hex?: string, name?: string) =>
    entity(whole, decimal, hex, name)
  )

/** What a person reads of a text that is Markdown, if nothing in it formats: backslashes and entities are gone. */
export const readMarkdown = (text: string): string =>
  text
    .replace(
      /\\([\\`*{}[\]()#+\-.!_>~|])|&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w+));/g,
      (whole, escaped?: string, decimal?: string, hex?: string, name?: string) => escaped ?? entity(whole, decimal, hex, name)
    )
    .replace(invisible, '')

/** What a person reads of a plain text: all of it but what has no width. */
export const readPlain = (text: string): string => text.replace(invisible, '')

/** A value as a person should read it: without what no client shows and what turns other words round. What has no width is left. */
export const expected = (value: string): string =>
  value
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
    .toWellFormed()

export const inOneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim()

/**
 * The names that a text would notify: the server rewrites Slack's tokens, decodes entities, splits words, and looks
 * for words that begin with one `@`. What Markdown makes code is looked through as well, to be on the safe side.
 */
export const mentions = (text: string): readonly string[] => {
  const rewritten = text.replace(/<!(channel|here|all)>/g, '@$1').replace(/<@([a-zA-Z0-9]+)>/g, '@$1')
  const found: string[] = []
  for (const word of entities(rewritten).split(/[^:.\-_@\p{L}\p{N}]+/u)) {
    for (const part of [word, ...word.split(/[.:-]/)]) {
      const trimmed = part.replace(/^[:.\-_]+/, '')
      if (/^@[a-z0-9]/i.test(trimmed)) found.push(trimmed)
    }
  }
  return found
}

/** A text as the web app looks it through once Markdown is gone: entities are still entities, in HTML. */
const html = (text: string): string =>
  text
    .replace(/\\([\\`*{}[\]()#+\-.!_>~|])/g, '$1')
    .replace(/&(?!#?\w+;)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')

const drawn: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['mail', /[\p{L}\d!#$%&'*+\-/=?^_`{|}~.]+@[\p{L}\d.-]+\.\p{L}{2,5}/u],
  ['mention', /(?:\B|\b_+)@[a-z0-9.\-_]+/i],
  ['hashtag', /(?:^|\W)#\p{L}[\p{L}\d\-_.]*[\p{L}\d]/u],
  ['channel', /\B~(?:soc|alerts|town-square)/i],
  ['emoji', /:\w*[a-z+-][\w+-]*:|\B:\d+:/i],
  ['emoticon', /\B(?::-?\)|;-?\)|:-?[\]([@/|$]|:['’`]-?\()|\B:-?[odpsx]\b|\bx-d\b|\B&lt;\/?3\b/i]
]

/** The kinds of things that the web app would draw in a text instead of the text, once its Markdown is gone. */
export const drawings = (text: string, isMarkdown: boolean): readonly string[] => {
  const looked = isMarkdown ? html(text) : text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  return drawn.filter(([, pattern]) => pattern.test(looked)).map(([kind]) => kind)
}
