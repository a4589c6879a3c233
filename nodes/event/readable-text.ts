import { scalarText } from './scalar'

/** The text of a value that is one: of text, number, boolean, and of bytes; `undefined` for objects, lists and nothing. */
export const readableText = (value: unknown): string | undefined => scalarText(value) ?? (Buffer.isBuffer(value) ? value.toString('utf8') : undefined)
