import type { NodeMessage, NodeMessageInFlow } from 'node-red'

export type Send = (msg: NodeMessage | (NodeMessage | null)[]) => void
export type Done = (error?: Error) => void

/** A message that was taken in, and how far it came. */
export interface Taken {
  readonly msg: NodeMessageInFlow
  readonly send: Send
  readonly done: Done
  readonly progress: Progress
}

export interface Progress {
  /** Marks the parts of this message, which a join node puts together again. */
  readonly parts: string
  /** How many of its events are done with. */
  events: number
}

/** What one deploy hands over to the next: the messages that it did not come to the end of, in order. */
export class EventHandover {
  readonly waiting: Taken[] = []
  readonly #progress = new WeakMap<NodeMessageInFlow, Progress>()

  /** Remembers how far a message came that its node receives once more. */
  resume(msg: NodeMessageInFlow, progress: Progress): void {
    this.#progress.set(msg, progress)
  }

  /** How far a message came before it was received. */
  progressOf(msg: NodeMessageInFlow): Progress | undefined {
    return this.#progress.get(msg)
  }
}

export interface EventLineOptions {
  readonly handover: EventHandover
  readonly newId: () => string
  /**
   * Lets a message through, and ends it. Once the line is closed it stops before the next event and answers the message, as
   * it has to be received again.
   */
  readonly pass: (taken: Taken, isClosed: () => boolean) => Promise<NodeMessageInFlow | undefined>
}

/** One message after the other: what a message says of an alert is as old as its place in the line. */
export class EventLine {
  readonly #options: EventLineOptions
  #isClosed = false
  #isPassing = false
  #passing = Promise.resolve()

  constructor(options: EventLineOptions) {
    this.#options = options
  }

  take(msg: NodeMessageInFlow, send: Send, done: Done): void {
    const { handover, newId } = this.#options
    handover.waiting.push({ msg, send, done, progress: handover.progressOf(msg) ?? { parts: newId(), events: 0 } })
    if (!this.#isPassing) this.#passing = this.#passAll()
  }

  /** Stops before the next event; what is left waits in the handover. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#passing
  }

  async #passAll(): Promise<void> {
    const { waiting } = this.#options.handover
    this.#isPassing = true
    for (let first = waiting[0]; first !== undefined && !this.#isClosed; first = waiting[0]) {
      const left = await this.#options.pass(first, () => this.#isClosed)
      if (left === undefined) waiting.shift()
      else waiting[0] = { ...first, msg: left }
    }
    this.#isPassing = false
  }
}
