import { validateHeaderName, validateHeaderValue } from 'node:http'
import { isRecord } from '../../nodes/saved/record'
import { failureCauses } from './failure'
import type { FailureCause } from './failure'

/** Something that goes wrong with a request. */
export type Fault =
  /** Reads the request and never answers; nothing is stored. */
  | { readonly kind: 'hang' }
  /** Does its work and never answers. */
  | { readonly kind: 'hang after storing' }
  /** Resets the connection at the request's headers. */
  | { readonly kind: 'reset' }
  /** Does its work, then resets the connection. */
  | { readonly kind: 'reset after storing' }
  /** Does its work and closes the connection half way through the answer: `o` of two announced bytes. */
  | { readonly kind: 'cut off' }
  /** Does its work and answers `ms` later. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Does its work, sends the headers, and spreads the body over `ms`. */
  | { readonly kind: 'slow body'; readonly ms: number }
  /** Answers like something that is not Mattermost: a proxy, a log-in page; nothing is stored. */
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
    }
  /** Answers as Mattermost does when it fails for this cause; nothing is stored. */
  | { readonly kind: 'error'; readonly cause: FailureCause }

/** A fault and how many requests it still waits for. */
export interface PendingFault {
  readonly fault: Fault
  /** `undefined`: every one until healed. */
  readonly times: number | undefined
}

/** Faults in the order in which requests meet them. */
export class FaultQueue {
  #queue: PendingFault[] = []

  /** Faults that wait, the next one first. */
  get pending(): readonly PendingFault[] {
    return this.#queue
  }

  /** Makes the next `times` requests meet a fault, after those that wait already. */
  add(fault: Fault, times?: number): void {
    if (times === undefined || times > 0) this.#queue.push({ fault, times })
  }

  /** Forgets all faults. */
  heal(): void {
    this.#queue = []
  }

  /** The fault that this request meets. */
  take(): Fault | undefined {
    const next = this.#queue[0]
    if (next?.times !== undefined) {
      if (next.times === 1) this.#queue.shift()
      else this.#queue[0] = { ...next, times: next.times - 1 }
    }
    return next?.fault
  }
}

const plainKinds = ['hang', 'hang after storing', 'reset', 'reset after storing', 'cut off'] as const

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0

const isHeader = (name: string, value: unknown): boolean => {
  if (typeof value !== 'string') return false
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
    return true
  } catch {
    return false // HTTP has no such header
  }
}

const isHeaders = (value: unknown): value is Readonly<Record<string, string>> =>
  isRecord(value) && Object.entries(value).every(([name, each]) => isHeader(name, each))

const readFault = (value: unknown): Fault | undefined => {
  if (!isRecord(value)) return undefined
  const { kind } = value
  const plain = plainKinds.find((each) => each === kind)
  if (plain !== undefined) return { kind: plain }
  if ((kind === 'slow' || kind === 'slow body') && isCount(value['ms'])) return { kind, ms: value['ms'] }
  if (kind === 'error') {
    const cause = failureCauses.find((each) => each === value['cause'])
    return cause === undefined ? undefined : { kind, cause }
  }
  const { status, headers, body } = value
  if (kind !== 'answer' || !isCount(status) || status < 200 || status > 599) return undefined
  if (headers !== undefined && !isHeaders(headers)) return undefined
  if (body !== undefined && typeof body !== 'string') return undefined
  return { kind, status, ...(headers !== undefined && { headers }), ...(body !== undefined && { body }) }
}

/** Reads `{ fault, times }` from outside; `undefined` when it is none. */
export const readPendingFault = (value: unknown): PendingFault | undefined => {
  if (!isRecord(value)) return undefined
  const fault = readFault(value['fault'])
  const times = value['times'] ?? undefined
  if (fault === undefined || (times !== undefined && !isCount(times))) return undefined
  return { fault, times }
}
