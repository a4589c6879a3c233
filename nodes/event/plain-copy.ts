import { own, ownNames } from './own'

/** How much of a value is copied. */
export interface CopyLimits {
  /** Values in all, those in lists and objects among them. */
  readonly values: number
  /** Lists and objects in each other. */
  readonly depth: number
  /** Characters in all, names among them. */
  readonly characters: number
  /** What stands for bytes. */
  readonly bytesAs: (bytes: ArrayBufferView) => unknown
}

export interface PlainCopy {
  readonly copy: unknown
  /** Whether something of it was left out because there was too much. */
  readonly isCut: boolean
}

/** What JSON can say of any value: without what cannot be read, and ended where it leads in circles or too far. */
export const plainCopy = (value: unknown, limits: CopyLimits): PlainCopy => {
  let { values, characters } = limits
  let isCut = false
  const ancestors = new Set<unknown>()
  const cut = (): string => {
    isCut = true
    return '…'
  }
  const text = (one: string): string => {
    characters -= one.length
    return characters < 0 ? cut() : one
  }
  const copyList = (list: readonly unknown[], most: number): unknown => {
    if (list.length > most) isCut = true
    return list.slice(0, most).map((_, index) => copy(own(list, String(index))))
  }
  const copyObject = (object: object, most: number): unknown => {
    const names = ownNames(object)
    if (names.length > most) isCut = true
    return Object.fromEntries(
      names.slice(0, most).map((name) => {
        characters -= name.length
        if (characters < 0) isCut = true
        return [name, copy(own(object, name))]
      })
    )
  }
  const copy = (one: unknown): unknown => {
    values -= 1
    if (typeof one === 'string') return text(one)
    if (typeof one === 'bigint') return String(one)
    // JSON leaves it out, or would call it: a `toJSON` is one.
    if (typeof one === 'function') return undefined
    if (typeof one !== 'object' || one === null) return one
    if (ArrayBuffer.isView(one)) {
      characters -= one.byteLength
      return characters < 0 ? cut() : limits.bytesAs(one)
    }
    if (one instanceof Date) return Number.isNaN(one.getTime()) ? null : one.toISOString()
    if (ancestors.has(one)) return '[circular]'
    if (values < 0 || characters < 0 || ancestors.size >= limits.depth) return cut()
    ancestors.add(one)
    const most = Math.max(values, 0)
    const made = Array.isArray(one) ? copyList(one, most) : copyObject(one, most)
    ancestors.delete(one)
    return made
  }
  return { copy: copy(value), isCut }
}
