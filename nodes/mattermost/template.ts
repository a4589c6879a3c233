import { ParsedTemplate, type View } from '../template/parsed-template'
import type { Bounds, OnValue } from '../template/pieces'
import { gap, oneLine, shown } from './escape'
import { landed, type LandedPiece } from './landing'
import { endedMarkdownEarly } from './cut-markdown'
import { cut, endedEarly, longestText } from './limits'
import { withinAngles, withoutMarks } from './marks'
import { Reading } from './seam'
import { type Range, withoutSlackLinks } from './slack-links'
import { linkTarget, partOfAddress, partOfTarget } from './web-address'

/** How a value is made safe for the place it lands in, which the template may emphasise where it is Markdown. */
export type Escape = (value: string, isEmphasised?: boolean) => string

/** Where a template is shown, and how a value is made safe there. */
export interface Place {
  /**
   * As Markdown or without, or as it is: a channel, an address, a name. In the first two a gap parts what would mention,
   * link or turn into an emoji only by standing together; in Markdown `[Open]({{link}})` is a link.
   */
  readonly kind: 'markdown' | 'plain' | 'bare'
  readonly escape: Escape
}

/** Told how a template is rendered. */
export interface Told {
  readonly onValue: OnValue
  /** It was too much, and its end is left out. */
  readonly onEndedEarly: () => void
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

  /** The names that it asks for. */
  get names(): readonly string[] {
    return this.#parsed.names
  }

  /** Those of them that are not made safe: `{{{x}}}`. */
  get rawNames(): readonly string[] {
    return this.#parsed.rawNames
  }

  /** `{{x}}` is made safe for its place, `{{{x}}}` is not. What no post could hold is left out, and its end says so. */
  render(view: View, place: Place, told?: Told): string {
    const { pieces, endedEarly: isSpent } = this.#parsed.render(told === undefined ? bounds : { ...bounds, onValue: told.onValue }, view)
    if (isSpent) told?.onEndedEarly()
    if (place.kind === 'bare') return pieces.map(({ kind, text }) => (kind === 'value' ? place.escape(text) : text)).join('')
    const rendered = joined(landed(pieces, place.kind === 'markdown'), place)
    if (!isSpent) return rendered
    return place.kind === 'markdown' ? endedMarkdownEarly(rendered) : endedEarly(rendered)
  }
}

/** What is escaped by a backslash would lose it to one that the template has in front of it. */
const behind = (rendered: string, escaped: string): string => (escaped.startsWith('\\') && rendered.endsWith('\\') ? gap + escaped : escaped)

/** Puts the pieces of a template together, each value made safe for where it lands. */
const joined = (pieces: readonly LandedPiece[], { kind: place, escape }: Place): string => {
  const reading = new Reading()
  const code: Range[] = []
  let rendered = ''
  for (const [index, { kind, text, landing, isEmphasised }] of pieces.entries()) {
    const isValue = kind === 'value'
    if (landing === 'target') {
      // Nobody reads it: it does nothing together with the brackets around it.
      rendered += linkTarget(text)
      continue
    }
    if (landing === 'part-of-target') {
      rendered += partOfTarget(text)
      continue
    }
    if (landing === 'part-of-address' || landing === 'part-of-query') {
      const part = partOfAddress(text, landing === 'part-of-query', isEmphasised)
      rendered += part
      reading.add(part, true)
      continue
    }
    if (landing === 'code') {
      code.push([rendered.length, rendered.length + text.length])
      rendered += text
      reading.part()
      continue
    }
    const next = isValue ? (landing === 'line' ? oneLine(shown(text)) : shown(text)) : text
    if (reading.comesAlive(next, isValue)) {
      rendered += gap
      reading.part()
    }
    if (!isValue) rendered += text
    else if (place !== 'markdown') rendered += behind(rendered, escape(next))
    else {
      const after = pieces[index + 1]?.text ?? ''
      const safe = escape(next, isEmphasised)
      const escaped = reading.isInAngles ? withinAngles(safe, after) : safe
      rendered += behind(rendered, withoutMarks(escaped, rendered, after))
    }
    reading.add(next, isValue)
  }
  return code.length === 0 ? rendered : withoutSlackLinks(rendered, code)
}
