import { find } from './find'

export interface Tabs {
  /** Marks a tab with what is to be said of it while another is open; '' for nothing. */
  mark(name: string, words: string): void
}

const paneOf = (name: string): string => `alert-courier-${name}`

/**
 * Puts the open dialog in tabs. Of each, the form has the pane `alert-courier-<name>`, and the catalogue `tab.<name>`.
 *
 * Node-RED's tabs hear the mouse only; here they work by keyboard too, and a screen reader is told which is open.
 */
export const showTabs = (names: readonly [string, ...string[]], say: Say): Tabs => {
  const list = find('alert-courier-tabs')
  const panes = find('alert-courier-panes')
  const tabs = RED.tabs.create({
    id: list.id,
    onchange: ({ id }) => {
      for (const pane of panes.children) pane.toggleAttribute('hidden', pane.id !== id)
      for (const link of list.querySelectorAll('a')) link.setAttribute('aria-selected', String(link.hash === `#${id}`))
    }
  })
  for (const name of names) tabs.addTab({ id: paneOf(name), label: say(`tab.${name}`) })

  list.setAttribute('role', 'tablist')
  for (const link of list.querySelectorAll('a')) {
    const activate = (): void => tabs.activateTab(link.hash.slice(1))
    link.setAttribute('role', 'tab')
    link.setAttribute('aria-selected', String(link.hash === `#${paneOf(names[0])}`))
    link.setAttribute('aria-controls', link.hash.slice(1))
    link.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      activate()
    })
    // To Node-RED the second of two quick clicks is a double click, also where it is on another tab.
    link.addEventListener('click', activate)
  }
  // The tabs measure themselves, which they can only once the dialog is in the page.
  setTimeout(() => tabs.resize())

  return {
    mark: (name, words) => {
      const link = list.querySelector<HTMLElement>(`a[aria-controls="${paneOf(name)}"]`)
      link?.classList.toggle('wrong', words !== '')
      if (link) link.title = words
    }
  }
}
