import type { NodeAPI } from 'node-red'
import type { FlowMessage } from '../action/flow-message'
import type { Carried } from '../action/carried'
import type { Settle } from '../action/live-messages'
import { nodeOf } from './node-of'

/** An outcome on its way to the flow. */
export interface Tiding {
  /** The id of the action that it is for. */
  readonly action: string
  /** Ends the message by the node that took it in; false where there is none, or it has closed. */
  readonly finish: (settle: Settle) => boolean
  /** The message itself while it lives, else what was kept of it. */
  readonly msg: () => FlowMessage
  readonly carried: Carried
  /** Called once the flow knows. */
  readonly told: () => void
  /** Called where no node is left to tell the flow. */
  readonly nobody: () => void
}

/** A webhook-action that lives, as other doors see it. */
export interface LivingAction {
  /** As it was deployed, `${ENV}` filled in. */
  readonly saved?: Readonly<Record<string, unknown>>
  /** Brings a tiding into the flow; false where this instance has closed. */
  readonly tell?: (tiding: Tiding, settle: Settle) => boolean
}

/**
 * Brings outcomes to the flow through the action that lives now: Node-RED drops what a closed instance sends, and what is
 * sent to a node that is not there yet. So what comes while flows stop and start waits until they have started.
 */
export class Herald {
  readonly #RED: NodeAPI
  readonly #waiting = new Map<object, Tiding[]>()
  #started = false

  constructor(RED: NodeAPI) {
    this.#RED = RED
  }

  /** Begins to watch the flows for a courier. */
  serve(courier: object): void {
    // One pair of listeners for all: Node warns of a leak from the eleventh on.
    if (this.#waiting.size === 0) {
      this.#RED.events.on('flows:started', this.#onStarted)
      this.#RED.events.on('flows:stopping', this.#onStopping)
    }
    this.#waiting.set(courier, [])
  }

  /** What could not be told by now is told by the courier that follows. */
  leave(courier: object): void {
    this.#waiting.delete(courier)
    if (this.#waiting.size > 0) return
    this.#RED.events.removeListener('flows:started', this.#onStarted)
    this.#RED.events.removeListener('flows:stopping', this.#onStopping)
    // The flows that come next tell when they have started.
    this.#started = false
  }

  tell(courier: object, tiding: Tiding): void {
    if (!this.#started) {
      this.#waiting.get(courier)?.push(tiding)
      return
    }
    const settle: Settle = (hasArrived) => {
      if (hasArrived) tiding.told()
      // A deploy took away whom it was sent to. A courier that was closed by it leaves it to the one that follows.
      else if (this.#waiting.has(courier)) this.tell(courier, tiding)
    }
    if (tiding.finish(settle)) return
    const action = nodeOf(this.#RED, tiding.action) as LivingAction | undefined
    if (action?.tell === undefined) tiding.nobody()
    else if (!action.tell(tiding, settle)) this.#waiting.get(courier)?.push(tiding)
  }

  readonly #onStopping = (): void => {
    this.#started = false
  }

  readonly #onStarted = (): void => {
    this.#started = true
    for (const [courier, tidings] of [...this.#waiting]) {
      for (const tiding of tidings.splice(0)) this.tell(courier, tiding)
    }
  }
}
