import { find } from './find'

export interface Tabs {
  /** Marks a tab with what is to be said of it while another is open; '' for nothing. */
  mark(name: string, words: string): void
  /** Opens a tab. */
  open(name: string): void
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
  // To a screen reader the tabs are the list's own, not its items'.
  for (const item of list.querySelectorAll('li')) item.setAttribute('role', 'presentation')
  const links = [...list.querySelectorAll('a')]
  for (const [index, link] of links.entries()) {
    const activate = (): void => tabs.activateTab(link.hash.slice(1))
    link.setAttribute('role', 'tab')
    link.setAttribute('aria-selected', String(link.hash === `#${paneOf(names[0])}`))
    link.setAttribute('aria-controls', link.hash.slice(1))
    link.addEventListener('keydown', (event) => {
      const to = { Enter: link, ' ': link, ArrowLeft: links.at(index - 1), ArrowRight: links[index + 1] ?? links[0], Home: links[0], End: links.at(-1) }[event.key]
      if (to === undefined) return
      event.preventDefault()
      to.focus()
      tabs.activateTab(to.hash.slice(1))
    })
    // To Node-RED the second of two quick clicks is a double click, also where it is on another tab.
    link.addEventListener('click', activate)
  }
  // The tabs measure themselves, which they can only once the dialog is in the page.
  setTimeout(() => tabs.resize())

  return {
    open: (name) => tabs.activateTab(paneOf(name)),
    mark: (name, words) => {
      const link = list.querySelector<HTMLElement>(`a[aria-controls="${paneOf(name)}"]`)
      link?.classList.toggle('wrong', words !== '')
      if (link) link.title = words
    }
  }
}
