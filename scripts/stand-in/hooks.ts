import { mediaTypeOf } from './body'
import { failureAnswer, rateLimitedAnswer } from './failure'
import { reset, send, sendHalf } from './sending'
import { handleWebhook } from './webhook'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer, Generation } from './failure'
import type { Fault, FaultQueue } from './faults'
import type { Post } from './post'
import type { RateLimit } from './rate-limit'
import type { WebhookRequest } from './record'
import type { Route } from './routes'
import type { Later } from './sending'
import type { Site, WebhookOutcome } from './webhook'

/** A route to something of Mattermost's own. */
export type HookRoute = Exclude<Route, { readonly kind: 'own' }>

/** What the webhook's side of the server works with. */
export interface HookParts {
  readonly site: Site
  readonly faults: FaultQueue
  readonly later: Later
  readonly rateLimit: RateLimit | undefined
  /** Takes the posts that a request has stored. */
  readonly store: (posts: readonly Post[]) => void
  /** Takes a request as soon as it has come in whole; answers where to say its status. */
  readonly record: (request: WebhookRequest) => (status: number) => void
  /** The web app's page. */
  readonly page: () => Answer
}

/** A request, come in whole, and how to answer it. */
interface Exchange {
  readonly route: HookRoute
  readonly contentType: string | undefined
  readonly body: Buffer
  readonly response: ServerResponse
  /** Headers of the rate limit; it adds to its own answer alone. */
  readonly limited: boolean
  readonly answer: (answer: Answer, by?: (response: ServerResponse, answer: Answer) => void) => void
}

/** `X-Version-Id` begins with the server's version; the last 10.x with plain errors, and one with wrapped ones. */
const versions: Readonly<Record<Generation, string>> = { plain: '10.3.1', wrapped: '11.6.0' }

const versionHeaders = (generation: Generation): Readonly<Record<string, string>> => ({
  'X-Version-Id': `${versions[generation]}.${versions[generation]}.stand-in.false`
})

/** Reads a request's body; `undefined` when the client hangs up before its end. */
const readWhole = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer)
  } catch {
    return undefined // the client hung up: there is no one to tell
  }
  return Buffer.concat(chunks)
}

/** Serves what Mattermost serves at webhooks' addresses, through the faults that are switched on. */
export class Hooks {
  readonly #parts: HookParts

  constructor(parts: HookParts) {
    this.#parts = parts
  }

  /** Serves one request; every one of them is recorded. */
  async serve(route: HookRoute, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = this.#parts.site.now()
    const limit = this.#parts.rateLimit?.take(request.socket.remoteAddress ?? '')
    const fault = route.kind === 'webhook' ? this.#parts.faults.take() : undefined
    const record = (body: string): ((status: number) => void) => {
      const { method = '', url = '', headers, socket } = request
      const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
      return this.#parts.record({ at, method, path: url, headers: flat, body, remotePort: socket.remotePort ?? 0 })
    }
    if (fault?.kind === 'reset') {
      record('')
      reset(response)
      return
    }
    const body = await readWhole(request)
    const setStatus = record(body?.toString('utf8') ?? '')
    if (body === undefined) return
    const exchange: Exchange = {
      route,
      contentType: request.headers['content-type'],
      body,
      response,
      limited: limit?.limited ?? false,
      answer: (answer, by = send) => {
        setStatus(answer.status)
        by(response, { ...answer, headers: { ...limit?.headers, ...answer.headers } })
      }
    }
    await (fault === undefined ? this.#answer(exchange) : this.#meet(fault, exchange))
  }

  /** Does what Mattermost does, and answers as `by` does. */
  async #answer(exchange: Exchange, by = send): Promise<void> {
    exchange.answer((await this.#work(exchange)).answer, by)
  }

  async #work({ route, contentType, body, limited }: Exchange): Promise<WebhookOutcome> {
    const { site, store } = this.#parts
    const only = (answer: Answer): WebhookOutcome => ({ answer, posts: [] })
    if (limited) return only(rateLimitedAnswer)
    switch (route.kind) {
      case 'redirect':
        return only({ status: route.status, headers: { Location: route.location }, body: '' })
      case 'method not allowed':
        return only({ status: 405, headers: {}, body: '' })
      case 'web app':
        return only(this.#parts.page())
      case 'url too long':
        return only(this.#failure('url too long', route.key, contentType))
      case 'webhook': {
        const outcome = await handleWebhook({ key: route.key, contentType, body }, site)
        store(outcome.posts)
        return { ...outcome, answer: this.#withVersion(outcome.answer) }
      }
    }
  }

  #failure(
    cause: Parameters<typeof failureAnswer>[0],
    key: string,
    contentType: string | undefined
  ): Answer {
    const mediaType = mediaTypeOf(contentType ?? '') ?? ''
    const answer = failureAnswer(cause, { generation: this.#parts.site.generation, key, mediaType })
    return cause === 'rate limited' ? answer : this.#withVersion(answer)
  }

  #withVersion(answer: Answer): Answer {
    return { ...answer, headers: { ...versionHeaders(this.#parts.site.generation), ...answer.headers } }
  }

  async #meet(fault: Exclude<Fault, { readonly kind: 'reset' }>, exchange: Exchange): Promise<void> {
    const { later } = this.#parts
    switch (fault.kind) {
      case 'hang':
        return
      case 'hang after storing':
        await this.#work(exchange)
        return
      case 'reset after storing':
        await this.#work(exchange)
        reset(exchange.response)
        return
      case 'cut off':
        return this.#answer(exchange, sendHalf)
      case 'slow':
        return this.#answer(exchange, (response, answer) => later.do(fault.ms, () => send(response, answer)))
      case 'slow body':
        return this.#answer(exchange, (response, answer) => later.trickle(response, answer, fault.ms))
      case 'answer':
        exchange.answer({ status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? '' })
        return
      case 'error': {
        const key = exchange.route.kind === 'webhook' ? exchange.route.key : ''
        exchange.answer(this.#failure(fault.cause, key, exchange.contentType))
        return
      }
    }
  }
}
