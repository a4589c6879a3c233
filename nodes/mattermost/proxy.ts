/** The proxy that a request goes through, as the core `http proxy` node describes it. */
export interface Proxy {
  readonly url: string
  readonly username: string
  readonly password: string
  /** Hosts that are reached directly. */
  readonly except: readonly string[]
}

/** axios' form of a proxy. `false` is none at all, `undefined` leaves it to the environment (with NO_PROXY). */
export type ProxyOption =
  | false
  | undefined
  | {
      readonly protocol: string
      readonly host: string
      readonly port: number
      readonly auth?: { readonly username: string; readonly password: string }
    }

const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 }

const portOf = (url: URL): number => (url.port === '' ? (defaultPorts[url.protocol] ?? 0) : Number(url.port))

/** Whether an exception names a host: itself, a domain it is in (`.example.com`), both with or without a port, or `*`. */
const names = (exception: string, target: URL): boolean => {
  const entry = exception.trim().toLowerCase()
  if (entry === '') return false
  if (entry === '*') return true
  const [, host = '', port] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/.exec(entry) ?? []
  if (port !== undefined && Number(port) !== portOf(target)) return false
  const hostname = target.hostname.toLowerCase()
  return hostname === host || hostname.endsWith(`.${host}`)
}

/**
 * How to reach an address: through the configured proxy unless it is excepted; without one, as the environment says.
 *
 * @throws TypeError when the proxy's address is no URL; {@link isProxyUrl} checks that before
 */
export const proxyFor = (address: string, proxy: Proxy | undefined): ProxyOption => {
  if (proxy === undefined) return undefined
  const target = new URL(address)
  if (proxy.except.some((exception) => names(exception, target))) return false
  const url = new URL(proxy.url)
  const username = proxy.username === '' ? decodeURIComponent(url.username) : proxy.username
  const password = proxyPassword(proxy)
  return {
    protocol: url.protocol,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: portOf(url),
    ...(username === '' ? {} : { auth: { username, password } })
  }
}

/** The password that a proxy is asked with; in its own field, or in its address. */
export const proxyPassword = ({ url, username, password }: Proxy): string =>
  username === '' ? decodeURIComponent(new URL(url).password) : password

/** Whether a text can be a proxy's address. */
export const isProxyUrl = (text: string): boolean => {
  try {
    const { protocol, username, password } = new URL(text)
    decodeURIComponent(username + password)
    return protocol === 'http:' || protocol === 'https:'
  } catch {
    return false // not a URL: the config says so
  }
}
