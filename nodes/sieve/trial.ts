/** Sieves as a dialog has them, which no flow runs yet. */
import type { GroupTrace } from './explain'
import { broken, type Result } from './problem'
import { type LivingSieve, SieveRegistry } from './registry'
import { readGroup, readSieves } from './rule'

/** A sieve with its node's id, all else as saved. */
export interface SavedSieve {
  readonly id: string
  readonly saved: Readonly<Record<string, unknown>>
}

const livingOf = ({ id, saved }: SavedSieve): LivingSieve => ({
  id,
  alias: undefined,
  flow: '',
  label: typeof saved.name === 'string' && saved.name !== '' ? saved.name : id,
  sieves: readSieves(saved.sieves),
  group: readGroup({ logic: saved.logic, negate: saved.negate, nodes: saved.nodes }),
  take: () => undefined
})

/** All of some sieves, so that they can refer to each other. */
export const registryOf = (sieves: readonly SavedSieve[]): SieveRegistry => {
  const registry = new SieveRegistry()
  for (const sieve of sieves) registry.add(livingOf(sieve))
  return registry
}

/**
 * Explains a value by a sieve, or tells why the sieve cannot work.
 *
 * @param others all that it refers to, however far
 */
export const trySieve = (tried: SavedSieve, others: readonly SavedSieve[], value: unknown): Result<GroupTrace> => {
  const registry = registryOf(others.filter(({ id }) => id !== tried.id))
  const sieve = livingOf(tried)
  registry.add(sieve)
  const explainer = registry.explainer(sieve)
  return explainer.ok ? { ok: true, value: explainer.value(value) } : explainer
}

/** More rules than any dialog holds; each is compiled for each try. */
const mostRules = 5000

/** How many rules, groups and references saved rules have, as far as that is of interest. */
const countOf = (nodes: unknown): number => {
  if (!Array.isArray(nodes)) return 0
  let count = 0
  const lists: (readonly unknown[])[] = [nodes]
  for (const list of lists) {
    count += list.length
    if (count > mostRules) return count
    for (const node of list) {
      const inside = (node as { readonly nodes?: unknown } | null | undefined)?.nodes
      if (Array.isArray(inside)) lists.push(inside)
    }
  }
  return count
}

/** Whether these have more rules in all than are tried. */
export const areTooMany = (groups: readonly Readonly<Record<string, unknown>>[]): boolean =>
  groups.reduce((sum, { nodes }) => sum + countOf(nodes), 0) > mostRules

export const tooMany = broken('too-many', String(mostRules))

/** How long the longest text in JSON is, in UTF-16 units. */
const longestText = (value: unknown): number => {
  let longest = 0
  const all = [value]
  for (const one of all) {
    if (typeof one === 'string') longest = Math.max(longest, one.length)
    else if (typeof one === 'object' && one !== null) for (const inside of Object.values(one)) all.push(inside)
  }
  return longest
}

/** At worst a text is looked for at each place of the other: so many steps are a second. */
const mostSteps = 500_000_000

/** Whether to look once for a rule's value in a message takes longer than flows may be held up: nothing ends that. */
export const areTooLong = (groups: readonly Readonly<Record<string, unknown>>[], message: unknown): boolean =>
  longestText(groups.map(({ nodes }) => nodes)) * longestText(message) > mostSteps
