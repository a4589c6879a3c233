import { idsOf, type SieveProperties } from './properties'

/**
 * Validates the nodes of a type that refer to sieves also when a sieve comes, goes or changes: Node-RED validates a node
 * only when it is changed itself.
 */
export const revalidateReferrers = (type: string): void => {
  let waiting = false
  const validate = (): void => {
    waiting = false
    for (const node of RED.nodes.filterNodes<Pick<SieveProperties, 'sieves'>>({ type })) {
      if (idsOf(node).length > 0) RED.editor.validateNode(node)
    }
    RED.view.redraw()
  }
  const onChange = ({ type: changed }: { readonly type: string }): void => {
    // Many come, and go, at once.
    if (changed !== 'sieve' || waiting) return
    waiting = true
    setTimeout(validate)
  }
  RED.events.on('nodes:add', onChange)
  RED.events.on('nodes:change', onChange)
  RED.events.on('nodes:remove', onChange)
}
