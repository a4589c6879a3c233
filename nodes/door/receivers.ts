import type { Node, NodeAPI } from 'node-red'
import { nodeOf } from './node-of'

/** Who is wired to an output, at the moment of a send. */
export interface Receivers {
  /** Whether one of them is not there, as while it is deployed. */
  readonly isOneMissing: boolean
  /** Whether all that were there take messages still; `undefined` where none can be looked at. */
  listen(): boolean | undefined
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

/** @param port from 0 */
export const receiversOf = (RED: NodeAPI, node: Node, port: number): Receivers => {
  const { wires } = node as { readonly wires?: readonly (readonly string[])[] }
  const nodes = (wires?.[port] ?? []).map((id) => nodeOf(RED, id))
  // One that never takes anything loses nothing.
  const listening = nodes.filter((one) => one !== undefined && listens(one))
  return {
    isOneMissing: nodes.includes(undefined),
    listen: () => (listening.length === 0 ? undefined : listening.every(listens))
  }
}
