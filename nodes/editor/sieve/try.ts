import type { GroupTrace } from '../../sieve/explain'
import type { Result } from '../../sieve/problem'
import { element, icon } from '../row/element'
import type { RuleBuilder } from '../rule-builder'
import { sayTexts } from '../reader/say-texts'
import { type Shown, tryPanel } from '../try/panel'
import { drawTrace, marksOf } from '../try/trace'
import { becauseOf } from '../try/words'
import { referredSieves } from '../try/written'

type Answer = Result<GroupTrace> & { readonly missing: readonly string[] }

/** Whether the panel was open in the dialog before, while this page is open. */
let wasOpen = false

export interface SieveInDialog {
  readonly node: { readonly id: string; readonly type: string }
  readonly name: () => string
  readonly property: () => string
  readonly builder: RuleBuilder
}

/** Lets a person try the sieve of the open dialog, below its rules, which are marked by what became of them. */
export const offerTry = (place: HTMLElement, { node, name, property, builder }: SieveInDialog, say: Say): void => {
  const box = element('details', { open: wasOpen }, element('summary', {}, element('span', { role: 'heading', 'aria-level': '4' }, say('heading.try'))))
  const inside = element('div')
  box.append(inside)
  place.append(box)

  const show = (answer: Answer): Shown => {
    if (!answer.ok) {
      const { reason, detail } = answer.problem
      builder.mark(new Map())
      return { verdict: [icon('warning'), ' ', sayTexts(say, 'try.broken', { value: say(`why.${reason}`, { detail }) })], parts: [] }
    }
    const trace = answer.value
    const { group, sieves } = builder.read()
    builder.mark(marksOf(trace, say))
    const held = element('strong', { class: trace.held ? 'held' : 'not-held' }, icon(trace.held ? 'check-circle-o' : 'times-circle-o'), ` ${say(trace.held ? 'try.through' : 'try.back')}`)
    return { verdict: [held, ' ', ...becauseOf(trace, group, sieves, say)], parts: [drawTrace(trace, { group, sieves }, say)] }
  }

  const panel = tryPanel<Answer>(inside, {
    node,
    path: 'alert-courier/try/sieve',
    property,
    trial: () => {
      const { group, sieves } = builder.read()
      const { logic, negate, nodes } = group
      return { node: { id: node.id, name: name(), property: property(), logic, negate, nodes, sieves }, sieves: referredSieves(sieves) }
    },
    show,
    onSample: (event) => builder.offer(event),
    onNothing: () => builder.mark(new Map()),
    isSeen: () => box.open,
    say
  })
  box.addEventListener('toggle', () => {
    wasOpen = box.open
    if (box.open) panel.changed()
    else builder.mark(new Map())
  })
  $('#node-input-property').on('change', () => panel.propertyChanged())
  $('#alert-courier-rules').on('input change', () => panel.changed())
}
