import type { NextFunction, Request, Response } from 'express'

/** Whether an Origin is the address that the request itself was sent to, whose scheme a proxy may have changed. */
const isHost = (origin: string, host: string | undefined): boolean => {
  try {
    const { protocol, host: from } = new URL(origin)
    return from !== '' && from === new URL(`${protocol}//${host ?? ''}`).host
  } catch {
    return false // `null`, of a page without an origin, or no URL at all
  }
}

/**
 * Whether a request comes from a page of this very server, or from no page at all.
 *
 * Sec-Fetch-Site is the browser's own word, which no page can forge, but it is only sent to https and localhost; Origin
 * is there for every other write. What sends neither is no browser.
 * Source: https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
const isSameSite = (request: Request): boolean => {
  const site = request.get('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = request.get('origin')
  return origin === undefined || isHost(origin, request.get('host'))
}

/** Refuses what a page of another site asks: Node-RED 4.1 lets any page ask its admin API. */
export const sameSiteOnly = (request: Request, response: Response, next: NextFunction): void => {
  if (isSameSite(request)) next()
  else response.status(403).json({ error: 'Not from another site' })
}
