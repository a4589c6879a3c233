import type { Outcome } from '../courier/courier'
import type english from '../locales/en-US/webhook-action.json'
import type { Delivered, Receipt } from '../mattermost/receipt'

/** The stable codes that reach a Catch node. */
export type FailureCode =
  | 'ALERT_INVALID'
  | 'CONFIG_INVALID'
  | 'TEMPLATE_INVALID'
  | 'PASSPORT_REFUSED'
  | 'VISA_REQUIRED'
  | 'MATTERMOST_REJECTED'
  | 'MATTERMOST_UNREACHABLE'
  | 'DELIVERY_UNKNOWN'
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

const ofReceipt = (receipt: Exclude<Receipt, Delivered>): Failure => {
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

/** What a courier's outcome is to the one who asked for it: a delivery, or a failure. */
export type Ending =
  | { readonly ok: true; readonly delivered: Delivered; readonly start: number; readonly end: number; readonly attempts: number }
  | { readonly ok: false; readonly failure: Failure }

/** Reads a courier's outcome. */
export const endingOf = (outcome: Outcome<Receipt>): Ending => {
  switch (outcome.kind) {
    case 'full':
      return { ok: false, failure: failure('OUTBOX_FULL', 'outbox-full') }
    case 'closed':
      return { ok: false, failure: failure('OUTBOX_UNAVAILABLE', 'closed') }
    case 'unsendable':
      return { ok: false, failure: failure('ALERT_INVALID', 'unsendable') }
    case 'tried': {
      const { receipt, start, end, attempts } = outcome
      if (receipt.kind === 'delivered') return { ok: true, delivered: receipt, start, end, attempts }
      return { ok: false, failure: ofReceipt(receipt) }
    }
  }
}
