import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { createServer as createTcpServer } from 'node:net'
import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import type { AddressInfo, Server, Socket } from 'node:net'

/** A certificate and its key, as PEM. */
export interface TlsSettings {
  readonly key: string
  readonly cert: string
  /** Asks for a client's certificate, which this CA must have signed. */
  readonly requestCert?: boolean
  readonly ca?: string
}

/** First byte of a TLS handshake (RFC 8446, 5.1). */
const handshake = 0x16

/** What Go's net/http answers to plain HTTP on a TLS port. */
const notHttps =
  'HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n'

/** A server that serves TLS, and answers plain HTTP as Go does. */
const createTlsServer = (settings: TlsSettings, onRequest: RequestListener): Server => {
  const https = createHttpsServer({ ...settings, keepAliveTimeout }, onRequest)
  return createTcpServer((socket) => {
    socket.on('error', () => undefined) // the client is gone, and with it whoever could be told
    socket.once('data', (start) => {
      socket.pause()
      socket.unshift(start)
      if (start[0] === handshake) https.emit('connection', socket)
      else socket.end(notHttps)
    })
  })
}

/** How long an idle connection is kept, in ms ("Mattermost 11.6 model/config.go", `IdleTimeout`). */
const keepAliveTimeout = 60_000

/** A listening socket and all connections to it. */
export class Listener {
  readonly #sockets = new Set<Socket>()
  readonly #server: Server
  #boundPort = 0

  constructor(tls: TlsSettings | undefined, onRequest: RequestListener) {
    this.#server = tls === undefined ? createHttpServer({ keepAliveTimeout }, onRequest) : createTlsServer(tls, onRequest)
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
    })
  }

  /** Listens at `host`, on any free port for 0; rejects when that cannot be. */
  async listen(port: number, host: string): Promise<void> {
    this.#server.listen(port, host)
    await once(this.#server, 'listening')
    this.#boundPort = (this.#server.address() as AddressInfo).port
  }

  /** The port that it listens on, or listened on before it was closed. */
  get port(): number {
    return this.#boundPort
  }

  /** Stops listening and breaks off every connection, in use or not. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }
}
