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

/** What in code stands for a character that would do something even there. */
const lookAlikes: Readonly<Record<string, string>> = { '\u2223': '|', '\u2039': '<', '\u203a': '>', '\u21b5': '\u2424' }

/** What a person reads of code: no entity and no backslash of it stands for anything else. */
export const readCode = (text: string): string => text.replace(invisible, '').replace(/[\u2223\u2039\u203a\u21b5]/g, (character) => lookAlikes[character] ?? '')

/** A value as a person should read it in code. */
export const expectedInCode = (value: string): string => readCode(expected(value))

/** A text with code spans in it, by CommonMark's rules: in turn what is no code, and what is. */
export const codeSpans = (text: string): readonly string[] => {
  const parts: string[] = ['']
  let at = 0
  while (at < text.length) {
    const run = /^`+/.exec(text.slice(at))?.[0]
    if (run === undefined) {
      const escaped = /^\\[!-/:-@[-`{-~]/.exec(text.slice(at))?.[0] ?? text.charAt(at)
      parts.push((parts.pop() ?? '') + escaped)
      at += escaped.length
      continue
    }
    const rest = text.slice(at + run.length)
    const closing = Array.from(rest.matchAll(/`+/g)).find(([other]) => other.length === run.length)
    if (closing === undefined) {
      parts.push((parts.pop() ?? '') + run)
      at += run.length
      continue
    }
    const content = rest.slice(0, closing.index).replace(/\n/g, ' ')
    parts.push(/^ .* $/.test(content) && content.trim() !== '' ? content.slice(1, -1) : content, '')
    at += 2 * run.length + closing.index
  }
  return parts
}

/** A text with fenced blocks in it, by CommonMark's rules: in turn what is no code, and what is. A block that is not closed has no end. */
export const fencedBlocks = (text: string): readonly string[] => {
  const parts: string[][] = [[]]
  let fence: string | undefined
  for (const line of text.split('\n')) {
    const run = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence === undefined) {
      if (run === undefined || (run.startsWith('`') && line.trim().slice(run.length).includes('`'))) parts.at(-1)?.push(line)
      else {
        fence = run
        parts.push([])
      }
    } else if (run?.startsWith(fence) === true && line.trim() === run) {
      fence = undefined
      parts.push([])
    } else parts.at(-1)?.push(line)
  }
  if (fence !== undefined) parts.at(-1)?.push('no end')
  return parts.map((lines) => lines.join('\n'))
}

/** The cells of a table's rows, without the line between head and body; `undefined` where a line is no row. */
export const tableCells = (text: string): readonly (readonly string[])[] | undefined => {
  const lines = text.split('\n')
  if (!lines.every((line) => /^\|.*\|$/.test(line)) || !/^\|[ :|-]+\|$/.test(lines[1] ?? '')) return undefined
  return lines.filter((_, index) => index !== 1).map((line) => line.slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim()))
}
