/** Cyphon's Dispatch: the record of one API call, in `msg.dispatch`. */
export interface Dispatch {
  /** Unique per accepted alert, and the same over its tries. */
  readonly id: string
  readonly title: string
  /** The id of the webhook-action node. */
  readonly action: string
  readonly statusCode: number | null
  /** The answer's body, at most 1 kB. */
  readonly data: string
  readonly notes: readonly string[]
  readonly stamp: Stamp
}

/** Who had it carried out, with which passport, when, and in how many tries. Times are ISO 8601 UTC. */
export interface Stamp {
  readonly passport: string
  readonly user: string | null
  readonly jobStart: string
  readonly jobEnd: string
  readonly attempts: number
}
