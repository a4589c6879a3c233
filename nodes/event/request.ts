/** What of a web request may be asked for; the rest hangs on a living connection and leads everywhere. */
const requestParts = ['method', 'url', 'originalUrl', 'hostname', 'ip', 'headers', 'query', 'params'] as const

/** What proves who somebody is belongs in no file and in no post. */
const secretHeaders: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie'])

type Properties = Readonly<Record<string, unknown>>

/** A web request as plain data; `undefined` for what is none. */
export const requestOf = (request: unknown): object | undefined => {
  if (typeof request !== 'object' || request === null) return undefined
  // Express has some of these on the prototype, and a getter of it may throw.
  const parts = requestParts.map((part): readonly [string, unknown] => {
    try {
      const value = (request as Properties)[part]
      if (part !== 'headers' || typeof value !== 'object' || value === null) return [part, value]
      return [part, Object.fromEntries(Object.entries(value).filter(([name]) => !secretHeaders.has(name.toLowerCase())))]
    } catch {
      return [part, undefined] // the message is good without it
    }
  })
  return Object.fromEntries(parts)
}
