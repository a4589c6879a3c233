import { released } from '../dialog/released'
import { element } from '../row/element'

/** How long a person pauses before what they wrote is told, in milliseconds: a screen reader should not stammer. */
const pause = 600

/**
 * Keeps a line of the dialog that says in words what the rules let through, as they stand.
 *
 * @param rules what holds the rules: their `input` and `change` events come out of it
 * @param words the rules in words; '' for nothing to say
 */
export const liveSummary = (line: HTMLElement, rules: HTMLElement, words: () => string, say: Say): void => {
  let waiting: ReturnType<typeof setTimeout> | undefined
  const tell = (): void => {
    const text = words()
    line.hidden = text === ''
    if (line.lastChild?.textContent === ` ${text}`) return
    line.replaceChildren(element('strong', {}, say('summary.in-words')), ` ${text}`)
  }
  const tellSoon = (): void => {
    clearTimeout(waiting)
    waiting = setTimeout(() => void released().then(tell), pause)
  }
  rules.addEventListener('input', tellSoon)
  rules.addEventListener('change', tellSoon)
  tell()
}
