import { addressWithout, openAddress } from './open-address'
import { isSecretName } from './secret-name'

/** What of a web request may be asked for; the rest hangs on a living connection and leads everywhere. */
const requestParts = ['method', 'url', 'originalUrl', 'hostname', 'ip', 'headers', 'query', 'params'] as const

type Properties = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Properties => typeof value === 'object' && value !== null

/** What was parsed out of an address: texts, lists and objects; deeper than it is parsed it is left out. */
const openValues = (value: unknown, depth = 6): unknown => {
  if (typeof value === 'string') return openAddress(value)
  if (!isObject(value)) return value
  if (depth === 0) return Array.isArray(value) ? [] : {}
  if (Array.isArray(value)) return value.map((one) => openValues(one, depth - 1))
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !isSecretName(name))
      .map(([name, inside]) => [name, openValues(inside, depth - 1)])
  )
}

/** Of `/hook/:token` the token stands in the path. */
const secretsOf = (params: unknown): readonly string[] =>
  isObject(params)
    ? Object.entries(params)
        .flatMap(([name, value]) => (isSecretName(name) ? [value].flat() : []))
        .filter((value) => typeof value === 'string' && value !== '')
        .map(String)
        // One may be a part of another.
        .sort((one, other) => other.length - one.length)
    : []

/** Whether a secret is none that stands in a header by chance, as `1` in its date. */
const isTelling = (secret: string): boolean => secret.length > 3 || /[^A-Za-z0-9]/.test(secret)

const openText = (text: unknown, secrets: readonly string[]): unknown => (typeof text === 'string' ? addressWithout(openAddress(text), secrets) : text)

/** Proxies write the address into headers of many names. */
const openHeaders = (headers: Properties, secrets: readonly string[]): Properties =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !isSecretName(name))
      .map(([name, value]) => [name, Array.isArray(value) ? value.map((one) => openText(one, secrets)).filter((one) => one !== undefined) : openText(value, secrets)])
  )

const openPart = (part: (typeof requestParts)[number], value: unknown, secrets: readonly string[]): unknown => {
  switch (part) {
    case 'url':
    case 'originalUrl':
      return openText(value, secrets)
    case 'headers':
      return isObject(value) ? openHeaders(value, secrets.filter(isTelling)) : value
    case 'query':
    case 'params':
      return openValues(value)
    case 'method':
    case 'hostname':
    case 'ip':
      return value
  }
}

/** A web request as plain data; `undefined` for what is none. */
export const requestOf = (request: unknown): object | undefined => {
  if (!isObject(request)) return undefined
  // Express has some of these on the prototype, and a getter of it may throw.
  const read = (part: string): unknown => {
    try {
      return request[part]
    } catch {
      return undefined // the message is good without it
    }
  }
  const secrets = secretsOf(read('params'))
  return Object.fromEntries(requestParts.map((part) => [part, openPart(part, read(part), secrets)]))
}
