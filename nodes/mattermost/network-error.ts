/** Reading what Node and OpenSSL say of a request that was not answered: by its code, never by its message. */
import type { UnreachableReason } from './receipt'
import { ProxyFailure, ProxyRefusal } from './tunnel'

/** What can be done about a certificate depends on what is wrong with it. */
const certificateReasons: readonly (readonly [codes: RegExp, reason: UnreachableReason])[] = [
  [/^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/, 'certificate-expired'],
  [/^DEPTH_ZERO_SELF_SIGNED_CERT$/, 'certificate-self-signed'],
  [/^(?:SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/, 'certificate-unknown-ca'],
  [/^(?:ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/, 'certificate-name']
]

const certificateCodes =
  /^(?:CERT_\w+|UNABLE_TO_\w+|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|EE_CERT_\w+|CA_CERT_\w+)$/

/** The server's word, after the handshake seemed done, that it wants another client certificate than it got. */
const clientCertificateCodes = /^ERR_SSL_\w+_ALERT_(?:\w*CERTIFICATE\w*|UNKNOWN_CA|ACCESS_DENIED)$/

/** What tells, though the request was fully sent, that nobody can have read it. */
export const isUnread = (code: string): boolean => clientCertificateCodes.test(code) || code === 'HPE_INVALID_CONSTANT'

/** Why the server was not reached, by the code of Node's or OpenSSL's error. */
export const networkReason = (code: string): UnreachableReason => {
  const ofCertificate = certificateReasons.find(([codes]) => codes.test(code))
  if (ofCertificate !== undefined) return ofCertificate[1]
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

/** Why the proxy was not reached, by the code of the error. */
export const proxyReason = (code: string): UnreachableReason => {
  const reason = networkReason(code)
  if (reason === 'host-not-found') return 'proxy-not-found'
  if (reason === 'no-connection') return 'proxy-no-connection'
  if (reason === 'tls' || reason === 'not-http') return 'proxy-protocol'
  return reason.startsWith('certificate') ? 'proxy-certificate' : reason
}

const withCause = (error: unknown): readonly unknown[] => [error, error instanceof Error ? error.cause : undefined]

/** The refusal of a proxy, where that is what an error comes from. */
export const refusalOf = (error: unknown): ProxyRefusal | undefined => withCause(error).find((one) => one instanceof ProxyRefusal)

/** Whether an error comes from the way to a proxy, and not from what is behind it. */
export const isOfProxy = (error: unknown): boolean => withCause(error).some((one) => one instanceof ProxyFailure)
