import { readGroup } from '../../sieve/rule'
import { element } from '../row/element'
import { ruleBuilder } from '../rule-builder'
import type { SavedRules } from './filled-watchdog'
import { saySieve } from './other-catalogues'

export interface RulesField {
  read(): SavedRules
}

/** Draws saved rules to be edited. Those that cannot be read are kept as they are, and it is said why. Empties `place`. */
export const rulesField = (place: HTMLElement, saved: SavedRules, say: Say): RulesField => {
  place.replaceChildren()
  const reading = readGroup(saved)
  if (!reading.ok) {
    const { reason, detail } = reading.problem
    place.append(element('p', { class: 'problem' }, saySieve(`why.${reason}`, { detail })))
    return { read: () => saved }
  }
  const builder = ruleBuilder(place, { group: reading.value, sieves: [] }, [], say)
  return {
    read: () => {
      const { logic, negate, nodes } = builder.read().group
      return { logic, negate, nodes }
    }
  }
}
