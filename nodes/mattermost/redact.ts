/** Takes secrets out of a text. */
export type Redact = (text: string) => string

/**
 * Makes the function that every text from outside goes through before it is kept, shown or thrown: newer servers put
 * the webhook's key into their error messages, and a redirect has it in its address.
 */
export const redactor = (secrets: readonly string[]): Redact => {
  const forms = secrets
    .map((secret) => secret.toWellFormed())
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
  const distinct = [...new Set(forms)].sort((left, right) => right.length - left.length)
  return (text) => distinct.reduce((left, form) => left.replaceAll(form, '***'), text)
}
