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
const url = /(?:https?|ftp|mailto|tel|gemini):\/\/[^\s\p{P}]\S*/iuy
const www = /www\d{0,3}\.\S+/y
const destination = /\]\(\s*(?:<[^>\n]*>|(?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\])*\))*)(?:\s+=\S+)?(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?\s*\)/y

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** A bare link's own part of the text that it was found in: no angle bracket, no punctuation at its end. */
const trimLink = (found: string): string => {
  let link = found.replace(/[<>].*$/s, '')
  for (let before = ''; before !== link; ) {
    before = link
    link = link.replace(/[?!.,:*_~'"]$/, '').replace(/(?:&[a-zA-Z]+)?;$/, '')
    const closing = link.split(')').length - link.split('(').length
    if (link.endsWith(')') && closing > 0) link = link.slice(0, -1)
  }
  return link
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
