/**
 * The webhook's address: `{server}/hooks/{key}`.
 *
 * `server` is saved in the flow, `key` is a credential, so a key must never stand in `server`.
 * Source: Mattermost routes `POST {SiteURL}/hooks/{id:[A-Za-z0-9]+}`; sites under a subpath keep it in front.
 */

/** Why a server's address cannot be used. */
export type ServerProblem = 'missing' | 'not-a-url' | 'not-http' | 'has-key' | 'has-login' | 'has-query'

/** A server's address in its one form (scheme, host, subpath, no slash at the end), or what is wrong with it. */
export type ServerReading =
  | { readonly ok: true; readonly server: string }
  | { readonly ok: false; readonly problem: ServerProblem }

const webhookPath = /^(.*?)\/+hooks\/+([^/]+)\/*$/

/** What follows `/hooks/`, and what has the form of a key wherever it stands: 26 letters and digits. */
const keyInPath = /\/hooks\/+[^/]|\/[a-z0-9]{26}(?:\/|$)/i

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path // no encoding, so there is nothing behind it
  }
}

const parseUrl = (text: string): URL | undefined => {
  try {
    return new URL(text)
  } catch {
    return undefined // not a URL: the caller says so in the user's words
  }
}

/** Reads what a person wrote as the server: trims it and takes slashes off its end. */
export const readServer = (text: string): ServerReading => {
  const trimmed = text.trim()
  if (trimmed === '') return { ok: false, problem: 'missing' }
  const url = parseUrl(trimmed)
  if (url === undefined) return { ok: false, problem: 'not-a-url' }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { ok: false, problem: 'not-http' }
  if (url.username !== '' || url.password !== '') return { ok: false, problem: 'has-login' }
  if (url.search !== '' || url.hash !== '') return { ok: false, problem: 'has-query' }
  if (keyInPath.test(decoded(url.pathname))) return { ok: false, problem: 'has-key' }
  return { ok: true, server: url.origin + url.pathname.replace(/\/+$/, '') }
}

/**
 * Splits a whole webhook URL, as Mattermost's page shows it, into server and key;
 * `undefined` when the text is not one.
 */
export const splitWebhookUrl = (text: string): { readonly server: string; readonly key: string } | undefined => {
  const url = parseUrl(text.trim())
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined
  const match = webhookPath.exec(url.pathname)
  if (match === null) return undefined
  const [, subpath = '', key = ''] = match
  return { server: url.origin + subpath.replace(/\/+$/, ''), key }
}

/**
 * Whether a text can be a webhook's key. Mattermost makes 26 letters and digits; `-` and `_` pass here because
 * they do no harm in a URL and the server answers for itself.
 */
export const isKey = (text: string): boolean => /^[A-Za-z0-9_-]+$/.test(text)

/** The address to post to. `server` as {@link readServer} answers it. */
export const endpoint = (server: string, key: string): string => `${server}/hooks/${key}`
