import { compilePath } from '../../event/path'
import { scalarText } from '../../event/scalar'
import { isEnvironmentVariable } from '../../saved/environment-variable'
import { sayTexts } from '../reader/say-texts'

/** What kind of value a sample has where a rule looks. */
export type Kind = 'nothing' | 'number' | 'text' | 'boolean' | 'list' | 'object'

/** What a sample has where a rule looks. */
export interface Seen {
  readonly kind: Kind
  readonly value: unknown
}

/** As much of a value as is shown beside a rule. */
const longest = 60

const kindOf = (value: unknown): Kind => {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'object') return 'object'
  if (typeof value === 'string') return 'text'
  return typeof value === 'boolean' ? 'boolean' : 'number'
}

/** A value of a sample, and its kind. */
export const seen = (value: unknown): Seen => ({ kind: kindOf(value), value })

/** What a sample has under a field path; `undefined` where the path leads nowhere in any event. */
export const seenAt = (field: string, event: unknown): Seen | undefined => {
  if (isEnvironmentVariable(field)) return undefined
  const path = compilePath(field)
  if (!path.ok) return undefined
  return seen(path.read(event))
}

const cut = (text: string): string => {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
  const characters = Array.from(line.slice(0, longest * 2))
  return characters.length > longest || line.length > longest * 2 ? `${characters.slice(0, longest - 1).join('')}…` : line
}

/** What a sample has somewhere, in a few words. */
export const inBrief = ({ kind, value }: Seen, say: Say): string => {
  switch (kind) {
    case 'nothing':
      return value === null ? 'null' : say('sample.nothing')
    case 'text':
      return sayTexts(say, 'summary.quoted', { value: cut(String(value)) })
    case 'number':
    case 'boolean':
      return String(value)
    case 'list': {
      const list = value as readonly unknown[]
      const few = list.slice(0, 10).map(scalarText)
      const words = few.every((text) => text !== undefined) ? cut(few.join(', ')) : ''
      return list.length > 0 && list.length <= 10 && words !== '' ? `[${words}]` : say('sample.list', { count: list.length })
    }
    case 'object':
      return say('sample.object')
  }
}
