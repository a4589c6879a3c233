import type { FlowNode, NodeRed } from '../../../scripts/trial/node-red'
import { functionNode } from '../../support/saved'

/** What a flow heard of an alert. */
export interface Tiding {
  readonly heard: 'safe' | 'delivered' | 'failed'
  readonly title: string
  /** Of the Dispatch; '' for a failure. */
  readonly id: string
  /** Of the error; '' where there is none. */
  readonly code: string
}

/** A node that prints what it hears. What Node prints to a pipe has left the process before the next line runs, so a SIGKILL takes nothing back. */
export const hearing = (id: string, heard: Tiding['heard']): FlowNode =>
  functionNode(
    id,
    `node.log(JSON.stringify({ heard: '${heard}', title: msg.payload.title, id: msg.dispatch?.id ?? '', code: msg.error?.code ?? '' }))`
  )

/** Reads what function nodes print as JSON, over the lives of one flow. */
export class Printed<Line> {
  readonly lines: Line[] = []
  readonly #read = new WeakMap<NodeRed, number>()

  /** Reads on in what a life has printed by now. */
  readOn(nodeRed: NodeRed): readonly Line[] {
    const from = this.#read.get(nodeRed) ?? 0
    const end = nodeRed.log.lastIndexOf('\n') + 1
    this.#read.set(nodeRed, Math.max(from, end))
    for (const [, json = ''] of nodeRed.log.slice(from, end).matchAll(/\[info\] \[function:[^\]]*\] (\{.*\})$/gm)) {
      this.lines.push(JSON.parse(json) as Line)
    }
    return this.lines
  }

  /** Waits for a condition on what was printed. */
  until(nodeRed: NodeRed, condition: (lines: readonly Line[]) => boolean, what: string): Promise<void> {
    return nodeRed.until(() => condition(this.readOn(nodeRed)), what)
  }
}
