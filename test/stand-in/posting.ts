import { request } from 'node:http'
import { request as secureRequest } from 'node:https'
import type { Agent, IncomingHttpHeaders } from 'node:http'

/** An answer, whole. */
export interface Received {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What of a request is not a POST of JSON to `url`. */
export interface Sending {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** The path exactly as it is to stand on the wire. */
  readonly path?: string
  readonly agent?: Agent
  readonly ca?: string
}

/** Sends a request without following redirects or cleaning its path; rejects with the error of the connection. */
export const send = (url: string, body: string | Buffer, sending: Sending = {}): Promise<Received> =>
  new Promise((resolve, reject) => {
    const { method = 'POST', path, agent, ca } = sending
    const headers = { 'content-type': 'application/json', ...sending.headers }
    const options = { method, headers, ...(path !== undefined && { path }), ...(agent !== undefined && { agent }) }
    const sent = url.startsWith('https:')
      ? secureRequest(url, { method, headers, ...(ca !== undefined && { ca }) })
      : request(url, options)
    sent.on('error', reject)
    sent.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8')
        })
      })
    })
    sent.end(['GET', 'HEAD', 'OPTIONS'].includes(method) ? undefined : body)
  })

/** Posts a value as JSON. */
export const post = (url: string, value: unknown): Promise<Received> => send(url, JSON.stringify(value))

/** An error body of Mattermost's. */
export interface ErrorBody {
  readonly id: string
  readonly message: string
  readonly detailed_error: string
  readonly request_id: string
  readonly status_code: number
}

/** Reads an error body. */
export const errorOf = (received: Received): ErrorBody => JSON.parse(received.body) as ErrorBody
