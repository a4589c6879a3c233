import type { Generation } from './failure'
import type { TlsSettings } from './listener'
import type { RateLimitSettings } from './rate-limit'

/** How to start a stand-in; everything has a default. */
export interface StandInOptions {
  /** 0, or nothing: any free port. */
  readonly port?: number
  readonly host?: string
  /** The webhook's key; by default a new one each time. */
  readonly key?: string
  /** Where the site is below its host: `/mattermost`. */
  readonly subpath?: string
  /** How errors look; by default as of Mattermost 10.4 and later. */
  readonly generation?: Generation
  /** Names of the team's channels, the hook's own first. */
  readonly channels?: readonly string[]
  /** User names, the hook's creator first. */
  readonly users?: readonly string[]
  /** Whether the hook may post to its own channel alone. */
  readonly locked?: boolean
  /** Whether incoming webhooks are switched off. */
  readonly disabled?: boolean
  /** Off by default, as in Mattermost. */
  readonly rateLimit?: RateLimitSettings
  /** By default 300000 ("Mattermost 11.6 model/config.go", `MaximumPayloadSizeBytes`). */
  readonly maxPayloadBytes?: number
  /** Serves HTTPS. */
  readonly tls?: TlsSettings
  /** Milliseconds since 1970; for tests that turn the clock. */
  readonly now?: () => number
}
