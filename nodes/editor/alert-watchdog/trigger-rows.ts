import { element } from '../row/element'
import type { RowKind } from '../row-list'
import type { Target } from '../rule-builder/draft'
import { rulesOf } from './filled-watchdog'
import { levelSelect, readLevelSelect } from './level-select'
import type { Offer } from './offer'
import { rulesSay } from './other-catalogues'
import type { ReferringRules } from './referring-rules'
import { type RulesField, rulesField } from './rules-field'

/** A trigger as a row holds it: its level, and below it its rules. */
export interface TriggerRow {
  readonly level: string
  readonly when: ReferringRules
}

const always: ReferringRules = { rules: rulesOf(undefined), sieves: [] }

export const triggerRows = (targets: readonly Target[], offer: Offer, say: Say): RowKind<TriggerRow> => {
  const fields = new WeakMap<Element, RulesField>()
  const words = rulesSay(say, 'trigger')
  return {
    empty: { level: 'HIGH', when: always },
    draw: ({ level }) => [
      element('span', { class: 'rank', 'aria-hidden': 'true' }),
      levelSelect(say('label.trigger-level'), level),
      element('span', { class: 'when' }, say('label.trigger-when'))
    ],
    below: ({ when }) => {
      const place = element('div', { class: 'rules-place' })
      fields.set(place, rulesField(place, when, targets, offer, words))
      return [place]
    },
    read: (item) => {
      const place = item.querySelector(':scope > .rules-place')
      const when = place === null ? undefined : fields.get(place)?.read()
      return { level: readLevelSelect(item), when: when ?? always }
    }
  }
}
