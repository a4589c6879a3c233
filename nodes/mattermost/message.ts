/**
 * An alert's message: the action's templates, those of a ready-made message where they are blank, rendered to a post.
 */
import type { Alert } from '../alert/alert'
import { levelColors } from '../alert/level'
import { isRecord } from '../saved/record'
import { readText } from '../saved/text'
import type { View } from '../template/parsed-template'
import { broughtAttachments, broughtPriority } from './brought'
import { color } from './color'
import { caption, channelName, clean, name, oneLine, plain, verbatim } from './escape'
import { markdown, markdownLine } from './escape-markdown'
import { type MessageTemplates, type Part, parts } from './parts'
import type { Attachment, Field, Post } from './post'
import { present } from './present'
import { type ReadyMadeName, readyMadeLines, readyMades } from './ready-made'
import { mentioned, priorityOf, type Route, routeOf, type Routes } from './route'
import type { Spot, Witness } from './spot'
import { type Place, Template, type Told } from './template'
import { withLink } from './view'
import type { NoAddress } from './warning'
import { longestIcon, noAddress, webAddress } from './web-address'
import type { Zone } from './zone'

/** A text where there is one. */
const textOrNone = (text: string): string | undefined => (text === '' ? undefined : text)

/** What Cyphon's fallback says where there is no link. */
const noLink = '–'

const inMarkdown: Place = { kind: 'markdown', escape: markdown }
const inMarkdownLine: Place = { kind: 'markdown', escape: markdownLine }
const inPlain: Place = { kind: 'plain', escape: plain }
const inCaption: Place = { kind: 'plain', escape: caption }
const asItIs: Place = { kind: 'bare', escape: verbatim }

/** Where Mattermost shows each part. Source: the web app's attachment view. */
const places: Readonly<Record<Part, Place>> = {
  channel: { kind: 'bare', escape: channelName },
  username: { kind: 'bare', escape: name },
  iconUrl: asItIs,
  iconEmoji: asItIs,
  text: inMarkdown,
  // Push notifications only; never formatted. Its own lines are the template's.
  fallback: inPlain,
  color: asItIs,
  pretext: inMarkdown,
  authorName: inPlain,
  // Where it carries a link; without one Mattermost reads it as Markdown.
  alertTitle: inPlain,
  titleLink: asItIs,
  body: inMarkdown,
  footer: inMarkdown
}

/** Longer than any emoji's name, in UTF-16 units. */
const longestEmoji = 64

/** The parts that make the attachment: blank in all of them, a message may bring attachments of its own. */
const attachmentParts: readonly Part[] = ['fallback', 'color', 'pretext', 'authorName', 'alertTitle', 'titleLink', 'body', 'footer']

/** Whether nothing is left of a text once it is sent: Mattermost refuses a post of nothing. */
const isBlank = (text: string): boolean => clean(text).trim() === ''

/** What a message may bring for what the action leaves blank: `msg.mattermost`. */
export type Overrides = Readonly<Record<string, unknown>>

export type MessageReading =
  | { readonly ok: true; readonly message: Message }
  | { readonly ok: false; readonly part: string; readonly problem: string }

/** What of an action is chosen beside its templates. */
export interface MessageChoices {
  /** Supplies every part that the templates leave blank. */
  readonly readyMade: ReadyMadeName
  readonly routes: Routes
  /** In which times are shown. */
  readonly zone: Zone
}

/** Tells a witness how one template is rendered. */
const told = (witness: Witness | undefined, spot: Spot): Told | undefined =>
  witness && { onValue: (value, name) => witness.value(spot, value, name), onEndedEarly: () => witness.endedEarly(spot) }

interface CompiledField {
  readonly title: Template
  readonly value: Template
  readonly short: boolean
}

interface Compiled {
  readonly template: Template
  /** Whether it is the action's own, and not the ready-made message's. */
  readonly isOwn: boolean
}

/** What a post goes without: a link that it would have and nobody can follow, or a colour that is none. */
export type LeftOut =
  | ({ readonly name: 'link' | 'title link' | 'runbook' } & NoAddress)
  | { readonly name: 'color'; readonly why: 'no-color'; readonly given: string }

/** A template that takes values as they are. */
export interface RawTemplate {
  readonly spot: Spot
  readonly names: readonly string[]
}

/** An action's message, its templates parsed once. */
export class Message {
  readonly #templates: ReadonlyMap<Part, Compiled>
  readonly #fields: readonly CompiledField[]
  /** What a field shows that has no value; '' where the field is left out. */
  readonly #noValue: string
  /** Whether an alert's own attachment is the action's to make, and whether there is one at all. */
  readonly #ownAttachment: boolean
  readonly #hasAttachment: boolean
  readonly #routes: Routes
  /** The names that its templates ask for. */
  readonly #names: { readonly text: ReadonlySet<string>; readonly attachment: ReadonlySet<string> }
  /** In which times are shown. */
  readonly zone: Zone

  private constructor(templates: ReadonlyMap<Part, Compiled>, fields: readonly CompiledField[], saved: MessageTemplates, { readyMade, routes, zone }: MessageChoices) {
    this.#templates = templates
    this.#fields = fields
    this.#noValue = saved.fields.length > 0 ? readyMades.cyphon.noValue : readyMades[readyMade].noValue
    this.#ownAttachment = saved.fields.length > 0 || attachmentParts.some((part) => templates.get(part)?.isOwn === true)
    this.#hasAttachment = fields.length > 0 || attachmentParts.some((part) => templates.has(part))
    this.#routes = routes
    const text = templates.get('text')?.template
    const attachment = [...attachmentParts.flatMap((part) => templates.get(part)?.template ?? []), ...fields.flatMap(({ title, value }) => [title, value])]
    this.#names = { text: new Set(text?.names), attachment: new Set(attachment.flatMap(({ names }) => names)) }
    this.zone = zone
  }

  /** Parses an action's templates; tells the first that mustache refuses, by the name of its part. */
  static read(saved: MessageTemplates, choices: MessageChoices): MessageReading {
    const readyMade = readyMades[choices.readyMade]
    const templates = new Map<Part, Compiled>()
    for (const part of parts) {
      const isOwn = !isBlank(saved[part])
      const source = isOwn ? saved[part] : readyMade.parts[part]
      if (source === undefined) continue
      const reading = Template.read(source)
      if (!reading.ok) return { ok: false, part, problem: reading.problem }
      templates.set(part, { template: reading.template, isOwn })
    }
    const fields: CompiledField[] = []
    for (const field of saved.fields.length === 0 ? readyMade.fields : saved.fields) {
      const title = Template.read(field.title)
      const value = Template.read(field.value)
      if (!title.ok) return { ok: false, part: 'fields', problem: title.problem }
      if (!value.ok) return { ok: false, part: 'fields', problem: value.problem }
      fields.push({ title: title.template, value: value.template, short: field.short })
    }
    return { ok: true, message: new Message(templates, fields, saved, choices) }
  }

  /**
   * Renders the post for an alert. Never throws on any data: what cannot be used (a bad URL or colour) is left out.
   *
   * @param overrides what the message brings for parts that the action leaves blank, taken as it is
   * @param displayedUsername the config's name for posts that have no other
   * @param witness told how the post is made
   */
  render(alert: Alert, view: View, overrides: Overrides, displayedUsername: string, witness?: Witness): Post {
    const route = this.routeOf(alert)
    const username = this.#part('username', view, witness) ?? (readText(overrides.username) || displayedUsername)
    const iconUrl = webAddress(this.#part('iconUrl', view, witness) ?? readText(overrides.iconUrl), longestIcon)
    const iconEmoji = this.#part('iconEmoji', view, witness) ?? readText(overrides.iconEmoji)
    const routed = route.channel?.render(view, places.channel, told(witness, { kind: 'route', level: alert.level, of: 'channel' })).trim() ?? ''
    const channel = routed === '' ? (this.#part('channel', view, witness) ?? readText(overrides.channel)) : routed
    const priority = priorityOf(route, broughtPriority(overrides.priority))
    const brought = this.#ownAttachment ? [] : broughtAttachments(overrides.attachments)
    const attachments = brought.length === 0 && this.#hasAttachment ? [this.#attachment(alert, view, witness)] : brought
    const own = this.#text(view, readText(overrides.text), witness)
    // Without a text, and with an empty list, it would be no post at all.
    const text = mentioned(route.mention, isBlank(own) && attachments.length === 0 ? markdownLine(alert.title) : own)
    const emoji = iconEmoji.trim()
    return present<Post>({
      text: textOrNone(text),
      channel: textOrNone(channel.trim()),
      username: textOrNone(oneLine(username)),
      icon_url: iconUrl,
      icon_emoji: /^\S+$/.test(emoji) && emoji.length <= longestEmoji ? emoji : undefined,
      attachments: attachments.length === 0 ? undefined : attachments,
      props: isRecord(overrides.props) ? overrides.props : undefined,
      priority,
      silent: route.silent ? true : undefined
    })
  }

  /** The route that an alert takes; one that changes nothing where its level has none. */
  routeOf(alert: Pick<Alert, 'level' | 'status'>): Route {
    return routeOf(this.#routes, alert)
  }

  /** Whether the post has an attachment that is the message's own, and not what is brought for it. */
  makesAttachment(overrides: Overrides): boolean {
    return this.#hasAttachment && (this.#ownAttachment || broughtAttachments(overrides.attachments).length === 0)
  }

  /** Its templates that hold `{{{x}}}`, those of routes for alerts of one level. */
  rawTemplates(alert: Pick<Alert, 'level' | 'status'>): readonly RawTemplate[] {
    const { channel } = this.routeOf(alert)
    const all: readonly (readonly [Spot, Template])[] = [
      ...Array.from(this.#templates, ([part, { template }]) => [{ kind: 'part', part }, template] as const),
      ...this.#fields.flatMap(({ title, value }, index) => [[{ kind: 'field', index, of: 'title' }, title], [{ kind: 'field', index, of: 'value' }, value]] as const),
      ...(channel === undefined ? [] : [[{ kind: 'route', level: alert.level, of: 'channel' }, channel] as const])
    ]
    return all.map(([spot, { rawNames }]) => ({ spot, names: rawNames })).filter(({ names }) => names.length > 0)
  }

  /** What of the post was left out, and why. */
  leftOut(alert: Alert, view: View, overrides: Overrides): readonly LeftOut[] {
    const hasOwn = this.makesAttachment(overrides)
    const hasText = this.#templates.get('text')?.isOwn === true || isBlank(readText(overrides.text))
    const shows = (name: string): boolean => (hasText && this.#names.text.has(name)) || (hasOwn && this.#names.attachment.has(name))
    const titleLink = hasOwn ? (this.#part('titleLink', view) ?? '') : ''
    // Cyphon's title link is the alert's.
    const isTitleLink = hasOwn && oneLine(titleLink) === oneLine(alert.link)
    const links: readonly (readonly [name: 'link' | 'title link' | 'runbook', text: string])[] = [
      ...(isTitleLink || shows('url') ? [['link', alert.link] as const] : []),
      ...(isTitleLink ? [] : [['title link', titleLink] as const]),
      ...(shows('runbookUrl') ? [['runbook', alert.runbook] as const] : [])
    ]
    const left = links.flatMap(([name, text]) => {
      const why = noAddress(text)
      return why === undefined ? [] : [{ name, ...why }]
    })
    const given = hasOwn ? (this.#part('color', view)?.trim() ?? '') : ''
    const isColor = given === '' || color(given) !== undefined
    return isColor ? left : [...left, { name: 'color', why: 'no-color', given: given.slice(0, 40) }]
  }

  /** The action's own text, else the one that the message brings, else the ready-made. */
  #text(view: View, brought: string, witness: Witness | undefined): string {
    const isOwn = this.#templates.get('text')?.isOwn === true
    return !isOwn && !isBlank(brought) ? brought : (this.#part('text', view, witness) ?? '')
  }

  #part(part: Part, view: View, witness?: Witness, place: Place = places[part]): string | undefined {
    const compiled = this.#templates.get(part)
    const isLine = compiled?.isOwn === false && readyMadeLines.has(part)
    const text = compiled?.template.render(view, isLine ? inMarkdownLine : place, told(witness, { kind: 'part', part }))
    if (text !== undefined) witness?.part(part, text)
    return text
  }

  #attachment(alert: Alert, view: View, witness: Witness | undefined): Attachment {
    const fallback = this.#part('fallback', alert.link === '' ? withLink(view, noLink) : view, witness)
    const link = webAddress(this.#part('titleLink', view, witness) ?? '')
    const title = this.#part('alertTitle', view, witness, link === undefined ? inMarkdownLine : inPlain)
    const pretext = this.#part('pretext', view, witness)
    const author = this.#part('authorName', view, witness)
    const body = this.#part('body', view, witness)
    const footer = this.#part('footer', view, witness)
    const isBodyLeftOut = this.#templates.get('body')?.isOwn !== true && isBlank(body ?? '')
    const fields = this.#fields.flatMap((field, index) => this.#field(field, index, view, witness))
    return present<Attachment>({
      fallback,
      color: color(this.#part('color', view, witness) ?? '') ?? levelColors[alert.level],
      pretext,
      author_name: author === undefined ? undefined : oneLine(author),
      title: title === undefined ? undefined : oneLine(title),
      title_link: link,
      text: isBodyLeftOut ? undefined : body,
      fields: fields.length === 0 ? undefined : fields,
      footer
    })
  }

  #field(field: CompiledField, index: number, view: View, witness: Witness | undefined): readonly Field[] {
    const value = field.value.render(view, inMarkdown, told(witness, { kind: 'field', index, of: 'value' }))
    const shown = isBlank(value) ? this.#noValue : value
    if (shown === '') return []
    witness?.field(index)
    const title = oneLine(field.title.render(view, inCaption, told(witness, { kind: 'field', index, of: 'title' })))
    return [{ title, value: this.#noValue === '' ? shown.trimEnd() : shown, short: field.short }]
  }
}
