import type { Outcome } from '../courier/outcome'
import type english from '../locales/en-US/webhook-action.json'
import type { Delivered, Receipt } from '../mattermost/receipt'

/** The stable codes of failures. All reach a Catch node but MATTERMOST_UNREACHABLE, which alerts wait for. */
export type FailureCode =
  | 'ALERT_INVALID'
  | 'CONFIG_INVALID'
  | 'TEMPLATE_INVALID'
  | 'PASSPORT_REFUSED'
  | 'VISA_REQUIRED'
  | 'MATTERMOST_REJECTED'
  | 'MATTERMOST_UNREACHABLE'
  | 'DELIVERY_UNKNOWN'
  | 'DELIVERY_EXPIRED'
  | 'DELIVERY_DISCARDED'
  | 'OUTBOX_FULL'
  | 'OUTBOX_UNAVAILABLE'

/** Names the sentence that tells it to a person; there is no reason without one. */
export type Reason = keyof (typeof english)['failure']

/** Why an alert was not delivered, before it is put into words. No part of it holds a secret. */
export interface Failure {
  readonly code: FailureCode
  readonly reason: Reason
  /** What the sentence is filled with. */
  readonly params: Readonly<Record<string, string | number>>
  /** What a flow can work with: plain data, for `err.cause`. */
  readonly cause?: Readonly<Record<string, string | number | null>>
}

/** A failure that is nothing but its code and sentence. */
export const failure = (code: FailureCode, reason: Reason, params: Failure['params'] = {}): Failure => ({ code, reason, params })

/** What a receipt that is no delivery says. */
export const ofReceipt = (receipt: Exclude<Receipt, Delivered>): Failure => {
  const { kind, reason, statusCode, detail } = receipt
  const params = { answer: String(statusCode ?? ''), detail }
  switch (kind) {
    case 'rejected': {
      const { id, requestId } = receipt
      const answer = id === '' ? params.answer : `${params.answer}, ${id}`
      return { code: 'MATTERMOST_REJECTED', reason, params: { answer, detail, requestId }, cause: { statusCode, id, requestId } }
    }
    case 'unreachable': {
      const { requestId } = receipt
      return { code: 'MATTERMOST_UNREACHABLE', reason, params: { ...params, requestId }, cause: { statusCode, reason } }
    }
    case 'unknown':
      return { code: 'DELIVERY_UNKNOWN', reason, params, cause: { statusCode, reason } }
  }
}

/** Why the courier did not take an alert in. */
export const ofIntake = (intake: 'full' | 'unavailable'): Failure =>
  intake === 'full' ? failure('OUTBOX_FULL', 'outbox-full') : failure('OUTBOX_UNAVAILABLE', 'outbox-unavailable')

/** What a courier's outcome is to the one who asked for it: a delivery, or a failure. */
export type Ending =
  | {
      readonly ok: true
      readonly delivered: Delivered
      readonly start: number
      readonly end: number
      readonly attempts: number
      /** Names the digest that it was posted in; '' where it was posted alone. */
      readonly digest: string
    }
  | { readonly ok: false; readonly failure: Failure }

/** Reads a courier's outcome. */
export const endingOf = (outcome: Outcome<Receipt>): Ending => {
  switch (outcome.kind) {
    case 'unsendable':
      return { ok: false, failure: failure('ALERT_INVALID', 'unsendable') }
    case 'unknown':
      return { ok: false, failure: failure('DELIVERY_UNKNOWN', 'unknown-before-restart') }
    case 'expired':
      return { ok: false, failure: failure('DELIVERY_EXPIRED', 'expired') }
    case 'discarded':
      return { ok: false, failure: failure('DELIVERY_DISCARDED', 'discarded') }
    case 'tried': {
      const { receipt, start, end, attempts, digest } = outcome
      if (receipt.kind === 'delivered') return { ok: true, delivered: receipt, start, end, attempts, digest }
      const told = ofReceipt(receipt)
      // A server that is ill is waited for. Given up is what it fails at while it takes others: that is a rejection.
      if (receipt.kind !== 'unreachable') return { ok: false, failure: told }
      const { statusCode, requestId } = receipt
      return { ok: false, failure: { ...told, code: 'MATTERMOST_REJECTED', cause: { statusCode, id: '', requestId } } }
    }
  }
}
