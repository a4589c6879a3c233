import { levels } from '../../alert/level'
import type { Post } from '../../mattermost/post'
import type { NoPost, Offered, PostPreview, Preview } from '../../mattermost/preview'
import { askWith } from '../admin/ask'
import { sayIn } from '../reader/say-in'
import { sayTexts } from '../reader/say-texts'
import { released } from '../dialog/released'
import type { Tabs } from '../dialog/tabs'
import { PostView } from '../post-view'
import { element } from '../row/element'
import { sampleField } from '../sample'
import { templateProblem } from '../template/problem'
import { writtenRequest } from '../try/request'
import { goTo } from './places'
import { shownPost } from './shown-post'
import { placeName, warningItem } from './warnings'
import type { Part } from '../../mattermost/parts'

export interface PreviewOptions {
  readonly node: { readonly id: string; readonly type: string }
  /** The message as it would be saved now. */
  readonly message: () => Readonly<Record<string, unknown>>
  readonly displayedUsername: () => string | undefined
  readonly tabs: Tabs
  readonly say: Say
}

/** A sample that cannot be sent is one here as in every dialog. */
const sayOfTrying = sayIn('sieve')

/** How long nothing must have changed before the server is asked, in ms. */
const pause = 200

const choice = (label: string, options: readonly (readonly [value: string, text: string])[]): { readonly label: HTMLLabelElement; readonly select: HTMLSelectElement } => {
  const select = element('select', {}, ...options.map(([value, text]) => element('option', { value }, text)))
  return { label: element('label', {}, element('span', {}, label), select), select }
}

/** Shows the post of the open dialog beside it, as it is filled in. */
export class PostPreviewPanel {
  readonly #options: PreviewOptions
  readonly #place: HTMLElement
  readonly #view: PostView
  readonly #level: HTMLSelectElement
  readonly #status: HTMLSelectElement
  readonly #said = element('p', { class: 'said' })
  readonly #push = element('p', { class: 'said' })
  readonly #problem = element('p', { class: 'problem' })
  readonly #warnings = element('ul', { class: 'warnings' })
  readonly #sample: ReturnType<typeof sampleField>
  readonly #samplePlace: HTMLDetailsElement
  #waiting: ReturnType<typeof setTimeout> | undefined
  #asked = ''
  #turn = 0
  #names: readonly Offered[] = []

  constructor(place: HTMLElement, options: PreviewOptions) {
    const { say, node } = options
    this.#options = options
    this.#place = place
    const asIs = ['', say('preview.as-is')] as const
    const level = choice(say('preview.level'), [asIs, ...levels.map((name) => [name, name] as const)])
    const status = choice(say('preview.status'), [asIs, ['NEW', 'NEW'], ['DONE', 'DONE']])
    this.#level = level.select
    this.#status = status.select
    const dark = element('input', { type: 'checkbox' })
    // Node-RED 5 follows the system, or what its user chose.
    dark.checked = document.documentElement.classList.contains('nr-theme-dark')
    const post = element('div', { class: 'post-place', role: 'group', 'aria-label': say('preview.post') })
    this.#view = new PostView(post, {
      notifies: (name) => sayTexts(say, 'preview.notifies', { name }),
      acknowledge: say('preview.acknowledge'),
      persistent: say('preview.persistent'),
      more: say('preview.more'),
      less: say('preview.less')
    })
    this.#view.isDark = dark.checked
    const sample = element('div', { class: 'sample-place' })
    this.#samplePlace = element('details', {}, element('summary', {}, say('preview.sample')), sample)
    place.append(
      element('div', { class: 'line choices' }, element('h4', {}, say('preview.title')), level.label, status.label, element('label', { class: 'check' }, dark, say('preview.dark'))),
      // Above the post, which can be long: they would not be seen. What changed of them is read out.
      element('div', { role: 'status', 'aria-live': 'polite', 'aria-atomic': 'false' }, this.#problem, this.#warnings),
      post,
      this.#said,
      this.#push,
      this.#samplePlace
    )
    this.#sample = sampleField(sample, { node, property: () => 'payload', onChange: () => this.soon() })
    this.#samplePlace.open = this.#sample.message() !== undefined

    for (const select of [level.select, status.select]) select.addEventListener('change', () => this.soon())
    dark.addEventListener('change', () => (this.#view.isDark = dark.checked))
    // It is first seen when its tab is opened.
    new ResizeObserver(() => this.soon()).observe(place)
  }

  /** What a template can have, and what it would bring; empty until the server has answered. */
  get names(): readonly Offered[] {
    return this.#names
  }

  /** Shows the post anew, soon after nothing changes any more. */
  soon(): void {
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => void this.#show(), pause)
  }

  async #show(): Promise<void> {
    // Nobody sees it, or the dialog is closed.
    if (this.#place.offsetParent === null || this.#isSampleBroken) return
    const { message, displayedUsername } = this.#options
    const request = {
      action: message(),
      displayedUsername: displayedUsername(),
      msg: this.#sample.message(),
      ...(this.#level.value === '' ? {} : { level: this.#level.value }),
      ...(this.#status.value === '' ? {} : { status: this.#status.value })
    }
    const written = writtenRequest(request)
    const asked = written.ok ? written.text : written.why
    if (asked === this.#asked) return
    this.#asked = asked
    const turn = (this.#turn += 1)
    if (!written.ok) {
      this.#refuse(sayOfTrying(`try.${written.why}`))
      return
    }
    const reply = await askWith<Preview>('alert-courier/try/post', request)
    await released()
    // An answer that was overtaken, or comes too late.
    if (turn !== this.#turn || !this.#place.isConnected) return
    const { say } = this.#options
    if (!reply.ok) {
      this.#asked = '' // asked again with the next change, whatever it is
      this.#refuse(say(reply.status === 0 ? 'preview.unreachable' : 'preview.refused', { status: reply.status }))
    } else if (reply.body.ok) await this.#tell(reply.body, reply.now, request.msg === undefined)
    else this.#refuse(this.#reasonOf(reply.body))
  }

  /** While a sample is being written it can be read seldom: what is shown stays. */
  get #isSampleBroken(): boolean {
    return this.#sample.message() === undefined && (this.#samplePlace.querySelector('textarea')?.value ?? '').trim() !== ''
  }

  async #tell(preview: PostPreview, now: number, isExample: boolean): Promise<void> {
    const { say, tabs } = this.#options
    this.#names = preview.names
    this.#place.classList.remove('stale')
    this.#problem.textContent = ''
    this.#said.textContent = this.#saidOf(preview, isExample)
    this.#push.replaceChildren(...pushOf(preview.post, say))
    const items = preview.warnings.map((warning) => warningItem(warning, say, (at) => goTo(at, tabs, () => this.#openSample())))
    // Told again only where something is new.
    if (items.map(({ textContent }) => textContent).join('\n') !== Array.from(this.#warnings.children, ({ textContent }) => textContent).join('\n')) {
      this.#warnings.replaceChildren(...items)
    }
    await this.#view.show(shownPost(preview, now))
  }

  #saidOf({ post, level, status, isRouted }: PostPreview, isExample: boolean): string {
    const { say } = this.#options
    return [
      isExample ? say('preview.example') : '',
      isRouted ? say(status === 'DONE' ? 'preview.routed-done' : 'preview.routed', { level }) : '',
      post.channel === undefined ? say('preview.own-channel') : '',
      post.silent === true ? say('preview.silent') : ''
    ]
      .filter((words) => words !== '')
      .join(' ')
  }

  #refuse(words: string): void {
    this.#place.classList.add('stale')
    this.#problem.textContent = words
    this.#warnings.replaceChildren()
  }

  #reasonOf(no: NoPost): string {
    const { say } = this.#options
    switch (no.why) {
      case 'alert':
        return say(`preview.alert-${no.problem}`)
      case 'unsendable':
        return say('preview.unsendable')
      case 'message': {
        const action = this.#options.message()
        const source = action[no.part]
        const problem = typeof source === 'string' ? templateProblem(source) : undefined
        const name = ['fields', 'routes', 'template', 'timeZone'].includes(no.part) ? say(no.part === 'routes' ? 'tab.routes' : `label.${no.part}`) : placeName({ kind: 'part', part: no.part as Part }, say)
        return say('preview.unreadable', { name, reason: problem === undefined ? say('preview.see-there') : say(problem.key, problem.values) })
      }
    }
  }

  #openSample(): HTMLElement {
    this.#samplePlace.open = true
    return this.#samplePlace.querySelector('textarea') ?? this.#samplePlace
  }
}

/** What push notifications show in the place of an attachment. */
const pushOf = ({ attachments = [] }: Post, say: Say): readonly (Node | string)[] => {
  const fallback = attachments[0]?.fallback ?? ''
  return fallback === '' ? [] : [`${say('preview.push')} `, element('bdi', {}, fallback.length > 300 ? `${fallback.slice(0, 300)}…` : fallback)]
}
