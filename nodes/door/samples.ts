import type { Node, NodeAPI } from 'node-red'
import { LastMessage, type Sample } from '../sample/last-message'
import { answer, idOf, serveRoute } from './admin-route'

/** A node's last message, and the id that the node has in its subflow, where the editor shows it. */
interface Kept {
  readonly alias: string | undefined
  readonly last: LastMessage
}

const after = (milliseconds: number, call: () => void): void => void setTimeout(call, milliseconds).unref()

const newest = (samples: readonly (Sample | undefined)[]): Sample | undefined =>
  samples.reduce((one, other) => ((other?.at ?? -1) > (one?.at ?? -1) ? other : one), undefined)

/** The last messages of all nodes of one type. They outlive a deploy: who changes a node wants to try it with them. */
export class Samples {
  readonly #kept = new Map<string, Kept>()

  /** Of a node that starts; `note` what comes to it. */
  of(node: Node): LastMessage {
    const { id } = node
    const last = this.#kept.get(id)?.last ?? new LastMessage({ now: Date.now, after })
    this.#kept.set(id, { alias: (node as { readonly _alias?: string })._alias, last })
    node.on('close', (removed: boolean, done: () => void) => {
      if (removed) this.#kept.delete(id)
      done()
    })
    return last
  }

  /** By the id that the editor knows: of a node in a subflow, of all its instances the last. */
  find(id: string): Sample | undefined {
    return this.#kept.get(id)?.last.sample ?? newest([...this.#kept.values()].filter(({ alias }) => alias === id).map(({ last }) => last.sample))
  }
}

/** Keeps the last messages of a type of node, and serves them to who may see such nodes. */
export const serveSamples = (RED: NodeAPI, type: string): Samples => {
  const samples = new Samples()
  serveRoute(RED, { method: 'get', path: `/alert-courier/samples/${type}/:id`, permission: `${type}.read` }, (request) => {
    const sample = samples.find(idOf(request))
    // No 404: a browser would write an error into its console, and nothing is wrong.
    if (sample === undefined) return answer({ sample: null })
    const { at, text, missed } = sample
    return answer({ sample: { at: new Date(at).toISOString(), text: text ?? null, missed } })
  })
  return samples
}
