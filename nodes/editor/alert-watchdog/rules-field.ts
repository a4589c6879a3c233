import { readGroup } from '../../sieve/rule'
import { element } from '../row/element'
import { ruleBuilder } from '../rule-builder'
import type { Target } from '../rule-builder/draft'
import type { Offer } from './offer'
import { saySieve } from './other-catalogues'
import type { ReferringRules } from './referring-rules'

export interface RulesField {
  read(): ReferringRules
}

/**
 * Draws saved rules to be edited. Those that cannot be read are kept as they are, and it is said why. Empties `place`.
 *
 * @param targets the sieves that they may refer to
 * @param offer the sample that they are seen beside
 */
export const rulesField = (place: HTMLElement, saved: ReferringRules, targets: readonly Target[], offer: Offer, say: Say): RulesField => {
  place.replaceChildren()
  const reading = readGroup(saved.rules)
  if (!reading.ok) {
    const { reason, detail } = reading.problem
    place.append(element('p', { class: 'problem' }, saySieve(`why.${reason}`, { detail })))
    return { read: () => saved }
  }
  const builder = ruleBuilder(place, { group: reading.value, sieves: saved.sieves }, targets, say)
  offer.add(builder)
  return {
    read: () => {
      const { group, sieves } = builder.read()
      const { logic, negate, nodes } = group
      return { rules: { logic, negate, nodes }, sieves }
    }
  }
}
