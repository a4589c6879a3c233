/**
 * An alert's message: the action's templates, Cyphon's where they are blank, rendered to a post.
 */
import type { Alert } from '../alert/alert'
import { levelColors } from '../alert/level'
import { isRecord } from '../saved/record'
import { readText } from '../saved/text'
import type { View } from '../template/parsed-template'
import { broughtAttachments, broughtPriority } from './brought'
import { color } from './color'
import { caption, channelName, name, oneLine, plain, verbatim } from './escape'
import { markdown, markdownLine } from './escape-markdown'
import { type FieldTemplate, type MessageTemplates, type Part, parts } from './parts'
import type { Attachment, Field, Post } from './post'
import { mentioned, priorityOf, type Routes, unrouted } from './route'
import { type Place, Template } from './template'
import { longestIcon, webAddress } from './web-address'

/** Cyphon's message. Source: Cyphon's WebHookHandler. */
const cyphon: Readonly<Partial<Record<Part, string>>> = {
  fallback: '#### New Cyphon Alert! \nTitle: {{title}}\nLink: {{link}}',
  authorName: 'Cyphon',
  alertTitle: '{{title}}',
  titleLink: '{{link}}',
  body: 'A new alert was created in Cyphon'
}

const cyphonFields: readonly FieldTemplate[] = [
  { title: 'Source', value: '{{source}}', short: true },
  { title: 'Level', value: '{{level}}', short: true },
  { title: 'Status', value: '{{status}}', short: true },
  { title: 'Incidents', value: '{{incidents}}', short: true }
]

/** What a field with no value shows. */
const noValue = '–'

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

/** What a message may bring for what the action leaves blank: `msg.mattermost`. */
export type Overrides = Readonly<Record<string, unknown>>

export type MessageReading =
  | { readonly ok: true; readonly message: Message }
  | { readonly ok: false; readonly part: string; readonly problem: string }

interface CompiledField {
  readonly title: Template
  readonly value: Template
  readonly short: boolean
}

/** The names a template sees: the Alert's, and the message they came with. */
export const viewOf = (alert: Alert, msg: Readonly<Record<string, unknown>>): View => ({
  ...alert,
  payload: msg.payload,
  topic: msg.topic,
  msg
})

/** An action's message, its templates parsed once. */
export class Message {
  readonly #templates: ReadonlyMap<Part, Template>
  readonly #fields: readonly CompiledField[]
  readonly #ownAttachment: boolean
  readonly #routes: Routes

  private constructor(templates: ReadonlyMap<Part, Template>, fields: readonly CompiledField[], ownAttachment: boolean, routes: Routes) {
    this.#templates = templates
    this.#fields = fields
    this.#ownAttachment = ownAttachment
    this.#routes = routes
  }

  /** Parses an action's templates; tells the first that mustache refuses, by the name of its part. */
  static read(saved: MessageTemplates, routes: Routes): MessageReading {
    const templates = new Map<Part, Template>()
    for (const part of parts) {
      const source = saved[part].trim() === '' ? cyphon[part] : saved[part]
      if (source === undefined) continue
      const reading = Template.read(source)
      if (!reading.ok) return { ok: false, part, problem: reading.problem }
      templates.set(part, reading.template)
    }
    const fields: CompiledField[] = []
    for (const field of saved.fields.length === 0 ? cyphonFields : saved.fields) {
      const title = Template.read(field.title)
      const value = Template.read(field.value)
      if (!title.ok) return { ok: false, part: 'fields', problem: title.problem }
      if (!value.ok) return { ok: false, part: 'fields', problem: value.problem }
      fields.push({ title: title.template, value: value.template, short: field.short })
    }
    const ownAttachment = saved.fields.length > 0 || attachmentParts.some((part) => saved[part].trim() !== '')
    return { ok: true, message: new Message(templates, fields, ownAttachment, routes) }
  }

  /**
   * Renders the post for an alert. Never throws on any data: what cannot be used (a bad URL or colour) is left out.
   *
   * @param overrides what the message brings for parts that the action leaves blank, taken as it is
   * @param displayedUsername the config's name for posts that have no other
   */
  render(alert: Alert, view: View, overrides: Overrides, displayedUsername: string): Post {
    const route = this.#routes.get(alert.level) ?? unrouted
    const text = mentioned(route.mention, this.#part('text', view) ?? readText(overrides.text))
    const username = this.#part('username', view) ?? (readText(overrides.username) || displayedUsername)
    const iconUrl = webAddress(this.#part('iconUrl', view) ?? readText(overrides.iconUrl), longestIcon)
    const iconEmoji = this.#part('iconEmoji', view) ?? readText(overrides.iconEmoji)
    const routed = route.channel?.render(view, places.channel).trim() ?? ''
    const channel = routed === '' ? (this.#part('channel', view) ?? readText(overrides.channel)) : routed
    const priority = priorityOf(route, broughtPriority(overrides.priority))
    const brought = this.#ownAttachment ? [] : broughtAttachments(overrides.attachments)
    // An empty list without a text would be no post at all.
    const attachments = brought.length > 0 ? brought : [this.#attachment(alert, view)]
    return {
      ...(text === '' ? {} : { text }),
      ...(channel.trim() === '' ? {} : { channel: channel.trim() }),
      ...(username.trim() === '' ? {} : { username: oneLine(username) }),
      ...(iconUrl === undefined ? {} : { icon_url: iconUrl }),
      ...(/^\S+$/.test(iconEmoji.trim()) && iconEmoji.trim().length <= longestEmoji ? { icon_emoji: iconEmoji.trim() } : {}),
      attachments,
      ...(isRecord(overrides.props) ? { props: overrides.props } : {}),
      ...(priority === undefined ? {} : { priority }),
      ...(route.silent ? { silent: true } : {})
    }
  }

  #part(part: Part, view: View, place: Place = places[part]): string | undefined {
    return this.#templates.get(part)?.render(view, place)
  }

  #attachment(alert: Alert, view: View): Attachment {
    const link = webAddress(this.#part('titleLink', view) ?? '')
    const title = oneLine(this.#part('alertTitle', view, link === undefined ? inMarkdownLine : inPlain) ?? '')
    const pretext = this.#part('pretext', view)
    const footer = this.#part('footer', view)
    return {
      fallback: this.#part('fallback', { ...view, link: alert.link === '' ? noValue : alert.link }) ?? '',
      color: color(this.#part('color', view) ?? '') ?? levelColors[alert.level],
      ...(pretext === undefined ? {} : { pretext }),
      author_name: oneLine(this.#part('authorName', view) ?? ''),
      title,
      ...(link === undefined ? {} : { title_link: link }),
      text: this.#part('body', view) ?? '',
      fields: this.#fields.map((field): Field => {
        const value = field.value.render(view, inMarkdown)
        return { title: oneLine(field.title.render(view, inCaption)), value: value.trim() === '' ? noValue : value, short: field.short }
      }),
      ...(footer === undefined ? {} : { footer })
    }
  }
}
