import { imageHtml } from '../../nodes/editor/post-view/html'
import { loadMarkdown } from '../../nodes/editor/post-view/markdown'
import { englishWords, renderPost } from '../../nodes/editor/post-view/render-post'
import { readPendingFault } from './faults'
import { newId } from './id'
import { Live } from './live'
import { pageHeaders, pageScript, pageStyle, renderPage } from './page'
import { renderFaults, renderRequest } from './render-panel'
import { send } from './sending'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from './failure'
import type { Fault, PendingFault } from './faults'
import type { Markdown } from '../../nodes/editor/post-view/markdown'
import type { Post } from './post'
import type { WebhookRequest } from './record'

/** What the web app shows, and the switches that it has. */
export interface Shown {
  readonly subpath: string
  readonly server: string
  readonly key: string
  readonly webhookUrl: string
  readonly channels: readonly string[]
  readonly users: readonly string[]
  readonly posts: readonly Post[]
  readonly requests: readonly WebhookRequest[]
  readonly pendingFaults: readonly PendingFault[]
  fail(fault: Fault, times?: number): void
  heal(): void
}

/** Requests that a page lists at most. */
const listedRequests = 50

const json = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
  body: JSON.stringify(value)
})

const asset = (type: string, body: string): Answer => ({
  status: 200,
  headers: { 'Content-Type': type, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' },
  body
})

const readJson = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer)
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return undefined // no JSON, or not all of it: refused for what it lacks
  }
}

/** The channel's page and the control endpoint below `/stand-in/`. */
export class WebApp {
  readonly #live = new Live()
  /** Which stand-in a page was loaded from: one from before a restart must load anew. */
  readonly #run = newId()
  #markdown: Markdown | undefined
  readonly #shown: Shown

  constructor(shown: Shown) {
    this.#shown = shown
  }

  /** Loads what rendering needs; must be done before anything is served. */
  async prepare(): Promise<void> {
    const known = new Set(['channel', 'all', 'here', ...this.#shown.users.map((user) => user.toLowerCase())])
    this.#markdown = await loadMarkdown({ isKnown: (name) => known.has(name), image: imageHtml })
  }

  /** The page, with everything that is there by now. */
  page(): Answer {
    const shown = this.#shown
    const firstRequest = Math.max(0, shown.requests.length - listedRequests)
    const body = renderPage({
      run: this.#run,
      base: shown.subpath,
      server: shown.server,
      key: shown.key,
      webhookUrl: shown.webhookUrl,
      channels: shown.channels,
      postCount: shown.posts.length,
      posts: shown.posts.map((post) => this.#render(post)).join('\n'),
      faults: renderFaults(shown.pendingFaults),
      requests: shown.requests
        .slice(firstRequest)
        .map((request, at) => renderRequest(request, firstRequest + at))
        .reverse()
        .join('')
    })
    return { status: 200, headers: pageHeaders, body }
  }

  /** Serves what is below `/stand-in/`. */
  async serve(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '' } = request
    const [path = '', query = ''] = name.split('?')
    if (method === 'GET' && path === 'events') this.#openEvents(new URLSearchParams(query), response)
    else send(response, await this.#answer(method, path, request))
  }

  /** Shows a new post in all open pages. */
  showPost(post: Post): void {
    this.#live.tell('post', () => ({ id: post.id, html: this.#render(post) }))
  }

  /** Shows a new or changed request. */
  showRequest(index: number): void {
    const request = this.#shown.requests[index]
    if (request !== undefined) this.#live.tell('request', () => ({ index, html: renderRequest(request, index) }))
  }

  /** Shows what the next requests meet. */
  showFaults(): void {
    this.#live.tell('faults', () => ({ html: renderFaults(this.#shown.pendingFaults) }))
  }

  #render(post: Post): string {
    if (this.#markdown === undefined) throw new Error('The web app was not prepared')
    return renderPost(post, this.#markdown, englishWords)
  }

  async #answer(method: string, path: string, request: IncomingMessage): Promise<Answer> {
    const shown = this.#shown
    switch (`${method} ${path}`) {
      case 'GET page.css':
        return asset('text/css; charset=utf-8', pageStyle())
      case 'GET page.js':
        return asset('text/javascript; charset=utf-8', pageScript())
      case 'GET posts':
        return json(200, shown.posts)
      case 'GET requests':
        return json(200, shown.requests)
      case 'GET faults':
        return json(200, shown.pendingFaults)
      case 'POST faults': {
        // A page from elsewhere in the same browser must not be able to break what is being tried.
        if (request.headers['sec-fetch-site'] === 'cross-site') return json(403, { error: 'from another site' })
        const pending = readPendingFault(await readJson(request))
        if (pending === undefined) return json(400, { error: 'expected { "fault": { "kind": … }, "times": … }' })
        shown.fail(pending.fault, pending.times)
        return json(200, shown.pendingFaults)
      }
      case 'DELETE faults':
        shown.heal()
        return json(200, shown.pendingFaults)
      default:
        return json(404, { error: 'nothing here' })
    }
  }

  /** Opens a page's stream, beginning with what has come since the page was made. */
  #openEvents(query: URLSearchParams, response: ServerResponse): void {
    this.#live.open(response)
    if (query.get('run') !== this.#run) {
      this.#live.tellOne(response, 'reload', {})
      return
    }
    const { posts, requests, pendingFaults } = this.#shown
    for (const post of posts.slice(Number(query.get('posts')))) {
      this.#live.tellOne(response, 'post', { id: post.id, html: this.#render(post) })
    }
    for (let index = Math.max(0, requests.length - listedRequests); index < requests.length; index++) {
      const request = requests[index]
      if (request !== undefined) {
        this.#live.tellOne(response, 'request', { index, html: renderRequest(request, index) })
      }
    }
    this.#live.tellOne(response, 'faults', { html: renderFaults(pendingFaults) })
  }
}
