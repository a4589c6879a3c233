import type { CourierProperties } from './properties'

type Courier = EditorNode<CourierProperties>

const type = 'mattermost-config'

/**
 * Asks the server whether it holds a key, so that a node which came without one is marked in the flow before anyone
 * opens it. The answer says only that there is a key, not which.
 */
const learn = (courier: Courier): void => {
  if (courier.credentials !== undefined) return
  void $.getJSON(`credentials/${type}/${courier.id}`).done((answer: Record<string, unknown>) => {
    if (courier.credentials !== undefined) return
    // As Node-RED's dialog keeps it: what the dialog may change, and in `_` what the server holds.
    courier.credentials = { ...answer, _: { ...answer } }
    RED.editor.validateNode(courier)
    RED.events.emit('nodes:change', courier)
    for (const action of RED.nodes.filterNodes<{ config: string }>({ type: 'webhook-action' })) {
      if (action.config === courier.id) RED.editor.validateNode(action)
    }
    RED.view.redraw()
  })
}

/** Keeps the editor's knowledge of stored keys: for each node that comes, and anew once a deploy has dropped it. */
export const watchStoredKeys = (): void => {
  RED.events.on('nodes:add', (node) => {
    if (node.type === type) learn(node as Courier)
  })
  RED.events.on('deploy', () => {
    RED.nodes.eachConfig<CourierProperties>((node) => {
      if (node.type === type) learn(node)
      return true
    })
  })
}
