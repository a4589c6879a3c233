import type { Generation } from './failure'

/** What a request's method and address ask for. */
export type Route =
  | { readonly kind: 'webhook'; readonly key: string }
  | { readonly kind: 'redirect'; readonly status: 301 | 302; readonly location: string }
  | { readonly kind: 'method not allowed' }
  | { readonly kind: 'url too long'; readonly key: string }
  /** The web app, which any address shows that is nothing else. */
  | { readonly kind: 'web app' }
  /** Something of the stand-in's own, below `/stand-in/`; `name` is the rest of the address. */
  | { readonly kind: 'own'; readonly name: string }

/** Settings that routes depend on. */
export interface RouteSettings {
  /** `/mattermost`, or nothing. */
  readonly subpath: string
  readonly generation: Generation
}

/** `ServiceSettings.MaximumURLLength` ("Mattermost 11.6 model/config.go"; 5.37 knows none). */
const maxUrlLength = 2048

/** Path and query of a request's target as it stands on the wire, where `//hooks/x` is a path and no host. */
const splitTarget = (target: string): { readonly path: string; readonly query: string } => {
  const mark = target.indexOf('?')
  return mark === -1 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark) }
}

/**
 * Where a request goes ("Mattermost 11.6 web/webhook.go, app/server.go"; observed on 5.37): unclean paths are
 * redirected, those beside the subpath too, `POST /hooks/{letters and digits}` is a webhook, any GET the web app,
 * all else 405.
 */
export const routeOf = (method: string, target: string, settings: RouteSettings): Route => {
  const { path, query } = splitTarget(target)
  const { subpath } = settings
  const clean = path.replace(/\/{2,}/g, '/')
  if (clean !== path) return { kind: 'redirect', status: 301, location: clean + query }
  if (subpath !== '' && path !== subpath && !path.startsWith(`${subpath}/`)) {
    return { kind: 'redirect', status: 302, location: subpath + path }
  }
  const inside = path.slice(subpath.length)
  if (inside.startsWith('/stand-in/')) return { kind: 'own', name: inside.slice('/stand-in/'.length) + query }
  const key = /^\/hooks\/([A-Za-z0-9]+)$/.exec(inside)?.[1]
  if (method === 'POST' && key !== undefined) {
    const tooLong = settings.generation === 'wrapped' && target.length > maxUrlLength
    return tooLong ? { kind: 'url too long', key } : { kind: 'webhook', key }
  }
  return method === 'GET' ? { kind: 'web app' } : { kind: 'method not allowed' }
}

/** Whether an address looks like a webhook's, for the record of requests. */
export const isHookAddress = (target: string): boolean => /\/hooks(\/|$)/.test(splitTarget(target).path)
