import { type ClientRequest, type IncomingMessage, request as httpRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { TLSSocket } from 'node:tls'

/** Node's own client, watched for what axios does not tell: whether the request was fully sent, and who answered it. */
export class WatchedTransport {
  #request: ClientRequest | undefined
  #answeredOverTls = false

  request(options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest {
    const open = options.protocol === 'https:' ? httpsRequest : httpRequest
    this.#request = open(options, (response) => {
      // A proxy that refuses CONNECT has its answer handed to us as if it were the server's, over its own plain socket.
      this.#answeredOverTls = response.socket instanceof TLSSocket
      onResponse(response)
    })
    return this.#request
  }

  get sent(): boolean {
    return this.#request?.writableFinished === true
  }

  get answeredOverTls(): boolean {
    return this.#answeredOverTls
  }
}
