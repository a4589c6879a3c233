import { createSecureContext, type SecureContextOptions } from 'node:tls'
import { readText } from '../saved/text'
import { endpoint, isKey, readServer } from './endpoint'
import { environmentProxy, isProxyUrl, type Proxy, proxySecrets } from './proxy'
import { redactor } from './redact'
import type { SettingsProblem } from './settings-problem'
import { readTimeout } from './timeout'
import type { WebhookOptions } from './webhook'

/** A config as saved, its credentials and the nodes it points at read. */
export interface SavedSettings {
  readonly server?: unknown
  readonly displayedUsername?: unknown
  readonly key?: unknown
  readonly accessToken?: unknown
  /** Seconds. */
  readonly timeout?: unknown
  /** What the TLS node adds; `invalid` where it could not load its files, `missing` where it is gone or disabled. */
  readonly tls: WebhookOptions['tls'] | 'missing' | 'invalid'
  readonly proxy: Proxy | undefined | 'missing'
  /** Names the proxy where the config has none. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

export type SettingsReading =
  | {
      readonly ok: true
      readonly options: WebhookOptions
      /** The name on posts that have no other; '' leaves it to the webhook. */
      readonly displayedUsername: string
    }
  | { readonly ok: false; readonly problem: SettingsProblem }

/** Cyphon's name for its posts. */
export const defaultUsername = 'Cyphon Alert'

/** Whether the certificates and keys of a TLS configuration can be read. */
const isUsable = (tls: SecureContextOptions): boolean => {
  try {
    createSecureContext(tls)
    return true
  } catch {
    return false // what OpenSSL says of it helps nobody: the config says that it is broken
  }
}

/** Reads what a config needs to reach Mattermost, or tells the first thing that is wrong. */
export const readSettings = (saved: SavedSettings): SettingsReading => {
  const server = readServer(readText(saved.server))
  if (!server.ok) return { ok: false, problem: `server-${server.problem}` }
  const key = readText(saved.key).trim()
  if (key === '') return { ok: false, problem: 'key-missing' }
  if (!isKey(key)) return { ok: false, problem: 'key-form' }
  const seconds = readTimeout(saved.timeout)
  if (seconds === undefined) return { ok: false, problem: 'timeout' }
  const { tls } = saved
  if (tls === 'missing' || tls === 'invalid') return { ok: false, problem: `tls-${tls}` }
  if (!isUsable(tls)) return { ok: false, problem: 'tls-invalid' }
  if (saved.proxy === 'missing') return { ok: false, problem: 'proxy-missing' }
  const address = endpoint(server.server, key)
  const proxy = saved.proxy ?? environmentProxy(address, saved.environment)
  if (proxy !== undefined && !isProxyUrl(proxy.url)) {
    return { ok: false, problem: saved.proxy === undefined ? 'proxy-environment' : 'proxy-url' }
  }
  const secrets = [key, readText(saved.accessToken).trim(), ...(proxy === undefined ? [] : proxySecrets(proxy))]
  const { displayedUsername = defaultUsername } = saved
  return {
    ok: true,
    displayedUsername: readText(displayedUsername),
    options: { address, timeout: seconds * 1000, tls, proxy, redact: redactor(secrets) }
  }
}
