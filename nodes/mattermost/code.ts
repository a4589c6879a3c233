/**
 * Makes values from events safe inside code that a template writes. Markdown shows everything there as it is, entities
 * and backslashes too, so that a value goes in nearly as it came; but Slack's tokens are rewritten before Markdown is
 * read, and some servers look for mentions in code.
 */
import { gap, oneLine, shown } from './escape'

/** The web app reads the symbol for newline as one, which would end a line of code. */
const newlineSymbol = /\u2424/g
const returnSymbol = '\u21b5'

/** An `@`, or its entity, where it would mention if it stood outside code. */
const mention = /(?<![\p{L}\p{N}])@(?=\S|$)|&(?=#0*64;|#[xX]0*40;|commat;)/gu

const slackToken = /<(?=[!@]|$)/g

const inert = (value: string): string => value.replace(newlineSymbol, returnSymbol).replace(mention, `$&${gap}`).replace(slackToken, `<${gap}`)

/**
 * A value in code.
 *
 * @param before the character of the template in front of it, '' for none: an `@` or a `<` may not come alive with it
 * @param isLine whether it has to stay in one line
 */
export const inCode = (value: string, before: string, isLine: boolean): string => {
  const text = inert(isLine ? oneLine(shown(value)) : shown(value))
  if (before === '@' && /^\S/.test(text)) return gap + text
  return before === '<' && /^[!@]/.test(text) ? gap + text : text
}

/** The length of the longest run of a character, in UTF-16 units. */
export const longestRun = (text: string, character: '`' | '~'): number => {
  let longest = 0
  let run = 0
  for (let at = 0; at < text.length; at += 1) {
    run = text[at] === character ? run + 1 : 0
    if (run > longest) longest = run
  }
  return longest
}

/** The language of a fenced block: a word. */
export const languageName = (value: string): string => value.replace(/[^\w#+.-]/g, '').slice(0, 40)
