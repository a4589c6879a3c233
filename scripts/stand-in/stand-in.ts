import { FaultQueue } from './faults'
import { Hooks } from './hooks'
import { newId } from './id'
import { Listener } from './listener'
import { RateLimit } from './rate-limit'
import { isHookAddress, routeOf } from './routes'
import { Later, send } from './sending'
import { Waiting } from './waiting'
import { WebApp } from './web-app'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fault, PendingFault } from './faults'
import type { StandInOptions } from './options'
import type { Post } from './post'
import type { WebhookRequest } from './record'
import type { Shown } from './web-app'
import type { Site } from './webhook'

export type { FailureCause, Generation } from './failure'
export type { Fault } from './faults'
export type { StandInOptions } from './options'
export type { Attachment, AttachmentField, Post } from './post'
export type { WebhookRequest } from './record'

/** How long something may take before it is not to be waited for any more, in milliseconds: a disk that is busy can stop a machine for seconds. */
const patience = 60_000

/**
 * A stand-in for Mattermost: a real HTTP server whose incoming webhook answers as Mattermost's does, a page that
 * shows the channel, and faults that can be switched on.
 */
export class StandIn implements Shown {
  readonly #site: Site & { readonly subpath: string }
  readonly #host: string
  readonly #scheme: 'http' | 'https'
  readonly #listener: Listener
  readonly #recorded: WebhookRequest[] = []
  readonly #stored: Post[] = []
  readonly #faults = new FaultQueue()
  readonly #later = new Later()
  readonly #waiting = new Waiting()
  readonly #hooks: Hooks
  readonly #webApp: WebApp
  #expectant: ((post: Post) => void)[] = []

  private constructor(options: StandInOptions) {
    const { host = '127.0.0.1', tls, rateLimit, now = Date.now, users = ['alice', 'bob'] } = options
    this.#host = host
    this.#scheme = tls === undefined ? 'http' : 'https'
    this.#site = {
      key: options.key ?? newId(),
      subpath: (options.subpath ?? '').replace(/\/+$/, ''),
      generation: options.generation ?? 'wrapped',
      channels: options.channels ?? ['town-square', 'alerts', 'soc'],
      users,
      userNames: new Map(users.map((name) => [newId(), name])),
      locked: options.locked ?? false,
      disabled: options.disabled ?? false,
      maxPayloadBytes: options.maxPayloadBytes ?? 300_000,
      now
    }
    this.#webApp = new WebApp(this)
    this.#hooks = new Hooks({
      site: this.#site,
      faults: this.#faults,
      later: this.#later,
      rateLimit: rateLimit === undefined ? undefined : new RateLimit(rateLimit, now),
      store: (posts) => this.#store(posts),
      record: (request) => this.#record(request),
      page: () => this.#webApp.page()
    })
    this.#listener = new Listener(tls, (request, response) => void this.#serve(request, response))
  }

  /** Starts one; rejects when the port is taken. */
  static async start(options: StandInOptions = {}): Promise<StandIn> {
    const standIn = new StandIn(options)
    await standIn.#webApp.prepare()
    await standIn.#listener.listen(options.port ?? 0, standIn.#host)
    return standIn
  }

  /** The site's address, without a slash at its end. */
  get server(): string {
    return `${this.#scheme}://${this.#host}:${this.#listener.port}${this.#site.subpath}`
  }

  /** The webhook's key. */
  get key(): string {
    return this.#site.key
  }

  /** Where to post to. */
  get webhookUrl(): string {
    return `${this.server}/hooks/${this.key}`
  }

  /** Where a person sees the channel. */
  get pageUrl(): string {
    return `${this.server}/`
  }

  /** Where the site is below its host; nothing when it has the host for itself. */
  get subpath(): string {
    return this.#site.subpath
  }

  /** Names of the team's channels, the hook's own first. */
  get channels(): readonly string[] {
    return this.#site.channels
  }

  /** User names, the hook's creator first. */
  get users(): readonly string[] {
    return this.#site.users
  }

  /** Faults that wait for requests, the next one first. */
  get pendingFaults(): readonly PendingFault[] {
    return this.#faults.pending
  }

  /** All posts, oldest first. */
  get posts(): readonly Post[] {
    return this.#stored
  }

  /** All requests to webhooks' addresses, oldest first, also those that met a fault. */
  get requests(): readonly WebhookRequest[] {
    return this.#recorded
  }

  /** The id of a user, for `<@ID>`; throws for an unknown name. */
  userId(name: string): string {
    for (const [id, each] of this.#site.userNames) if (each === name) return id
    throw new Error(`No user ${name}`)
  }

  /** Makes the next `times` requests (all, by default) meet a fault, after the faults that wait already. */
  fail(fault: Fault, times?: number): void {
    this.#faults.add(fault, times)
    this.#webApp.showFaults()
  }

  /** Forgets all faults; requests that hang stay hanging. */
  heal(): void {
    this.#faults.heal()
    this.#webApp.showFaults()
  }

  /** The next post stored from now on, however long it takes; never settles when the stand-in is closed before. */
  nextPost(): Promise<Post> {
    return new Promise((resolve) => this.#expectant.push(resolve))
  }

  /** Waits until `count` posts are stored in all, and answers all; rejects after `timeoutMs`. */
  waitForPosts(count: number, timeoutMs = patience): Promise<readonly Post[]> {
    return this.#waiting.forCount(this.#stored, count, timeoutMs, 'posts')
  }

  /** Waits until `count` requests have come in all, and answers all; rejects after `timeoutMs`. */
  waitForRequests(count: number, timeoutMs = patience): Promise<readonly WebhookRequest[]> {
    return this.#waiting.forCount(this.#recorded, count, timeoutMs, 'requests')
  }

  /** Ends everything: connections in use, pages' streams, timers, waiting. */
  async close(): Promise<void> {
    this.#later.cancel()
    this.#waiting.giveUp('The stand-in was closed')
    await this.#listener.close()
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.url ?? '/'
    const route = routeOf(request.method ?? 'GET', target, this.#site)
    if (route.kind === 'own') await this.#webApp.serve(route.name, request, response)
    else if (route.kind === 'web app' && !isHookAddress(target)) send(response, this.#webApp.page())
    else await this.#hooks.serve(route, request, response)
  }

  #store(posts: readonly Post[]): void {
    for (const post of posts) {
      this.#stored.push(post)
      this.#webApp.showPost(post)
      const expectant = this.#expectant
      this.#expectant = []
      for (const take of expectant) take(post)
    }
    this.#waiting.check()
  }

  #record(request: WebhookRequest): (status: number) => void {
    const index = this.#recorded.push(request) - 1
    this.#webApp.showRequest(index)
    this.#webApp.showFaults() // this request may have met the last of them
    this.#waiting.check()
    return (status) => {
      this.#recorded[index] = { ...request, status }
      this.#webApp.showRequest(index)
    }
  }
}
