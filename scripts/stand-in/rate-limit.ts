/** Mattermost's `RateLimitSettings` ("Mattermost 11.6 model/config.go"). */
export interface RateLimitSettings {
  /** Requests a second that are let through for ever. */
  readonly perSec: number
  /** Requests beyond that may come at once. */
  readonly maxBurst: number
}

/** Whether a request passes, and the headers that say so on its answer. */
export interface RateLimitResult {
  readonly limited: boolean
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Mattermost's rate limit: GCRA by client address, as the Go library `throttled` reckons it
 * ("Mattermost 11.6 app/ratelimit.go, throttled/rate.go").
 */
export class RateLimit {
  /** By client address: when the bucket is full again ("theoretical arrival time"), in whole microseconds. */
  readonly #fullAt = new Map<string, number>()

  readonly #settings: RateLimitSettings
  readonly #now: () => number

  /** `now` answers milliseconds. */
  constructor(settings: RateLimitSettings, now: () => number) {
    this.#settings = settings
    this.#now = now
  }

  /** Counts one request of a client. */
  take(client: string): RateLimitResult {
    const interval = Math.floor(1_000_000 / this.#settings.perSec)
    const tolerance = interval * (this.#settings.maxBurst + 1)
    const now = Math.round(this.#now() * 1000)
    const fullAt = Math.max(this.#fullAt.get(client) ?? now, now)
    const next = fullAt + interval
    const wait = next - tolerance - now
    const limited = wait > 0
    if (!limited) this.#fullAt.set(client, next)

    const resetAfter = (limited ? fullAt : next) - now
    const remaining = Math.max(0, Math.floor((tolerance - resetAfter) / interval))
    return {
      limited,
      headers: {
        'X-Ratelimit-Limit': String(this.#settings.maxBurst + 1),
        'X-Ratelimit-Remaining': String(remaining),
        'X-Ratelimit-Reset': String(Math.ceil(resetAfter / 1_000_000)),
        ...(limited && { 'Retry-After': String(Math.ceil(wait / 1_000_000)) })
      }
    }
  }
}
