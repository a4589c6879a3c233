import type { Offered } from '../../mattermost/preview'
import { element, icon } from '../row/element'

/** A field that a template is written in. */
export type TemplateField = HTMLInputElement | HTMLTextAreaElement

/** Names that every template can have, for as long as the server has not said what they bring. */
const known: readonly Offered[] = ['title', 'level', 'description', 'source', 'url', 'status', 'incidents', 'created', 'since', 'runbookUrl', 'id', 'key', 'topic'].map((name) => ({ name, value: '' }))

const put = (field: TemplateField, name: string): void => {
  field.focus()
  field.setRangeText(`{{${name}}}`, field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length, 'end')
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/**
 * The menu of a field's button "insert a value": opened by click, Enter, Space or arrow down; used by arrows, Home, End,
 * Enter and the first letters of a name; closed by Escape, Tab and a click elsewhere.
 * Source: https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/
 */
class ValueMenu {
  readonly #menu: HTMLElement
  readonly #items: readonly HTMLButtonElement[]
  readonly #button: HTMLButtonElement
  #isOpen = true
  #typed = ''
  #typedAt = 0

  constructor(button: HTMLButtonElement, field: TemplateField, names: readonly Offered[], label: string) {
    this.#button = button
    this.#items = names.map(({ name, value }) =>
      element('button', { type: 'button', role: 'menuitem', tabindex: '-1', 'data-value-name': name }, element('code', {}, name), element('bdi', {}, value))
    )
    this.#menu = element('div', { class: 'value-menu', role: 'menu', 'aria-label': label }, ...this.#items)
    this.#menu.addEventListener('click', ({ target }) => {
      const name = target instanceof Element ? target.closest<HTMLElement>('[role=menuitem]')?.dataset.valueName : undefined
      if (name === undefined) return
      this.close()
      put(field, name)
    })
    this.#menu.addEventListener('keydown', (event) => this.#key(event))
    this.#menu.addEventListener('focusout', ({ relatedTarget }) => {
      // A press on its button closes it by itself.
      if (relatedTarget !== button && !(relatedTarget instanceof Node && this.#menu.contains(relatedTarget))) this.close()
    })
    button.setAttribute('aria-expanded', 'true')
    button.after(this.#menu)
    this.#menu.scrollIntoView({ block: 'nearest' })
    this.#items[0]?.focus()
  }

  close(): void {
    // To take the focused item out of the page takes the focus out of the menu, which closes it.
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#button.setAttribute('aria-expanded', 'false')
    this.#menu.remove()
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  #key(event: KeyboardEvent): void {
    const { key } = event
    const at = this.#items.indexOf(document.activeElement as HTMLButtonElement)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[key]
    // The dialog has keys of its own for some of these.
    event.stopPropagation()
    if (next !== undefined) this.#items.at(next % this.#items.length)?.focus()
    else if (key === 'Escape' || key === 'Tab') {
      this.#button.focus()
      this.close()
    } else if (key.length === 1 && key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) this.#type(key, event.timeStamp)
    if (next !== undefined || key === 'Escape') event.preventDefault()
  }

  #type(letter: string, now: number): void {
    this.#typed = (now - this.#typedAt > 1000 ? '' : this.#typed) + letter.toLowerCase()
    this.#typedAt = now
    this.#items.find(({ dataset }) => dataset.valueName?.toLowerCase().startsWith(this.#typed))?.focus()
  }
}

/** A button behind a field that inserts a value where the cursor is. */
export const valueButton = (field: TemplateField, label: string, names: () => readonly Offered[]): HTMLElement => {
  // Which field it is for, its own label says.
  const described = field.id === '' ? {} : { 'aria-describedby': `${field.id}-label` }
  const button = element(
    'button',
    { type: 'button', class: 'red-ui-button icon-button', 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-label': label, title: label, ...described },
    icon('plus')
  )
  let menu: ValueMenu | undefined
  const open = (): void => {
    const offered = names()
    menu = new ValueMenu(button, field, offered.length === 0 ? known : offered, label)
  }
  button.addEventListener('click', () => {
    if (menu?.isOpen === true) menu.close()
    else open()
  })
  button.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' || menu?.isOpen === true) return
    event.preventDefault()
    open()
  })
  return element('span', { class: 'insert' }, button)
}
