import type { Versioned } from '../validator/version'

/** A mattermost-config as a flow saves it. Numbers may be `${ENV}` texts. */
export interface CourierProperties extends Versioned {
  name: string
  server: string
  displayedUsername: string
  public: boolean
  /** A flow written by hand may have none. */
  passportUsers?: string[]
  visaCalls: number | string
  visaInterval: number | string
  visaUnit: 's' | 'm' | 'h' | 'd'
  timeout: number | string
  tls: string
  proxy: string
  /** `disk`, `memory`, or what a flow written by hand or for another version holds. */
  outbox: string
  digestAbove: number | string
  outboxLimit: number | string
  expireAfter: number | string
}

/** Node-RED sends a stored password to the editor as this, never as itself. */
export const storedPassword = '__PWRD__'
