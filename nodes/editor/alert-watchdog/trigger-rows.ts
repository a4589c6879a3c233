import { element } from '../row/element'
import type { RowKind } from '../row-list'
import { rulesOf, type SavedTrigger, triggerOf } from './filled-watchdog'
import { levelSelect, readLevelSelect } from './level-select'
import { type RulesField, rulesField } from './rules-field'
import { rulesSay } from './other-catalogues'

/** A trigger: its level, and below it its rules. */
export const triggerRows = (say: Say): RowKind<SavedTrigger> => {
  const fields = new WeakMap<Element, RulesField>()
  const words = rulesSay(say, 'trigger')
  return {
    empty: { level: 'HIGH', ...rulesOf(undefined) },
    draw: ({ level }) => [
      element('span', { class: 'rank', 'aria-hidden': 'true' }),
      levelSelect(say('label.trigger-level'), level),
      element('span', { class: 'when' }, say('label.trigger-when'))
    ],
    below: (trigger) => {
      const place = element('div', { class: 'rules-place' })
      fields.set(place, rulesField(place, trigger, words))
      return [place]
    },
    read: (item) => {
      const place = item.querySelector(':scope > .rules-place')
      const rules = place === null ? {} : (fields.get(place)?.read() ?? {})
      return triggerOf(readLevelSelect(item), rules)
    }
  }
}
