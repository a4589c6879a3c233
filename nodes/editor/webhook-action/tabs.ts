import { find } from '../dialog/find'

/**
 * Puts the dialog in three tabs: the action as Cyphon's form has it, its message, and where it goes by level.
 *
 * Node-RED's tabs hear the mouse only; here they work by keyboard too, and a screen reader is told which is open.
 */
export const showTabs = (say: Say): void => {
  const list = find('alert-courier-tabs')
  const panes = find('alert-courier-panes')
  const tabs = RED.tabs.create({
    id: list.id,
    onchange: ({ id }) => {
      for (const pane of panes.children) pane.toggleAttribute('hidden', pane.id !== id)
      for (const link of list.querySelectorAll('a')) link.setAttribute('aria-selected', String(link.hash === `#${id}`))
    }
  })
  tabs.addTab({ id: 'alert-courier-action', label: say('tab.action') })
  tabs.addTab({ id: 'alert-courier-message', label: say('tab.message') })
  tabs.addTab({ id: 'alert-courier-routes', label: say('tab.routes') })

  list.setAttribute('role', 'tablist')
  for (const link of list.querySelectorAll('a')) {
    link.setAttribute('role', 'tab')
    link.setAttribute('aria-selected', String(link.hash === '#alert-courier-action'))
    link.setAttribute('aria-controls', link.hash.slice(1))
    link.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      tabs.activateTab(link.hash.slice(1))
    })
  }
  // The tabs measure themselves, which they can only once the dialog is in the page.
  setTimeout(() => tabs.resize())
}
