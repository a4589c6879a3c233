/** Reading what Node and OpenSSL say of a request that was not answered: by its code, never by its message. */
import type { UnreachableReason } from './receipt'
import { ProxyRefusal } from './tunnel'

const certificateCodes =
  /^(?:CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|EE_CERT_\w+|CA_CERT_\w+)$/

/** The server's word, after the handshake seemed done, that it wants another client certificate than it got. */
const clientCertificateCodes = /^ERR_SSL_\w+_ALERT_(?:\w*CERTIFICATE\w*|UNKNOWN_CA|ACCESS_DENIED)$/

/** What tells, though the request was fully sent, that nobody can have read it. */
export const isUnread = (code: string): boolean => clientCertificateCodes.test(code) || code === 'HPE_INVALID_CONSTANT'

/** Why nothing was reached, by the code of Node's or OpenSSL's error. */
export const networkReason = (code: string): UnreachableReason => {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_FAIL') return 'host-not-found'
  if (code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT' || code === 'ECONNABORTED') return 'timed-out'
  if (certificateCodes.test(code)) return 'certificate'
  if (clientCertificateCodes.test(code)) return 'client-certificate'
  if (code === 'EPROTO' || code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') || code.startsWith('ERR_OSSL')) return 'tls'
  return code.startsWith('HPE_') ? 'not-http' : 'no-connection'
}

/** An error's code, where it is one of Node's or OpenSSL's; never its message, which can hold addresses and secrets. */
export const codeOf = (error: unknown): string => {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 4; depth += 1) {
    const { code, cause } = at as { readonly code?: unknown; readonly cause?: unknown }
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) && !code.startsWith('ERR_BAD_')) return code
    at = cause
  }
  return ''
}

/** The refusal of a proxy, where that is what an error comes from. */
export const refusalOf = (error: unknown): ProxyRefusal | undefined => {
  const cause = error instanceof Error ? error.cause : undefined
  return [error, cause].find((one) => one instanceof ProxyRefusal)
}
