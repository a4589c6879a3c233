/** Fenced blocks that a template writes. */
import { hole } from './own-text'

/** A fenced block, by places in the template's own text. */
export interface Fence {
  readonly character: '`' | '~'
  /** Where its opening run begins. */
  readonly open: number
  /** How long that is. */
  readonly length: number
  /** Where its first line begins. */
  readonly from: number
  /** Where the line of its closing run begins, and where that run ends; the end of the text where it has none. */
  readonly to: number
  readonly end: number
}

/** What may stand before a run that begins or ends a block, in quotes and lists too, and a value that may end in a newline. */
const begins = new RegExp(`^[\\s>*+\\d.)${hole}-]*(?:\`{3}|~{3})`)

/** A block that every client reads alike: at the start of its line, with no more than a language behind it. */
const opening = /^(`{3,}|~{3,})([^`~]*)$/
const closing = /^(`{3,}|~{3,})[ \t]*$/

/** A line of a quote, a list or HTML: what follows without a blank line between may belong to it. */
const holds = /^\s*(?:>|[-*+](?:\s|$)|\d+[.)](?:\s|$)|<)/

/**
 * The fenced blocks of a template's own text; `undefined` where one is written in such a way that clients, or versions of
 * them, differ over where it begins or ends.
 */
export const fencesOf = (own: string): readonly Fence[] | undefined => {
  const fences: Fence[] = []
  let open: Omit<Fence, 'to' | 'end'> | undefined
  let isHeld = false
  let at = 0
  for (const line of own.split('\n')) {
    const after = at + line.length + 1
    if (open !== undefined) {
      const run = closing.exec(line)?.[1] ?? ''
      if (run.startsWith(open.character.repeat(open.length))) {
        fences.push({ ...open, to: at, end: at + run.length })
        open = undefined
        isHeld = false
      }
    } else if (begins.test(line)) {
      const run = opening.exec(line)?.[1]
      if (run === undefined) {
        // A code span of three may begin a line; it ends in it, too.
        if (!/^(`{3,})[^`]+\1(?!`)/.test(line)) return undefined
      } else {
        if (isHeld) return undefined
        open = { character: run.startsWith('`') ? '`' : '~', open: at, length: run.length, from: after }
      }
    } else {
      isHeld = line.trim() !== '' && (isHeld || holds.test(line))
    }
    at = after
  }
  if (open !== undefined) fences.push({ ...open, from: Math.min(open.from, own.length), to: own.length, end: own.length })
  return fences
}
