import type { Node, NodeAPI } from 'node-red'
import { nodeOf } from './node-of'

/** Where a message came to that was sent: to all, to none, or to all but the nodes of some ids. */
export type Arrival = { readonly kind: 'all' | 'none' } | { readonly kind: 'some'; readonly missed: readonly string[] }

/** Who is wired to an output, at the moment of a send. */
export interface Receivers {
  /** Whether one of them is not there, because it is deployed. */
  readonly isOneMissing: boolean
  /**
   * Where what is sent right after this comes to, of those that take messages. Node-RED delivers it in the next turn of the
   * event loop, and drops it at nodes that were closed before. Nothing comes between that and what this resolves with.
   *
   * @param isClosed whether the sender has closed, which tells where no receiver can be looked at
   */
  arrives(isClosed: () => boolean): Promise<Arrival>
}

/** What is asked of nodes as they are saved. */
interface SavedNode {
  readonly type: string
  readonly z?: string
  readonly wires?: readonly (readonly string[])[]
  /** Of a Catch node: the nodes that it is for, unless it is for all of a flow or a group. */
  readonly scope?: unknown
}

/**
 * Whether a node takes messages. One that is closed is told apart by no more than this: while it still closes it takes
 * them, and Node-RED drops what comes after that without a word.
 * Source: `Node.prototype.close` and `removeAllListeners` of `@node-red/runtime`.
 */
const listens = (node: unknown): boolean => {
  const { _inputCallback, _inputCallbacks } = node as { readonly _inputCallback?: unknown; readonly _inputCallbacks?: unknown }
  return (_inputCallback ?? _inputCallbacks ?? null) !== null
}

/** Where what is delivered now comes to, of nodes that took messages; `undefined` where there are none. */
const arrivalAt = (listening: readonly { readonly id: string; readonly node: unknown }[]): Arrival | undefined => {
  if (listening.length === 0) return undefined
  const missed = listening.filter(({ node }) => !listens(node)).map(({ id }) => id)
  if (missed.length === 0) return { kind: 'all' }
  return missed.length === listening.length ? { kind: 'none' } : { kind: 'some', missed }
}

/** The outputs of a node. */
export class Outputs {
  readonly #RED: NodeAPI
  readonly #node: Node
  #absent: ReadonlySet<string> = new Set()

  constructor(RED: NodeAPI, node: Node) {
    this.#RED = RED
    this.#node = node
  }

  /** A deploy of nodes that were changed gives those that were only wired anew other wires, and lets them live. */
  get #wires(): readonly (readonly string[])[] {
    return (this.#node as { readonly wires?: readonly (readonly string[])[] }).wires ?? []
  }

  /** To be called before a deploy takes nodes away: one that is not there now, for it is disabled, is not waited for. */
  beforeDeploy(): void {
    this.#absent = new Set(this.#wires.flat().filter((id) => nodeOf(this.#RED, id) === undefined))
  }

  /** @param port from 0 */
  receivers(port: number): Receivers {
    return this.#among(this.#wires[port] ?? [])
  }

  /** Who hears of an error of the node: those behind the Catch nodes of its flow. */
  catchers(): Receivers {
    const ids: string[] = []
    this.#RED.nodes.eachNode((saved) => {
      const { type, z, scope, wires } = saved as SavedNode
      const isFor = !Array.isArray(scope) || scope.includes(this.#node.id)
      if (type === 'catch' && z === this.#node.z && isFor) ids.push(...(wires ?? []).flat())
    })
    return this.#among(ids)
  }

  #among(ids: readonly string[]): Receivers {
    const all = ids.map((id) => ({ id, node: nodeOf(this.#RED, id) }))
    // One that never takes anything loses nothing.
    const listening = all.filter(({ node }) => node !== undefined && listens(node))
    return {
      isOneMissing: all.some(({ id, node }) => node === undefined && !this.#absent.has(id)),
      arrives: (isClosed) =>
        new Promise((resolve) => setImmediate(() => resolve(arrivalAt(listening) ?? { kind: isClosed() ? 'none' : 'all' })))
    }
  }
}
