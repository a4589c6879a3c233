import { ParsedTemplate, type View } from '../template/parsed-template'
import type { Bounds } from '../template/pieces'
import { gap, shown } from './escape'
import { cut, endedEarly, longestText } from './limits'
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

export type TemplateReading =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly problem: string }

/** Several times what any post shows. */
const bounds: Bounds = { most: 4 * longestText, cut: (value) => cut(value, longestText) }

/** A template of a post: what values bring is made safe for where it is shown. */
export class Template {
  readonly #parsed: ParsedTemplate

  private constructor(parsed: ParsedTemplate) {
    this.#parsed = parsed
  }

  /** Parses a template; tells what is wrong with it in mustache's words. */
  static read(source: string): TemplateReading {
    const reading = ParsedTemplate.read(source)
    return reading.ok ? { ok: true, template: new Template(reading.parsed) } : reading
  }

  /** `{{x}}` is made safe for its place, `{{{x}}}` is not. What no post could hold is left out, and its end says so. */
  render(view: View, { kind: place, escape }: Place): string {
    const { pieces, endedEarly: isSpent } = this.#parsed.render(bounds, view)
    if (place === 'bare') return pieces.map(({ kind, text }) => (kind === 'value' ? escape(text) : text)).join('')
    const reading = new Reading()
    let rendered = ''
    for (const { kind, text } of pieces) {
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
    return isSpent ? endedEarly(rendered) : rendered
  }
}
