import Mustache from 'mustache'
import type { Reader } from '../event/path'
import { gap, shown } from './escape'
import { endedEarly } from './limits'
import { PathContext } from './path-context'
import { PieceWriter } from './pieces'
import { comesAlive, isLinkTarget } from './seam'
import { linkTarget } from './web-address'

/** How a value is made safe for the place it lands in. */
export type Escape = (value: string) => string

/** What a template sees: names and their values. */
export type View = Readonly<Record<string, unknown>>

export type TemplateReading =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly problem: string }

/** What mustache makes of a template's text. Its type says less: a section holds the tokens in it. */
type Tokens = string[][]

/** A mustache template, parsed once and rendered many times. Names in it are field paths. */
export class Template {
  readonly #tokens: Tokens
  readonly #readers = new Map<string, Reader>()

  private constructor(tokens: Tokens) {
    this.#tokens = tokens
  }

  /** Parses a template; tells what is wrong with it in mustache's words. */
  static read(source: string): TemplateReading {
    try {
      return { ok: true, template: new Template(new Mustache.Writer().parse(source) as Tokens) }
    } catch (error) {
      return { ok: false, problem: error instanceof Error ? error.message : String(error) }
    }
  }

  /**
   * `{{x}}` is put through `escape`, `{{{x}}}` is not. What no post could hold is left out, and its end says so.
   *
   * @param people whether people read the place it is for: there a gap parts what would mention, link or turn into an
   *   emoji only by standing together
   */
  render(view: View, escape: Escape, people = true): string {
    const writer = new PieceWriter()
    writer.renderTokens(this.#tokens, new PathContext(view, this.#readers))
    let rendered = ''
    /** What they read so far, back to the last gap. */
    let read = ''
    for (const { kind, text } of writer.pieces) {
      const isValue = kind === 'value'
      const next = isValue ? shown(text) : text
      if (people && comesAlive(read, next, isValue)) {
        rendered += gap
        read = ''
      }
      if (!isValue) rendered += text
      else rendered += people && isLinkTarget(read) ? linkTarget(text) : escape(text)
      read += next
    }
    return writer.spent ? endedEarly(rendered) : rendered
  }
}
