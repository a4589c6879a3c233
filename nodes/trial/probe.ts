/**
 * Tries a webhook, by posting to it or by asking for what Mattermost must refuse, and reading why it does.
 *
 * The order of Mattermost's checks, the same from 5.37 to the newest: webhooks enabled, a text, the key, the channel, its
 * lock, the webhook's creator, their permission, the post's type. Source: app/webhook.go, `HandleIncomingWebhook` and
 * `CreateWebhookPost`.
 */
import type { Post } from '../mattermost/post'
import type { Receipt } from '../mattermost/receipt'
import type { TrialOutcome, TrialReason } from './outcome'

/** A post as it is sent. */
export type Sent = Partial<Post> & { readonly type?: string }

/** Sends one, and tells what became of it. */
export type Send = (post: Sent) => Promise<Receipt>

/** Shown nowhere: it stands in what is refused. */
const text = 'Alert Courier checks this webhook and posts nothing.'

/** No channel has this name, for no name is empty. */
const noChannel = '#'

/** Posts of types that begin so are the server's own, and refused to webhooks. */
const refusedType = 'system_alert_courier_check'

const failed = (reason: TrialReason, receipt: Receipt): TrialOutcome => {
  const { statusCode } = receipt
  const id = 'id' in receipt && receipt.id !== '' ? `, ${receipt.id}` : ''
  const requestId = 'requestId' in receipt ? receipt.requestId : ''
  return { ok: false, reason, params: { answer: `${statusCode ?? ''}${id}`, detail: 'detail' in receipt ? receipt.detail : '', requestId } }
}

const ofReceipt = (receipt: Receipt): TrialOutcome =>
  receipt.kind === 'delivered' ? failed('took-check', receipt) : failed(receipt.reason, receipt)

const inChannel = (channel: string): { readonly channel?: string } => (channel === '' ? {} : { channel })

/** Newer servers answer 400 for whatever is wrong, and do not say what. */
const isVague = (receipt: Receipt): boolean => receipt.kind === 'rejected' && receipt.reason === 'invalid-webhook-or-post'

/** Whether the key is right: with a right one the channel is what is wrong. `undefined` where it is. */
const keyTrouble = async (send: Send): Promise<TrialOutcome | undefined> => {
  const receipt = await send({ text, channel: noChannel })
  if (receipt.kind === 'rejected' && receipt.reason === 'channel-not-found') return undefined
  return isVague(receipt) ? failed('invalid-webhook', receipt) : ofReceipt(receipt)
}

/** Whether it was the type that a post was refused for, as the last of all. */
const isRefusedForType = (receipt: Receipt): boolean =>
  isVague(receipt) || (receipt.kind === 'rejected' && receipt.reason === 'bad-post' && receipt.id.startsWith('api.context.invalid_param.'))

/**
 * Finds out whether a post would be taken, and posts nothing.
 *
 * @param channel '' for the webhook's own
 */
export const check = async (send: Send, channel: string): Promise<TrialOutcome> => {
  const trouble = await keyTrouble(send)
  if (trouble !== undefined) return trouble
  const receipt = await send({ text, type: refusedType, ...inChannel(channel) })
  if (!isRefusedForType(receipt)) return ofReceipt(receipt)
  // That there is no such user is answered with a 400, too.
  return { ok: true, found: isVague(receipt) && channel.startsWith('@') ? 'ready-but-user' : 'ready' }
}

/** Posts a test; where the answer does not say what is wrong, asks whether it is the key. */
export const sendTest = async (send: Send, post: Partial<Post>): Promise<TrialOutcome> => {
  const receipt = await send(post)
  if (receipt.kind === 'delivered') return { ok: true, found: 'posted' }
  if (!isVague(receipt)) return ofReceipt(receipt)
  const trouble = await keyTrouble(send)
  if (trouble?.ok === false && trouble.reason === 'invalid-webhook') return trouble
  return failed(trouble === undefined && post.channel?.startsWith('@') === true ? 'user-not-found' : 'invalid-webhook-or-post', receipt)
}
