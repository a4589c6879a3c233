import Mustache from 'mustache'
import type { Reader } from '../event/path'
import { gap, shown } from './escape'
import { endedEarly } from './limits'
import { PathContext } from './path-context'
import { PieceWriter } from './pieces'
import { Reading } from './seam'
import { linkTarget } from './web-address'

/** How a value is made safe for the place it lands in. */
export type Escape = (value: string) => string

/** Where a template is shown, and how a value is made safe there. */
export interface Place {
  /**
   * As Markdown or without, or as it is: a channel, an address, a name. In the first two a gap parts what would mention,
   * link or turn into an emoji only by standing together; in Markdown `[Open]({{link}})` is a link.
   */
  readonly kind: 'markdown' | 'plain' | 'bare'
  readonly escape: Escape
}

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

  /** `{{x}}` is made safe for its place, `{{{x}}}` is not. What no post could hold is left out, and its end says so. */
  render(view: View, { kind: place, escape }: Place): string {
    const writer = new PieceWriter()
    writer.renderTokens(this.#tokens, new PathContext(view, this.#readers))
    if (place === 'bare') return writer.pieces.map(({ kind, text }) => (kind === 'value' ? escape(text) : text)).join('')
    const reading = new Reading()
    let rendered = ''
    for (const { kind, text } of writer.pieces) {
      const isValue = kind === 'value'
      if (isValue && place === 'markdown' && reading.isLinkTarget) {
        // Nobody reads it: it does nothing together with the brackets around it.
        rendered += linkTarget(text)
        continue
      }
      const next = isValue ? shown(text) : text
      if (reading.comesAlive(next, isValue)) {
        rendered += gap
        reading.part()
      }
      if (!isValue) rendered += text
      else if (place === 'markdown' && reading.isInAngles) rendered += escape(text).replaceAll('@', '&#64;')
      else rendered += escape(text)
      reading.add(next, isValue)
    }
    return writer.spent ? endedEarly(rendered) : rendered
  }
}
