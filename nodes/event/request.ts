/** What of a web request may be asked for; the rest hangs on a living connection and leads everywhere. */
const requestParts = ['method', 'url', 'originalUrl', 'hostname', 'ip', 'headers', 'query', 'params'] as const

/** Names of what proves who somebody is: that belongs in no file and in no post. */
const secretName = /^(?:proxy-)?authorization$|cookie|token|secret|passw|signature|(?:^|[-_])(?:auth|sig|pwd)(?:$|[-_])|(?:api|access|private|auth)[-_]?key|^key$/i

const isOpen = ([name]: readonly [string, unknown]): boolean => !secretName.test(name)

/** An address without the values that prove who somebody is. */
const openAddress = (address: string): string =>
  address.replace(/([?&])([^=&#]*)=[^&#]*/g, (whole, before: string, name: string) => (secretName.test(name) ? `${before}${name}=` : whole))

type Properties = Readonly<Record<string, unknown>>

/** A web request as plain data; `undefined` for what is none. */
export const requestOf = (request: unknown): object | undefined => {
  if (typeof request !== 'object' || request === null) return undefined
  // Express has some of these on the prototype, and a getter of it may throw.
  const parts = requestParts.map((part): readonly [string, unknown] => {
    try {
      const value = (request as Properties)[part]
      if ((part === 'url' || part === 'originalUrl') && typeof value === 'string') return [part, openAddress(value)]
      if ((part !== 'headers' && part !== 'query') || typeof value !== 'object' || value === null) return [part, value]
      return [part, Object.fromEntries(Object.entries(value).filter(isOpen))]
    } catch {
      return [part, undefined] // the message is good without it
    }
  })
  return Object.fromEntries(parts)
}
