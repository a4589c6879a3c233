import type { NodeAPI } from 'node-red'
import type { Taken } from './event-line'

/** A node that goes on with the messages which the deploy before left. */
export interface GoesOn {
  /** Called before a deploy takes nodes away. */
  beforeDeploy(): void
  goOn(left: readonly Taken[]): void
}

/**
 * Hands what one deploy left over to the next, by the ids of nodes, and tells when a deploy is over. There is one for all
 * nodes of a type: Node warns of a leak from the eleventh listener on.
 */
export class Deploys {
  readonly #RED: NodeAPI
  readonly #onLost: (taken: readonly Taken[]) => void
  readonly #living = new Map<string, GoesOn>()
  readonly #left = new Map<string, Taken[]>()
  #over: Promise<void> | undefined
  #tellOver = (): void => undefined
  #isListening = false

  /** @param onLost called with what was left of a node that no flow has any more */
  constructor(RED: NodeAPI, onLost: (taken: readonly Taken[]) => void) {
    this.#RED = RED
    this.#onLost = onLost
  }

  /** Ends with the deploy that is under way; `undefined` where there is none. */
  get over(): Promise<void> | undefined {
    return this.#over
  }

  /** Whether something waits for the node of an id. */
  hasLeft(id: string): boolean {
    return this.#left.has(id)
  }

  join(id: string, node: GoesOn): void {
    this.#living.set(id, node)
    this.#listen()
  }

  /** @param left what the node did not come to the end of */
  leave(id: string, node: GoesOn, left: readonly Taken[]): void {
    if (this.#living.get(id) === node) this.#living.delete(id)
    if (left.length > 0) this.#keep(id, left)
    // In a deploy messages may wait for its end, and a watchdog come with it.
    if (this.#living.size === 0 && this.#left.size === 0 && this.#over === undefined) this.#unlisten()
  }

  #keep(id: string, left: readonly Taken[]): void {
    const living = this.#living.get(id)
    // One that took too long to close comes after its successor.
    if (living !== undefined && this.#over === undefined) {
      living.goOn(left)
      return
    }
    const before = this.#left.get(id) ?? []
    for (const taken of left) before.push(taken)
    this.#left.set(id, before)
    this.#listen()
  }

  #listen(): void {
    if (this.#isListening) return
    this.#isListening = true
    this.#RED.events.on('flows:stopping', this.#onStopping)
    this.#RED.events.on('flows:started', this.#onStarted)
  }

  #unlisten(): void {
    this.#isListening = false
    this.#RED.events.removeListener('flows:stopping', this.#onStopping)
    this.#RED.events.removeListener('flows:started', this.#onStarted)
    this.#end()
  }

  #end(): void {
    this.#over = undefined
    this.#tellOver()
  }

  readonly #onStopping = (): void => {
    // One that could not start, for a type is missing, is not over: what it took away the next one brings back.
    if (this.#over !== undefined) return
    this.#over = new Promise((resolve) => (this.#tellOver = resolve))
    for (const node of this.#living.values()) node.beforeDeploy()
  }

  readonly #onStarted = (): void => {
    this.#end()
    for (const [id, left] of [...this.#left]) {
      this.#left.delete(id)
      const living = this.#living.get(id)
      if (living === undefined) this.#onLost(left)
      else living.goOn(left)
    }
    if (this.#living.size === 0) this.#unlisten()
  }
}
