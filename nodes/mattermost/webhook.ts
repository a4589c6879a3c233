import { Agent as HttpAgent, type IncomingMessage, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { SecureContextOptions } from 'node:tls'
import { urlToHttpOptions } from 'node:url'
import { type Answer, readAnswer } from './answer'
import { Deadline } from './deadline'
import { Exchange } from './exchange'
import { codeOf, isOfProxy, isUnread, networkReason, proxyReason, refusalOf } from './network-error'
import { basic, type Proxy, type ProxyAddress, proxyFor } from './proxy'
import type { Receipt } from './receipt'
import type { Redact } from './redact'
import { Tunnel } from './tunnel'

export interface WebhookOptions {
  /** The whole address, key included. */
  readonly address: string
  /** For one request, in milliseconds, where its caller has no other. */
  readonly timeout: number
  readonly tls: SecureContextOptions & { readonly rejectUnauthorized?: boolean; readonly servername?: string }
  /** None: directly. */
  readonly proxy: Proxy | undefined
  readonly redact: Redact
}

/** More of an answer than this is not read, in bytes: Mattermost's longest are a few hundred. */
const longestAnswer = 4096

/**
 * How long an idle connection is kept, in milliseconds. Shorter than the 5 s after which common servers and proxies
 * close theirs, so that a request does not run into a closing one.
 */
const idle = 4000

/** What an answer begins with. Rejects when it ends before it should. */
const beginning = (answer: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    answer.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.length
      if (size <= longestAnswer) return
      answer.destroy() // and the connection with it
      resolve(`${Buffer.concat(chunks).subarray(0, longestAnswer).toString('utf8')}…`)
    })
    answer.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    // Stay: where it has ended there is nothing to tell any more.
    answer.on('error', reject)
    answer.once('close', () => {
      if (!answer.readableEnded) reject(new Error('The answer was cut off'))
    })
    if (answer.destroyed) reject(new Error('The answer was cut off'))
  })

/**
 * Reads the beginning of an answer's body. Rejects when that of a 200 ends before it should: whether it would have said `ok`
 * is not known then. Any other status says enough.
 */
const bodyOf = async (answer: IncomingMessage): Promise<string> => {
  try {
    return await beginning(answer)
  } catch (error) {
    if (answer.statusCode === 200) throw error
    return ''
  }
}

/** How an address is posted to; a plain one by its proxy where it has one. */
const requestOptions = (address: string, proxy: ProxyAddress | undefined): RequestOptions => {
  const url = new URL(address)
  // What is asked for compressed would have to be read so: a proxy in front may do it to any answer.
  const headers = { 'Content-Type': 'application/json', Accept: '*/*', 'Accept-Encoding': 'identity', 'User-Agent': 'alert-courier' }
  if (proxy === undefined) return { ...urlToHttpOptions(url), method: 'POST', headers }
  const { protocol, host, port, auth } = proxy
  const login = auth === undefined ? {} : { 'Proxy-Authorization': `Basic ${basic(auth)}` }
  return { protocol, host, port, path: url.href, method: 'POST', headers: { ...headers, Host: url.host, ...login } }
}

/** What ended a request that was not answered. */
type End = 'interrupted' | 'late' | 'error'

const unknownReasons = { interrupted: 'unknown-interrupted', late: 'unknown-no-answer', error: 'unknown-cut-off' } as const
const unreachableReasons = { interrupted: 'interrupted', late: 'timed-out' } as const

/** What Node could not make a request of. */
const unsent = { sent: false, answered: false }

/** Mattermost's incoming webhook over HTTP: posts one body at a time over a connection that is kept alive. */
export class Webhook {
  readonly timeout: number
  readonly #options: WebhookOptions
  /** For a plain server; a secure one is reached through a tunnel. */
  readonly #forward: ProxyAddress | undefined
  readonly #tunnel: Tunnel | undefined
  readonly #agent: HttpAgent
  readonly #request: RequestOptions

  constructor(options: WebhookOptions) {
    this.#options = options
    this.timeout = options.timeout
    const proxy = proxyFor(options.address, options.proxy)
    const isSecure = options.address.startsWith('https:')
    const kept = { keepAlive: true, maxSockets: 1, timeout: idle }
    this.#forward = isSecure ? undefined : proxy
    this.#tunnel = isSecure && proxy !== undefined ? new Tunnel(proxy, { ...options.tls, ...kept }) : undefined
    const request = requestOptions(options.address, this.#forward)
    this.#agent = this.#tunnel ?? (request.protocol === 'https:' ? new HttpsAgent({ ...options.tls, ...kept }) : new HttpAgent(kept))
    this.#request = { ...request, agent: this.#agent }
  }

  /**
   * Posts a body (JSON) and tells what became of it; never throws.
   *
   * @param timeout from connecting to the end of the answer, in milliseconds
   * @param signal ends the request early; what was fully sent by then is `unknown`
   */
  async send(body: Buffer, timeout: number, signal: AbortSignal): Promise<Receipt> {
    let exchange: Exchange | undefined
    let deadline: Deadline | undefined
    try {
      exchange = new Exchange(this.#request, body)
      deadline = new Deadline(timeout, signal, exchange)
      const response = await exchange.answer
      const { statusCode = 0, headers: told } = response
      const answer: Answer = {
        statusCode,
        location: headerOf(told.location),
        retryAfter: headerOf(told['retry-after']),
        rateLimitReset: headerOf(told['x-ratelimit-reset']),
        body: await bodyOf(response),
        time: Date.now()
      }
      return readAnswer(answer, this.#options.redact)
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal !== undefined) {
        const reason = refusal.statusCode === 407 ? 'proxy-login' : 'proxy-refused'
        return { kind: 'unreachable', reason, statusCode: refusal.statusCode, requestId: '', detail: '', pause: null }
      }
      const end: End = signal.aborted ? 'interrupted' : deadline?.passed === true ? 'late' : 'error'
      const failure = this.#failure(error, exchange ?? unsent, end)
      // The way that was there may be gone: the next request finds its own.
      this.close()
      return failure
    } finally {
      deadline?.clear()
      this.#tunnel?.giveUp()
    }
  }

  /** Closes what is kept open; a later request opens it anew. */
  close(): void {
    this.#agent.destroy()
  }

  #failure(error: unknown, { sent, answered }: Pick<Exchange, 'sent' | 'answered'>, end: End): Receipt {
    const detail = end === 'error' ? this.#options.redact(codeOf(error)) : ''
    if (sent && (answered || !isUnread(detail))) return { kind: 'unknown', reason: unknownReasons[end], statusCode: null, detail }
    // Over plain HTTP the only one that is connected to is the proxy.
    const errorReason = this.#forward !== undefined || isOfProxy(error) ? proxyReason : networkReason
    const reason = end === 'error' ? errorReason(detail) : unreachableReasons[end]
    return { kind: 'unreachable', reason, statusCode: null, requestId: '', detail, pause: null }
  }
}

const headerOf = (value: unknown): string => (typeof value === 'string' ? value : '')
