import type { NodeAPI } from 'node-red'

/** The living node of an id; `undefined` for one that is gone or disabled, which Node-RED's own type does not say. */
export const nodeOf = (RED: NodeAPI, id: unknown): unknown => {
  if (typeof id !== 'string' || id === '') return undefined
  const node: unknown = RED.nodes.getNode(id)
  return node ?? undefined
}
