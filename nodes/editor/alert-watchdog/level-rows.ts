import { element } from '../row/element'
import type { RowKind } from '../row-list'
import type { LevelRow } from './level-map'
import { levelSelect, readLevelSelect } from './level-select'

export const levelRows = (say: Say): RowKind<LevelRow> => ({
  empty: { value: '', level: 'HIGH' },
  draw: ({ value, level }) => {
    const field = element('input', {
      type: 'text',
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-label': say('label.map-value'),
      placeholder: say('placeholder.map-value')
    })
    field.value = value
    return [field, element('span', { class: 'means' }, say('label.map-means')), levelSelect(say('label.map-level'), level, say('label.no-alert'))]
  },
  read: (item) => ({ value: item.querySelector('input')?.value.trim() ?? '', level: readLevelSelect(item) })
})
