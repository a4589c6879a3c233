import { printed } from './printed'

/** What a value is, to a person who looks for the reason why a rule held or not. */
export type SeenKind = 'missing' | 'null' | 'text' | 'number' | 'boolean' | 'list' | 'object' | 'other'

/** A value as it is shown: what it is, and how it is written. */
export interface Seen {
  readonly kind: SeenKind
  /** As JSON writes it, so that a text can be told from a number; '' where there is nothing. Cut with an ellipsis. */
  readonly text: string
}

/** More than a line of any dialog shows, in UTF-16 units. */
const longest = 200

/** No half of a character is left at the end. */
const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')}…` : text)

const kindOf = (value: unknown): SeenKind => {
  switch (typeof value) {
    case 'undefined':
      return 'missing'
    case 'string':
      return 'text'
    case 'number':
    case 'bigint':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'object':
      if (value === null) return 'null'
      if (Array.isArray(value)) return 'list'
      // A text rule reads the text of bytes.
      return ArrayBuffer.isView(value) ? 'text' : 'object'
    case 'symbol':
    case 'function':
      return 'other'
  }
}

const textOf = (value: unknown, kind: SeenKind): string => {
  if (kind === 'text') return `"${cut(JSON.stringify(cut(printed(value))).slice(1, -1))}"`
  if (kind === 'null') return 'null'
  return cut(printed(value))
}

/** Shows any value. Never throws, and is never longer than a line or three. */
export const seen = (value: unknown): Seen => {
  try {
    const kind = kindOf(value)
    return { kind, text: textOf(value, kind) }
  } catch {
    return { kind: 'other', text: '' } // not even what it is can be asked of a revoked Proxy
  }
}
