import Mustache from 'mustache'
import { printed } from '../event/printed'

/** A stretch of a rendered template: its own text (and `{{{x}}}`, which it answers for), or values of the event. */
export interface Piece {
  readonly kind: 'text' | 'value'
  /** Grows while more of the same kind follows. */
  text: string
}

export type OnValue = (value: unknown, name: string) => void

/** How much of a template is rendered, and who is told of it. */
export interface Bounds {
  /**
   * In UTF-16 units, in all: little enough that a section over an event's long list (or in one over the same list)
   * neither fills the memory nor takes long.
   */
  readonly most: number
  /** Cuts a single value: an event can hold megabytes. */
  readonly cut: (value: string) => string
  /** Told each value that is brought, as it is, and the name that brings it. */
  readonly onValue?: OnValue
}

/** What a repetition of a section counts for, though it may show nothing, and a piece beside its text: they take time. */
const repetition = 1
const piece = 16

/** Renders mustache's tokens into pieces, so that values which stand together are made safe together. */
export class PieceWriter extends Mustache.Writer {
  // Its cache would keep every template of every deploy; ours are parsed once and keep their own tokens.
  readonly templateCache = undefined
  readonly pieces: Piece[] = []
  readonly #objects = new Map<object, string>()
  readonly #cut: Bounds['cut']
  readonly #onValue: Bounds['onValue']
  #left: number

  constructor({ most, cut, onValue }: Bounds) {
    super()
    this.#left = most
    this.#cut = cut
    this.#onValue = onValue
  }

  /** Whether the end was not reached. */
  get spent(): boolean {
    return this.#left <= 0
  }

  override renderTokens(...all: Parameters<Mustache.Writer['renderTokens']>): string {
    this.#left -= repetition
    return this.spent ? '' : super.renderTokens(...all)
  }

  override rawValue(token: string[]): string {
    return this.#put('text', token[1] ?? '')
  }

  override unescapedValue(token: string[], context: Mustache.Context): string {
    return this.#value('text', token, context)
  }

  override escapedValue(token: string[], context: Mustache.Context): string {
    return this.#value('value', token, context)
  }

  #value(kind: Piece['kind'], token: string[], context: Mustache.Context): string {
    if (this.spent) return ''
    const name = token[1] ?? ''
    const value: unknown = context.lookup(name)
    this.#onValue?.(value, name)
    // Cut before anything else is done with it.
    return this.#put(kind, this.#printed(value))
  }

  /** Each object is printed once: a section can come to a large one again and again. */
  #printed(value: unknown): string {
    if (typeof value !== 'object' || value === null) return this.#cut(printed(value))
    const known = this.#objects.get(value)
    if (known !== undefined) return known
    const text = this.#cut(printed(value))
    this.#objects.set(value, text)
    return text
  }

  /** Answers '', which is what mustache puts together. */
  #put(kind: Piece['kind'], text: string): '' {
    if (this.spent) return ''
    const last = this.pieces.at(-1)
    if (text === '') {
      // It parts what stands around it, as the backticks of a code span with nothing in it, and begins a line.
      if (kind === 'value' && last?.kind !== 'value') this.pieces.push({ kind, text })
      return ''
    }
    this.#left -= piece + text.length
    if (last?.kind === kind) last.text += text
    else this.pieces.push({ kind, text })
    return ''
  }
}
