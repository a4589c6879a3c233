/**
 * Whether a post wants the attention of somebody in particular. It is looked for more widely than servers do: what only
 * looks like a mention costs a post of its own, what is overlooked costs the mention.
 */
import { own } from '../event/own'
import { clean, gap } from './escape'
import type { Attachment, Post } from './post'

/**
 * An `@`, or an entity that the server decodes to one, before a name, and not within a word as in mail. An escaped one
 * has a gap behind it, or is within a word.
 */
const mention = new RegExp(`(?<![\\p{L}\\p{N}])(?:@|&#0*64;|&#[xX]0*40;|&commat;)(?![\\s${gap}]|$)`, 'u')

/** `<!here>` and `<@id>`, which the server makes mentions of. */
const slackMention = /<(?:![a-z]|@[a-z0-9])/i

/** Whether a text that servers look through mentions somebody, once it is sent: what is not is taken out first. */
const mentions = (text = ''): boolean => mention.test(clean(text)) || slackMention.test(clean(text))

/**
 * Whether an attachment does. In its title an `@` mentions nobody, and would be the event's own: only Slack's tokens are
 * rewritten there, and those of events are made safe.
 */
const mentionsIn = ({ pretext, title = '', text, fields = [] }: Attachment): boolean =>
  [pretext, text, ...fields.map(({ value }) => value)].some((each) => mentions(each)) || slackMention.test(clean(title))

/** Whether a post mentions somebody, or asks for an acknowledgement or persistent notifications. */
export const standsAlone = ({ text, attachments = [], props = {}, priority = {} }: Post): boolean => {
  if (priority.requested_ack === true || priority.persistent_notifications === true) return true
  // Blocks hold texts of their own, at any depth.
  if (own(props, 'mm_blocks') !== undefined) return true
  return mentions(text) || attachments.some(mentionsIn)
}
