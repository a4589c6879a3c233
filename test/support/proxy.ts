import { createServer, request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'

export interface ProxyOptions {
  /** Asked for by Basic authentication. */
  readonly login?: { readonly username: string; readonly password: string }
  /** The status with which every request is refused. */
  readonly refuseWith?: number
  /** 0, or nothing: any free port. */
  readonly port?: number
  /** What it does to each CONNECT in place of an answer. */
  readonly instead?: 'nothing' | 'end'
  /** Serves HTTPS itself. */
  readonly tls?: { readonly key: string; readonly cert: string }
}

/** A forward proxy on 127.0.0.1: CONNECT for https, absolute addresses for http. */
export class ForwardProxy {
  /** What went through: `CONNECT host:port` or `POST http://…`. */
  readonly passed: string[] = []
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #options: ProxyOptions
  #port = 0

  private constructor(options: ProxyOptions) {
    this.#options = options
    const serve = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
      const refusal = this.#refusal(incoming)
      if (refusal !== undefined) {
        incoming.resume()
        outgoing.writeHead(refusal, { 'Content-Type': 'text/html' }).end('<h1>refused by the proxy</h1>')
        return
      }
      this.passed.push(`${incoming.method ?? ''} ${incoming.url ?? ''}`)
      const headers = { ...incoming.headers }
      delete headers['proxy-authorization']
      const onward = httpRequest(incoming.url ?? '', { method: incoming.method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      })
      onward.on('error', () => outgoing.writeHead(502).end())
      incoming.pipe(onward)
    }
    this.#server = options.tls === undefined ? createServer(serve) : createSecureServer(options.tls, serve)
    this.#server.on('connection', (socket) => this.#keep(socket))
    this.#server.on('connect', (incoming: IncomingMessage, socket: Socket) => {
      socket.on('error', () => socket.destroy())
      if (options.instead === 'nothing') {
        socket.resume().on('end', () => socket.end()) // only who reads learns that the other side has hung up
        return
      }
      if (options.instead === 'end') {
        socket.end()
        return
      }
      const refusal = this.#refusal(incoming)
      if (refusal !== undefined) {
        socket.end(`HTTP/1.1 ${refusal} Refused\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<h1>refused</h1>`)
        return
      }
      const [host = '', port = ''] = (incoming.url ?? '').split(':')
      this.passed.push(`CONNECT ${incoming.url ?? ''}`)
      const onward = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        socket.pipe(onward).pipe(socket)
      })
      this.#keep(onward)
      onward.on('error', () => socket.destroy())
      socket.on('error', () => onward.destroy())
    })
  }

  static async start(options: ProxyOptions = {}): Promise<ForwardProxy> {
    const proxy = new ForwardProxy(options)
    await new Promise<void>((started) => proxy.#server.listen(options.port ?? 0, '127.0.0.1', started))
    proxy.#port = (proxy.#server.address() as AddressInfo).port
    return proxy
  }

  /** How many connections it has, in and onward by CONNECT. */
  get connections(): number {
    return this.#sockets.size
  }

  get url(): string {
    return `http${this.#options.tls === undefined ? '' : 's'}://127.0.0.1:${this.#port}`
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((closed) => this.#server.close(() => closed()))
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
  }

  #refusal(incoming: IncomingMessage): number | undefined {
    const { refuseWith, login } = this.#options
    if (refuseWith !== undefined) return refuseWith
    if (login === undefined) return undefined
    const wanted = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`
    return incoming.headers['proxy-authorization'] === wanted ? undefined : 407
  }
}
