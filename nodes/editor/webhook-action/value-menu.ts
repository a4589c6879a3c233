import type { Offered } from '../../mattermost/preview'
import { Menu, menuItem } from '../menu/menu'
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

/** A button behind a field, whose menu inserts a value where the cursor is. */
export const valueButton = (field: TemplateField, label: string, names: () => readonly Offered[]): HTMLElement => {
  // Which field it is for, its own label says.
  const described = field.id === '' ? {} : { 'aria-describedby': `${field.id}-label` }
  const button = element(
    'button',
    { type: 'button', class: 'red-ui-button icon-button', 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-label': label, title: label, ...described },
    icon('plus')
  )
  let menu: Menu | undefined
  const open = (): void => {
    const offered = names().length === 0 ? known : names()
    menu = new Menu(button, {
      className: 'value-menu',
      label,
      items: offered.map(({ name, value }) => menuItem({ 'data-value-name': name }, element('code', {}, name), element('bdi', {}, value))),
      chosen: ({ dataset }) => put(field, dataset.valueName ?? '')
    })
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
