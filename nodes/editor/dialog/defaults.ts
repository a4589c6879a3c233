type Prefix = 'node-input' | 'node-config-input'

/** The properties that a node does not have, as a flow written by hand may leave them out, with their defaults. */
const absentFrom = <Properties>(node: EditorNode<Properties>): readonly (readonly [string, unknown])[] =>
  Object.entries(node._def.defaults).flatMap(([property, { value }]) => (node[property as keyof typeof node] === undefined ? [[property, value]] : []))

/**
 * Shows the default of what a node does not have: the runtime then uses the default, and a blank form would change that
 * when it is closed.
 */
export const showDefaults = <Properties>(node: EditorNode<Properties>, prefix: Prefix): void => {
  for (const [property, value] of absentFrom(node)) {
    const field = $(`#${prefix}-${property}`)
    if (field.is(':checkbox')) field.prop('checked', value === true)
    else if (typeof value === 'number' || (typeof value === 'string' && value !== '')) field.val(value)
  }
}

/** Whether a field says what a node without the property has. The list of config nodes says `_ADD_` for none. */
const saysDefault = (field: JQuery, value: unknown): boolean => {
  if (field.is(':checkbox')) return field.prop('checked') === (value === true)
  const said = field.val() ?? ''
  return said === String(value) || (value === '' && said === '_ADD_')
}

/**
 * Keeps Node-RED from writing a default into a node that does not have it, when the open dialog is closed: nothing was
 * changed. Node-RED looks the field up by its id once it has called `oneditsave`.
 */
export const leaveAbsent = <Properties>(node: EditorNode<Properties>, prefix: Prefix): void => {
  for (const [property, value] of absentFrom(node)) {
    const field = $(`#${prefix}-${property}`)
    if (saysDefault(field, value)) field.removeAttr('id')
  }
}

/**
 * Sets what a dialog says in a node, but no default of what the node does not have: what somebody left out by hand stays
 * out while nobody changes it.
 */
export const setProperties = <Properties>(node: EditorNode<Properties>, said: Partial<Properties>): void => {
  const absent = new Map(absentFrom(node))
  for (const [property, value] of Object.entries(said)) {
    if (absent.has(property) && JSON.stringify(value) === JSON.stringify(absent.get(property))) continue
    Object.assign(node, { [property]: value })
  }
}
