import type { View } from '../courier/courier'
import type { Trouble } from '../courier/outbox'
import type { Receipt } from '../mattermost/receipt'
import type { Carried } from './carried'
import { type Failure, ofReceipt } from './failure'
import type { ActionReading } from './saved'

/** What a node shows below itself, before it is put into words: `status.<key>` of the catalogue. */
export interface Status {
  readonly fill: 'red' | 'green' | 'blue' | 'grey' | 'yellow'
  readonly shape: 'dot' | 'ring'
  readonly key: string
  readonly params: Readonly<Record<string, string | number>>
}

const disabled: Status = { fill: 'grey', shape: 'ring', key: 'disabled', params: {} }
const sending: Status = { fill: 'blue', shape: 'dot', key: 'sending', params: {} }

/** A failure is shown by its code, and by the answer's status where there was one. */
export const failed = ({ code, cause }: Failure): Status => {
  const statusCode = cause?.statusCode
  const answered = typeof statusCode === 'number' && code === 'MATTERMOST_REJECTED'
  return answered
    ? { fill: 'red', shape: 'ring', key: `${code}-answered`, params: { statusCode } }
    : { fill: 'red', shape: 'ring', key: code, params: {} }
}

/** What is shown of an action before its first alert; nothing where it is ready. */
export const atDeploy = (reading: ActionReading): Status | undefined => {
  switch (reading.kind) {
    case 'disabled':
      return disabled
    case 'invalid':
      return failed(reading.failure)
    case 'ready':
      return undefined
  }
}

/** What is shown when an alert has ended; the time of day is the machine's. */
export const ended = (carried: Carried): Status => {
  if (!carried.ok) return failed(carried.failure)
  const time = new Date(carried.dispatch.stamp.jobEnd).toTimeString().slice(0, 5)
  return { fill: 'green', shape: 'dot', key: 'sent', params: { time } }
}

/** What is shown of alerts that wait; nothing where none do. */
const ofWaiting = ({ waiting, sending: isSending, open, visaExhausted, failure, nextTry }: View<Receipt>, now: number): Status | undefined => {
  if (waiting === 0) return undefined
  if (!open) return { fill: 'yellow', shape: 'ring', key: 'outbox-awaited', params: {} }
  if (failure !== null && nextTry !== null) {
    return { fill: 'yellow', shape: 'ring', key: 'retry', params: { seconds: Math.max(1, Math.round((nextTry - now) / 1000)) } }
  }
  if (waiting === 1 && isSending) return sending
  return { fill: 'blue', shape: visaExhausted ? 'ring' : 'dot', key: 'waiting', params: { count: waiting } }
}

const ofTrouble = ({ kind, code }: Trouble): string => {
  switch (kind) {
    case 'unwritable':
      return code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'outbox-unwritable'
    case 'unreadable':
      return 'outbox-unreadable'
    case 'taken over':
      return 'outbox-awaited'
  }
}

/**
 * What an action shows of its courier, and else of its own last alert.
 *
 * @param now milliseconds since the epoch
 */
export const statusOf = (view: View<Receipt>, last: Carried | undefined, now: number): Status | undefined => {
  const { failure, misdirected, trouble } = view
  if (misdirected && failure !== null && failure.receipt.kind !== 'delivered') return failed(ofReceipt(failure.receipt))
  if (trouble !== null) return { fill: 'yellow', shape: 'ring', key: ofTrouble(trouble), params: {} }
  return ofWaiting(view, now) ?? (last === undefined ? undefined : ended(last))
}
