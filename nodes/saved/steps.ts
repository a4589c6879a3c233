import { type Step, versionBy } from './form'

/**
 * What changed of the meaning of saved nodes, by their type, the oldest first. A new step is a new version, and gets stored
 * flows of the form before it in `test/flows-of-old`. Nothing has changed so far: new properties mean nothing where they
 * are absent. See doc/decisions/015-saved-flows.md.
 */
export const steps = {
  'alert-watchdog': [],
  sieve: [],
  'webhook-action': [],
  'mattermost-config': []
} as const satisfies Readonly<Record<string, readonly Step[]>>

export type NodeType = keyof typeof steps

/** The version that the editor saves new nodes with. */
export const versionOf = (type: NodeType): number => versionBy(steps[type])
