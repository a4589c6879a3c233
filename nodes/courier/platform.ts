/**
 * Where a courier delivers to. One request at a time.
 *
 * @typeParam Receipt what it tells of one request: delivered, or why not; plain data, without any secret
 */
export interface Platform<Receipt> {
  /** How long one request may take, in milliseconds. */
  readonly timeout: number
  /** Never rejects. `timeout` is this request's own, in milliseconds; `signal` ends it early. */
  send(body: Buffer, timeout: number, signal: AbortSignal): Promise<Receipt>
  /** Closes what is kept open. */
  close(): void
}
