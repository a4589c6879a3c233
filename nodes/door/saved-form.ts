import type { Node } from 'node-red'
import { inForm, knownVersion } from '../saved/form'
import { type NodeType, steps, versionOf } from '../saved/steps'
import type { Say } from './catalogue'

/**
 * What a flow holds of a node, in the form of now. Where a newer package saved it, the log is told, and it works by what is
 * understood of it: after a step back to an older package alerts are still delivered.
 */
export const savedForm = <Saved extends object>(node: Node, type: NodeType, saved: Saved, say: Say): Saved => {
  const given = saved as Saved & Readonly<Record<string, unknown>>
  if (knownVersion(given, steps[type]) === undefined) {
    node.warn(say('problem.version', { version: String(given.version).slice(0, 20), known: versionOf(type) }))
  }
  return inForm(given, steps[type])
}
