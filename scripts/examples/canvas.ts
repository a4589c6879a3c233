import type { FlowNode } from '../trial/node-red'

type Properties = Readonly<Record<string, unknown>>

/** Where a node's middle is, in px. */
export type Place = readonly [x: number, y: number]

/** Wider than any of the editor's letters on average, in px: what is placed by this does not overlap. */
const letter = 7.4

/** How wide the editor draws a node with this label, in px, about. Source: the editor's `view.js`: icon and ports, in steps of 20. */
export const widthOf = (label: string): number => Math.max(100, 20 * Math.ceil((label.length * letter + 50) / 20))

/** A flow on its tab, as the editor exports it. */
export class Canvas {
  readonly #number: string
  readonly #tab: FlowNode
  readonly #nodes = new Map<string, { readonly node: FlowNode; readonly wires: string[][] }>()
  readonly #configs: FlowNode[] = []

  /** @param number two digits: ids are made of it, so that no two examples share any */
  constructor(number: string, label: string, info: string) {
    this.#number = number
    this.#tab = { id: this.#id(0), type: 'tab', label, disabled: false, info }
  }

  /** Adds a node; answers its id. */
  add(type: string, [x, y]: Place, properties: Properties, outputs = 1): string {
    const id = this.#id(this.#nodes.size + 1)
    const node = { id, type, z: this.#tab.id, ...properties, x, y }
    this.#nodes.set(id, { node, wires: Array.from({ length: outputs }, () => []) })
    return id
  }

  /** Adds what the flow says of itself, beginning about where its other nodes do. */
  say(y: number, name: string, info: string): void {
    const half = Math.ceil(widthOf(name) / 44) * 20
    this.add('comment', [80 + half, y], { name, info }, 0)
  }

  /** Draws a wire. */
  wire(from: string, to: string, port = 0): void {
    this.#nodes.get(from)?.wires[port]?.push(to)
  }

  /** Joins nodes to a line, by their first outputs. */
  line(...ids: readonly string[]): void {
    for (const [index, id] of ids.entries()) {
      const next = ids[index + 1]
      if (next !== undefined) this.wire(id, next)
    }
  }

  /** Takes wires across the canvas out of sight: a link from one place, or several, to another. */
  link(outs: readonly Place[], into: Place, name: string): { readonly outs: readonly string[]; readonly into: string } {
    const to = this.add('link in', into, { name, links: [] as string[] })
    const from = outs.map((place) => this.add('link out', place, { name, mode: 'link', links: [to] }, 0))
    const placed = this.#nodes.get(to)
    if (placed !== undefined) (placed.node.links as string[]).push(...from)
    return { outs: from, into: to }
  }

  /** Adds a config node, which has an id of its own. */
  config(node: FlowNode): void {
    this.#configs.push(node)
  }

  /** All of it, as it stands in an example's file. */
  flow(): readonly FlowNode[] {
    const nodes = [...this.#nodes.values()].map(({ node, wires }) => ({ ...node, wires }))
    return [this.#tab, ...nodes, ...this.#configs]
  }

  #id(index: number): string {
    return `a1e27c${this.#number}${index.toString(16).padStart(8, '0')}`
  }
}
