/** What of a web request may be asked for; the rest hangs on a living connection and leads everywhere. */
const requestParts = ['method', 'url', 'originalUrl', 'hostname', 'ip', 'headers', 'query', 'params'] as const

/** Names of what proves who somebody is: that belongs in no file and in no post. */
const secretName =
  /authori[sz]|authenti|cookie|token|secret|passw|passphrase|signature|hmac|credential|assertion|jwt|bearer|session|subscription|principal|oidc|client-?cert|(?:^|[-_.[])(?:auth|sig|sid|pwd|pass|sas|code|key|apikey)(?:$|[-_.\]])|[-_]key$|apikey/i

const isOpen = ([name]: readonly [string, unknown]): boolean => !secretName.test(name)

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // cut in the middle of a character
  }
}

/** Headers that hold an address. */
const addresses: ReadonlySet<string> = new Set(['referer', 'x-original-url', 'x-original-uri', 'x-rewrite-url', 'x-forwarded-uri', 'x-envoy-original-path'])

/** An address without the values that prove who somebody is. */
const openAddress = (address: string): string =>
  address.replace(/([?&;])([^=&;#]*)=[^&;#]*/g, (whole, before: string, name: string) => (secretName.test(decoded(name)) ? `${before}${name}=` : whole))

type Properties = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Properties => typeof value === 'object' && value !== null

/** A query as it was parsed, which can hold lists and objects; deeper than it is parsed it is left out. */
const openQuery = (value: unknown, depth = 5): unknown => {
  if (!isObject(value) || Array.isArray(value)) return value
  return depth === 0 ? {} : Object.fromEntries(Object.entries(value).filter(isOpen).map(([name, inside]) => [name, openQuery(inside, depth - 1)]))
}

const openHeaders = (headers: Properties): Properties =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(isOpen)
      .map(([name, value]) => [name, addresses.has(name.toLowerCase()) && typeof value === 'string' ? openAddress(value) : value])
  )

const openPart = (part: (typeof requestParts)[number], value: unknown, params: unknown): unknown => {
  switch (part) {
    case 'url':
    case 'originalUrl': {
      if (typeof value !== 'string') return value
      // Of `/hook/:token` the token stands in the path.
      const secrets = isObject(params) ? Object.entries(params).filter((entry) => !isOpen(entry)) : []
      return secrets.reduce((url, [, secret]) => (typeof secret === 'string' && secret !== '' ? url.replaceAll(encodeURIComponent(secret), '') : url), openAddress(value))
    }
    case 'headers':
      return isObject(value) ? openHeaders(value) : value
    case 'query':
    case 'params':
      return openQuery(value)
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
  const params = read('params')
  return Object.fromEntries(requestParts.map((part) => [part, openPart(part, read(part), params)]))
}
