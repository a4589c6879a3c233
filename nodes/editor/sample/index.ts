import { askFor } from '../admin/ask'
import { released } from '../dialog/released'
import { sayIn } from '../reader/say-in'
import { sayTexts } from '../reader/say-texts'
import { inFull } from '../reader/times'
import { element } from '../row/element'
import { eventOf, inLines, type Message, type Reading, readSample, type View, type Written, writeSample } from './sample'

export type { Message } from './sample'

/** A sample that a person writes, pastes, or takes from what really came. */
export interface SampleField {
  /** The sample as a message; `undefined` while nothing is written, or nothing that can be read. */
  message(): Message | undefined
  /** The part of it that the node looks at; `undefined` where there is none. */
  event(): unknown
  /** To be called when the node looks at another part of its messages. */
  propertyChanged(): void
}

export interface SampleOptions {
  readonly node: { readonly id: string; readonly type: string }
  /** The path of the event in a message, such as `payload`. */
  readonly property: () => string
  /** Called when the sample changed, soon after a person stopped typing. */
  readonly onChange: () => void
}

/** What the server answers of a node's last message. */
interface LastMessage {
  readonly sample: { readonly at: string; readonly text: string | null; readonly missed: boolean } | null
}

/** How long a person must not have typed, in ms. */
const pause = 250

/** What was written for each node, while this page is open: it is no part of the flow. */
const remembered = new Map<string, Written>()

const say = sayIn('sieve')

let fields = 0

/** What is to be said of a sample; '' for nothing. */
const noteOf = (reading: Reading, property: string): string => {
  switch (reading.kind) {
    case 'empty':
      return say('sample.empty')
    case 'message':
      return reading.isText ? say('sample.text') : ''
    case 'no-json':
    case 'no-object':
    case 'no-property':
      return sayTexts(say, `sample.${reading.kind}`, { reason: reading.kind === 'no-json' ? reading.reason : '', property })
  }
}

/** Draws the field for a sample into `place`. */
export const sampleField = (place: HTMLElement, { node, property, onChange }: SampleOptions): SampleField => {
  fields += 1
  const id = `alert-courier-sample-${fields}`
  const view = element(
    'select',
    { class: 'view', 'aria-label': say('sample.view') },
    element('option', { value: 'event' }, ''),
    element('option', { value: 'message' }, say('sample.message'))
  )
  const last = element('button', { type: 'button', class: 'red-ui-button red-ui-button-small' }, say('sample.last'))
  const text = element('textarea', {
    id,
    class: 'sample-text',
    rows: '14',
    spellcheck: 'false',
    autocomplete: 'off',
    placeholder: '{ }',
    'aria-describedby': `${id}-note`
  })
  const note = element('p', { class: 'hint', id: `${id}-note`, role: 'status' })
  const label = element('label', { for: id }, say('sample.label'))
  place.append(element('div', { class: 'sample' }, element('div', { class: 'line' }, label, view, last), text, note))

  let around: Message = {}
  /** Where what is written came from, in words. */
  let origin = ''

  const writtenNow = (): Written => ({ text: text.value, view: view.value as View, around })
  const read = (): Reading => readSample(writtenNow(), property())

  const tell = (): void => {
    const reading = read()
    const words = noteOf(reading, property())
    const isWrong = reading.kind !== 'message' && reading.kind !== 'empty'
    // Where nothing came, what to do is said already.
    note.textContent = reading.kind === 'empty' && origin !== '' ? origin : [origin, words].filter((one) => one !== '').join(' ')
    note.classList.toggle('problem', isWrong)
    text.classList.toggle('input-error', isWrong)
    if (isWrong) text.setAttribute('aria-invalid', 'true') // present but empty, it would say the opposite
    else text.removeAttribute('aria-invalid')
  }
  const changed = (): void => {
    remembered.set(node.id, writtenNow())
    tell()
    onChange()
  }
  const show = (sample: Written | undefined): void => {
    if (sample === undefined) return
    ;({ around } = sample)
    text.value = sample.text
    view.value = sample.view
  }
  const nameEvent = (): void => {
    const option = view.options.item(0)
    if (option !== null) option.textContent = `msg.${property()}`
  }

  const load = async (): Promise<void> => {
    const answer = await askFor<LastMessage>(`alert-courier/samples/${node.type}/${encodeURIComponent(node.id)}`)
    if (!answer.ok) {
      origin = say(answer.status === 0 ? 'sample.unreachable' : 'sample.refused', { status: answer.status })
    } else if (answer.body.sample === null) {
      origin = say('sample.none')
    } else if (answer.body.sample.text === null) {
      origin = say('sample.too-large', { at: inFull(answer.body.sample.at) })
    } else {
      const { at, text: json, missed } = answer.body.sample
      const message = JSON.parse(json) as Message
      origin = say(missed ? 'sample.came-among' : 'sample.came', { at: inFull(at) })
      // Where the event is not in it, the person sees why.
      const shown = eventOf(message, property()) === undefined ? 'message' : (view.value as View)
      show(writeSample(message, shown, property()))
      changed()
      return
    }
    tell()
  }

  let waiting: ReturnType<typeof setTimeout> | undefined
  text.addEventListener('input', () => {
    origin = ''
    clearTimeout(waiting)
    waiting = setTimeout(() => void released().then(changed), pause)
  })
  // Another event did not come with the message that was there.
  text.addEventListener('paste', () => {
    around = {}
    // The pasted text is in the field only after the event.
    setTimeout(() => {
      const lines = inLines(text.value)
      if (lines === undefined) return
      text.value = lines
      text.setSelectionRange(0, 0)
      text.scrollTop = 0
    })
  })
  view.addEventListener('change', () => {
    const to = view.value as View
    const reading = readSample({ ...writtenNow(), view: to === 'event' ? 'message' : 'event' }, property())
    if (reading.kind === 'message') show(writeSample(reading.message, to, property()))
    changed()
  })
  last.addEventListener('click', () => void load())

  nameEvent()
  const before = remembered.get(node.id)
  if (before !== undefined) show(before)
  tell()

  return {
    message: () => {
      const reading = read()
      return reading.kind === 'message' ? reading.message : undefined
    },
    event: () => {
      const reading = read()
      return reading.kind === 'message' ? eventOf(reading.message, property()) : undefined
    },
    propertyChanged: () => {
      nameEvent()
      // Of a message that came another part is shown; what was written is now at the other place.
      if (view.value === 'event' && Object.keys(around).length > 0 && eventOf(around, property()) !== undefined) show(writeSample(around, 'event', property()))
      changed()
    }
  }
}
