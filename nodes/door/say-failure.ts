import type { Failure } from '../action/failure'
import { sentenceOf } from '../template/problem'
import type { Say } from './catalogue'
import { CodedError } from './coded-error'

/** Puts what is wrong with a template into words, by the catalogue of the action; what the parser does not say stays. */
export const sayTemplate = (say: Say, problem: string): string => {
  const sentence = sentenceOf(problem)
  return sentence === undefined ? problem : say(sentence.key, sentence.values)
}

/** Puts a failure into words, by the catalogue of the action. */
export const sayFailure =
  (say: Say) =>
  ({ code, reason, params, cause }: Failure): CodedError => {
    const { problem } = params
    const sentence = say(`failure.${reason}`, typeof problem === 'string' ? { ...params, problem: sayTemplate(say, problem) } : params)
    // What is not Mattermost's own answer has no request to look for.
    return new CodedError(params.requestId ? `${sentence} (${say('request', params)})` : sentence, code, cause)
  }
