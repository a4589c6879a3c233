import { windowSize } from '../courier/outbox'
import type { FlowMessage } from './flow-message'
import type { Carried } from './carried'

/** Called when it is known whether what was sent into the flow has arrived. */
export type Settle = (hasArrived: boolean) => void

/** A message as it came, with all that hangs on it: `req` and `res`, and the node that has to end it. */
export interface LiveMessage {
  readonly msg: FlowMessage
  /** Ends the message by the node that took it in; false where that one has closed. */
  finish(carried: Carried, settle: Settle): boolean
}

/** The messages of the first alerts that wait, by the alert's id. They outlive a deploy, and not the process. */
export class LiveMessages {
  readonly #messages = new Map<string, LiveMessage>()

  /** Answers whether it is kept: further back in the line only what JSON can carry of a message is. */
  add(id: string, live: LiveMessage): boolean {
    if (this.#messages.size >= windowSize) return false
    this.#messages.set(id, live)
    return true
  }

  get(id: string): LiveMessage | undefined {
    return this.#messages.get(id)
  }

  remove(id: string): void {
    this.#messages.delete(id)
  }
}
