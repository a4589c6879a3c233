import Mustache from 'mustache'
import type { Reader } from '../event/path'
import { PathContext } from './path-context'
import { type Bounds, type Piece, PieceWriter } from './pieces'

/** What a template sees: names and their values. */
export type View = Readonly<Record<string, unknown>>

export type ParsedReading =
  | { readonly ok: true; readonly parsed: ParsedTemplate }
  | { readonly ok: false; readonly problem: string }

/** What came of a template. */
export interface Rendered {
  readonly pieces: readonly Piece[]
  /** Whether it was too much, and its end is missing. */
  readonly endedEarly: boolean
}

/** What comes of a template that is blank, as most of those are that nobody fills in. */
const nothing: Rendered = { pieces: [], endedEarly: false }

/** What mustache makes of a template's text. Its type says less: a section holds the tokens in it. */
type Tokens = string[][]

/** Mustache's kinds of tokens that name a value, and those of them that hold others. */
const naming: ReadonlySet<unknown> = new Set(['name', '&', '#', '^'])
const holding: ReadonlySet<unknown> = new Set(['#', '^'])

/** And those whose value is taken as it is: `{{{x}}}` and `{{&x}}`. */
const raw: ReadonlySet<unknown> = new Set(['&'])

const namesIn = (tokens: readonly (readonly unknown[])[], kinds: ReadonlySet<unknown>): readonly string[] =>
  tokens.flatMap(([kind, name, , , inside]) => [
    ...(kinds.has(kind) ? [String(name)] : []),
    ...(holding.has(kind) ? namesIn(inside as readonly (readonly unknown[])[], kinds) : [])
  ])

/** A mustache template, parsed once and rendered many times. Names in it are field paths. */
export class ParsedTemplate {
  readonly #tokens: Tokens
  readonly #readers = new Map<string, Reader>()

  private constructor(tokens: Tokens) {
    this.#tokens = tokens
  }

  /** Parses a template; tells what is wrong with it in mustache's words. */
  static read(source: string): ParsedReading {
    try {
      return { ok: true, parsed: new ParsedTemplate(new Mustache.Writer().parse(source) as Tokens) }
    } catch (error) {
      return { ok: false, problem: error instanceof Error ? error.message : String(error) }
    }
  }

  /** The names that it asks for. */
  get names(): readonly string[] {
    return namesIn(this.#tokens, naming)
  }

  /** Those of them that are not made safe. */
  get rawNames(): readonly string[] {
    return namesIn(this.#tokens, raw)
  }

  /**
   * The pieces of the text, the template's own and what values brought, in order.
   *
   * @param view where names are looked up first
   * @param beyond where they are looked up then, nearest first
   */
  render(bounds: Bounds, view: unknown, beyond: readonly unknown[] = []): Rendered {
    if (this.#tokens.length === 0) return nothing
    const writer = new PieceWriter(bounds)
    let context: PathContext | undefined
    for (const one of [view, ...beyond].reverse()) context = context?.push(one) ?? new PathContext(one, this.#readers)
    if (context !== undefined) writer.renderTokens(this.#tokens, context)
    return { pieces: writer.pieces, endedEarly: writer.spent }
  }
}
