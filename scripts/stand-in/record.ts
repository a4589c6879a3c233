/** A request to a webhook's address as it came in, whatever became of it. */
export interface WebhookRequest {
  /** When its headers came, in milliseconds since 1970. */
  readonly at: number
  readonly method: string
  /** Path and query, as on the wire. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The client's port: the same for requests over one kept connection. */
  readonly remotePort: number
  /** What was answered; missing when nothing was, or not yet. */
  readonly status?: number
}
