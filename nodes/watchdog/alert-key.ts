/** The key of an alert: what is wrong, whatever its level and hour. */
import { hash } from 'node:crypto'
import { isInexact } from '../event/inexact'
import { scalarText } from '../event/scalar'
import type { ToldText } from './event-template'

/** Of a key, in bytes: long enough that no two things share one by chance. */
const keyLength = 16

/**
 * How much the fields of a key may hold, in all: lists of the same list, or of the same long text, hold it without end. A
 * value counts for one, and for one more for each 1,000 of its characters or bytes.
 */
const most = 10_000
const weightOf = (length: number): number => 1 + length / 1000

/** Deeper than the event of any tool; what contains itself is deeper. */
const deepest = 50

export interface AlertKey {
  readonly key: string
  /** The first field of which two different values could have the same key, '' for the source; `undefined` where there is none. */
  readonly inexact: string | undefined
}

/** Thrown where a value cannot be told from others; never out of this file. */
class Inexact extends Error {}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  // The Object of a function node is another than ours.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** Writes values one behind the other, each with its kind and length: no two write the same. */
class CanonicalWriter {
  #written = ''
  #left = most

  /** All of them. */
  get written(): string {
    return this.#written
  }

  /** Throws `Inexact`, and whatever a getter or a Proxy throws. */
  write(value: unknown, depth = 0): void {
    if (depth > deepest) throw new Inexact()
    if (typeof value === 'number' && (isInexact(value) || !Number.isFinite(value))) throw new Inexact()
    const text = scalarText(value)
    if (text !== undefined) this.#text('text', text)
    else if (value === undefined || value === null) this.#begin('nothing', 0)
    else if (typeof value !== 'object') throw new Inexact() // one function is as good as another
    else if (ArrayBuffer.isView(value)) this.#bytes(value)
    else if (Array.isArray(value)) this.#list(value, depth)
    else this.#object(value, depth)
  }

  #begin(kind: string, length: number, weight = 1): void {
    this.#left -= weight
    if (this.#left < 0) throw new Inexact()
    this.#written += `${kind} ${length}\n`
  }

  #text(kind: string, text: string): void {
    this.#begin(kind, text.length, weightOf(text.length))
    this.#written += text
  }

  #bytes(view: ArrayBufferView): void {
    const { buffer, byteOffset, byteLength } = view
    this.#begin(Object.prototype.toString.call(view), byteLength, weightOf(byteLength))
    this.#written += Buffer.from(buffer, byteOffset, byteLength).toString('latin1') // a character for each byte
  }

  #list(list: readonly unknown[], depth: number): void {
    if (list.length > this.#left) throw new Inexact()
    this.#begin('list', list.length)
    for (const element of list) this.write(element, depth + 1)
  }

  #object(object: object, depth: number): void {
    if ('toJSON' in object && typeof object.toJSON === 'function') {
      this.write((object.toJSON as () => unknown)(), depth + 1)
      return
    }
    // What a Map or an Error holds cannot be seen.
    if (!isPlain(object)) throw new Inexact()
    const values = object as Readonly<Record<string, unknown>>
    // In JSON what is undefined is not there.
    const names = Object.keys(object).filter((name) => values[name] !== undefined)
    if (names.length > this.#left) throw new Inexact()
    this.#begin('object', names.length)
    // Labels come in any order.
    for (const name of names.sort()) {
      this.#text('name', name)
      this.write(values[name], depth + 1)
    }
  }
}

/**
 * The same key for the same watchdog, source and values of the matching fields. Numbers and their texts are the same, and
 * so are nothing and `null`.
 *
 * @param fields names and values, in any order
 */
export const keyOf = (
  watchdog: string,
  source: ToldText,
  fields: readonly (readonly [name: string, value: unknown])[]
): AlertKey => {
  const writer = new CanonicalWriter()
  let inexact: string | undefined
  const sorted = [...fields].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
  const all: typeof fields = [['', [watchdog, source.text, ...source.hidden]], ...sorted]
  if (source.endedEarly) inexact = ''
  for (const [name, value] of all) {
    try {
      writer.write(name)
      writer.write(value)
    } catch {
      inexact ??= name
    }
  }
  // In UTF-8 half characters would all be the same.
  const digest = hash('sha256', Buffer.from(writer.written, 'utf16le'), 'buffer')
  return { key: digest.toString('base64url', 0, keyLength), inexact } // a part of a longer text would be kept with it
}
