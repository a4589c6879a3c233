import { BlockList, isIPv6 } from 'node:net'

/** A proxy as the core `http proxy` node, or the environment, describes it. */
export interface Proxy {
  readonly url: string
  readonly username: string
  readonly password: string
  /** Hosts that are reached directly. */
  readonly except: readonly string[]
}

/** Where a proxy is, and how it is asked. */
export interface ProxyAddress {
  readonly protocol: string
  readonly host: string
  readonly port: number
  readonly auth?: { readonly username: string; readonly password: string }
}

const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 }

const portOf = (url: URL): number => (url.port === '' ? (defaultPorts[url.protocol] ?? 0) : Number(url.port))

const withoutBrackets = (host: string): string => host.replace(/^\[|\]$/g, '')

/** Whether an address lies in a network, `10.0.0.0/8`; false for what is none. */
const isWithin = (network: string, length: number, host: string): boolean => {
  const family = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4')
  try {
    const list = new BlockList()
    list.addSubnet(network, length, family(network))
    return list.check(host, family(host))
  } catch {
    return false // no network, or the host is a name
  }
}

/**
 * Whether an exception names a host: itself, a domain it is in (`.example.com`), both with or without a port, a network
 * that its address is in, or `*`.
 */
const names = (exception: string, target: URL): boolean => {
  const entry = exception.trim().toLowerCase()
  if (entry === '') return false
  if (entry === '*') return true
  const hostname = withoutBrackets(target.hostname.toLowerCase()).replace(/\.$/, '')
  const network = /^(.+)\/(\d+)$/.exec(entry)
  if (network !== null) return isWithin(withoutBrackets(network[1] ?? ''), Number(network[2]), hostname)
  // An address of IPv6 has colons of its own, and a port only behind brackets.
  const [, host = '', port] = isIPv6(entry) ? [entry, entry] : (/^\*?\.?(.*?)(?::(\d+))?$/.exec(entry) ?? [])
  if (port !== undefined && Number(port) !== portOf(target)) return false
  const name = withoutBrackets(host).replace(/\.$/, '')
  return hostname === name || hostname.endsWith(`.${name}`)
}

const isExcepted = (target: URL, exceptions: readonly string[]): boolean => exceptions.some((exception) => names(exception, target))

/**
 * The proxy that the environment names for an address, by its usual variables (`https_proxy`, `http_proxy`,
 * `all_proxy`, in either case) with NO_PROXY; `undefined` where it names none.
 */
export const environmentProxy = (address: string, environment: Readonly<Record<string, string | undefined>>): Proxy | undefined => {
  const read = (name: string): string => environment[name] || environment[name.toUpperCase()] || ''
  const target = new URL(address)
  const protocol = target.protocol.replace(':', '')
  const url = read(`${protocol}_proxy`) || read('all_proxy')
  if (url === '' || isExcepted(target, read('no_proxy').split(/[\s,]+/))) return undefined
  return { url: url.includes('://') ? url : `${protocol}://${url}`, username: '', password: '', except: [] }
}

/**
 * Where an address is reached: by the proxy, unless it is excepted; `undefined` is directly.
 *
 * @throws TypeError when the proxy's address is no URL; {@link isProxyUrl} checks that before
 */
export const proxyFor = (address: string, proxy: Proxy | undefined): ProxyAddress | undefined => {
  if (proxy === undefined || isExcepted(new URL(address), proxy.except)) return undefined
  const url = new URL(proxy.url)
  const { username, password } = loginOf(proxy)
  return {
    protocol: url.protocol,
    host: withoutBrackets(url.hostname),
    port: portOf(url),
    ...(username === '' ? {} : { auth: { username, password } })
  }
}

/** What a proxy is asked with; in its own fields, or in its address. */
const loginOf = ({ url, username, password }: Proxy): { readonly username: string; readonly password: string } => {
  if (username !== '') return { username, password }
  const address = new URL(url)
  return { username: decodeURIComponent(address.username), password: decodeURIComponent(address.password) }
}

/** A login as HTTP's Basic authentication sends it. */
export const basic = ({ username, password }: { readonly username: string; readonly password: string }): string =>
  Buffer.from(`${username}:${password}`, 'utf8').toString('base64')

/** What of a proxy must not be told: its password, and the login as it is sent. */
export const proxySecrets = (proxy: Proxy): readonly string[] => {
  const login = loginOf(proxy)
  return login.username === '' ? [] : [login.password, basic(login)]
}

/** Whether a text can be a proxy's address. */
export const isProxyUrl = (text: string): boolean => {
  try {
    const { protocol, username, password } = new URL(text)
    for (const part of [username, password]) decodeURIComponent(part)
    return protocol === 'http:' || protocol === 'https:'
  } catch {
    return false // not a URL: the config says so
  }
}
