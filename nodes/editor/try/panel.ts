import { askWith } from '../admin/ask'
import { released } from '../dialog/released'
import { element } from '../row/element'
import { sayTexts } from '../reader/say-texts'
import { type Message, sampleField } from '../sample'
import { writtenRequest } from './request'

/** What is shown of a try. */
export interface Shown {
  /** In a sentence or two: what a screen reader says when it changes. */
  readonly verdict: readonly (Node | string)[]
  /** What is to be seen below it. */
  readonly parts: readonly Node[]
}

export interface PanelOptions<Answer> {
  readonly node: { readonly id: string; readonly type: string }
  /** The route that is asked, from `alert-courier/` on. */
  readonly path: string
  /** The message path of the event. */
  readonly property: () => string
  /** The node as it would be saved now, and all sieves that it refers to. */
  readonly trial: () => { readonly node: object; readonly sieves: readonly object[] }
  readonly show: (answer: Answer) => Shown
  /** Called with the sample's event whenever it changes; `undefined` where there is none. */
  readonly onSample: (event: unknown) => void
  /** Called where nothing is shown any more. */
  readonly onNothing: () => void
  /** Whether the panel can be seen: nothing is asked while it cannot. */
  readonly isSeen: () => boolean
  /** Of the sieve's catalogue. */
  readonly say: Say
}

export interface TryPanel {
  /** To be called when the node changed in its dialog, or the panel came to be seen. */
  changed(): void
  propertyChanged(): void
  /** The sample, as {@link SampleField} has it. */
  message(): Message | undefined
  event(): unknown
}

/** What every answer has. */
interface Tried {
  /** Environment variables without a value. */
  readonly missing: readonly string[]
}

/** How long a person must not have changed anything, in ms. */
const pause = 300

/** The key of the sentence for a request that was not answered. */
const problemOf = (status: number): 'try.unreachable' | 'try.refused' | 'try.too-large' | 'try.failed' => {
  if (status === 0) return 'try.unreachable'
  if (status === 401 || status === 403) return 'try.refused'
  return status === 413 ? 'try.too-large' : 'try.failed'
}

/** Draws a panel to try a node with a sample, beside it what would become of that. */
export const tryPanel = <Answer extends Tried>(place: HTMLElement, options: PanelOptions<Answer>): TryPanel => {
  const { node, path, property, trial, show, onSample, onNothing, isSeen, say } = options
  const left = element('div', { class: 'try-sample' })
  const verdict = element('p', { class: 'verdict', role: 'status', 'aria-live': 'polite', 'aria-atomic': 'true' })
  const parts = element('div', { class: 'try-parts' })
  const right = element('div', { class: 'try-result', role: 'group', 'aria-label': say('try.result') }, verdict, parts)
  place.classList.add('try')
  place.append(element('div', { class: 'try-columns' }, left, right))

  let asked = ''
  let newest = 0
  let waiting: ReturnType<typeof setTimeout> | undefined

  /** A screen reader says what is written anew, so that is only what changed. */
  const write = (content: readonly (Node | string)[]): void => {
    const now = element('p', {}, ...content)
    if (verdict.innerHTML !== now.innerHTML) verdict.replaceChildren(...now.childNodes)
  }
  const nothing = (words: string): void => {
    asked = ''
    newest += 1
    write([words])
    parts.replaceChildren()
    onNothing()
  }

  const ask = async (message: Message): Promise<void> => {
    const body = { ...trial(), message }
    const written = writtenRequest(body)
    if (!written.ok) {
      nothing(say(`try.${written.why}`))
      return
    }
    if (written.text === asked) return
    asked = written.text
    newest += 1
    const mine = newest
    // Who may deploy could read any environment variable; others must not.
    const reply = await askWith<Answer>(RED.user.hasPermission('flows.write') ? `${path}/with-environment` : path, body)
    await released()
    if (mine !== newest || !place.isConnected) return
    if (!reply.ok) {
      nothing(say(problemOf(reply.status)))
      return
    }
    const { verdict: told, parts: drawn } = show(reply.body)
    const missing = reply.body.missing.map((name) => `\${${name}}`).join(', ')
    const notes = missing === '' ? [] : [element('p', { class: 'hint' }, sayTexts(say, 'try.missing', { value: missing }))]
    write(told)
    parts.replaceChildren(...notes, ...drawn)
  }

  const now = (): void => {
    if (!isSeen() || !place.isConnected) return
    const message = sample.message()
    if (message === undefined) nothing(say('try.no-sample'))
    else void ask(message)
  }
  const soon = (): void => {
    clearTimeout(waiting)
    waiting = setTimeout(() => void released().then(now), pause)
  }

  const sample = sampleField(left, {
    node,
    property,
    onChange: () => {
      onSample(sample.event())
      now()
    }
  })
  onSample(sample.event())
  write([say('try.no-sample')])
  soon()
  return { changed: soon, propertyChanged: () => sample.propertyChanged(), message: () => sample.message(), event: () => sample.event() }
}
