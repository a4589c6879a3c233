import { isInexact } from '../event/inexact'
import { ParsedTemplate, type Rendered } from '../template/parsed-template'
import type { Bounds } from '../template/pieces'
import type { Subject } from './subject'

/** More than any post shows, in UTF-16 units. What is made safe for Mattermost, is so where it is shown. */
const longest = 20_000
const bounds: Bounds = { most: 4 * longest, cut: (value) => (value.length > longest ? `${value.slice(0, longest).toWellFormed()}…` : value) }

export type EventTemplateReading =
  | { readonly ok: true; readonly template: EventTemplate }
  | { readonly ok: false; readonly problem: string }

/** A text that has to be told from others. */
export interface ToldText {
  readonly text: string
  /** The values that it does not show whole. */
  readonly hidden: readonly unknown[]
  /** Whether it was too much, and its end is missing. */
  readonly endedEarly: boolean
}

const isShown = (value: unknown): boolean => {
  if (typeof value === 'string') return value.length <= longest
  return !isInexact(value) && (typeof value !== 'object' || value === null)
}

const textOf = (pieces: Rendered['pieces']): string => pieces.map(({ text }) => text).join('')

/**
 * A template over an event: names are looked up among what was derived, in the event, in the whole that it was split
 * from, then in the message.
 */
export class EventTemplate {
  readonly #parsed: ParsedTemplate

  private constructor(parsed: ParsedTemplate) {
    this.#parsed = parsed
  }

  /** Parses a template; tells what is wrong with it in mustache's words. */
  static read(source: string): EventTemplateReading {
    const reading = ParsedTemplate.read(source)
    return reading.ok ? { ok: true, template: new EventTemplate(reading.parsed) } : reading
  }

  /** The text, with values as they are. */
  text(subject: Subject): string {
    return textOf(this.#render(subject).pieces)
  }

  /** The text in one line, and what is in it that cannot be seen. */
  told(subject: Subject): ToldText {
    const hidden: unknown[] = []
    const { pieces, endedEarly } = this.#render(subject, (value) => (isShown(value) ? undefined : hidden.push(value)))
    return { text: textOf(pieces).replace(/\s+/gu, ' ').trim(), hidden, endedEarly }
  }

  /**
   * A web address. A value at its beginning brings the address itself; behind the template's own text it is a part of
   * one, and encoded as such. `{{{x}}}` is as it is.
   */
  address(subject: Subject): string {
    let address = ''
    for (const { kind, text } of this.#render(subject).pieces) address += kind === 'value' && address !== '' ? encodeURIComponent(text.toWellFormed()) : text
    return address.trim()
  }

  #render({ event, derived, scope }: Subject, onValue?: (value: unknown) => void): Rendered {
    const told = onValue === undefined ? bounds : { most: bounds.most, cut: bounds.cut, onValue }
    return this.#parsed.render(told, derived, [event, scope.outer, scope])
  }
}
