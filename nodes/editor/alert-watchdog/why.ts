import type { GroupTrace } from '../../sieve/explain'
import { readGroup } from '../../sieve/rule'
import type { EventTrace, LevelTrace } from '../../watchdog/trace'
import { element } from '../row/element'
import { drawTrace, heldSign } from '../try/trace'
import { shown } from '../try/words'
import type { FilledWatchdog, SavedRules } from './filled-watchdog'
import { saySieve } from './other-catalogues'
import { badge, seenList } from './told'

/** What a person has unfolded, by name: it stays so while what is shown is drawn anew. */
export type Unfolded = Set<string>

/** A part that can be folded. */
const fold = (unfolded: Unfolded, name: string, summary: readonly (Node | string)[], ...content: readonly Node[]): HTMLElement => {
  const made = element('details', { open: unfolded.has(name) }, element('summary', {}, ...summary), ...content)
  made.addEventListener('toggle', () => {
    if (made.open) unfolded.add(name)
    else unfolded.delete(name)
  })
  return made
}

/** What became of saved rules. */
const rulesTrace = (trace: GroupTrace, saved: SavedRules, sieves: readonly string[]): readonly HTMLElement[] => {
  const group = readGroup(saved)
  return group.ok ? [drawTrace(trace, { group: group.value, sieves }, saySieve)] : []
}

const ofLevel = (level: LevelTrace, filled: FilledWatchdog, unfolded: Unfolded, say: Say): readonly HTMLElement[] => {
  if (level.by === 'field') {
    const means = (value: string, to: Node | string): HTMLElement => element('li', {}, element('code', {}, element('bdi', {}, value)), ` ${say('label.map-means')} `, to)
    const rows = level.mapped.map(({ value, level: to }) => means(value, to === null ? say('label.no-alert') : badge(to)))
    const other = level.otherwise === undefined || level.otherwise === null ? say('label.no-alert') : badge(level.otherwise)
    return [
      element('p', {}, `${saySieve('try.saw')} `, shown(level.saw, saySieve)),
      element('ul', {}, ...(rows.length > 0 ? rows : [element('li', {}, `${say('label.other')}: `, other)]))
    ]
  }
  const first = level.triggers.findIndex(({ trace }) => trace.held)
  const folds = level.triggers.map(({ level: gives, trace }, index) => {
    const tags = index === first ? [' ', element('span', { class: 'tag decides' }, saySieve('try.decides'))] : first !== -1 && index > first ? [' ', element('span', { class: 'tag' }, saySieve('try.late'))] : []
    const sign = element('span', { class: trace.held ? 'held' : 'not-held' }, ...heldSign(trace.held, saySieve))
    return fold(unfolded, `trigger ${index}`, [`${say('problem.trigger', { number: index + 1 })} `, badge(gives), ' ', sign, ...tags], ...rulesTrace(trace, filled.triggers[index] ?? {}, filled.sieves))
  })
  return folds.length > 0 ? folds : [element('p', {}, say('problem.no-level'))]
}

/** Why an event became what it became: each part folded, its outcome in its line. */
export const whyOf = (event: EventTrace, filled: FilledWatchdog, unfolded: Unfolded, say: Say): readonly HTMLElement[] => {
  const { sieves } = filled
  const rules = (name: 'onlyWhen' | 'resolvedWhen'): readonly HTMLElement[] => {
    const trace = event[name]
    if (trace === null) return []
    const sign = element('span', { class: trace.held ? 'held' : 'not-held' }, ...heldSign(trace.held, saySieve))
    return [fold(unfolded, name, [`${say(`heading.${name}`)}: `, sign], ...rulesTrace(trace, filled[name], sieves))]
  }
  const isAsked = event.outcome === 'alert' || event.outcome === 'no-level'
  return [
    ...rules('onlyWhen'),
    ...rules('resolvedWhen'),
    ...(isAsked ? [fold(unfolded, 'level', [say('heading.level')], ...ofLevel(event.level, filled, unfolded, say))] : []),
    ...(event.derived.length === 0 ? [] : [fold(unfolded, 'derived', [say('heading.derive')], seenList(event.derived))]),
    ...(event.alert === null ? [] : [fold(unfolded, 'json', [say('try.json')], element('pre', { tabindex: '0' }, event.alert.json))])
  ]
}
