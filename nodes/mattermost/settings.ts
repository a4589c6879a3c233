import { readText } from '../saved/text'
import { endpoint, isKey, readServer, type ServerProblem } from './endpoint'
import { isProxyUrl, type Proxy, proxyPassword } from './proxy'
import { redactor } from './redact'
import { readTimeout } from './timeout'
import type { WebhookOptions } from './webhook'

/** A config as saved, its credentials and the nodes it points at read. */
export interface SavedSettings {
  readonly server?: unknown
  readonly key?: unknown
  readonly accessToken?: unknown
  /** Seconds. */
  readonly timeout?: unknown
  /** What the TLS node adds; `invalid` where it could not load its files, `missing` where it is gone or disabled. */
  readonly tls: WebhookOptions['tls'] | 'missing' | 'invalid'
  readonly proxy: Proxy | undefined | 'missing'
}

/** Names the sentence in the catalogue: `failure.<problem>`. */
export type SettingsProblem =
  | `server-${ServerProblem}`
  | 'key-missing'
  | 'key-form'
  | 'timeout'
  | 'tls-missing'
  | 'tls-invalid'
  | 'proxy-missing'
  | 'proxy-url'

export type SettingsReading =
  | { readonly ok: true; readonly options: WebhookOptions }
  | { readonly ok: false; readonly problem: SettingsProblem }

/** Reads what a config needs to reach Mattermost, or tells the first thing that is wrong. */
export const readSettings = (saved: SavedSettings): SettingsReading => {
  const server = readServer(readText(saved.server))
  if (!server.ok) return { ok: false, problem: `server-${server.problem}` }
  const key = readText(saved.key).trim()
  if (key === '') return { ok: false, problem: 'key-missing' }
  if (!isKey(key)) return { ok: false, problem: 'key-form' }
  const seconds = readTimeout(saved.timeout)
  if (seconds === undefined) return { ok: false, problem: 'timeout' }
  const { tls, proxy } = saved
  if (tls === 'missing' || tls === 'invalid') return { ok: false, problem: `tls-${tls}` }
  if (proxy === 'missing') return { ok: false, problem: 'proxy-missing' }
  if (proxy !== undefined && !isProxyUrl(proxy.url)) return { ok: false, problem: 'proxy-url' }
  const secrets = [key, readText(saved.accessToken).trim(), proxy === undefined ? '' : proxyPassword(proxy)]
  return {
    ok: true,
    options: { address: endpoint(server.server, key), timeout: seconds * 1000, tls, proxy, redact: redactor(secrets) }
  }
}
