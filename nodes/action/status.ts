import type { Carried } from './action'
import type { Failure } from './failure'
import type { ActionReading } from './saved'

/** What a node shows below itself, before it is put into words: `status.<key>` of the catalogue. */
export interface Status {
  readonly fill: 'red' | 'green' | 'blue' | 'grey'
  readonly shape: 'dot' | 'ring'
  readonly key: string
  readonly params: Readonly<Record<string, string | number>>
}

const disabled: Status = { fill: 'grey', shape: 'ring', key: 'disabled', params: {} }
export const sending: Status = { fill: 'blue', shape: 'dot', key: 'sending', params: {} }

/** A failure is shown by its code, and by the answer's status where there was one. */
export const failed = ({ code, cause }: Failure): Status => {
  const statusCode = cause?.statusCode
  const answered = typeof statusCode === 'number' && (code === 'MATTERMOST_REJECTED' || code === 'MATTERMOST_UNREACHABLE')
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
