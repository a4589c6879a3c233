import { type ClientRequest, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, type AgentOptions, request as httpsRequest } from 'node:https'
import type { Duplex } from 'node:stream'
import { connect as tlsConnect } from 'node:tls'
import { basic, type ProxyAddress } from './proxy'

/** A proxy did not let the connection through. */
export class ProxyRefusal extends Error {
  readonly statusCode: number

  constructor(statusCode: number) {
    super('The proxy refused to connect')
    this.statusCode = statusCode
  }
}

/** A proxy could not be reached, or asked. */
export class ProxyFailure extends Error {
  constructor(cause: Error) {
    super('The proxy could not be asked', { cause })
  }
}

type Made = (error: Error | null, stream: Duplex) => void

/** No stream: there is an error instead. Node's type has no word for that. */
const none = undefined as unknown as Duplex

/**
 * Connections to https servers through a proxy (CONNECT), kept alive as direct ones are. The agents that come with HTTP
 * clients close theirs after each request, and leave one open for each request that is given up while the proxy is
 * silent.
 */
export class Tunnel extends HttpsAgent {
  readonly #proxy: ProxyAddress
  readonly #asked = new Set<ClientRequest>()

  constructor(proxy: ProxyAddress, options: AgentOptions) {
    super(options)
    this.#proxy = proxy
  }

  override createConnection(options: AgentOptions & { readonly host?: string; readonly port?: number | string }, made: Made): undefined {
    const { protocol, host, port, auth } = this.#proxy
    const target = `${options.host?.includes(':') === true ? `[${options.host}]` : (options.host ?? '')}:${options.port ?? 443}`
    const { ca, cert, key, pfx, passphrase, rejectUnauthorized } = options
    const asked = (protocol === 'https:' ? httpsRequest : httpRequest)({
      // The proxy's certificate is checked, and a client's shown, as Mattermost's; but for its own name.
      ...(protocol === 'https:' ? { ca, cert, key, pfx, passphrase, rejectUnauthorized } : {}),
      host,
      port,
      method: 'CONNECT',
      path: target,
      headers: { Host: target, ...(auth === undefined ? {} : { 'Proxy-Authorization': `Basic ${basic(auth)}` }) },
      agent: false
    })
    this.#asked.add(asked)
    asked.once('close', () => this.#asked.delete(asked))
    asked.once('error', (error) => made(new ProxyFailure(error), none))
    asked.once('connect', ({ statusCode = 0 }, socket) => {
      try {
        if (statusCode < 200 || statusCode > 299) throw new ProxyRefusal(statusCode)
        made(null, tlsConnect({ ...options, socket }))
      } catch (error) {
        // TLS throws where a certificate or key is broken, and nobody else would catch it here.
        socket.destroy()
        made(error as Error, none)
      }
    })
    asked.end()
    return undefined
  }

  /** Ends what the proxy has not answered: Node does not, when the request that waits for it is given up. */
  giveUp(): void {
    for (const asked of this.#asked) asked.destroy()
  }

  override destroy(): void {
    this.giveUp()
    super.destroy()
  }
}
