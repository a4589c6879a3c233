import { failureAnswer } from './failure'
import { newId } from './id'
import { notified } from './mentions'
import { rewriteAttachment, rewriteText } from './slack-text'
import { splitPost } from './split'
import { readBody } from './body'
import type { BodySettings } from './body'
import type { Answer, Cause } from './failure'
import type { Incoming } from './incoming'
import type { Attachment, JsonObject, Post, Priority } from './post'
import type { UserNames } from './slack-text'
import type { Part } from './split'

/** The server that webhooks post to, as far as they can tell. */
export interface Site extends BodySettings {
  readonly key: string
  /** Names of the team's channels; the hook's own is the first. */
  readonly channels: readonly string[]
  /** User names; the hook's creator is the first. */
  readonly users: readonly string[]
  /** User names by id, for `<@ID>`. */
  readonly userNames: UserNames
  /** Whether the hook may post to its own channel alone. */
  readonly locked: boolean
  /** Whether incoming webhooks are switched off. */
  readonly disabled: boolean
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** What comes of a webhook's request: an answer, and the posts that were stored, some of them in spite of an error. */
export interface WebhookOutcome {
  readonly answer: Answer
  readonly posts: readonly Post[]
}

type Refusal = { readonly cause: Cause; readonly posts: readonly Post[] }

const refused = (cause: Cause, posts: readonly Post[] = []): Refusal => ({ cause, posts })

/** `props` that Mattermost sets itself, or drops ("Mattermost 11.6 app/webhook.go", `CreateWebhookPost`). */
const ownProps = new Set([
  'attachments',
  'from_webhook',
  'override_username',
  'override_icon_url',
  'webhook_display_name'
])

/** A post's `type` holds 26 characters ("Mattermost 11.6 model/post.go"). */
const maxTypeLength = 26

const findChannel = (incoming: Incoming, site: Site): { readonly name: string } | Cause => {
  const wanted = incoming.channel
  const own = site.channels[0]
  if (wanted === '') return own === undefined ? 'own channel gone' : { name: own }
  if (wanted.startsWith('@')) {
    const user = site.users.find((name) => name.toLowerCase() === wanted.slice(1).toLowerCase())
    if (user === undefined) return 'user not found'
    return site.locked ? 'channel locked' : { name: `@${user}` }
  }
  const name = wanted.startsWith('#') ? wanted.slice(1) : wanted
  if (!site.channels.includes(name)) return 'channel not found'
  return site.locked && name !== own ? 'channel locked' : { name }
}

const hasNul = (value: unknown): boolean => {
  if (typeof value === 'string') return value.includes('\0')
  return typeof value === 'object' && value !== null && Object.entries(value).some((entry) => entry.some(hasNul))
}

/** Whether the data base takes a part: PostgreSQL refuses U+0000 in text and, from 6.0 on, in `jsonb`. */
const canStore = (part: Part, incoming: Incoming): boolean =>
  ![part.text, part.attachments, incoming.username, incoming.iconUrl, incoming.iconEmoji, incoming.props].some(hasNul)

const readPriority = (incoming: Incoming, site: Site): { readonly priority?: Priority } | Cause => {
  const asked = incoming.priority
  if (asked === undefined) return {}
  if (asked.priority !== undefined) return { priority: { ...asked, priority: asked.priority } }
  return site.generation === 'wrapped' ? 'no priority' : {}
}

const createPosts = (
  incoming: Incoming,
  channel: string,
  attachments: readonly Attachment[],
  site: Site
): readonly Post[] | Refusal => {
  const priority = readPriority(incoming, site)
  if (typeof priority === 'string') return refused(priority)
  const type = attachments.length > 0 ? 'slack_attachment' : incoming.type
  if (type.startsWith('system_')) return refused('system type')
  const typeFits = type === '' || type === 'slack_attachment' || type.startsWith('custom_')

  const props: JsonObject = Object.fromEntries(Object.entries(incoming.props).filter(([name]) => !ownProps.has(name)))
  const parts = splitPost(rewriteText(incoming.text, site.userNames), attachments, props)
  if (parts === undefined) return refused('props too long')

  const posts: Post[] = []
  for (const part of parts) {
    const notifies = notified(part, site.users, site.generation)
    const alarmsNobody = priority.priority?.persistent_notifications === true && notifies.length === 0
    if (!typeFits || type.length > maxTypeLength || !canStore(part, incoming) || alarmsNobody) {
      return refused('create post failed', posts) // the parts before stay: splitting is not atomic
    }
    posts.push({
      id: newId(),
      createAt: site.now(),
      channel,
      username: incoming.username === '' ? 'webhook' : incoming.username,
      ...(incoming.iconUrl !== '' && { iconUrl: incoming.iconUrl }),
      ...(incoming.iconEmoji !== '' && { iconEmoji: incoming.iconEmoji }),
      type,
      ...part,
      props,
      ...priority,
      notifies
    })
  }
  return posts
}

/** The checks in Mattermost's order ("Mattermost 11.6 app/webhook.go", `HandleIncomingWebhook`). */
const handle = (incoming: Incoming, key: string, site: Site): readonly Post[] | Refusal => {
  if (site.disabled) return refused('disabled')
  if (incoming.text === '' && incoming.attachments.length === 0) return refused('no text')
  if (key !== site.key) return refused('invalid webhook')
  const attachments = incoming.attachments.map((attachment) => rewriteAttachment(attachment, site.userNames))
  const channel = findChannel(incoming, site)
  return typeof channel === 'string' ? refused(channel) : createPosts(incoming, channel.name, attachments, site)
}

/**
 * What Mattermost does with a POST to `/hooks/{key}`. Names and icons are always taken, as with
 * `EnablePostUsernameOverride` and `EnablePostIconOverride` on.
 */
export const handleWebhook = async (
  request: { readonly key: string; readonly contentType: string | undefined; readonly body: Buffer },
  site: Site
): Promise<WebhookOutcome> => {
  const { key } = request
  const { generation } = site
  const reading = await readBody(request.contentType, request.body, site)
  const { mediaType } = reading
  const result = reading.ok ? handle(reading.incoming, key, site) : refused(reading.cause)
  if ('cause' in result) {
    return { answer: failureAnswer(result.cause, { generation, key, mediaType }), posts: result.posts }
  }
  const headers = { 'Content-Type': 'text/plain', 'X-Request-Id': newId() }
  return { answer: { status: 200, headers, body: 'ok' }, posts: result }
}
