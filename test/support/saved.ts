import type { FlowNode } from '../../scripts/trial/node-red'

/** Nodes as a flow saves them, with what a test does not care about left out. All but configs have a place: a node without one counts as a config node. */

export const tab = (id: string): FlowNode => ({ id, type: 'tab', label: id })

export const config = (id: string, server: string, more: object = {}): FlowNode => ({
  id,
  type: 'mattermost-config',
  name: 'Mattermost',
  server,
  displayedUsername: 'Cyphon Alert',
  public: true,
  passportUsers: [],
  timeout: 30,
  ...more
})

export const action = (id: string, configId: string, more: object = {}): FlowNode => ({
  id,
  type: 'webhook-action',
  z: 'flow',
  name: id,
  config: configId,
  x: 100,
  y: 100,
  wires: [[]],
  ...more
})

/** A real Node-RED's debug node for a message property, or `true` for all of it. */
export const debug = (id: string, complete: string): FlowNode => ({
  id,
  type: 'debug',
  z: 'flow',
  name: id,
  active: true,
  tosidebar: true,
  complete,
  targetType: complete === 'true' ? 'full' : 'msg',
  x: 100,
  y: 100,
  wires: []
})

export const catchAll = (id: string, to: string): FlowNode => ({
  id,
  type: 'catch',
  z: 'flow',
  scope: null,
  uncaught: false,
  x: 100,
  y: 100,
  wires: [[to]]
})

/** An inject node that sends JSON when its button is clicked. */
export const inject = (id: string, payload: unknown, to: readonly string[]): FlowNode => ({
  id,
  type: 'inject',
  z: 'flow',
  name: id,
  props: [{ p: 'payload' }],
  payload: JSON.stringify(payload),
  payloadType: 'json',
  x: 100,
  y: 100,
  wires: [to]
})

/** The test helper's own node, which only receives. */
export const receiver = (id: string): FlowNode => ({ id, type: 'helper', z: 'flow', x: 100, y: 100, wires: [] })

/** Sends what another node has completed. */
export const complete = (id: string, of: string, to: string): FlowNode => ({
  id,
  type: 'complete',
  z: 'flow',
  scope: [of],
  x: 100,
  y: 100,
  wires: [[to]]
})

/** A real Node-RED's way in for messages from outside. */
export const httpIn = (id: string, method: 'get' | 'post', url: string, to: readonly string[]): FlowNode => ({
  id,
  type: 'http in',
  z: 'flow',
  url,
  method,
  upload: false,
  x: 100,
  y: 100,
  wires: [to]
})

/** Answers the request that a message came with. */
export const httpResponse = (id: string): FlowNode => ({ id, type: 'http response', z: 'flow', statusCode: '', headers: {}, x: 100, y: 100, wires: [] })

/** A function node; it has as many outputs as there are lists of nodes to send to. */
export const functionNode = (id: string, source: string, wires: readonly (readonly string[])[] = []): FlowNode => ({
  id,
  type: 'function',
  z: 'flow',
  name: id,
  func: source,
  outputs: wires.length,
  x: 100,
  y: 100,
  wires
})
