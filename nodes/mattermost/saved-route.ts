/** A route as a flow saves it; the editor's dialog has the same. */
export interface SavedRoute {
  readonly level: string
  readonly channel: string
  readonly mention: string
  readonly priority: string
  readonly requestedAck: boolean
  readonly silent: boolean
}

/** Mattermost's, '' for an ordinary post. */
export const priorities = ['', 'important', 'urgent'] as const

export type Priority = (typeof priorities)[number]
