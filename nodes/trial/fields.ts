/**
 * What of a dialog is tried, and with which secrets. Whoever asks may choose the server, the proxy and the TLS
 * configuration, and so could be sent whatever they name: a stored key goes only where the deployed config sends it, and
 * an environment variable is read only where the deployed config reads it.
 */
import { readServer } from '../mattermost/endpoint'
import { isEnvironmentVariable } from '../saved/environment-variable'
import { readText } from '../saved/text'
import type { SettingsProblem } from '../mattermost/settings-problem'
import type { Refusal } from './outcome'

/** The fields of a config that a trial depends on. Numbers may be text. */
export interface TrialFields {
  readonly server: unknown
  readonly key: unknown
  readonly displayedUsername: unknown
  readonly timeout: unknown
  /** Ids of config nodes, blank for none. */
  readonly tls: unknown
  readonly proxy: unknown
}

export interface Deployed {
  /** As the flow saves it: `${NAME}` is the name of an environment variable. */
  readonly saved: TrialFields
  /** As it runs, the variables filled in; `undefined` where it does not run. */
  readonly running: TrialFields | undefined
}

export type FieldsReading =
  | { readonly ok: true; readonly fields: TrialFields }
  | { readonly ok: false; readonly problem: Refusal | SettingsProblem }

/** What Node-RED puts into a dialog for a stored secret. */
const storedPassword = '__PWRD__'

const isVariable = (value: unknown): value is string => typeof value === 'string' && isEnvironmentVariable(value.trim())

/** Where the deployed config sends its key, or what of it was changed in the dialog. */
const elsewhere = (given: TrialFields, running: TrialFields): Refusal | undefined => {
  const asked = readServer(readText(given.server))
  const stored = readServer(readText(running.server))
  // Another subpath of the same origin is the same site, whose wrong subpath is what a person looks for.
  if (!asked.ok || !stored.ok || new URL(asked.server).origin !== new URL(stored.server).origin) return 'key-for-another-server'
  // A configuration that believes any certificate gives the key to whoever stands in the way.
  if (readText(given.tls) !== readText(running.tls)) return 'key-for-another-tls'
  // A proxy reads what goes to http://
  return readText(given.proxy) === readText(running.proxy) ? undefined : 'key-for-another-proxy'
}

/** Reads what a dialog holds: variables filled in, and the stored key where it is asked for and goes nowhere new. */
export const readFields = (asked: TrialFields, deployed: Deployed | undefined): FieldsReading => {
  const saved = deployed?.saved
  /** What does not run has no variables filled in: nothing of it can be read but what is no variable. */
  const running = deployed?.running ?? saved
  const filled: Record<string, unknown> = {}
  for (const name of ['server', 'displayedUsername', 'timeout', 'tls', 'proxy'] as const) {
    const value = asked[name]
    if (!isVariable(value)) filled[name] = value
    else if (saved?.[name] === value && deployed?.running !== undefined) filled[name] = deployed.running[name]
    else return { ok: false, problem: 'environment' }
  }
  const { server, displayedUsername, timeout, tls, proxy } = filled
  const given: TrialFields = { server, displayedUsername, timeout, tls, proxy, key: asked.key }
  const reading = readServer(readText(server))
  if (!reading.ok) return { ok: false, problem: `server-${reading.problem}` }
  const isSavedVariable = isVariable(asked.key) && saved?.key === asked.key
  if (asked.key !== storedPassword && !isSavedVariable) {
    return isVariable(asked.key) ? { ok: false, problem: 'environment' } : { ok: true, fields: given }
  }
  if (running === undefined || readText(running.key) === '') return { ok: false, problem: 'key-not-stored' }
  const problem = elsewhere(given, running)
  return problem === undefined ? { ok: true, fields: { ...given, key: running.key } } : { ok: false, problem }
}
