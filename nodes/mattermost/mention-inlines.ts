/** Entities by name that can make or end a mention; the others count as plain text, which changes nothing here. */
const entities: Readonly<Record<string, string>> = {
  commat: '@',
  period: '.',
  colon: ':',
  lowbar: '_',
  UnderBar: '_',
  hyphen: '\u2010',
  dash: '\u2010',
  amp: '&',
  AMP: '&',
  lt: '<',
  LT: '<',
  gt: '>',
  GT: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
  NewLine: '\n',
  Tab: '\t'
}

const decodeEntity = (name: string): string | undefined => {
  const number = /^#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}))$/.exec(name)
  if (number === null) return entities[name]
  const code = number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16)
  return code === 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? '\uFFFD' : String.fromCodePoint(code)
}

const escapable = /\\([!-/:-@[-`{-~])/y
const entity = /&([^;\s]{1,32});/y
const emoji = /:[a-zA-Z0-9_+-]+:/y
const url = /(?:https?|ftp|mailto|tel|gemini):\/\/[^\s\p{P}][^\s<>]*/iuy
const www = /www\d{0,3}\.\S[^\s<>]*/y
const destination = /\]\(\s*(?:<[^>\n]*>|(?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\])*\))*)(?:\s+=\S+)?(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?\s*\)/y

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const countOf = (text: string, character: string): number => text.split(character).length - 1

/**
 * A bare link's own part of the text that it was found in: no angle bracket, no punctuation at its end. It is looked at
 * from its end, each character once: an event can bring thousands of brackets.
 */
const trimLink = (found: string): string => {
  const link = found.replace(/[<>].*$/s, '')
  let unopened = countOf(link, ')') - countOf(link, '(')
  let end = link.length
  while (end > 0) {
    const last = link.charAt(end - 1)
    if (last === ')' && unopened > 0) unopened -= 1
    else if (last === ';') {
      let start = end - 1
      while (/[a-zA-Z]/.test(link.charAt(start - 1))) start -= 1
      // An entity goes whole.
      if (start < end - 1 && link.charAt(start - 1) === '&') end = start
    } else if (!/[?!.,:*_~'"]/.test(last)) break
    end -= 1
  }
  return link.slice(0, end)
}

const linkAt = (text: string, at: number): string => {
  const before = text[at - 1] ?? ' '
  const match =
    (/[a-zA-Z0-9]/.test(before) ? null : matchAt(url, text, at)) ??
    (/[\s*_~)<(>]/.test(before) ? matchAt(www, text, at) : null)
  return match === null ? '' : trimLink(match[0])
}

/** Length of the code span that begins at `at`, or of its backticks alone when nothing closes it. */
const codeAt = (text: string, at: number): { length: number; closed: boolean } => {
  const ticks = /^`+/.exec(text.slice(at))?.[0] ?? ''
  const rest = text.slice(at + ticks.length)
  for (const match of rest.matchAll(/`+/g)) {
    if (match[0].length === ticks.length) {
      return { length: ticks.length + match.index + match[0].length, closed: true }
    }
  }
  return { length: ticks.length, closed: false }
}

/**
 * The runs of plain text in a paragraph: entities decoded, backslashes applied; code spans, bare links and links'
 * targets left out, each ending a run. Emphasis marks stay in the text
 * ("Mattermost 11.6 public/shared/markdown/inlines.go").
 */
export const textRuns = (paragraph: string): readonly string[] => {
  const runs: string[] = ['']
  const say = (text: string): void => void runs.push((runs.pop() ?? '') + text)
  let openBrackets = 0
  for (let at = 0; at < paragraph.length; ) {
    const character = paragraph.charAt(at)
    let skipped = 0
    let said = character
    if (character === '\n') skipped = 1
    else if (character === '\\') said = matchAt(escapable, paragraph, at)?.[1] ?? character
    else if (character === '`') {
      const code = codeAt(paragraph, at)
      if (code.closed) skipped = code.length
      else said = paragraph.slice(at, at + code.length)
    } else if (character === '[') openBrackets++
    else if (character === ']' && openBrackets > 0) {
      openBrackets--
      skipped = matchAt(destination, paragraph, at)?.[0].length ?? 0
      if (skipped > 0) openBrackets = 0
    } else if (character === ':') skipped = matchAt(emoji, paragraph, at)?.[0].length ?? 0
    else if (openBrackets === 0) skipped = linkAt(paragraph, at).length

    if (skipped > 0) {
      runs.push('')
      at += skipped
      continue
    }
    if (character === '&') {
      const match = matchAt(entity, paragraph, at)
      const decoded = match === null ? undefined : decodeEntity(match[1] ?? '')
      say(decoded ?? character)
      at += decoded === undefined ? 1 : (match?.[0].length ?? 1)
      continue
    }
    const escaped = character === '\\' && matchAt(escapable, paragraph, at) !== null
    say(said)
    at += escaped ? 2 : said.length
  }
  return runs.filter((run) => run !== '')
}
