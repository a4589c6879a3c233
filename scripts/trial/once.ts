import { readAlert } from '../../nodes/alert/alert'
import { prepare, readMessage } from '../../nodes/mattermost/handler'
import { encode } from '../../nodes/mattermost/wire'
import type { StandIn } from '../stand-in/stand-in'
import type { FlowNode, NodeRed } from './node-red'
import { idOf } from './quick-start'

/** The quick-start flow with its last debug node showing the whole message, so that the alert is seen with its Dispatch. */
export const watched = (flows: readonly FlowNode[]): readonly FlowNode[] =>
  flows.map((node) => (node.type === 'debug' && node.name === 'Dispatch' ? { ...node, complete: 'true' } : node))

/** What the action posts for an alert: a server that is not ours cannot tell what it got. */
const composed = (flows: readonly FlowNode[], msg: Readonly<Record<string, unknown>>): unknown => {
  const action = flows.find(({ type }) => type === 'webhook-action') ?? {}
  const displayedUsername = flows.find(({ type }) => type === 'mattermost-config')?.displayedUsername
  const message = readMessage(action)
  const reading = readAlert(msg.payload, new Date().toISOString())
  if (!message.ok || !reading.ok) return undefined
  const body = encode(prepare(message.message, reading.alert, msg, typeof displayedUsername === 'string' ? displayedUsername : ''))
  return body === undefined ? undefined : JSON.parse(body.toString('utf8'))
}

/**
 * Clicks the quick-start flow's button, waits for its Dispatch or for its failure, and prints what came of it: the post
 * as it was sent, and the Dispatch, as JSON.
 *
 * @param flows as deployed, {@link watched}
 * @returns the exit code: 0 when the alert was delivered
 */
export const deliverOnce = async (
  nodeRed: NodeRed,
  flows: readonly FlowNode[],
  standIn: StandIn | undefined
): Promise<number> => {
  const delivered = idOf(flows, 'debug', 'Dispatch')
  const failed = idOf(flows, 'debug', 'why')
  await nodeRed.listen()
  await nodeRed.inject(idOf(flows, 'inject'))
  const { id, msg } = await nodeRed.debugOf([delivered, failed])
  if (id === failed) {
    process.stderr.write(`The alert was not delivered:\n${msg}\n`)
    return 1
  }
  const message = JSON.parse(msg) as Readonly<Record<string, unknown>>
  const post: unknown = standIn === undefined ? composed(flows, message) : JSON.parse(standIn.requests.at(-1)?.body ?? 'null')
  process.stdout.write(`${JSON.stringify({ post, dispatch: message.dispatch }, null, 2)}\n`)
  return 0
}
