/** Names of headers and parameters whose value proves who somebody is: that belongs in no file and in no post. */

/** Whatever else is in the name. */
const secretPart = new RegExp(
  [
    'authori[sz]|authenti|cookie|token|secret(?!ar)|passw|passcode|passphrase|passhash|passkey|signature|hmac|credential|assertion|jwt|bearer',
    '(?<![a-z])session|session[-_]?id|(?:user|web)session|sess(?:id|key)|connection[-_]?string|crumb|csrf|xsrf|nonce|saml|dpop|principal|oidc|client[-_]?cert|private|honeycomb-team',
    '(?:access|auth|login|otp|pin|sms)[-_]?code|(?:admin|db|login|mqtt|root|smtp|user)pass(?![a-z])',
    '(?:access|account|admin|api|app|auth|client|consumer|deploy|device|encryption|function|genie|host|ingest|integration|licen[cs]e|master|push|read|routing|security|service|shared|sign|signing|site|ssh|stream|subscription|user|webhook|wifi|write)[-_]?key'
  ].join('|'),
  'i'
)

/** As a word of the name: in `postcode` and `monkey` these are none. */
const secretWord = /^(?:\w*(?:auth|psk|pwd?)|code|creds|cvv|jws|keys?|mfa|otp|pass|pin|sas|sid|sig|sign|totp)$/

/** What tools call the kind of an event, or the thing that it is about. */
const openName =
  /^x-event-key$|^(?:x-)?(?:alert|cache|dedup|group|idempotency|incident|issue|message|partition|project|sort)[-_]?keys?$|^(?:country|error|event|exit|response|result|status)[-_]?code$|^(?:call|message)[-_]?sid$/i

/** The words of `routingKey`, `routing-key`, `ROUTINGKey` and `a[routing_key1]`. */
const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$2 ')
    .toLowerCase()
    .split(/[^a-z]+/)

export const isSecretName = (name: string): boolean =>
  !openName.test(name) && (secretPart.test(name) || wordsOf(name).some((word) => secretWord.test(word)))
