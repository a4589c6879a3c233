import { gap, type Live, liveWords, matcher, oneLine, shown } from './escape'

/**
 * Makes values from events safe where Mattermost shows Markdown: they may not mention, format, link or break out, and
 * a person reads what the event said.
 *
 * A character is replaced only where it can do something, by a form that Markdown shows as the character itself: by a
 * backslash where that works in every client, else by its entity, which is copied from a post as the plain character.
 * Source: Mattermost's fork of marked (web), its server's parser (mentions), commonmark.js (mobile).
 */

/** At the start of a line, with nothing but blanks before it. Mattermost reads a no-break space as a space. */
const first = /(?<=^[ \t\u00a0]*.)/u.source
const blank = /(?=\s|$)/u.source

/** Schemes that are linked without `//` too. */
const schemes = ['https?', 'ftp', 'mailto', 'tel', 'mattermost']
  .map((scheme) => scheme.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`))
  .join('|')

const live: readonly Live[] = [
  ['<'],
  ['>'],
  ['`'],
  ['['],
  [']'],
  ['|'],
  // an image: within a link, newer versions of marked take the backslashes from brackets before they read its text
  ['!', /(?=\[)/u],
  // Mattermost reads the symbol for newline as one.
  ['\u2424'],
  // an entity, and one that the next text would complete
  ['&', /(?=#?\w*(?:;|$))/u],
  // Before a letter or digit it is shown as it is.
  ['\\', /(?![A-Za-z0-9])/u],
  // emphasis has no blank inside it; between blanks it can only begin a list
  ['*', /(?![ \t\u00a0\n])/u, /(?<![ \t\u00a0\n].)/u, new RegExp(first, 'u')],
  // Within words it does not emphasise. Words of the web app's Markdown are ASCII.
  ['_', /(?<![A-Za-z0-9].)/u, /(?![A-Za-z0-9])/u],
  // ~~struck out~~ and fences
  ['~', /(?=~)/u, /(?<=~.)/u],
  // headings, lists, rules, and lines that make the one above them a heading
  ['#', new RegExp(`${first}(?=#{0,5}${blank})`, 'u')],
  ['+', new RegExp(first + blank, 'u')],
  ['-', new RegExp(first + blank, 'u'), new RegExp(`${first}(?=[-=*_: \\t\\u00a0]*$)`, 'u')],
  ['=', new RegExp(`${first}(?=[-=*_ \\t\\u00a0]*$)`, 'u')],
  [')', new RegExp(`(?<=^[ \\t\\u00a0]*\\d*.)${blank}`, 'u')],
  ['.', new RegExp(`(?<=^[ \\t\\u00a0]*\\d*.)${blank}`, 'u'), /(?<=[Ww]{3}\d{0,3}.)/u],
  // indented code
  [' ', /(?<=^.)(?=[ \t\u00a0])/u],
  ['\u00a0', /(?<=^.)(?=[ \t\u00a0])/u],
  ['\t', /(?<=^.)/u],
  // http://, tel:1 and example.com/; `www.` above
  [':', /(?<=[A-Za-z0-9+.-].)(?=\/)/u, new RegExp(`(?<=(?<![A-Za-z0-9])(?:${schemes}).)(?=\\S|$)`, 'u')],
  // the line between a table's head and its rows
  [':', new RegExp(`${first}(?=[ \\t\\u00a0]*-[-: \\t\\u00a0]*$)`, 'u')],
  ['/', /(?<=[\p{L}\d.-]\.\p{L}{2,4}.)/u],
  // Inside a word it mentions nobody, but could be linked as mail; the others are treated below.
  ['@', /(?<=[A-Za-z0-9].)(?=[A-Za-z0-9])/u],
  ...liveWords
]

const liveCharacter = matcher(live)

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/**
 * The form in which Markdown shows a character as itself. A backtick is the one that an entity has to stand for: behind
 * a word with a colon (`a:b`) the web app takes a backslash for the end of a link.
 */
const inert = (character: string): string =>
  '*_[]|'.includes(character) ? `\\${character}` : (named[character] ?? `&#${character.charCodeAt(0)};`)

/**
 * The colon of `host:web*`, which older web apps (until 2025) take for the scheme of an address: in the rest of the word
 * they show what is escaped as it is written.
 */
const seemingScheme = /(?<=[A-Za-z0-9.+-]):(?=[\p{L}\d%])/gu

const withoutSeemingSchemes = (escaped: string): string =>
  escaped.replace(/\S+/g, (word) => (/\\|&#/.test(word) ? word.replace(seemingScheme, '&#58;') : word))

/** As far as a line may hold formulas, which some servers have on: they end at a `$` that no word follows. */
const formulas = /^[^\n]*\$(?!\w)/gm

/** All but the last `$`: with one of them escaped, the one before it would reach farther. */
const withoutFormulas = (text: string): string => text.slice(0, -1).replaceAll('$', '&#36;') + '$'

/**
 * For places that Mattermost shows as Markdown: text, pretext, attachment text, field values, footer.
 *
 * @param isEmphasised within `_{{x}}_` or `*{{x}}*` of the template, which the web app ends at an escaped `*`, too, and at
 * a `_` within words
 */
export const markdown = (value: string, isEmphasised = false): string => {
  // As a character of no word: once it is an entity, what is behind it begins one.
  const text = isEmphasised ? shown(value).replaceAll('_', '\u0000') : shown(value)
  const escaped = text.replace(liveCharacter, inert)
  return withoutSeemingSchemes(isEmphasised ? escaped.replaceAll('\u0000', '&#95;').replace(/\\?\*/g, '&#42;') : escaped)
    // Older web apps read its backslash as text: any bracket of the template before it would begin a link.
    .replace(/\\\](?=\()/g, '&#93;')
    .replace(formulas, withoutFormulas)
    // <3 is looked for in this very form.
    .replace(/&lt;(?=\/?(?:3|$))/g, '&#60;')
    // Mentions are looked for after backslashes and entities are gone: only a gap stops them.
    .replace(/@(?=\S|$)/g, `@${gap}`)
}

/** For the alert's title where it carries no link: one line of Markdown. */
export const markdownLine = (value: string, isEmphasised = false): string => markdown(oneLine(shown(value)), isEmphasised)
