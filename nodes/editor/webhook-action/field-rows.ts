import { element } from '../row/element'
import type { RowKind } from '../row-list'
import type { FieldTemplate } from '../../mattermost/parts'
import type { Offered } from '../../mattermost/preview'
import { valueButton } from './value-menu'

/** A field of a flow written by hand may have less, or other things. */
export const fieldOf = ({ title, value, short }: Readonly<Record<string, unknown>>): FieldTemplate => {
  const text = (one: unknown): string => (typeof one === 'string' ? one : '')
  return { title: text(title), value: text(value), short: short === true || short === 'true' }
}

/** A row of the post's table: title, value and whether it shares its line with the next. */
export const fieldRows = (say: Say, names: () => readonly Offered[]): RowKind<FieldTemplate> => {
  const text = (name: 'title' | 'value', content: string): HTMLInputElement => {
    const input = element('input', {
      type: 'text',
      'data-name': name,
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-label': say(`label.field-${name}`),
      placeholder: say(`placeholder.field-${name}`)
    })
    input.value = content
    return input
  }
  return {
    empty: { title: '', value: '', short: true },
    draw: (field) => {
      const short = element('input', { type: 'checkbox' })
      short.checked = field.short
      const value = text('value', field.value)
      return [
        text('title', field.title),
        value,
        valueButton(value, say('label.insert-value'), names),
        element('label', { class: 'check' }, short, say('label.field-short'))
      ]
    },
    read: (line) => {
      const value = (name: string): string => line.querySelector<HTMLInputElement>(`[data-name=${name}]`)?.value ?? ''
      return {
        title: value('title'),
        value: value('value'),
        short: line.querySelector<HTMLInputElement>('[type=checkbox]')?.checked ?? true
      }
    }
  }
}
