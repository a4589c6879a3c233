import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A server that takes all that is posted, as fast as Node can, and answers as Mattermost does. */
export class TakingServer {
  readonly #server: Server
  readonly #held: ServerResponse[] = []
  /** What its next request brings is kept. */
  #expectant: ((body: string) => void) | undefined
  /** When each request came whole, by the machine's steady clock, in nanoseconds. */
  #arrivals: number[] = []
  /** Whether requests wait for their answers. */
  #holds = false

  private constructor() {
    this.#server = createServer((request, response) => this.#take(request, response))
    this.#server.keepAliveTimeout = 60_000
  }

  static async start(): Promise<TakingServer> {
    const started = new TakingServer()
    started.#server.listen(0, '127.0.0.1')
    await once(started.#server, 'listening')
    return started
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Keeps all answers back from now on. */
  hold(): void {
    this.#holds = true
  }

  /** Gives the answers that were kept back, and all that follow. */
  release(): void {
    this.#holds = false
    for (const response of this.#held.splice(0)) response.end('ok')
  }

  /** When requests came since it was asked last. */
  takeArrivals(): readonly number[] {
    const arrivals = this.#arrivals
    this.#arrivals = []
    return arrivals
  }

  /** The body of the next request. */
  next(): Promise<string> {
    return new Promise((resolve) => (this.#expectant = resolve))
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const expectant = this.#expectant
    this.#expectant = undefined
    if (expectant === undefined) request.resume()
    else void text(request).then(expectant)
    request.once('end', () => {
      this.#arrivals.push(Number(process.hrtime.bigint()))
      response.setHeader('Content-Type', 'text/plain')
      if (this.#holds) this.#held.push(response)
      else response.end('ok')
    })
  }
}
