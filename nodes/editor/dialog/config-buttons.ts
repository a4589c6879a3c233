/** What Node-RED calls a config's buttons, by the end of their id. */
const names = { add: 'editor.addNewConfig', edit: 'editor.editConfig' } as const

/**
 * Lets the buttons beside a config be reached and pressed by keyboard, and be named by a screen reader: Node-RED makes
 * them links that lead nowhere, which only a mouse finds.
 */
export const reachConfigButtons = <Properties>(node: EditorNode<Properties>): void => {
  for (const [property, { type }] of Object.entries(node._def.defaults)) {
    if (type === undefined) continue
    for (const [what, name] of Object.entries(names)) {
      const button = document.querySelector<HTMLElement>(`.alert-courier [id$="input-btn-${property}-${what}"]`)
      if (button === null) continue
      button.tabIndex = 0
      button.setAttribute('role', 'button')
      button.setAttribute('aria-label', RED._(name, { type }))
      button.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        button.click()
      })
    }
  }
}
