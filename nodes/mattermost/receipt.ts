/** What became of one request. Reasons name sentences in the catalogue; no part holds a secret. */
export type Receipt = Delivered | Rejected | Unreachable | Unknown

/** Mattermost answered 200 and `ok`. */
export interface Delivered {
  readonly kind: 'delivered'
  readonly statusCode: number
  /** The answer's body. */
  readonly data: string
}

/** A permanent answer: sending the same again would be answered the same. */
export interface Rejected {
  readonly kind: 'rejected'
  readonly reason: RejectedReason
  readonly statusCode: number
  /** Mattermost's name for the error; '' where the answer is not Mattermost's own. */
  readonly id: string
  /** What Mattermost's admin finds the request by. */
  readonly requestId: string
  /** Where a redirect leads. */
  readonly detail: string
}

export type RejectedReason =
  | 'not-ok'
  | 'redirected'
  | 'redirected-nowhere'
  | 'needs-https'
  | 'invalid-webhook'
  | 'invalid-webhook-or-post'
  | 'bad-post'
  | 'no-text'
  | 'user-not-found'
  | 'too-large'
  | 'channel-locked'
  | 'no-permission'
  | 'forbidden'
  | 'channel-not-found'
  | 'no-such-address'
  | 'wrong-address'
  | 'disabled'
  | 'unexpected-status'

/** It did not arrive: no connection, no time, or a server that is ill. */
export interface Unreachable {
  readonly kind: 'unreachable'
  readonly reason: UnreachableReason
  readonly statusCode: number | null
  /** What Mattermost's admin finds the request by; '' where Mattermost did not answer. */
  readonly requestId: string
  /** The network's code (`ECONNREFUSED`). */
  readonly detail: string
  /** For how many milliseconds the server asked to be left alone; `null` where it did not say. */
  readonly pause: number | null
}

export type UnreachableReason =
  | 'rate-limited'
  | 'server-error'
  | 'unavailable'
  | 'proxy-refused'
  | 'proxy-login'
  | 'proxy-not-found'
  | 'proxy-no-connection'
  | 'proxy-certificate'
  | 'proxy-protocol'
  | 'no-connection'
  | 'host-not-found'
  | 'certificate'
  | 'certificate-expired'
  | 'certificate-self-signed'
  | 'certificate-unknown-ca'
  | 'certificate-name'
  | 'client-certificate'
  | 'tls'
  | 'timed-out'
  | 'not-http'
  | 'interrupted'

/** The request was fully sent and no whole answer came: it may have been stored. */
export interface Unknown {
  readonly kind: 'unknown'
  readonly reason: UnknownReason
  readonly statusCode: null
  readonly detail: string
}

export type UnknownReason = 'unknown-no-answer' | 'unknown-cut-off' | 'unknown-interrupted'
