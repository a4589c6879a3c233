import helper from 'node-red-node-test-helper'
import type { NodeMessageInFlow } from 'node-red'
import { Flow, type Saved } from '../support/flows'
import { catchAll, receiver, tab } from '../support/saved'

/** What a Catch node learns of an error. */
export interface Caught {
  readonly message: string
  readonly code?: string
  readonly source: { readonly id: string }
}

/** Where a message came out. */
export interface Outcome {
  readonly at: 'match' | 'other' | 'caught'
  readonly msg: NodeMessageInFlow
}

/** The status that the editor shows below a node; undefined where it has been told of none. */
interface Status {
  readonly fill?: string
  readonly text?: string
}

const events = (helper as unknown as { readonly _RED: { readonly events: NodeJS.EventEmitter } })._RED.events

const ends = ['match', 'other', 'caught'] as const

/** The flow around sieves: a node at each output, and a Catch node. */
const around: readonly Saved[] = [tab('flow'), ...ends.map(receiver), catchAll('catch', 'caught')]

/** Sieve nodes that run in the Node-RED under test, and all that comes out of them. */
export class Sieving {
  readonly #flow: Flow
  readonly #statuses: Map<string, Status>
  readonly #stopListening: () => void
  readonly #outcomes: Outcome[] = []
  #wake: () => void = () => undefined

  private constructor(flow: Flow, statuses: Map<string, Status>, stopListening: () => void) {
    this.#flow = flow
    this.#statuses = statuses
    this.#stopListening = stopListening
    this.#collect()
  }

  static async start(sieves: readonly Saved[]): Promise<Sieving> {
    const statuses = new Map<string, Status>()
    const told = ({ id, status }: { readonly id: string; readonly status?: Status }): void =>
      void statuses.set(id, status ?? {})
    events.on('node-status', told)
    const flow = await Flow.start([...around, ...sieves])
    return new Sieving(flow, statuses, () => events.removeListener('node-status', told))
  }

  /** Deploys these sieves in place of those there are: by default only what differs. */
  async deploy(sieves: readonly Saved[], type: 'full' | 'nodes' = 'nodes'): Promise<void> {
    await this.#flow.redeploy([...around, ...sieves], type)
    if (type === 'full') this.#collect()
  }

  node(id: string): ReturnType<Flow['node']> {
    return this.#flow.node(id)
  }

  status(id: string): Status {
    return this.#statuses.get(id) ?? {}
  }

  forgetStatuses(): void {
    this.#statuses.clear()
  }

  toldStatuses(): readonly string[] {
    return [...this.#statuses.keys()]
  }

  /** Puts a message into a node, and answers where it came out. */
  async send(id: string, msg: object): Promise<Outcome> {
    this.#flow.receive(id, msg)
    while (this.#outcomes.length === 0) await new Promise<void>((wake) => (this.#wake = wake))
    return this.#outcomes.shift()!
  }

  /** The output that a payload leaves a sieve by, or the error that it gets. */
  async sieve(id: string, payload: unknown): Promise<string> {
    const { at, msg } = await this.send(id, { payload })
    return at === 'caught' ? `${this.errorOf(msg).code}: ${this.errorOf(msg).message}` : at
  }

  errorOf(msg: NodeMessageInFlow): Caught {
    return (msg as unknown as { readonly error: Caught }).error
  }

  /** What has come out without having been asked for. */
  leftOver(): readonly Outcome[] {
    return this.#outcomes
  }

  listeners(): number {
    return events.listenerCount('flows:started')
  }

  async stop(): Promise<void> {
    this.#stopListening()
    await this.#flow.stop()
  }

  #collect(): void {
    for (const at of ends) {
      this.#flow.node(at).on('input', (msg) => {
        this.#outcomes.push({ at, msg })
        this.#wake()
      })
    }
  }
}
