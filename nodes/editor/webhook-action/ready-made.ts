import { type Part, parts } from '../../mattermost/parts'
import { type ReadyMadeName, readyMadeNames, readyMades } from '../../mattermost/ready-made'
import { element } from '../row/element'
import { find } from '../dialog/find'

const select = (): HTMLSelectElement => find('node-input-template') as HTMLSelectElement

/** Shows in each blank field of the open dialog what the chosen message has there, and below the table which fields. */
export const showReadyMade = (saved: unknown, say: Say): void => {
  const field = select()
  for (const name of readyMadeNames) field.append(element('option', { value: name }, say(`option.template-${name}`)))
  const chosen = typeof saved === 'string' && saved.trim() !== '' ? saved : readyMadeNames[0]
  // An environment variable, or what is no message: kept until something else is chosen.
  if (!readyMadeNames.some((name) => name === chosen)) field.append(element('option', { value: chosen }, chosen))
  field.value = chosen

  const show = (): void => {
    const name: ReadyMadeName = readyMadeNames.find((one) => one === field.value) ?? readyMadeNames[0]
    const { parts: templates, fields } = readyMades[name]
    for (const part of parts) find(`node-input-${part}`).setAttribute('placeholder', templates[part] ?? said(part, say))
    const titles = fields.map(({ title }) => title).join(', ')
    find('alert-courier-fields-hint').textContent = say(titles === '' ? 'hint.no-fields' : 'hint.fields', { titles })
  }
  field.addEventListener('change', show)
  show()
}

/** What a part is where no template makes it. */
const said = (part: Part, say: Say): string => say(`placeholder.${part}`)
