import { element, icon } from '../row/element'

/** What a button does. */
export type Act = () => void | Promise<void>

/**
 * A button with an icon and its word; `name` is what a screen reader says where the word is not enough. While it still
 * does what it was pressed for it does nothing more: a double click would send an alert twice.
 */
export const button = (iconName: string, word: string, act: Act, name?: string): HTMLButtonElement => {
  let busy = false
  const press = async (): Promise<void> => {
    busy = true
    try {
      await act()
    } finally {
      busy = false
    }
  }
  const made = element(
    'button',
    { type: 'button', class: 'red-ui-button red-ui-button-small', ...(name === undefined ? {} : { 'aria-label': name }) },
    icon(iconName),
    ` ${word}`
  )
  made.addEventListener('click', () => {
    if (!busy && made.getAttribute('aria-disabled') !== 'true') void press()
  })
  return made
}

/** Switches a button off and on. It stays where Tab finds it: a disabled one would drop the focus. */
export const enable = (made: HTMLButtonElement, isOn: boolean): void => {
  made.setAttribute('aria-disabled', String(!isOn))
  made.classList.toggle('disabled', !isOn)
}

/** What an asking button says. */
export interface AskingWords {
  readonly word: string
  readonly question: string
  readonly yes: string
  readonly no: string
}

/** A button that asks in its own place before it acts. */
export interface AskingButton {
  readonly place: HTMLElement
  enable(isOn: boolean): void
}

export const askingButton = (iconName: string, words: AskingWords, act: Act): AskingButton => {
  const close = (): void => {
    place.replaceChildren(opener)
    opener.focus()
  }
  const no = button('undo', words.no, close)
  const yes = button(iconName, words.yes, () => {
    close()
    return act()
  })
  const opener = button(iconName, words.word, () => {
    place.replaceChildren(element('span', {}, words.question), yes, no)
    no.focus()
  })
  const place = element('span', { class: 'asking', role: 'group', 'aria-label': words.word }, opener)
  place.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || opener.isConnected) return
    event.stopPropagation() // the question is closed, not the dialog
    close()
  })
  return { place, enable: (isOn) => enable(opener, isOn) }
}
