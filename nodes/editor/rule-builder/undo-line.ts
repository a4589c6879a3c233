import { element } from '../row/element'

/** More than anyone takes back one by one. */
const most = 100

/** A line that says what was taken away last, with a button that brings it back. */
export class UndoLine {
  readonly line: HTMLElement
  readonly #words: HTMLElement
  readonly #taken: { readonly words: string; readonly undo: () => void }[] = []

  constructor(say: Say) {
    this.#words = element('span')
    const button = element('button', { type: 'button', class: 'red-ui-button red-ui-button-small', 'data-action': 'undo' }, say('label.undo'))
    this.line = element('p', { class: 'undo-line', hidden: true }, this.#words, button)
  }

  /** Offers to take something back, which is said in these words. */
  offer(words: string, undo: () => void): void {
    this.#taken.push({ words, undo })
    if (this.#taken.length > most) this.#taken.shift()
    this.#show()
  }

  /** Takes back what was done last. */
  undo(): void {
    this.#taken.pop()?.undo()
    this.#show()
  }

  #show(): void {
    const last = this.#taken.at(-1)
    this.line.hidden = last === undefined
    this.#words.textContent = last?.words ?? ''
  }
}
