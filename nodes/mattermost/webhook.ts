import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { createRequire } from 'node:module'
import type { Readable } from 'node:stream'
import type { SecureContextOptions } from 'node:tls'
import type { AxiosStatic } from 'axios'
import { type Answer, readAnswer } from './answer'
import { Deadline } from './deadline'
import { codeOf, isOfProxy, isUnread, networkReason, proxyReason, refusalOf } from './network-error'
import { type Proxy, type ProxyAddress, proxyFor } from './proxy'
import type { Receipt } from './receipt'
import type { Redact } from './redact'
import { Tunnel } from './tunnel'
import { WatchedTransport } from './watched-transport'

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

const load = createRequire(__filename)

/**
 * Loaded when the first alert needs it: Node-RED starts faster without. By `require`, because axios' one file for it
 * loads in half the time of its many modules for `import`.
 */
const loadAxios = (): AxiosStatic => (load('axios') as { readonly default: AxiosStatic }).default

/** More of an answer than this is not read, in bytes: Mattermost's longest are a few hundred. */
const longestAnswer = 4096

/**
 * How long an idle connection is kept, in milliseconds. Shorter than the 5 s after which common servers and proxies
 * close theirs, so that a request does not run into a closing one.
 */
const idle = 4000

/** Rejects when the stream ends before it should. */
const beginning = async (stream: Readable): Promise<string> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size > longestAnswer) break // leaving the loop destroys the stream, and the connection with it
  }
  const text = Buffer.concat(chunks).subarray(0, longestAnswer).toString('utf8')
  return size > longestAnswer ? `${text}…` : text
}

/**
 * Reads the beginning of an answer's body. Rejects when that of a 200 ends before it should: whether it would have said `ok`
 * is not known then. Any other status says enough.
 */
const bodyOf = async ({ status, data }: { readonly status: number; readonly data: Readable }): Promise<string> => {
  try {
    return await beginning(data)
  } catch (error) {
    if (status === 200) throw error
    return ''
  }
}

/** What ended a request that was not answered. */
type End = 'interrupted' | 'late' | 'error'

const unknownReasons = { interrupted: 'unknown-interrupted', late: 'unknown-no-answer', error: 'unknown-cut-off' } as const
const unreachableReasons = { interrupted: 'interrupted', late: 'timed-out' } as const

/** Mattermost's incoming webhook over HTTP: posts one body at a time over a connection that is kept alive. */
export class Webhook {
  readonly timeout: number
  readonly #options: WebhookOptions
  /** For a plain server; a secure one is reached through a tunnel. */
  readonly #forward: ProxyAddress | undefined
  readonly #tunnel: Tunnel | undefined
  readonly #httpAgent: HttpAgent
  readonly #httpsAgent: HttpsAgent

  constructor(options: WebhookOptions) {
    this.#options = options
    this.timeout = options.timeout
    const proxy = proxyFor(options.address, options.proxy)
    const secure = options.address.startsWith('https:')
    const kept = { keepAlive: true, maxSockets: 1, timeout: idle }
    this.#forward = secure ? undefined : proxy
    this.#tunnel = secure && proxy !== undefined ? new Tunnel(proxy, { ...options.tls, ...kept }) : undefined
    this.#httpAgent = new HttpAgent(kept)
    this.#httpsAgent = this.#tunnel ?? new HttpsAgent({ ...options.tls, ...kept })
  }

  /**
   * Posts a body (JSON) and tells what became of it; never throws.
   *
   * @param timeout from connecting to the end of the answer, in milliseconds
   * @param signal ends the request early; what was fully sent by then is `unknown`
   */
  async send(body: Buffer, timeout: number, signal: AbortSignal): Promise<Receipt> {
    const transport = new WatchedTransport()
    const deadline = new Deadline(timeout, signal)
    try {
      const response = await loadAxios().request<Readable>({
        method: 'post',
        url: this.#options.address,
        data: body,
        // What is asked for compressed would have to be read so: a proxy in front may do it to any answer.
        headers: { 'Content-Type': 'application/json', Accept: '*/*', 'Accept-Encoding': 'identity', 'User-Agent': 'alert-courier' },
        transformRequest: [],
        responseType: 'stream',
        decompress: false,
        // A followed redirect turns POST into GET, which answers 200 with a web page: the alert would be lost.
        maxRedirects: 0,
        validateStatus: () => true,
        httpAgent: this.#httpAgent,
        httpsAgent: this.#httpsAgent,
        proxy: this.#forward ?? false,
        transport,
        signal: deadline.signal
      })
      const answer: Answer = {
        statusCode: response.status,
        location: headerOf(response.headers.location),
        retryAfter: headerOf(response.headers['retry-after']),
        rateLimitReset: headerOf(response.headers['x-ratelimit-reset']),
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
      const end: End = signal.aborted ? 'interrupted' : deadline.passed ? 'late' : 'error'
      const failure = this.#failure(error, transport, end)
      // The way that was there may be gone: the next request finds its own.
      this.close()
      return failure
    } finally {
      deadline.clear()
      this.#tunnel?.giveUp()
    }
  }

  /** Closes what is kept open; a later request opens it anew. */
  close(): void {
    this.#httpAgent.destroy()
    this.#httpsAgent.destroy()
  }

  #failure(error: unknown, { sent, answered }: WatchedTransport, end: End): Receipt {
    const detail = end === 'error' ? this.#options.redact(codeOf(error)) : ''
    if (sent && (answered || !isUnread(detail))) return { kind: 'unknown', reason: unknownReasons[end], statusCode: null, detail }
    // Over plain HTTP the only one that is connected to is the proxy.
    const errorReason = this.#forward !== undefined || isOfProxy(error) ? proxyReason : networkReason
    const reason = end === 'error' ? errorReason(detail) : unreachableReasons[end]
    return { kind: 'unreachable', reason, statusCode: null, requestId: '', detail, pause: null }
  }
}

const headerOf = (value: unknown): string => (typeof value === 'string' ? value : '')
