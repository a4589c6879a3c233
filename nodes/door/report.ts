import type { Node, NodeMessageInFlow } from 'node-red'
import { own } from '../event/own'
import { printed } from '../event/printed'

/** A message that can be copied, whatever the first holds: it is printed. */
const copyable = (msg: NodeMessageInFlow): NodeMessageInFlow => ({
  _msgid: printed(own(msg, '_msgid')),
  topic: printed(own(msg, 'topic')),
  payload: printed(own(msg, 'payload'))
})

/**
 * Ends a message with an error, so that it reaches a Catch node whatever the message holds.
 *
 * Node-RED copies the message for Catch nodes, which throws where it is nested too deep or a getter of it throws; and
 * what is thrown there ends the whole of Node-RED.
 */
export const report = (node: Node, msg: NodeMessageInFlow, done: (error?: Error) => void, error: Error): void => {
  try {
    done(error)
  } catch {
    node.error(error, copyable(msg))
  }
}

/**
 * Completes a message. A Complete node gets a copy, too: where none can be made, the log is told, for the message itself
 * has gone its way.
 */
export const complete = (node: Node, done: () => void): void => {
  try {
    done()
  } catch (thrown) {
    node.error(asError(thrown))
  }
}

/** What was thrown, as an Error. */
export const asError = (thrown: unknown): Error => {
  try {
    return thrown instanceof Error ? thrown : new Error(String(thrown))
  } catch {
    return new Error('unknown') // an object without a prototype has no text, and a Proxy may throw again
  }
}

/** What was thrown, in a few words: it can hold a text of the event. */
export const wordsOf = (thrown: unknown): string => asError(thrown).message.slice(0, 100)
