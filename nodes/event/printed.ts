import { configure } from 'safe-stable-stringify'

/** How deep and how wide an object is printed before the rest is counted instead of shown. */
const depth = 12
const breadth = 200

/**
 * How many values of an object are printed, in all: a web request that hangs on a message leads everywhere, and twelve
 * lists of the same list print without end. A long text counts for each 1,000 of its characters.
 */
const most = 2000

// Cycles, BigInts, getters that throw and endless depth are all met here: events are hostile.
const print = configure({ circularValue: '[circular]', maximumDepth: depth, maximumBreadth: breadth, deterministic: false })

/** Leaves out texts and objects once there are too many. */
const counting = (): ((key: string, value: unknown) => unknown) => {
  let left = most
  return (_key, value) => {
    left -= typeof value === 'string' ? 1 + value.length / 1000 : 1
    const short = value === null || (typeof value !== 'object' && typeof value !== 'string')
    return left >= 0 || short ? value : '…'
  }
}

/** Nothing where a toJSON answers nothing, though the library's type does not say so. */
const json = (value: object): string => print(value, counting()) || ''

/** The text that bytes hold, as much of it as any post could show. */
const bytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView): string =>
  Buffer.from(buffer, byteOffset, Math.min(byteLength, most * 1000)).toString('utf8')

/** The text of any value: text and numbers as they are, objects as JSON, nothing as ''. Never throws. */
export const printed = (value: unknown): string => {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value)
    case 'object':
      if (value === null) return ''
      try {
        if (ArrayBuffer.isView(value)) return bytes(value)
        return value instanceof Date ? value.toISOString() : json(value)
      } catch {
        return '[unreadable]' // a getter or toJSON of the event threw: the alert goes out without this value
      }
    case 'undefined':
    case 'symbol':
    case 'function':
      return ''
  }
}
