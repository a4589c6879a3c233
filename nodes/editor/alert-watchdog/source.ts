import { presetOf, presets } from '../../watchdog/preset'
import { find } from '../dialog/find'
import { element } from '../row/element'

/** What the choice of a source does. */
export interface SourceDialog {
  /** The source that the dialog is filled in from now. */
  current(): string
  /** Whether filling in would overwrite what a person wrote. */
  isTouched(): boolean
  fill(source: string): void
}

const named = (source: string, say: Say): string => (presetOf(source) !== undefined ? say(`source.${source}`) : source)

/** The sources in the order of their labels. */
const optionsOf = (say: Say): readonly HTMLOptionElement[] =>
  Object.keys(presets)
    .map((value) => ({ value, label: named(value, say) }))
    .sort((one, other) => one.label.localeCompare(other.label))
    .map(({ value, label }) => element('option', { value }, label))

/**
 * Lets the user choose a source, which fills the dialog in. Where that would overwrite what was written by hand, it asks
 * first, right below; until then, and where the user says no, all is as it was.
 *
 * To choose is possible by arrow keys, where each source on the way is a choice: so nothing takes the focus away.
 */
export const offerSources = (dialog: SourceDialog, say: Say): void => {
  const select = find('node-input-preset') as HTMLSelectElement
  const hint = find('alert-courier-source-hint')
  const asking = find('alert-courier-asking')
  const question = find('alert-courier-question')
  select.replaceChildren(element('option', { value: '' }, say('source.own')), ...optionsOf(say))

  const showCurrent = (): void => {
    const current = dialog.current()
    if (Array.from(select.options).every(({ value }) => value !== current)) {
      select.append(element('option', { value: current, class: 'gone' }, current))
    }
    select.value = current
    hint.textContent = presetOf(current) === undefined ? say('hint.source') : say(`from.${current}`)
    question.textContent = ''
    asking.hidden = true
  }
  const take = (): void => {
    dialog.fill(select.value)
    showCurrent()
  }

  select.addEventListener('change', () => {
    if (select.value === dialog.current()) showCurrent()
    // One's own goes on from what is there.
    else if (select.value === '' || !dialog.isTouched()) take()
    else {
      asking.hidden = false
      question.textContent = say('question.overwrite', { source: named(select.value, say) })
    }
  })
  find('alert-courier-overwrite').addEventListener('click', () => {
    take()
    select.focus()
  })
  find('alert-courier-keep').addEventListener('click', () => {
    showCurrent()
    select.focus()
  })
  showCurrent()
}
