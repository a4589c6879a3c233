import type { NodeMessage, NodeMessageInFlow } from 'node-red'

export type Send = (msg: NodeMessage | (NodeMessage | null)[]) => void

/** A message that was taken in, and how far it came. */
export interface Taken {
  readonly msg: NodeMessageInFlow
  readonly send: Send
  /** Ends it, well or with an error. */
  readonly end: (error?: Error) => void
  readonly progress: Progress
}

export interface Progress {
  /** Marks the parts of this message, which a join node puts together again. */
  readonly parts: string
  /** Which part of the message its events are, in the words of the watchdog's own settings. */
  of: string
  /** How many of these are done with. */
  events: number
}

/** Whether the line is closed, now and when it comes to it. */
export interface Closing {
  isClosed(): boolean
  readonly closed: Promise<void>
}

export interface EventLineOptions {
  /** Whether messages wait until those of the deploy before are back. */
  readonly isHeld: boolean
  /** Lets a message through, and ends it; answers what is left where the line was closed meanwhile. */
  readonly pass: (taken: Taken, closing: Closing) => Promise<Taken | undefined>
  /** Called with what comes after it was answered what is left. */
  readonly onLate: (taken: Taken) => void
}

/** One message after the other: what a message says of an alert is as old as its place in the line. */
export class EventLine implements Closing {
  readonly #options: EventLineOptions
  readonly closed: Promise<void>
  #tellClosed = (): void => undefined
  /** `left`: closed, and what waited was answered. */
  #state: 'held' | 'open' | 'closed' | 'left'
  #isPassing = false
  #passing = Promise.resolve()
  #waiting: Taken[] = []

  constructor(options: EventLineOptions) {
    this.#options = options
    this.#state = options.isHeld ? 'held' : 'open'
    this.closed = new Promise((resolve) => (this.#tellClosed = resolve))
  }

  isClosed(): boolean {
    return this.#state === 'closed' || this.#state === 'left'
  }

  take(taken: Taken): void {
    if (this.#state === 'left') {
      this.#options.onLate(taken)
      return
    }
    this.#waiting.push(taken)
    this.#start()
  }

  /** Goes on with what is received meanwhile, before all that waits. */
  goOnWith(receive: () => void): void {
    const came = this.#waiting
    this.#waiting = []
    if (this.#state === 'open') this.#state = 'held'
    try {
      receive()
    } finally {
      this.#waiting = [...this.#waiting, ...came]
      if (this.#state === 'held') this.#state = 'open'
      this.#start()
    }
  }

  /** Stops before the next event; answers what is left, in order. */
  async close(): Promise<readonly Taken[]> {
    if (this.isClosed()) return []
    this.#state = 'closed'
    this.#tellClosed()
    await this.#passing
    this.#state = 'left'
    const left = this.#waiting
    this.#waiting = []
    return left
  }

  #start(): void {
    if (!this.#isPassing && this.#state === 'open' && this.#waiting.length > 0) this.#passing = this.#passAll()
  }

  async #passAll(): Promise<void> {
    this.#isPassing = true
    while (this.#state === 'open' && this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      for (const [index, taken] of batch.entries()) {
        const left = this.isClosed() ? taken : await this.#options.pass(taken, this)
        if (left === undefined) continue
        this.#waiting = [left, ...batch.slice(index + 1), ...this.#waiting]
        break
      }
    }
    this.#isPassing = false
  }
}
