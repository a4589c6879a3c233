/**
 * Where in a Markdown template a value lands, and what is done for that with the template's own text: a fence or the
 * backticks of a code span are made longer than any in the value.
 *
 * Only code that every client reads alike counts as code. In any other, values are escaped as in text: that is safe
 * wherever they turn out to be, and the escapes are seen.
 */
import type { Piece } from '../template/pieces'
import { inCode, languageName, longestRun } from './code'
import { codeSpansOf, type CodeSpan, type Stretch } from './code-spans'
import { type Fence, fencesOf } from './fences'
import { inPlaceOfNothing } from './marks'
import { isEmphasised } from './open-marks'
import { hole, ownText } from './own-text'

/**
 * A text, one in a single line (a table's row), code (safe as it is answered), a
 * link's target or a part of one, or a part of an address that stands as it is, or of that one's query.
 */
export type Landing = 'text' | 'line' | 'code' | 'target' | 'part-of-target' | 'part-of-address' | 'part-of-query'

interface Landed extends Piece {
  readonly landing: Landing
}

export interface LandedPiece extends Landed {
  /** Whether the template emphasises it. */
  readonly isEmphasised: boolean
}

/** Without one of these in it, a template has neither code nor tables nor links nor emphasis. */
const telling = /[`*_|]|~~~|\]\(|:\/\//

/** So much of a line is looked at for an address that the template begins, in UTF-16 units: no server takes a longer one. */
const reach = 8192

/** What the template begins a link's target with, on this line, from `](` on; `undefined` where it begins none. */
const targetBegun = (before: string): string | undefined => {
  const at = before.lastIndexOf('](')
  const begun = before.slice(at + 2).replace(/^</, '')
  return at === -1 || /[\s)]/.test(begun) ? undefined : begun
}

/** What ends an address that stands as it is; the web app takes these for its end, too. */
const addressEnd = /[\s<>|"`()[\]«»\u2018\u2019\u201c\u201d\u3001-\u3003\u3008-\u3011\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/

/** What the template begins an address with that stands as it is, behind `://`; `undefined` where it begins none that is linked. */
const addressBegun = (before: string): string | undefined => {
  const at = before.lastIndexOf('://')
  const begun = before.slice(at + 3)
  return at === -1 || !/(?<![A-Za-z0-9+.-])(?:https?|ftp)$/i.test(before.slice(Math.max(0, at - 6), at)) || addressEnd.test(begun) ? undefined : begun
}

/** What the template's own text becomes: from one place to another, another text. */
interface Change {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** The values of a template by their places in its own text, and what was found out of them. */
class Ground {
  readonly #pieces: readonly Piece[]
  readonly #own: string
  readonly #starts: readonly number[]
  /** The values, by their pieces' indexes, and where each stands. */
  readonly #values: readonly { readonly index: number; readonly at: number }[]
  readonly #landings: Landed[]
  /** The values that are emphasised, by their pieces' indexes. */
  readonly #emphasised = new Set<number>()
  readonly #changes: Change[] = []
  /** Own text has brackets that a value in code could make a link with. */
  readonly #hasBrackets: boolean

  constructor(pieces: readonly Piece[]) {
    const { text, starts } = ownText(pieces)
    this.#pieces = pieces
    this.#own = text
    this.#starts = starts
    this.#values = pieces.flatMap(({ kind }, index) => (kind === 'value' ? [{ index, at: starts[index] ?? 0 }] : []))
    this.#hasBrackets = text.includes('[')
    this.#landings = pieces.map(({ kind, text }) => ({ kind, text, landing: 'text' }))
  }

  landed(): readonly LandedPiece[] {
    const fences = fencesOf(this.#own)
    const outside = fences === undefined ? [{ text: this.#own, at: 0 }] : between(fences, this.#own)
    for (const stretch of outside) this.#lines(stretch)
    const spans = fences === undefined ? undefined : codeSpansOf(outside)
    for (const fence of fences ?? []) this.#fence(fence)
    // Where a value ends one of them, nobody knows where the others begin.
    if (spans?.every((span) => !this.#endsWithin(span)) === true) for (const span of spans) this.#span(span)
    else this.#emphasised.clear() // in what may be code an entity would be seen
    const changed = this.#changed().map(({ kind, text, landing }, index) => ({ kind, text, landing, isEmphasised: this.#emphasised.has(index) }))
    const open = fences?.find(({ to, end }) => to === this.#own.length && end === to)
    if (open === undefined) return changed
    // A block without an end has one for some clients only.
    const run = open.character.repeat(this.#lengthOf(open))
    return [...changed, { kind: 'text', text: this.#own.endsWith('\n') ? run : `\n${run}`, landing: 'text', isEmphasised: false }]
  }

  /** The values within a stretch of own text, by their pieces' indexes. */
  #within(from: number, to: number): readonly number[] {
    let low = 0
    let high = this.#values.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#values[middle]?.at ?? 0) < from) low = middle + 1
      else high = middle
    }
    const found: number[] = []
    for (let value = this.#values[low]; value !== undefined && value.at < to; value = this.#values[low]) {
      found.push(value.index)
      low += 1
    }
    return found
  }

  #land(index: number, landing: Landing, text = this.#pieces[index]?.text ?? ''): void {
    this.#landings[index] = { kind: 'value', text, landing }
  }

  /** Rows of tables, targets of links, addresses and emphasis. */
  #lines({ text, at: start }: Stretch): void {
    let at = start
    for (const line of text.split('\n')) {
      const values = line.includes(hole) ? this.#within(at, at + line.length) : []
      const isRow = values.length > 0 && /^\s*\|/.test(line)
      for (const index of values) {
        const place = (this.#starts[index] ?? 0) - at
        if (isEmphasised(text, place + at - start)) this.#emphasised.add(index)
        const before = line.slice(Math.max(0, place - reach), place)
        const target = targetBegun(before)
        const address = addressBegun(before)
        if (target !== undefined) this.#land(index, target === '' ? 'target' : 'part-of-target')
        else if (address !== undefined) this.#land(index, /[?#]/.test(address) ? 'part-of-query' : 'part-of-address')
        else if (isRow) this.#land(index, 'line')
      }
      at += line.length + 1
    }
  }

  /** A stretch of own text with its values in it, which are code. */
  #code(from: number, to: number, isLine: boolean): string {
    let content = ''
    let last = from
    for (const index of this.#within(from, to)) {
      const at = this.#starts[index] ?? 0
      content += this.#own.slice(last, at)
      const value = inCode(this.#pieces[index]?.text ?? '', content.slice(-1), isLine)
      // Together with a bracket before the span it could be a link.
      const text = isLine && this.#hasBrackets ? value.replaceAll('](', ']\u200b(') : value
      this.#land(index, 'code', text)
      content += text
      last = at + 1
    }
    return content + this.#own.slice(last, to)
  }

  #lengthOf({ character, length, from, to }: Fence): number {
    return Math.max(length, longestRun(this.#code(from, to, false), character) + 1)
  }

  #fence(fence: Fence): void {
    const { character, open, length, from, to, end } = fence
    for (const index of this.#within(open, from)) this.#land(index, 'code', languageName(this.#pieces[index]?.text ?? ''))
    const run = character.repeat(this.#lengthOf(fence))
    this.#changes.push({ from: open, to: open + length, text: run })
    if (end > to) this.#changes.push({ from: to, to: end, text: run })
  }

  /** Whether a value in a span ends what the template began before it, and so the span. */
  #endsWithin({ from, to, touchy }: CodeSpan): boolean {
    return touchy.size > 0 && this.#within(from, to).some((index) => Array.from(touchy).some((character) => this.#pieces[index]?.text.includes(character)))
  }

  #span({ open, from, to, end, isCell }: CodeSpan): void {
    const values = this.#within(from, to)
    if (values.length === 0) return
    if (isCell && values.some((index) => this.#pieces[index]?.text.includes('|'))) {
      // A backslash before the bar is shown by some clients, and no bar ends the cell.
      for (const index of values) this.#land(index, 'line')
      return
    }
    const content = this.#code(from, to, true)
    // Two runs with nothing between them would be one.
    if (content === '') this.#land(values[0] ?? 0, 'code', ' ')
    const longest = longestRun(content, '`')
    const run = '`'.repeat(Math.max(from - open, longest === 0 ? 0 : longest + 1))
    const pad = content.startsWith('`') || content.endsWith('`') ? ' ' : ''
    this.#changes.push({ from: open, to: from, text: run + pad }, { from: to, to: end, text: pad + run })
  }

  /** The pieces with what changes of the template's own text. */
  #changed(): readonly Landed[] {
    const changes = this.#changes.sort((one, other) => one.from - other.from)
    let next = 0
    return this.#landings.map((piece, index) => {
      if (piece.kind === 'value') return piece
      const start = this.#starts[index] ?? 0
      const end = start + piece.text.length
      let text = ''
      let last = start
      for (let change = changes[next]; change !== undefined && change.from < end; change = changes[next]) {
        text += piece.text.slice(last - start, change.from - start) + change.text
        last = change.to
        next += 1
      }
      return { ...piece, text: text + piece.text.slice(last - start) }
    })
  }
}

/** What of a text lies outside its fenced blocks. */
const between = (fences: readonly Fence[], own: string): readonly Stretch[] => {
  const starts = [0, ...fences.map(({ end }) => end)]
  return starts.map((at, index) => ({ at, text: own.slice(at, fences[index]?.open ?? own.length) }))
}

/** Without values that are empty; the template's own text around one is one text, but no mark of Markdown. */
const merged = (pieces: readonly LandedPiece[], isMarkdown: boolean): readonly LandedPiece[] => {
  const all: LandedPiece[] = []
  let isParted = false
  for (const piece of pieces) {
    const last = all.at(-1)
    if (piece.text === '') {
      isParted = isMarkdown && (piece.landing === 'text' || piece.landing === 'line')
      continue
    }
    const own = last === undefined ? '' : last.kind === 'text' ? last.text : undefined
    const between = isParted && piece.kind === 'text' && own !== undefined ? inPlaceOfNothing(own, piece.text) : ''
    const { kind, text, landing, isEmphasised } = piece
    if (kind === 'text' && last?.kind === 'text') {
      all.splice(-1, 1, { kind, text: last.text + between + text, landing: last.landing, isEmphasised: last.isEmphasised })
    } else if (between === '') all.push(piece)
    else all.push({ kind, text: between + text, landing, isEmphasised })
    isParted = false
  }
  return all
}

/**
 * The pieces of a template, each value with where it lands.
 *
 * @param isMarkdown whether it is shown as Markdown; else all is text
 */
export const landed = (pieces: readonly Piece[], isMarkdown: boolean): readonly LandedPiece[] => {
  const isPlain = !isMarkdown || !pieces.some(({ kind, text }) => kind === 'text' && telling.test(text))
  // Written out, here and below: copied with `...` each piece of each text would take a hundred times as long.
  const landedAsText = ({ kind, text }: Piece): LandedPiece => ({ kind, text, landing: 'text', isEmphasised: false })
  return merged(isPlain ? pieces.map(landedAsText) : new Ground(pieces).landed(), isMarkdown)
}
