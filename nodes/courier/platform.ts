/**
 * Where a courier delivers to. One request at a time.
 *
 * @typeParam Receipt what it tells of one request: delivered, or why not; without any secret
 */
export interface Platform<Receipt> {
  /** Never rejects. `signal` ends the request early. */
  send(body: Buffer, signal: AbortSignal): Promise<Receipt>
  /** Closes what is kept open. */
  close(): void
}
