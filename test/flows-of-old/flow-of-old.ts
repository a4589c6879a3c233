import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FlowNode } from '../../scripts/trial/node-red'

/**
 * A flow as somebody saved it once. They are stored by the version of the form that they are saved in, and never changed:
 * a flow of the first form has no version.
 */
export interface FlowOfOld {
  readonly version: number
  readonly name: string
  readonly nodes: readonly FlowNode[]
}

/** All that are stored. */
export const flowsOfOld: readonly FlowOfOld[] = readdirSync(__dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: version }) =>
    readdirSync(join(__dirname, version)).map((file) => ({
      version: Number(version),
      name: file.replace(/\.json$/, ''),
      nodes: JSON.parse(readFileSync(join(__dirname, version, file), 'utf8')) as FlowNode[]
    }))
  )

/** A stored flow by its name. */
export const flowOfOld = (name: string): readonly FlowNode[] => {
  const found = flowsOfOld.find((flow) => flow.name === name)
  if (found === undefined) throw new Error(`There is no stored flow ${name}`)
  return found.nodes
}

export const ours: readonly string[] = ['mattermost-config', 'alert-watchdog', 'sieve', 'webhook-action']
