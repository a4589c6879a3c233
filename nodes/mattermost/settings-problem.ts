import type { ServerProblem } from './endpoint'

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
  | 'proxy-environment'
