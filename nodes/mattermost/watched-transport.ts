import { type ClientRequest, type IncomingMessage, request as httpRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { TLSSocket } from 'node:tls'

/** Node's own client, watched for what axios does not tell: whether the request was fully sent, and whether an answer began. */
export class WatchedTransport {
  #request: ClientRequest | undefined
  #answered = false
  #secured = false

  request(options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest {
    const open = options.protocol === 'https:' ? httpsRequest : httpRequest
    const request = open(options, (response) => {
      this.#answered = true
      onResponse(response)
    })
    request.once('socket', (socket) => {
      if (request.reusedSocket) this.#secured = true
      else socket.once('secureConnect', () => (this.#secured = true))
    })
    this.#request = request
    return request
  }

  /**
   * Whether all of it may have gone out. Over TLS Node reports a write as finished that died with its handshake, and
   * (Node 20) as unfinished one that the server had read: there it counts as sent once the connection stands.
   */
  get sent(): boolean {
    const { socket, writableEnded, writableFinished } = this.#request ?? {}
    return socket instanceof TLSSocket ? this.#secured && writableEnded === true : writableFinished === true
  }

  get answered(): boolean {
    return this.#answered
  }
}
