import Mustache from 'mustache'
import { compilePath, type Reader } from '../event/path'
import { printed } from '../event/printed'
import { gap } from './escape'
import { cut, longestText } from './limits'

/** How a value is made safe for the place it lands in. */
export type Escape = (value: string) => string

/** What a template sees: names and their values. */
export type View = Readonly<Record<string, unknown>>

export type TemplateReading =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly problem: string }

/** Looks names up as field paths, own properties only, where mustache itself would walk prototypes and call functions. */
class PathContext extends Mustache.Context {
  readonly #readers: Map<string, Reader>
  readonly #above: PathContext | undefined

  constructor(view: unknown, readers: Map<string, Reader>, above?: PathContext) {
    super(view, above)
    this.#readers = readers
    this.#above = above
  }

  override push(view: unknown): PathContext {
    return new PathContext(view, this.#readers, this)
  }

  override lookup(name: string): unknown {
    const view: unknown = this.view
    if (name === '.') return typeof view === 'function' ? undefined : view
    const found = this.#read(name)
    const value = found === undefined ? this.#above?.lookup(name) : found
    return typeof value === 'function' ? undefined : value
  }

  #read(name: string): unknown {
    try {
      return this.#reader(name)(this.view)
    } catch {
      return undefined // a getter of the event threw: the alert goes out without this value
    }
  }

  #reader(name: string): Reader {
    const known = this.#readers.get(name)
    if (known !== undefined) return known
    const path = compilePath(name)
    const read: Reader = path.ok ? path.read : () => undefined
    this.#readers.set(name, read)
    return read
  }
}

/** Prints what mustache would leave to JavaScript's own conversion: an object is its JSON, not `[object Object]`. */
class PrintingWriter extends Mustache.Writer {
  // Its cache would keep every template of every deploy; ours are parsed once and keep their own tokens.
  readonly templateCache = undefined

  override unescapedValue(token: string[], context: Mustache.Context): string {
    return printed(context.lookup(token[1] ?? ''))
  }
}

const writer = new PrintingWriter()

/** What mustache makes of a template's text: kind, content, two positions, and for a section the tokens in it. */
type Token = [kind: string, content: string, ...rest: unknown[]]

/** Kinds of token that put a value of the event where they stand; `{{{x}}}` is the template's own responsibility. */
const values = ['name', '#', '^']

/** A copy of tokens in which a gap follows an `@` that a value comes right after. */
const unjoined = (tokens: readonly Token[], inSection = false): Token[] =>
  tokens.map(([kind, content, ...rest], index): Token => {
    const next = tokens[index + 1]
    const meetsValue = next === undefined ? inSection : values.includes(next[0])
    const apart = kind === 'text' && content.endsWith('@') && meetsValue ? content + gap : content
    return [kind, apart, ...rest.map((part) => (Array.isArray(part) ? unjoined(part as Token[], true) : part))]
  })

/** A mustache template, parsed once and rendered many times. Names in it are field paths. */
export class Template {
  readonly #tokens: Token[]
  readonly #unjoined: Token[]
  readonly #readers = new Map<string, Reader>()

  private constructor(tokens: Token[]) {
    this.#tokens = tokens
    this.#unjoined = unjoined(tokens)
  }

  /** Parses a template; tells what is wrong with it in mustache's words. */
  static read(source: string): TemplateReading {
    try {
      return { ok: true, template: new Template(writer.parse(source) as Token[]) }
    } catch (error) {
      return { ok: false, problem: error instanceof Error ? error.message : String(error) }
    }
  }

  /**
   * `{{x}}` is put through `escape`, `{{{x}}}` is not.
   *
   * @param shown whether people read the place it is for: there an `@` of the template and a name of the event do not
   *   make a mention between them
   */
  render(view: View, escape: Escape, shown = true): string {
    const context = new PathContext(view, this.#readers)
    const tokens = (shown ? this.#unjoined : this.#tokens) as unknown as string[][]
    return writer.renderTokens(tokens, context, undefined, undefined, {
      // Cut before it is made safe: no post holds more, and an event can hold megabytes.
      escape: (value: unknown) => escape(cut(printed(value), longestText))
    })
  }
}
