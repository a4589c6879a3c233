import type { NodeMessageInFlow } from 'node-red'
import { own } from '../event/own'
import { requestOf } from '../event/request'
import type { Scope } from '../watchdog/subject'

/** A message with its request as plain data: templates and rules may ask for it, and an event may be in it. */
export const withPlainRequest = (msg: NodeMessageInFlow): object => {
  if (!('req' in msg)) return 'res' in msg ? { ...msg, res: undefined } : msg
  const { req } = msg
  const body = typeof req === 'object' && req !== null ? own(req, 'body') : undefined
  return { ...msg, req: { ...requestOf(req), body }, res: undefined }
}

/** Whether a property of a message is its request, or in it. */
export const isInRequest = (property: string): boolean => /^(?:msg\.)?req\b/.test(property)

/** What is reached beyond an event that came in a message. */
export const scopeOf = (msg: NodeMessageInFlow & { readonly topic?: unknown }, outer: unknown): Scope => {
  let asked: object | undefined
  const { payload, topic } = msg
  return {
    outer,
    payload,
    topic,
    get msg() {
      return (asked ??= withPlainRequest(msg))
    }
  }
}
