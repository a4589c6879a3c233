import type { Derivation } from '../../watchdog/derive'
import { pathsOf } from '../../watchdog/saved'
import { element } from '../row/element'
import type { RowKind } from '../row-list'

/** What stands for the event itself in a list of paths, where nothing could not be seen. */
const itself = '.'

export const derivationRows = (say: Say): RowKind<Derivation> => {
  const field = (name: 'name' | 'from' | 'match', content: string): HTMLInputElement => {
    const input = element('input', {
      type: 'text',
      class: name,
      'data-name': name,
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-label': say(`label.derive-${name}`),
      placeholder: say(`placeholder.derive-${name}`)
    })
    input.value = content
    return input
  }
  const check = (name: 'json' | 'mask', isOn: boolean): HTMLLabelElement => {
    const box = element('input', { type: 'checkbox', 'data-name': name })
    box.checked = isOn
    const label = say(`label.derive-${name}`)
    return element('label', { class: 'check', title: say(`hint.derive-${name}`) }, box, label)
  }
  return {
    empty: { name: '', from: [], json: false, match: '', mask: false },
    draw: ({ name, from }) => [
      field('name', name),
      element('span', { class: 'means' }, say('label.derive-means')),
      field('from', from.map((path) => (path.trim() === '' ? itself : path)).join(', '))
    ],
    below: ({ match, json, mask }) => [
      element(
        'div',
        { class: 'line more' },
        element('span', { class: 'means' }, say('label.derive-only')),
        field('match', match),
        check('json', json),
        check('mask', mask)
      ),
      element('p', { class: 'problem', role: 'status' })
    ],
    read: (item) => {
      const value = (name: string): string => item.querySelector<HTMLInputElement>(`input[data-name=${name}]`)?.value ?? ''
      const isOn = (name: string): boolean => item.querySelector<HTMLInputElement>(`input[data-name=${name}]`)?.checked === true
      return {
        name: value('name').trim(),
        from: pathsOf(value('from')).map((path) => (path === itself ? '' : path)),
        json: isOn('json'),
        match: value('match'),
        mask: isOn('mask')
      }
    }
  }
}

/** Whether a row was added and never filled. */
export const isBlank = ({ name, from, match }: Derivation): boolean => name === '' && from.length === 0 && match === ''
