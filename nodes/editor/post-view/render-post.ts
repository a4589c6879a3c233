import { emojiOf } from './emoji'
import { escapeHtml, linkHtml } from './html'
import type { Markdown } from './markdown'
import type { ShownAttachment, ShownField, ShownPost, ShownPriority } from './post'

/** A footer's length in Mattermost's web app, in characters ("Mattermost 11.6 message_attachment.tsx"). */
const maxFooterLength = 300

const namedColors = ['good', 'warning', 'danger']

const box = (className: string, content: string): string =>
  content === '' ? '' : `<div class="${className}">${content}</div>`

/** Rows of a table of fields: two short ones beside each other, a long one alone. */
const fieldRows = (fields: readonly ShownField[]): readonly (readonly ShownField[])[] => {
  const rows: ShownField[][] = []
  for (const field of fields) {
    const last = rows.at(-1)
    if (field.short && last?.length === 1 && last[0]?.short === true) last.push(field)
    else rows.push([field])
  }
  return rows
}

const renderFields = (fields: readonly ShownField[], markdown: Markdown): string => {
  const cell = (field: ShownField): string =>
    `<div class="field${field.short ? ' short' : ''}"><dt>${escapeHtml(field.title)}</dt>` +
    `<dd class="markdown">${markdown.block(field.value)}</dd></div>`
  return fieldRows(fields)
    .map((row) => `<dl class="fields">${row.map(cell).join('')}</dl>`)
    .join('')
}

const renderAuthor = (attachment: ShownAttachment, markdown: Markdown): string => {
  const { author_name: name = '', author_link: link = '', author_icon: icon = '' } = attachment
  return markdown.image(icon, '', 'author-icon') + linkHtml(link, escapeHtml(name))
}

const renderFooter = (attachment: ShownAttachment, markdown: Markdown): string => {
  const { footer = '', footer_icon: icon = '' } = attachment
  const points = Array.from(footer)
  const text = points.length > maxFooterLength ? `${points.slice(0, maxFooterLength).join('')}…` : footer
  return text === '' ? '' : markdown.image(icon, '', 'footer-icon') + markdown.inline(text)
}

/** The bar's colour: a hex value in a style, one of three names as a class, nothing else. */
const barOf = (color: string): string => {
  if (namedColors.includes(color)) return `class="attachment ${color}"`
  return /^#[0-9a-f]{6}$/i.test(color) ? `class="attachment" style="--bar: ${color}"` : 'class="attachment"'
}

const renderAttachment = (attachment: ShownAttachment, markdown: Markdown): string => {
  const { title = '', title_link: titleLink = '', text = '', image_url: image = '', thumb_url: thumb = '' } = attachment
  const buttons = (attachment.actions ?? []).map((action) => `<button disabled>${escapeHtml(action.name)}</button>`)
  const content =
    box('author', renderAuthor(attachment, markdown)) +
    box('title', linkHtml(titleLink, escapeHtml(title))) +
    box('attachment-text markdown', text === '' ? '' : markdown.block(text)) +
    renderFields(attachment.fields ?? [], markdown) +
    markdown.image(image, '', 'attachment-image') +
    box('actions', buttons.join('')) +
    box('footer', renderFooter(attachment, markdown))
  const pretext = attachment.pretext ?? ''
  return (
    box('pretext markdown', pretext === '' ? '' : markdown.block(pretext)) +
    `<div ${barOf(attachment.color ?? '')}><div class="attachment-body">${content}</div>` +
    `${markdown.image(thumb, '', 'thumb')}</div>`
  )
}

/** What is said beside a post's name, in the reader's language. */
export interface PostWords {
  readonly notifies: (name: string) => string
  readonly acknowledge: string
  readonly persistent: string
}

export const englishWords: PostWords = {
  notifies: (name) => `notifies ${name}`,
  acknowledge: 'acknowledge requested',
  persistent: 'notifies until read'
}

const renderPriority = (priority: ShownPriority | undefined, { acknowledge, persistent: untilRead }: PostWords): string => {
  if (priority === undefined) return ''
  const { priority: level, requested_ack: ack, persistent_notifications: persistent } = priority
  const label = ['urgent', 'important'].includes(level) ? `<span class="label ${level}">${level}</span>` : ''
  return (
    label +
    (ack ? `<span class="label plain">${escapeHtml(acknowledge)}</span>` : '') +
    (persistent ? `<span class="label plain">${escapeHtml(untilRead)}</span>` : '')
  )
}

const webhookGlyph =
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M10.46 19a5 5 0 0 1-5.97 3.87A5 5 0 0 1 .62 16.9 5 5 0 0 1 4.5 13' +
  '.1v2.05A3 3 0 1 0 8.5 17h7.09a1.25 1.25 0 1 1 0 2h-5.13M5.5 19.25a1.25 1.25 0 0 1-.7-2.28l2.6-4.5A5 5 0 1 1 16 8.5a5 5 0 0 1' +
  '-.2 1.4l-1.94-.52A3 3 0 1 0 9.1 10.9l.87.72-3.3 5.72a1.25 1.25 0 0 1-1.17 1.91M12 8.25a1.25 1.25 0 1 1 .9-2.12c.35.35.44.85' +
  '.28 1.28l2.57 4.46A5 5 0 1 1 14.5 20.9l1-1.73a3 3 0 1 0-.3-5.13l-1 .55-3.2-5.55a1.25 1.25 0 0 1 1-.79" fill="currentColor"/></svg>'

const renderAvatar = (post: ShownPost, markdown: Markdown): string => {
  const emoji = post.iconEmoji === undefined ? undefined : emojiOf(post.iconEmoji)
  if (emoji !== undefined) return `<div class="avatar emoji-avatar" aria-hidden="true">${emoji}</div>`
  const image = markdown.image(post.iconUrl ?? '', '', 'avatar-image')
  return `<div class="avatar" aria-hidden="true">${image === '' ? webhookGlyph : image}</div>`
}

/** A post as the web app shows it, with whom it notifies; nothing in it is markup of the post's own. */
export const renderPost = (post: ShownPost, markdown: Markdown, words: PostWords): string => {
  const at = new Date(post.createAt)
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  const chips = post.notifies.map((name) => `<span class="label notifies">${escapeHtml(words.notifies(name))}</span>`)
  return (
    `<article class="post" data-id="${post.id}" data-channel="${escapeHtml(post.channel)}"` +
    ` data-at="${post.createAt}" data-notifies="${post.notifies.length}">${renderAvatar(post, markdown)}<div class="post-body">` +
    `<header><span class="username">${escapeHtml(post.username)}</span><span class="bot">BOT</span>` +
    `<time datetime="${at.toISOString()}" title="${escapeHtml(at.toString())}">${time}</time>` +
    `${renderPriority(post.priority, words)}${chips.join('')}</header>` +
    box('text markdown', post.text === '' ? '' : markdown.block(post.text)) +
    post.attachments.map((attachment) => renderAttachment(attachment, markdown)).join('') +
    '</div></article>'
  )
}
