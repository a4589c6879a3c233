/** An event as Wazuh sends it: a login, of which every second one fails. */
export interface Login {
  readonly timestamp: string
  readonly rule: { readonly level: number; readonly description: string; readonly id: string; readonly groups: readonly string[] }
  readonly agent: { readonly id: string; readonly name: string; readonly ip: string }
  readonly manager: { readonly name: string }
  readonly id: string
  readonly full_log: string
  readonly decoder: { readonly name: string }
  readonly location: string
}

/** @param keys how many agents there are, who log in in turn */
export const login = (n: number, keys: number): Login => ({
  timestamp: '2026-11-26T10:00:00.000+0000',
  rule: { level: 10, description: 'sshd: authentication.', id: '5716', groups: ['syslog', 'sshd', 'authentication'] },
  agent: { id: String(n % keys), name: `web-${n % keys}`, ip: `10.0.${n % 200}.${n % 250}` },
  manager: { name: 'wazuh-manager' },
  id: `1764151200.${n}`,
  full_log: `Nov 26 10:00:00 web-${n % keys} sshd[${n}]: ${n % 2 === 0 ? 'Failed' : 'Accepted'} password for root from 203.0.113.${n % 250} port ${n % 60_000} ssh2`,
  decoder: { name: 'sshd' },
  location: '/var/log/auth.log'
})

/** The rules that messages are sifted by, as a person would write them by hand: half of the logins meet them. */
export const isFailedLogin = ({ rule, agent, full_log }: Login): boolean =>
  rule.level >= 7 && agent.name.startsWith('web') && full_log.includes('Failed')
