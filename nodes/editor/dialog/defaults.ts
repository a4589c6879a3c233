/**
 * Shows the default of what a node does not have, as a flow written by hand may leave it out: the runtime then uses the
 * default, and a blank form would change that when it is closed.
 */
export const showDefaults = <Properties>(node: EditorNode<Properties>, prefix: 'node-input' | 'node-config-input'): void => {
  for (const [property, { value }] of Object.entries(node._def.defaults)) {
    if (property in node && node[property as keyof typeof node] !== undefined) continue
    const field = $(`#${prefix}-${property}`)
    if (field.is(':checkbox')) field.prop('checked', value === true)
    else if (typeof value === 'number' || (typeof value === 'string' && value !== '')) field.val(value)
  }
}

/**
 * Keeps Node-RED from writing a default into a node that does not have it, when the open dialog is closed: nothing was
 * changed. Node-RED looks the field up by its id once it has called `oneditsave`.
 */
export const leaveAbsent = <Properties>(node: EditorNode<Properties>, prefix: 'node-input' | 'node-config-input'): void => {
  for (const [property, { value }] of Object.entries(node._def.defaults)) {
    if (node[property as keyof typeof node] !== undefined) continue
    const field = $(`#${prefix}-${property}`)
    if (typeof value === 'string' && field.val() === value) field.attr('id', '')
  }
}
