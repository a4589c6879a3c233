import type { Failure } from '../action/failure'
import type { Say } from './catalogue'
import { CodedError } from './coded-error'

/** Puts a failure into words, by the catalogue of the action. */
export const sayFailure =
  (say: Say) =>
  ({ code, reason, params, cause }: Failure): CodedError => {
    const sentence = say(`failure.${reason}`, params)
    // What is not Mattermost's own answer has no request to look for.
    return new CodedError(params.requestId ? `${sentence} (${say('request', params)})` : sentence, code, cause)
  }
