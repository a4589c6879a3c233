/** What is worth knowing of a post before it is sent, found by seeing how it is made and what of it is sent. */
import type { Alert } from '../alert/alert'
import { printed } from '../event/printed'
import { clean, oneLine } from './escape'
import { head, longestText } from './limits'
import { possibleMentions } from './mentions'
import type { Message, Overrides } from './message'
import type { Part } from './parts'
import type { Post } from './post'
import type { Spot, Witness } from './spot'
import type { CutBy, Place, Warning } from './warning'
import { longestIcon, noAddress } from './web-address'
import type { View } from '../template/parsed-template'

/** What the web app shows of a footer, in UTF-16 units. Source: Mattermost 11.6 message_attachment.tsx. */
const longestFooter = 300

/** More than anybody reads. */
const mostWarnings = 50

const lengthOf = (text: string): number => head(text, Infinity).length

const part = (name: Part): Spot => ({ kind: 'part', part: name })

/** Sees how a post is made. */
export class PostWitness implements Witness {
  readonly #found = new Map<string, Warning>()
  readonly #parts = new Map<Part, string>()
  /** Of the attachment's fields, which ones they come of. */
  readonly #fields: number[] = []

  value(at: Spot, value: unknown, name: string): void {
    if (value === undefined) this.#add({ kind: 'missing', at, name })
    const text = typeof value === 'string' || typeof value === 'object' ? printed(value) : ''
    if (text.length > longestText && lengthOf(text) > longestText) this.#add({ kind: 'cut', at, by: 'value', size: lengthOf(text), kept: longestText })
  }

  endedEarly(at: Spot): void {
    this.#add({ kind: 'cut', at, by: 'sections', size: 0, kept: longestText })
  }

  part(name: Part, text: string): void {
    this.#parts.set(name, text)
  }

  field(index: number): void {
    this.#fields.push(index)
  }

  /** What a part became; `undefined` where something else was used in its place. */
  text(name: Part): string | undefined {
    return this.#parts.get(name)
  }

  /** Which field an attachment's field comes of. */
  fieldAt(shown: number): number {
    return this.#fields[shown] ?? shown
  }

  get warnings(): readonly Warning[] {
    return [...this.#found.values()]
  }

  /** Each once: a section can bring a value again and again. */
  #add(warning: Warning): void {
    if (this.#found.size < mostWarnings) this.#found.set(JSON.stringify(warning), warning)
  }
}

interface Text {
  readonly at: Place
  readonly text: string
  /** Whether servers look for mentions in it. */
  readonly mentions: boolean
}

/** What is read of a post, and where it comes from. */
const textsOf = ({ text = '', username = '', attachments = [] }: Post, witness: PostWitness, makesAttachment: boolean): readonly Text[] => {
  const of = (name: Part, isMade: boolean): Place => (isMade ? part(name) : { kind: 'brought' })
  return [
    { at: of('text', witness.text('text') !== undefined), text, mentions: true },
    { at: part('username'), text: username, mentions: false },
    ...attachments.flatMap((attachment) => {
      const one = (name: Part, written = '', mentions = false): Text => ({ at: of(name, makesAttachment), text: written, mentions })
      return [
        one('fallback', attachment.fallback),
        one('pretext', attachment.pretext, true),
        one('authorName', attachment.author_name),
        one('alertTitle', attachment.title),
        one('body', attachment.text, true),
        one('footer', attachment.footer),
        ...(attachment.fields ?? []).flatMap(({ title, value }, shown): readonly Text[] => {
          const at = (side: 'title' | 'value'): Place => (makesAttachment ? { kind: 'field', index: witness.fieldAt(shown), of: side } : { kind: 'brought' })
          return [{ at: at('title'), text: title, mentions: false }, { at: at('value'), text: value, mentions: true }]
        })
      ]
    })
  ]
}

/** What of a post was cut to be sent. */
const cuts = (made: readonly Text[], sent: readonly Text[]): readonly Warning[] =>
  made.flatMap(({ at, text }, index) => {
    const whole = clean(text)
    const left = sent[index]?.text ?? ''
    if (left === whole) return []
    const size = lengthOf(whole)
    const by: CutBy = size > longestText ? 'post' : 'body'
    return [{ kind: 'cut', at, by, size, kept: lengthOf(left) }]
  })

/** Whom a post notifies, by what does. */
const notified = (sent: readonly Text[], route: Text | undefined, silent: boolean): readonly Warning[] => {
  const byRoute = possibleMentions(route?.text ?? '')
  const found = sent
    .filter(({ mentions }) => mentions)
    // The route's stand in front of the text.
    .map(({ at, text }, index) => ({ at, names: possibleMentions(text).filter((name) => index > 0 || !byRoute.includes(name)) }))
  return [...(route === undefined ? [] : [{ at: route.at, names: byRoute }]), ...found]
    .filter(({ names }) => names.length > 0)
    .map(({ at, names }) => ({ kind: 'notifies', at, names, silent }))
}

const left = (message: Message, alert: Alert, view: View, overrides: Overrides, witness: PostWitness, post: Post): readonly Warning[] => {
  const icon = witness.text('iconUrl') ?? ''
  const iconProblem = noAddress(icon, longestIcon)
  const emoji = oneLine(witness.text('iconEmoji') ?? '')
  return [
    ...message.leftOut(alert, view, overrides).map((one): Warning => {
      if (one.why === 'no-color') return { kind: 'no-color', at: part('color'), given: one.given }
      return { kind: 'left-out', at: one.name === 'title link' ? part('titleLink') : { kind: 'alert' }, why: one.why, given: one.given }
    }),
    ...(iconProblem === undefined ? [] : [{ kind: 'left-out', at: part('iconUrl'), ...iconProblem } as const]),
    ...(emoji === '' || post.icon_emoji !== undefined ? [] : [{ kind: 'no-emoji', at: part('iconEmoji'), given: emoji.slice(0, 40) } as const])
  ]
}

/**
 * What is worth knowing of a post, the most urgent first.
 *
 * @param witness who saw how it was made
 * @param sent what is sent of it
 */
export const postWarnings = (message: Message, alert: Alert, view: View, overrides: Overrides, witness: PostWitness, post: Post, sent: Post): readonly Warning[] => {
  const makesAttachment = message.makesAttachment(overrides)
  const { mention, channel } = message.routeOf(alert)
  const routed = (of: 'channel' | 'mention'): Place => ({ kind: 'route', level: alert.level, of })
  const made = textsOf(post, witness, makesAttachment)
  const read = textsOf(sent, witness, makesAttachment)
  const footer = sent.attachments?.[0]?.footer ?? ''
  const all: readonly Warning[] = [
    ...notified(read, mention === '' ? undefined : { at: routed('mention'), text: mention, mentions: true }, post.silent === true),
    ...cuts(made, read),
    ...witness.warnings.filter(({ kind }) => kind === 'cut'),
    ...(footer.length > longestFooter ? [{ kind: 'cut', at: part('footer'), by: 'footer', size: lengthOf(footer), kept: longestFooter } as const] : []),
    ...message.rawTemplates(alert).map(({ spot, names }): Warning => ({ kind: 'raw', at: spot, names: [...new Set(names)] })),
    ...left(message, alert, view, overrides, witness, post),
    ...witness.warnings.filter(({ kind }) => kind !== 'cut'),
    ...(post.channel === undefined ? [] : [{ kind: 'channel', at: channelOf(witness, channel !== undefined, routed('channel')), channel: oneLine(post.channel) } as const])
  ]
  return all.slice(0, mostWarnings)
}

/** What a post's channel comes of. A route's may be blank for an alert: then the action's own is asked. */
const channelOf = (witness: PostWitness, isRouted: boolean, routed: Place): Place => {
  if (witness.text('channel') !== undefined) return part('channel')
  return isRouted ? routed : { kind: 'brought' }
}
