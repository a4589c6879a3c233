import type { Request } from 'express'
import type { Node, NodeAPI } from 'node-red'
import { inForm } from '../saved/form'
import { isRecord } from '../saved/record'
import { steps } from '../saved/steps'
import { withVariables } from '../saved/variables'
import type { SavedSieve } from '../sieve/trial'
import { answer, type Answer, refuse, serveRoute } from './admin-route'
import { inTime } from './in-time'
import { nodeOf } from './node-of'

/** What a dialog tries: its node as it would be saved, and a message. */
export interface Trial {
  readonly id: string
  readonly node: Readonly<Record<string, unknown>>
  /** All sieves that it refers to, however far, as the editor has them. */
  readonly sieves: readonly SavedSieve[]
  readonly message: Readonly<Record<string, unknown>>
}

/** More than any flow's sieves refer to. */
const mostSieves = 1000

const savedSieveOf = (saved: unknown): SavedSieve | undefined =>
  isRecord(saved) && typeof saved.id === 'string' ? { id: saved.id, saved } : undefined

/** What is asked, or what is wrong with how it is asked. */
const trialOf = (body: unknown): Trial | string => {
  if (!isRecord(body)) return 'The body must be an object'
  const { node, sieves, message } = body
  if (!isRecord(node) || typeof node.id !== 'string') return 'node must be an object with an id: the properties of the node'
  if (!isRecord(message)) return 'message must be an object'
  const list: readonly unknown[] | undefined = Array.isArray(sieves) ? sieves : undefined
  const read = list?.map(savedSieveOf).filter((sieve) => sieve !== undefined)
  if (read === undefined || read.length !== list?.length || read.length > mostSieves) return `sieves must be a list of at most ${mostSieves} objects with an id`
  return { id: node.id, node, sieves: read, message }
}

/** The settings that a node finds: those of its flow and groups where it is deployed, else those of the process. */
const settingOf = (RED: NodeAPI, id: string, name: string): unknown => {
  const node = nodeOf(RED, id) as Node | undefined
  if (node !== undefined) return RED.util.getSetting(node, name)
  const hidden: unknown = (RED.settings as { readonly envVarExcludes?: unknown }).envVarExcludes
  return Array.isArray(hidden) && hidden.includes(name) ? undefined : process.env[name]
}

/**
 * Serves what a dialog tries to those who may see nodes of its type. Who may deploy, and could so read any environment
 * variable, has theirs put in where they are written; who may only look must not learn them by trying.
 *
 * @param work answers what became of the message
 */
export const serveTrial = (RED: NodeAPI, type: 'sieve' | 'alert-watchdog', path: string, work: (trial: Trial) => object): void => {
  const serve =
    (valueOf: (id: string, name: string) => unknown) =>
    ({ body }: Request): Answer => {
      const trial = trialOf(body)
      if (typeof trial === 'string') return refuse(trial)
      const missing = new Set<string>()
      const resolved = (id: string, saved: Trial['node']): Trial['node'] =>
        withVariables(saved, (name) => valueOf(id, name), (name) => missing.add(name)) as Trial['node']
      // The dialog's node is in the form of now; others may be older than this package.
      const sieves = trial.sieves.map(({ id, saved }) => ({ id, saved: inForm(resolved(id, saved), steps.sieve) }))
      const node = resolved(trial.id, trial.node)
      const tried = inTime(() => work({ ...trial, node, sieves }))
      return answer({ ...tried, missing: [...missing].slice(0, 20) })
    }
  serveRoute(RED, { method: 'post', path, permission: `${type}.read` }, serve(() => undefined))
  serveRoute(RED, { method: 'post', path: `${path}/with-environment`, permission: 'flows.write' }, serve((id, name) => settingOf(RED, id, name)))
}
