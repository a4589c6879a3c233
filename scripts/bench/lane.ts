import type { FlowNode, NodeRed } from '../trial/node-red'
import type { Ran, Run } from './nodes/lane'

const z = 'bench'

/** The flow that all nodes of the benchmark are in. */
export const tab: FlowNode = { id: z, type: 'tab', label: 'Benchmark', disabled: false, info: '' }

/** A node in the benchmark's flow. */
export const node = (id: string, type: string, wires: readonly (readonly string[])[], more: object = {}): FlowNode => ({ id, type, z, name: id, x: 0, y: 0, ...more, wires })

const sinkOf = (name: string): string => `${name}: sink`
const sourceOf = (name: string): string => `${name}: source`

/**
 * A way through a flow, from where messages are sent to where they are counted.
 *
 * @param first the node that they are sent to, or those that get them in turn; none for a bare wire
 * @param between makes the nodes between, given the sink's id
 */
export const lane = (name: string, first: string | readonly string[] | undefined, between: (sink: string) => readonly FlowNode[] = () => []): readonly FlowNode[] => [
  node(sourceOf(name), 'bench-source', [first ?? sinkOf(name)].flat().map((id) => [id]), { sink: sinkOf(name) }),
  ...between(sinkOf(name)),
  node(sinkOf(name), 'bench-sink', [])
]

/** Sends messages through a lane. */
export const send = async (nodeRed: NodeRed, name: string, run: Omit<Run, 'source'>): Promise<Ran> =>
  JSON.parse(await nodeRed.admin('POST', '/bench/run', { source: sourceOf(name), ...run })) as Ran

/** Answers how many messages per second a lane takes. */
export const rate = async (nodeRed: NodeRed, name: string, run: Omit<Run, 'source'>): Promise<number> => {
  const { took } = await send(nodeRed, name, run)
  return (run.count * run.bursts * 1000) / took
}
