import type { Verdict } from '../courier/retry-policy'
import type { Receipt, Rejected, RejectedReason } from '../mattermost/receipt'

/** Answers that every alert would get: they come of how the courier is set up, or of what stands in front of Mattermost. */
const misdirecting: ReadonlySet<RejectedReason> = new Set([
  'not-ok',
  'redirected',
  'redirected-nowhere',
  'needs-https',
  'invalid-webhook',
  // From 10.4 on it can be either; where it was the post, the next alert sets it right.
  'invalid-webhook-or-post',
  'no-such-address',
  'wrong-address',
  'disabled'
])

const ofRejected = ({ reason, statusCode }: Rejected): Verdict => {
  // A webhook asks for no login, and answers nothing below 400 but 200: something else stands at this address.
  const isForAll = statusCode < 400 || statusCode === 401
  return misdirecting.has(reason) || (reason === 'unexpected-status' && isForAll) ? { kind: 'misdirected' } : { kind: 'refused' }
}

/** What a receipt means for the line of the courier. */
export const verdictOf = (receipt: Receipt): Verdict => {
  switch (receipt.kind) {
    case 'delivered':
      return { kind: 'delivered' }
    case 'rejected':
      return ofRejected(receipt)
    case 'unknown':
      return { kind: 'doubtful', stored: true }
    case 'unreachable':
      return receipt.reason === 'server-error' ? { kind: 'doubtful', stored: false } : { kind: 'away', pause: receipt.pause }
  }
}
