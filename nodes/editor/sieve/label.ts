import { summary } from '../rule-builder/summary'
import { groupOf, idsOf, sieveOf, type SieveProperties } from './properties'

/** A sieve that another names is named in the label, but its rules are not told again. */
export const nameOf = (id: string | undefined, say: Say): string => {
  const sieve = id === undefined ? undefined : sieveOf(id)
  return sieve?.name || say('palette.name')
}

/** What a sieve is called where it is seen: its name, else its rules in words. */
export const labelOf = (sieve: EditorNode<SieveProperties>): string => {
  const group = groupOf(sieve)
  const words = group.ok ? summary(group.value, sieve._, (index) => nameOf(idsOf(sieve)[index], sieve._)) : ''
  return sieve.name || words || sieve._('palette.name')
}
