import type { Attachment } from '../../mattermost/post'
import type { PostPreview } from '../../mattermost/preview'
import type { ShownPost } from '../post-view'

/** What a post without a name is posted as. Source: Mattermost 11.6 app/webhook.go. */
const nameless = 'webhook'

const shownAttachment = ({ actions = [], ...attachment }: Attachment): ShownPost['attachments'][number] => ({
  ...attachment,
  actions: actions.map((action) => {
    const { name } = action as { readonly name?: unknown }
    return { name: typeof name === 'string' ? name : '' }
  })
})

/**
 * The post as it is shown; of its priority what the server reads.
 *
 * @param now when it would be posted, in ms since the epoch
 */
export const shownPost = ({ post, warnings }: PostPreview, now: number): ShownPost => {
  const { priority } = post
  return {
    id: '',
    createAt: now,
    channel: post.channel ?? '',
    username: post.username ?? nameless,
    ...(post.icon_url === undefined ? {} : { iconUrl: post.icon_url }),
    ...(post.icon_emoji === undefined ? {} : { iconEmoji: post.icon_emoji }),
    text: post.text ?? '',
    attachments: (post.attachments ?? []).map(shownAttachment),
    ...(priority === undefined
      ? {}
      : { priority: { priority: String(priority.priority), requested_ack: priority.requested_ack === true, persistent_notifications: priority.persistent_notifications === true } }),
    notifies: [...new Set(warnings.flatMap((warning) => (warning.kind === 'notifies' ? warning.names : [])))]
  }
}
