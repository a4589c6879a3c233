import type { NodeAPI, NodeMessageInFlow } from 'node-red'

/** What a message is answered by: it goes on with each part, whatever the event was read from. */
const connection: ReadonlySet<string> = new Set(['req', 'res'])

/** Makes the message of one event. `id` is the same for all that came in one message. */
export type PartOf = (msg: NodeMessageInFlow, event: unknown, id: string, index: number, count: number) => NodeMessageInFlow

/**
 * Makes messages of their own for the events of one message, which a join node can put together again.
 *
 * @param property of the message, that the events were read from: it goes its own way with none of them
 */
export const partsOf = (RED: NodeAPI, property: string): PartOf => {
  const place = /^(?:msg\.)?([^.[]*)/.exec(property)?.[1] ?? ''
  return (msg, event, id, index, count) => {
    const rest = Object.fromEntries(Object.entries(msg).filter(([key]) => key !== 'payload' && (key !== place || connection.has(key))))
    const { parts } = msg as { readonly parts?: unknown }
    return {
      ...(count === 1 ? rest : RED.util.cloneMessage(rest)),
      _msgid: RED.util.generateId(),
      payload: event,
      parts: { ...(parts === undefined ? {} : { parts }), id, index, count, type: 'array' }
    } as NodeMessageInFlow
  }
}
