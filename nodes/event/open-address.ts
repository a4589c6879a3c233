/** Web addresses without what in them proves who somebody is. */
import { isSecretName } from './secret-name'

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined // cut in the middle of a character
  }
}

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed())

/** So many times an address is looked for in the query of another. */
const mostEncoded = 3

/** A value of a query, which may be an address itself. */
const openValue = (value: string, depth: number): string => {
  if (depth === 0 || !value.includes('%')) return value
  const read = decoded(value) ?? ''
  const open = openAddress(read, depth - 1)
  return open === read ? value : encoded(open)
}

/** An address without the values of its query that their names tell to be secrets, and without what stands before its host. */
export const openAddress = (address: string, depth = mostEncoded): string =>
  address
    .replace(/\/\/[^/?#\s]*@/g, '//')
    .replace(/(^|[?&;#])([^=&;#?]*)=([^&;#]*)/g, (_, before: string, name: string, value: string) =>
      isSecretName(decoded(name) ?? name) ? `${before}${name}=` : `${before}${name}=${openValue(value, depth)}`
    )

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/** Finds a text where it is not a part of a longer word. */
const wholeOf = (text: string): RegExp => new RegExp(`(?<![A-Za-z0-9])${literal(text)}(?![A-Za-z0-9])`, 'g')

/** Headers hold much that is no address, and a short secret could stand in any. */
const hasPath = /(?:^|[\s<="])\/|:\/\//

/**
 * An address without some texts, however they are written in it.
 *
 * @returns `undefined` where it cannot be written without them
 */
export const addressWithout = (address: string, secrets: readonly string[]): string | undefined => {
  if (secrets.length === 0 || !hasPath.test(address)) return address
  const finds = secrets.map(wholeOf)
  const without = (text: string): string => finds.reduce((rest, find) => rest.replace(find, ''), text)
  const written = secrets.flatMap((secret) => [secret, encodeURI(secret.toWellFormed()), encoded(secret)]).map(wholeOf)
  const rest = written
    .reduce((text, find) => text.replace(find, ''), address)
    .split(/([/?#&=;])/)
    .map((part) => {
      if (!part.includes('%')) return part
      const read = decoded(part) ?? ''
      const open = without(read)
      return open === read && read !== '' ? part : encoded(open)
    })
    .join('')
  for (let read = decoded(rest), times = 0; times < mostEncoded && read !== undefined; read = decoded(read), times += 1) {
    if (without(read) !== read) return undefined
  }
  return rest
}
