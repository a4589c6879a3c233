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

/** Names and values of a query. */
const parametersBehind = (start: string): RegExp => new RegExp(`(${start})([^=&;#?\\s]*)=([^&;#\\s>"]*)`, 'g')

/** In a sentence a word and `=` begin no query. */
const inSentence = parametersBehind('[?&;#]')
const alone = parametersBehind('^|[?&;#]')

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
    .replace(/\s/.test(address) ? inSentence : alone, (_, before: string, name: string, value: string) =>
      isSecretName(decoded(name) ?? name) ? `${before}${name}=` : `${before}${name}=${openValue(value, depth)}`
    )

/** A text without another, wherever that is not a part of a longer word. It can be longer than any regular expression. */
const withoutWhole = (text: string, part: string): string => {
  let rest = ''
  let from = 0
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) {
    const end = at + part.length
    if (/[A-Za-z0-9]/.test(text.slice(Math.max(0, at - 1), at) + text.slice(end, end + 1))) continue
    rest += text.slice(from, at)
    from = end
  }
  return rest + text.slice(from)
}

/** Headers hold much that is no address, and a short secret could stand in any. */
const hasPath = /(?:^|[\s<="])\/|:\/\//

/**
 * An address without some texts, however they are written in it.
 *
 * @returns `undefined` where it cannot be written without them
 */
export const addressWithout = (address: string, secrets: readonly string[]): string | undefined => {
  if (secrets.length === 0 || !hasPath.test(address)) return address
  const without = (text: string): string => secrets.reduce(withoutWhole, text)
  const rest = secrets
    .flatMap((secret) => [secret, encodeURI(secret.toWellFormed()), encoded(secret)])
    .reduce(withoutWhole, address)
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
