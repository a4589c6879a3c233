import type { WatchdogProblem } from '../../watchdog/problem'
import type { WatchdogTrace } from '../../watchdog/trace'
import { find } from '../dialog/find'
import { inDigits } from '../reader/locale'
import { sayTexts } from '../reader/say-texts'
import { element, icon } from '../row/element'
import { type Shown, tryPanel } from '../try/panel'
import { referredSieves } from '../try/written'
import type { WatchdogForm } from './form'
import { offeredOf } from './offered'
import { saySieve } from './other-catalogues'
import { alertList, keyList, outcomeInWords } from './told'
import { type Unfolded, whyOf } from './why'

type Answer = ({ readonly ok: true; readonly value: WatchdogTrace } | { readonly ok: false; readonly problem: WatchdogProblem }) & {
  readonly missing: readonly string[]
}

const problemInWords = ({ reason, params, sieve }: WatchdogProblem, say: Say): string => {
  const why = sieve === undefined ? '' : saySieve(`why.${sieve.reason}`, { detail: sieve.detail })
  return say(`failure.${reason}`, { ...params, why })
}

/** What became of a message with several events, or none, in few words. */
const sumOf = ({ events, count }: WatchdogTrace, say: Say): string => {
  const of = (outcome: string): string => inDigits(events.filter((event) => event.outcome === outcome).length)
  const sum = say('try.sum', { count: inDigits(count), alerts: of('alert'), resolutions: of('resolution') })
  return count > events.length ? `${sum} ${say('try.first', { count: inDigits(events.length) })}` : sum
}

/** Lets a person try the watchdog of the open dialog, on a tab of its own. */
export const offerTry = (node: { readonly id: string; readonly type: string }, form: WatchdogForm, say: Say): void => {
  const pane = find('alert-courier-try')
  /** Of each event in its turn. */
  const unfolded: Unfolded[] = []

  const show = (answer: Answer): Shown => {
    if (!answer.ok) return { verdict: [icon('warning'), ' ', sayTexts(saySieve, 'try.broken', { value: problemInWords(answer.problem, say) })], parts: [] }
    const { events, muzzle, resolves } = answer.value
    const filled = form.read()
    const message = panel.message()
    form.offer(message === undefined ? undefined : offeredOf(message, panel.event(), filled.split, events[0]?.derived ?? []))
    const sections = events.map((event, index) =>
      element(
        'section',
        { class: 'event' },
        ...(events.length > 1 ? [element('h5', {}, say('try.event', { number: inDigits(index + 1) })), element('p', {}, ...outcomeInWords(event, say))] : []),
        ...(event.alert === null ? [] : [alertList(event.alert, say)]),
        ...(event.key === null ? [] : [keyList(event.key, muzzle, resolves, say)]),
        element('h5', {}, say('try.why')),
        ...whyOf(event, filled, (unfolded[index] ??= new Set()), say)
      )
    )
    const [only] = events
    return { verdict: only === undefined || events.length > 1 ? [sumOf(answer.value, say)] : outcomeInWords(only, say), parts: sections }
  }

  const property = (): string => form.read().property
  const panel = tryPanel<Answer>(pane, {
    node,
    path: 'alert-courier/try/watchdog',
    property,
    trial: () => {
      const filled = form.read()
      return { node: { id: node.id, ...filled }, sieves: referredSieves(filled.sieves) }
    },
    show,
    onSample: () => undefined, // until it was tried, nobody knows the derived values
    onNothing: () => form.offer(undefined),
    isSeen: () => !pane.hidden,
    say: saySieve
  })
  new MutationObserver(() => panel.changed()).observe(pane, { attributes: true, attributeFilter: ['hidden'] })
  $('#node-input-property').on('change', () => panel.propertyChanged())
  // The source can be changed beside it. jQuery's events too: of a row that was dragged only they tell.
  $(pane).closest('.alert-courier').on('input change click sortupdate', () => panel.changed())
}
