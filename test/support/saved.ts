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
