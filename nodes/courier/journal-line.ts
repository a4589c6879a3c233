/**
 * The form of a journal's lines: `<crc> <length> <body>`, the CRC-32 and the length in bytes as eight hexadecimal digits
 * each, the body a JSON object on one line. The length finds the end of a line whatever is broken behind it; the CRC
 * tells a damaged body, and begins with the salt of its segment, so that no text of an event can be made to look like a
 * line of the journal.
 */
import { crc32 } from 'node:zlib'

/** Two numbers of eight digits, and a space behind each. */
const headLength = 18

const lineEnd = 0x0a
const space = 0x20

/** Eight digits, with one in front of them that makes them so many. */
const hex = (value: number): string => (value + 0x1_0000_0000).toString(16).slice(1)

/** How many bytes the line of a body takes. */
const lengthOf = (body: string): number => headLength + Buffer.byteLength(body) + 1

/** The lines of bodies as bytes, and where each begins in them. */
export const linesOf = (bodies: readonly string[], salt: number): { readonly bytes: Buffer; readonly places: readonly number[] } => {
  // Straight into one piece of memory: there can be thousands, and text would be made three times of each.
  const bytes = Buffer.allocUnsafe(bodies.reduce((sum, body) => sum + lengthOf(body), 0))
  let end = 0
  const places = bodies.map((body) => {
    const at = end
    const from = at + headLength
    end = from + bytes.write(body, from, 'utf8')
    bytes.write(`${hex(crc32(bytes.subarray(from, end), salt))} ${hex(end - from)} `, at, 'latin1')
    bytes[end] = lineEnd
    end += 1
    return at
  })
  return { bytes, places }
}

/** A stretch of bytes that no line could be read from. */
export interface Damage {
  readonly from: number
  readonly to: number
}

export interface Line {
  /** Where its line begins, in bytes. */
  readonly at: number
  readonly body: Buffer
}

/** How every body begins. In JSON a quotation mark inside a text follows a backslash, never a brace: no text holds this. */
const bodyBegins = ' {"'

const numberAt = (bytes: Buffer, at: number): number => {
  const text = bytes.toString('latin1', at, at + 8)
  return /^[0-9a-f]{8}$/.test(text) ? parseInt(text, 16) : -1
}

const lineAt = (bytes: Buffer, at: number, salt: number): Line | undefined => {
  const sum = numberAt(bytes, at)
  const length = numberAt(bytes, at + 9)
  const from = at + headLength
  if (sum < 0 || length < 0 || from + length > bytes.length) return undefined
  const body = bytes.subarray(from, from + length)
  return crc32(body, salt) === sum ? { at, body } : undefined
}

/** The next line behind damage, from a position on. */
const nextLine = (bytes: Buffer, from: number, salt: number): Line | undefined => {
  for (let found = bytes.indexOf(bodyBegins, from); found >= 0; found = bytes.indexOf(bodyBegins, found + 1)) {
    const at = found + 1 - headLength
    const line = at >= from ? lineAt(bytes, at, salt) : undefined
    if (line !== undefined) return line
  }
  return undefined
}

/** What a power cut leaves of the last line: its beginning, or a stretch that was never written. */
const isTorn = (rest: Buffer): boolean => rest.at(-1) !== lineEnd

/**
 * Reads a segment's lines in order, past damage to the next line that is whole. A torn end is passed over in silence.
 *
 * @param onLine answers false to end the reading
 */
export const readLines = (bytes: Buffer, salt: number, onLine: (line: Line) => boolean, onDamage: (damage: Damage) => void): void => {
  for (let at = 0; at < bytes.length; ) {
    let line = lineAt(bytes, at, salt)
    if (line === undefined) {
      line = nextLine(bytes, at + 1, salt)
      if (line !== undefined || !isTorn(bytes.subarray(at))) onDamage({ from: at, to: line?.at ?? bytes.length })
      if (line === undefined) return
    }
    if (!onLine(line)) return
    const end = line.at + headLength + line.body.length
    // A line is found and checked without these.
    for (const [mark, wanted] of [[line.at + 8, space], [line.at + headLength - 1, space], [end, lineEnd]] as const) {
      if (mark < bytes.length && bytes[mark] !== wanted) onDamage({ from: mark, to: mark + 1 })
    }
    at = end + 1
  }
}
