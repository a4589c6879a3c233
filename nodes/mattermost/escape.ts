/**
 * Makes values from events safe for the places that Mattermost shows without Markdown: they may not mention, link,
 * turn into emoji or break out, and a person reads what the event said. (For Markdown: escape-markdown.ts.)
 */

/** Zero width space: invisible, and ends a mention, an emoji, a hashtag and a Slack token. */
export const gap = '\u200b'

/** Control characters but tab and newline; Mattermost's database refuses NUL and no client shows the others. */
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

/** A text as it may travel: no control characters, no lone surrogates, newlines as `\n`. */
export const clean = (text: string): string => text.replace(/\r\n?/g, '\n').replace(controls, '').toWellFormed()

/** What sets the direction of the text that follows it: it would turn round words that are not the value's own. */
const directions = /[\u202a-\u202e\u2066-\u2069]/g

/** A value as it may be shown: clean, and in the order in which it was written. */
export const shown = (value: string): string => clean(value).replace(directions, '')

/** One line: for names, titles and whatever Mattermost shows in a single line. */
export const oneLine = (text: string): string => clean(text).replace(/\s+/gu, ' ').trim()

/** A character and where it does something: what stands before it (up to and with itself) and behind it. */
export type Live = readonly [character: string, ...where: RegExp[]]

/**
 * What the web app makes into links and emoji once Markdown is gone, so that a backslash does not stop it; it does so
 * in field titles too. Mentions are looked for by the server as well, and treated apart.
 * Source: the web app's text_formatting.tsx and emoticons.tsx, of today and of 2019.
 */
export const liveWords: readonly Live[] = [
  // #hashtag, and one that the next text would complete
  ['#', /(?<![A-Za-z0-9_].)(?=\p{L}|$)/u],
  // ~channel
  ['~', /(?<![A-Za-z0-9_].)(?=[A-Za-z0-9_.-]|$)/u],
  // :emoji:, but not the minutes of a time; then :) :'( :-/ and their like; then :D
  [
    ':',
    /(?=\d*[A-Za-z_+-][\w+-]*:)/u,
    /(?<![A-Za-z0-9_].)(?=\d+:)/u,
    /(?=['\u2019`]?-?[()[\]/|$@])/u,
    /(?<![A-Za-z0-9_].)(?=-?[DdOoPpSsXx](?![A-Za-z0-9_]))/u
  ],
  // ;) and x-d
  [';', /(?=-?\))/u],
  ['-', /(?<=(?<![A-Za-z0-9_])[Xx].)(?=[Dd](?![A-Za-z0-9_]))/u]
]

/** One expression that matches every live character, to be replaced one by one. */
export const matcher = (characters: readonly Live[]): RegExp => {
  const anywhere = characters.map(([character, ...where]) => {
    const literal = character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    return where.length === 0 ? literal : `${literal}(?:${where.map(({ source }) => source).join('|')})`
  })
  return new RegExp(anywhere.join('|'), 'gmu')
}

/**
 * For the alert's title where it carries a link, the author and the fallback, which are plain text. Only the server
 * changes something there: Slack's `<!channel>` and `<@ID>`, in titles.
 */
export const plain = (value: string): string => oneLine(shown(value)).replace(/<(?=[!@]|$)/g, `<${gap}`)

const words = matcher([...liveWords, ['@', /(?=\S|$)/u], ['<', /(?=\/?3(?![A-Za-z0-9_]))/u]])

/** For the title of a field: no Markdown, but links and emoji. */
export const caption = (value: string): string => plain(value).replace(words, `$&${gap}`)

/** For the name that a post is shown under. */
export const name = (value: string): string => oneLine(shown(value))

/** A person's channel is named by the ids of two people. */
const people = /^([a-z0-9]{26})__(?=[a-z0-9]{26}$)/

/** For a channel: letters, digits, `.`, `-` and `_`, so that an event can name a channel but not a person. */
export const channelName = (value: string): string =>
  value
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, '')
    .replace(people, '$1')

/** For web addresses and the like, which are checked as a whole once rendered. */
export const verbatim = (value: string): string => oneLine(value)
