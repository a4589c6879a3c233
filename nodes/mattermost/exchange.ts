import { type ClientRequest, type IncomingMessage, request as httpRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { TLSSocket } from 'node:tls'

/** One request with its answer, watched for what says whether it was read: whether it was fully sent, and whether an answer began. */
export class Exchange {
  readonly #request: ClientRequest
  readonly #answer: Promise<IncomingMessage>
  #fail: (error: Error) => void = () => undefined
  #answered = false
  #secured = false

  /** Throws where Node cannot make a request of the options. */
  constructor(options: RequestOptions, body: Buffer) {
    const request = (options.protocol === 'https:' ? httpsRequest : httpRequest)(options)
    this.#request = request
    this.#answer = new Promise((resolve, reject) => {
      request.once('response', (response) => {
        this.#answered = true
        resolve(response)
      })
      this.#fail = reject
      // Stays: what comes after the answer is told by the answer.
      request.on('error', reject)
      // An answer that would change the protocol ends the connection, and is told as nothing else.
      request.once('close', () => {
        if (!this.#answered) reject(new Error('The connection was closed'))
      })
    })
    request.once('socket', (socket) => {
      if (request.reusedSocket) this.#secured = true
      else socket.once('secureConnect', () => (this.#secured = true))
    })
    request.end(body)
  }

  /** Resolves when the answer begins; its body is to be read. Rejects with what ended the request before. */
  get answer(): Promise<IncomingMessage> {
    return this.#answer
  }

  /**
   * Whether all of it may have gone out. Over TLS Node reports a write as finished that died with its handshake, and
   * (Node 20) as unfinished one that the server had read: there it counts as sent once the connection stands.
   */
  get sent(): boolean {
    const { socket, writableEnded, writableFinished } = this.#request
    return socket instanceof TLSSocket ? this.#secured && writableEnded : writableFinished
  }

  get answered(): boolean {
    return this.#answered
  }

  /** Ends it now, answered or not. */
  end(): void {
    this.#request.destroy()
    // Node says nothing of a request that still waits for its connection.
    this.#fail(new Error('The request was ended'))
  }
}
