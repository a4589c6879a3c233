/** What of a web request may be asked for; the rest hangs on a living connection and leads everywhere. */
const requestParts = ['method', 'url', 'originalUrl', 'hostname', 'ip', 'headers', 'query', 'params'] as const

/** Names of what proves who somebody is: that belongs in no file and in no post. */
const secretPart =
  /authori[sz]|authenti|cookie|token|secret|passw|passcode|passphrase|signature|hmac|credential|assertion|jwt|bearer|session|subscription|principal|oidc|client-?cert|private|(?:api|auth|access|account|app|client|device|encryption|ingest|integration|license|master|push|read|routing|service|shared|sign|signing|user|webhook|write)key/i

/** The same where they are a word of their own: in `postcode` and `monkey` these are none. */
const secretWords: ReadonlySet<string> = new Set(['auth', 'code', 'key', 'keys', 'mfa', 'otp', 'pass', 'pin', 'psk', 'pw', 'pwd', 'sas', 'sid', 'sig', 'totp'])

/** The words of `routingKey`, `routing-key` and `a[routing_key]`. */
const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])(?=[A-Z])/g, '$1 ')
    .toLowerCase()
    .split(/[^a-z0-9]+/)

const isSecret = (name: string): boolean => secretPart.test(name) || wordsOf(name).some((word) => secretWords.has(word))

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined // cut in the middle of a character
  }
}

/** An address without what in it proves who somebody is: values of its query, and what stands before its host. */
const openAddress = (address: string): string =>
  address
    .replace(/\/\/[^/?#\s]*@/g, '//')
    .replace(/([?&;#])([^=&;#]*)=[^&;#]*/g, (whole, before: string, name: string) => (isSecret(decoded(name) ?? name) ? `${before}${name}=` : whole))

/** A part of an address without some secrets; `undefined` where it cannot be said what it holds. */
const partWithout = (part: string, secrets: readonly string[]): string | undefined => {
  // There are many ways to write the same path.
  const read = decoded(part)
  if (read === undefined) return undefined
  return secrets.some((secret) => read.includes(secret)) ? encodeURI(secrets.reduce((rest, secret) => rest.replaceAll(secret, ''), read).toWellFormed()) : part
}

/** A short secret could stand in any header. */
const hasPath = /^\/|:\/\//

const addressWithout = (address: string, secrets: readonly string[]): string | undefined => {
  if (secrets.length === 0 || !hasPath.test(address)) return address
  const parts = address.split(/(?=[?#])/).map((part) => partWithout(part, secrets))
  return parts.includes(undefined) ? undefined : parts.join('')
}

type Properties = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Properties => typeof value === 'object' && value !== null

/** What was parsed out of an address: texts, lists and objects; deeper than it is parsed it is left out. */
const openValues = (value: unknown, depth = 6): unknown => {
  if (!isObject(value)) return value
  if (depth === 0) return Array.isArray(value) ? [] : {}
  if (Array.isArray(value)) return value.map((one) => openValues(one, depth - 1))
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !isSecret(name))
      .map(([name, inside]) => [name, openValues(inside, depth - 1)])
  )
}

/** Of `/hook/:token` the token stands in the path. */
const secretsOf = (params: unknown): readonly string[] =>
  isObject(params)
    ? Object.entries(params)
        .flatMap(([name, value]) => (isSecret(name) ? [value].flat() : []))
        .filter((value) => typeof value === 'string' && value !== '')
        .map(String)
    : []

const openPart = (part: (typeof requestParts)[number], value: unknown, secrets: readonly string[]): unknown => {
  // Of an address that holds a secret, a proxy writes into headers of many names.
  const openText = (text: unknown): unknown => (typeof text === 'string' ? addressWithout(openAddress(text), secrets) : text)
  switch (part) {
    case 'url':
    case 'originalUrl':
      return openText(value)
    case 'headers':
      return isObject(value)
        ? Object.fromEntries(
            Object.entries(value)
              .filter(([name]) => !isSecret(name))
              .map(([name, inside]) => [name, Array.isArray(inside) ? inside.map(openText) : openText(inside)])
          )
        : value
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
