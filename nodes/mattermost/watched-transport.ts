import { type ClientRequest, type IncomingMessage, request as httpRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'

/** Node's own client, watched for what axios does not tell: whether the request was fully sent, and whether an answer began. */
export class WatchedTransport {
  #request: ClientRequest | undefined
  #answered = false

  request(options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest {
    const open = options.protocol === 'https:' ? httpsRequest : httpRequest
    this.#request = open(options, (response) => {
      this.#answered = true
      onResponse(response)
    })
    return this.#request
  }

  get sent(): boolean {
    return this.#request?.writableFinished === true
  }

  get answered(): boolean {
    return this.#answered
  }
}
