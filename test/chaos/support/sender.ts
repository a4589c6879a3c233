import type { NodeRed } from '../../../scripts/trial/node-red'

/** What is posted to a flow's way in. */
export interface Event {
  readonly title: string
  readonly channel?: string
  readonly level?: string
}

/** Hands an event to the flow; false where nobody has answered for it. */
export const hand = async (nodeRed: NodeRed, event: Event | readonly Event[]): Promise<boolean> => {
  try {
    const response = await fetch(`${nodeRed.url}/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(event)
    })
    await response.text()
    return response.ok
  } catch {
    return false // it was killed before it could answer: the sender has to send again
  }
}
