/** What of an alert is worth a look: what its sender named, else the first fields of the event itself. */
import type { Alert, Detail } from '../alert/alert'
import { isInexact } from '../event/inexact'
import { own } from '../event/own'
import { printed } from '../event/printed'
import { scalarText } from '../event/scalar'
import { oneLine } from './escape'
import { cut } from './limits'

export interface KeyFields {
  readonly shown: readonly Detail[]
  /** How many are not shown, in words: `7 more fields`, `at least 1,988 more fields`. '' where there are none. */
  readonly more: string
}

/** As many as are read at a glance, and as many as somebody who names them may want. */
const mostChosen = 12
const mostNamed = 30

/** How deep an event is looked into: below that its fields are seldom what anybody looks for. */
const deepest = 4

/** How many values of an event are looked at, in all: hostile ones hold a million, or lead in circles. */
const mostLookedAt = 2000

/** As many elements of a list as are shown in its row. */
const mostElements = 10

/** In code points: what fits a row of a table without making it hard to read. */
const longestName = 100
const longestValue = 200

/** What a detail shows that has no value. */
const noValue = '–'

const number = (count: number): string => count.toLocaleString('en-US')

const inWords = (count: number, isAll: boolean): string => {
  if (count === 0) return isAll ? '' : 'more fields'
  return `${isAll ? '' : 'at least '}${number(count)} more ${count === 1 ? 'field' : 'fields'}`
}

/** A key as a field path has it behind `before`. */
const pathTo = (before: string, key: string): string => {
  if (key === '' || /["'[\]\\]|^\s|\s$/.test(key)) return `${before}["${key.replace(/["\\]/g, '\\$&')}"]`
  return before === '' ? key : `${before}.${key}`
}

/** The text of a value that has no fields of its own; `undefined` for what has. */
const leaf = (value: unknown): string | undefined => {
  if (typeof value === 'object' && value !== null) return value instanceof Date || ArrayBuffer.isView(value) ? printed(value) : undefined
  return isInexact(value) ? '' : (scalarText(value) ?? '')
}

/** An object's own keys, but no more of them than are looked at; none where it cannot be asked. */
const keysOf = (value: object, most: number): readonly string[] => {
  const keys: string[] = []
  try {
    for (const key in value) {
      if (keys.length > most) break
      if (Object.hasOwn(value, key)) keys.push(key)
    }
  } catch {
    // what cannot be looked at has no fields
  }
  return keys
}

/** Walks an event in the order in which it was written. */
class Walk {
  readonly shown: Detail[] = []
  #left = mostLookedAt
  #more = 0
  #isAll = true
  readonly #above = new Set<object>()

  constructor(data: unknown) {
    try {
      if (typeof data === 'object' && data !== null && leaf(data) === undefined) this.#into(data, '', 1)
    } catch {
      // as below
    }
  }

  get more(): string {
    return inWords(this.#more, this.#isAll)
  }

  #into(value: object, path: string, depth: number): void {
    if (this.#above.has(value)) return
    if (depth > deepest) {
      this.#isAll &&= keysOf(value, 1).length === 0
      return
    }
    this.#above.add(value)
    if (Array.isArray(value)) this.#list(value as readonly unknown[], path, depth)
    else for (const key of keysOf(value, this.#left)) this.#value(own(value, key), pathTo(path, key), depth)
    this.#above.delete(value)
  }

  /** A list of texts and numbers is one field; of any other each element is looked into. */
  #list(list: readonly unknown[], path: string, depth: number): void {
    const first = Array.from({ length: Math.min(list.length, mostElements) }, (_, index) => own(list, String(index)))
    const texts = first.map(leaf)
    if (texts.every((text) => text !== undefined)) {
      const rest = list.length - first.length
      this.#put(path, texts.filter((text) => text !== '').join(', ') + (rest > 0 ? `, … and ${number(rest)} more` : ''))
      return
    }
    for (let index = 0; index < list.length && this.#left >= 0; index += 1) this.#value(own(list, String(index)), `${path}[${index}]`, depth)
  }

  #value(value: unknown, path: string, depth: number): void {
    this.#left -= 1
    if (this.#left < 0) {
      this.#isAll = false
      return
    }
    try {
      const text = leaf(value)
      if (text !== undefined) this.#put(path, text)
      else this.#into(value as object, path, depth + 1)
    } catch {
      // a proxy that throws at anything: the rest of the event is still good
    }
  }

  #put(path: string, text: string): void {
    if (oneLine(text.slice(0, 10_000)) === '') return
    if (this.shown.length < mostChosen) this.shown.push({ name: cut(path, longestName), value: cut(text, longestValue) })
    else this.#more += 1
  }
}

/** The key fields of an alert. Never throws, and takes little time for any event. */
export const keyFieldsOf = ({ details, data }: Alert): KeyFields => {
  if (details.length === 0) return new Walk(data)
  const shown = details.slice(0, mostNamed).map(({ name, value }) => ({
    name: cut(name, longestName),
    value: value.trim() === '' ? noValue : cut(value, longestValue)
  }))
  return { shown, more: inWords(details.length - shown.length, true) }
}
