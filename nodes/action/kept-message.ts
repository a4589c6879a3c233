/** A message as it is kept while its alert waits: what JSON can carry of it. */
import { own } from '../event/own'
import { plainCopy } from '../event/plain-copy'
import { requestOf } from '../event/request'
import { isRecord } from '../saved/record'
import type { FlowMessage } from './flow-message'

/** More values or deeper nesting than this is no event; JSON would fill the memory with what leads in circles. */
const mostValues = 1_000_000
const deepest = 500

/** Whether JSON can say a value as it is, with all that is in it, or but for bytes. May throw where a getter does. */
const plainness = (value: unknown): 'yes' | 'bytes' | 'no' => {
  let count = 0
  let bytes: boolean | undefined
  const look = (one: unknown, depth: number): boolean => {
    count += 1
    if (count > mostValues || depth > deepest || typeof one === 'bigint') return false
    if (typeof one !== 'object' || one === null) return true
    if (ArrayBuffer.isView(one)) return (bytes = true)
    if (Array.isArray(one)) return (one as readonly unknown[]).every((element) => look(element, depth + 1))
    return Object.keys(one).every((key) => look((one as Readonly<Record<string, unknown>>)[key], depth + 1))
  }
  if (!look(value, 0)) return 'no'
  return bytes === true ? 'bytes' : 'yes'
}

/** Bytes in a form of our own: JSON's for a Buffer is a list of numbers, four times as long. */
const bytesForm = (bytes: ArrayBufferView): { readonly type: 'Buffer'; readonly base64: string } => ({
  type: 'Buffer',
  base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
})

/** How deep and how much of what is not plain data is kept: what leads in circles, or holds what JSON has no word for. */
const limits = { values: 20_000, depth: 30, characters: Infinity, bytesAs: bytesForm }

function withBytes(this: unknown, key: string, value: unknown): unknown {
  // A Buffer has turned itself into a list by now: here is what it was.
  const given = isRecord(this) || Array.isArray(this) ? (this as Readonly<Record<string, unknown>>)[key] : value
  return ArrayBuffer.isView(given) ? bytesForm(given) : value
}

/** Nothing where there is nothing that JSON can say, though its type does not tell. */
const stringify = (value: unknown, replacer?: (this: unknown, key: string, value: unknown) => unknown): string | undefined =>
  JSON.stringify(value, replacer)

/** A value as JSON; `undefined` where there is nothing that JSON can say. */
interface Said {
  readonly text: string | undefined
  /** Whether it reads as the value itself does. */
  readonly exact: boolean
}

const say = (value: unknown): Said => {
  try {
    if (ArrayBuffer.isView(value)) return { text: stringify(bytesForm(value)), exact: true }
    const plain = plainness(value)
    if (plain !== 'no') {
      const text = stringify(value, plain === 'bytes' ? withBytes : undefined)
      // Functions vanish, and can leave an object with nothing in it.
      return { text, exact: text !== undefined && text !== '{}' && text !== '[]' }
    }
  } catch {
    // A getter or toJSON of it throws: what can be read is kept.
  }
  try {
    return { text: stringify(plainCopy(value, limits).copy), exact: false }
  } catch {
    return { text: undefined, exact: false } // a proxy that nothing can be learned of: the message is kept without it
  }
}

/** A message as it is kept. */
export interface Kept {
  /** JSON of an object on one line; '{}' where nothing of the message can be read. */
  readonly text: string
  /** Whether the alert and its user read the same from it as from the message. */
  readonly exact: boolean
}

/** What is kept of a message. Never throws: what cannot be read is left out. */
export const keep = (msg: FlowMessage): Kept => {
  const said: string[] = []
  let isExact = true
  for (const key of Object.keys(msg)) {
    // An answer can be given only while the connection lives.
    if (key === 'res') continue
    const value = own(msg, key)
    const { text, exact } = say(key === 'req' ? requestOf(value) : value)
    if (text !== undefined) said.push(`${JSON.stringify(key)}:${text}`)
    if (!exact && (key === 'payload' || key === 'user')) isExact = false
  }
  return { text: `{${said.join(',')}}`, exact: isExact }
}

const revive = (_key: string, value: unknown): unknown =>
  isRecord(value) && value.type === 'Buffer' && typeof value.base64 === 'string' ? Buffer.from(value.base64, 'base64') : value

/** The message that was kept. */
export const restore = (text: string): FlowMessage => {
  // A reader that looks at each value takes several times as long.
  const parsed: unknown = text.includes('"base64":"') ? JSON.parse(text, revive) : JSON.parse(text)
  return isRecord(parsed) ? parsed : {}
}
