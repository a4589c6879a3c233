import type { RejectedReason, UnknownReason, UnreachableReason } from '../mattermost/receipt'
import type { SettingsProblem } from '../mattermost/settings-problem'

/** What was found where nothing is wrong. */
export type Found =
  /** The test stands in the channel. */
  | 'posted'
  /** A post would be taken. */
  | 'ready'
  /** The key is right; whether there is the user that the test is for is only known by a post. */
  | 'ready-but-user'

/** Why nothing was tried. */
export type Refusal =
  /** A stored key was asked for, and none is deployed. */
  | 'key-not-stored'
  /** A stored key was asked for, to be sent where it was not stored for. */
  | 'key-for-another-server'
  | 'key-for-another-tls'
  | 'key-for-another-proxy'
  /** An environment variable that the deployed config does not name in the same field. */
  | 'environment'

export type TrialReason =
  | SettingsProblem
  | Refusal
  | RejectedReason
  | UnreachableReason
  | UnknownReason
  /** A check was answered as a post is: no Mattermost does that. */
  | 'took-check'

/** What came of a trial. Reasons name sentences; no part holds a secret. */
export type TrialOutcome =
  | { readonly ok: true; readonly found: Found }
  | {
      readonly ok: false
      readonly reason: TrialReason
      /** What the sentence is filled with. */
      readonly params: { readonly answer: string; readonly detail: string; readonly requestId: string }
    }
