/** What a person tries a node with: a message, written as its event alone or as the whole. */

export type Message = Readonly<Record<string, unknown>>

export type View = 'event' | 'message'

/** What is written, and what came with it. */
export interface Written {
  readonly text: string
  readonly view: View
  /** The message that the event is a part of, where there is one. */
  readonly around: Message
}

export type Reading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'message'; readonly message: Message; /** No JSON: an event may be a line of text. */ readonly isText: boolean }
  | { readonly kind: 'no-json'; readonly reason: string }
  | { readonly kind: 'no-object' }
  | { readonly kind: 'no-property' }

const isObject = (value: unknown): value is Message => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Steps that lead out of a message, into what the whole page shares. */
const leadsOut = (property: string): boolean =>
  RED.utils.normalisePropertyExpression(property).some((step) => step === '__proto__' || step === 'constructor' || step === 'prototype')

/** A message with this event at a property; `undefined` where the property is none. */
const withEvent = (around: Message, property: string, event: unknown): Message | undefined => {
  try {
    if (leadsOut(property)) return undefined
    const message = structuredClone(around)
    return RED.utils.setMessageProperty(message, property, event, true) === false ? undefined : message
  } catch {
    return undefined // no property expression, or one that depends on the message
  }
}

/** The event of a message; `undefined` where it has none. */
export const eventOf = (message: Message, property: string): unknown => {
  try {
    return leadsOut(property) ? undefined : RED.utils.getMessageProperty(message, property)
  } catch {
    return undefined // no property expression, or one that leads through nothing
  }
}

const looksLikeJson = (text: string): boolean => /^\s*[[{"]/.test(text)

const parse = (text: string): { readonly value: unknown } | { readonly reason: string } => {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) }
  }
}

/** Reads what is written as a message. */
export const readSample = ({ text, view, around }: Written, property: string): Reading => {
  if (text.trim() === '') return { kind: 'empty' }
  const parsed = parse(text)
  const isText = 'reason' in parsed
  if (view === 'message') {
    if (isText) return { kind: 'no-json', reason: parsed.reason }
    return isObject(parsed.value) ? { kind: 'message', message: parsed.value, isText } : { kind: 'no-object' }
  }
  if (isText && looksLikeJson(text)) return { kind: 'no-json', reason: parsed.reason }
  const message = withEvent(around, property, isText ? text : parsed.value)
  return message === undefined ? { kind: 'no-property' } : { kind: 'message', message, isText }
}

/** JSON on lines of its own; `undefined` for what is nested too deep to be written. */
const linesOf = (value: unknown): string | undefined => {
  try {
    return JSON.stringify(value, null, 2)
  } catch {
    return undefined // the stack ended; what a person pasted stays as it is
  }
}

/** A value as it is written: text as it is, where it would be read as that again; `undefined` for what cannot be written. */
const written = (value: unknown): string | undefined => {
  if (typeof value === 'string' && value.trim() !== '' && !looksLikeJson(value) && 'reason' in parse(value)) return value
  return value === undefined ? '' : linesOf(value)
}

/** JSON of an object or list that stands on one line, so that it can be read; `undefined` for anything else. */
export const inLines = (text: string): string | undefined => {
  if (/\n/.test(text.trim()) || !/^\s*[[{]/.test(text)) return undefined
  const parsed = parse(text)
  return 'reason' in parsed ? undefined : linesOf(parsed.value)
}

/** Writes a message: its event, or all of it; `undefined` where that cannot be written. */
export const writeSample = (message: Message, view: View, property: string): Written | undefined => {
  const text = written(view === 'event' ? eventOf(message, property) : message)
  return text === undefined ? undefined : { text, view, around: message }
}
