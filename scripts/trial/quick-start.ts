import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FlowNode } from './node-red'

const root = join(__dirname, '..', '..')

/** An example flow as it is shipped. */
export const readExample = (name: string): readonly FlowNode[] =>
  JSON.parse(readFileSync(join(root, 'examples', `${name}.json`), 'utf8')) as FlowNode[]

/** An example with its config pointed at a server: what its user fills in by hand. */
export const pointedAt = (flows: readonly FlowNode[], server: string, key: string): readonly FlowNode[] =>
  flows.map((node) => (node.type === 'mattermost-config' ? { ...node, server, credentials: { key } } : node))

/** The id of the only node of a type, or of the one with this name. */
export const idOf = (flows: readonly FlowNode[], type: string, name?: string): string => {
  const found = flows.find((node) => node.type === type && (name === undefined || node.name === name))
  if (found === undefined) throw new Error(`The flow has no ${type} ${name ?? ''}`)
  return found.id
}
