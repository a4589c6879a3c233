import { element } from '../row/element'

/** After so long without a key, in milliseconds, the next letter begins a word anew. */
const pause = 1000

export interface MenuOptions {
  readonly className: string
  /** What a screen reader calls it. */
  readonly label: string
  /** What can be chosen, as {@link menuItem} makes it. */
  readonly items: readonly HTMLButtonElement[]
  /** Called once the menu is closed. */
  readonly chosen: (item: HTMLButtonElement) => void
}

/** Something that can be chosen in a menu. */
export const menuItem = (attributes: Readonly<Record<string, string>>, ...content: readonly Node[]): HTMLButtonElement =>
  element('button', { type: 'button', role: 'menuitem', tabindex: '-1', ...attributes }, ...content)

/**
 * A menu that is open below its button: used by arrows, Home, End, Enter and the first letters of an item; closed by
 * Escape, Tab and a click elsewhere. Who makes it opens it by click, Enter, Space and arrow down.
 * Source: https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/
 */
export class Menu {
  readonly #place: HTMLElement
  readonly #button: HTMLButtonElement
  readonly #items: readonly HTMLButtonElement[]
  #isOpen = true
  #typed = ''
  #typedAt = 0

  constructor(button: HTMLButtonElement, { className, label, items, chosen }: MenuOptions) {
    this.#button = button
    this.#items = items
    this.#place = element('div', { class: className, role: 'menu', 'aria-label': label }, ...items)
    this.#place.addEventListener('click', ({ target }) => {
      const item = target instanceof Element ? target.closest<HTMLButtonElement>('[role=menuitem]') : null
      if (item === null) return
      this.close()
      chosen(item)
    })
    this.#place.addEventListener('keydown', (event) => this.#key(event))
    this.#place.addEventListener('focusout', ({ relatedTarget }) => {
      // A press on its button closes it by itself.
      if (relatedTarget !== button && !(relatedTarget instanceof Node && this.#place.contains(relatedTarget))) this.close()
    })
    button.setAttribute('aria-expanded', 'true')
    button.after(this.#place)
    this.#place.scrollIntoView({ block: 'nearest' })
    items[0]?.focus()
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  close(): void {
    // To take the focused item out of the page takes the focus out of the menu, which closes it.
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#button.setAttribute('aria-expanded', 'false')
    this.#place.remove()
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
    this.#typed = (now - this.#typedAt > pause ? '' : this.#typed) + letter.toLowerCase()
    this.#typedAt = now
    this.#items.find(({ textContent }) => textContent.toLowerCase().startsWith(this.#typed))?.focus()
  }
}
