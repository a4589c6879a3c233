/** What a route of this package answered; `status` is 0 where nothing did. `now` is the server's clock: the browser's may be wrong. */
export type Reply<Body> =
  | { readonly ok: true; readonly body: Body; readonly now: number }
  | { readonly ok: false; readonly status: number }

const reply = <Body>(request: JQuery.jqXHR): Promise<Reply<Body>> =>
  new Promise((resolve) => {
    request
      .done((body: Body) => {
        const now = Date.parse(request.getResponseHeader('Date') ?? '')
        resolve({ ok: true, body, now: Number.isNaN(now) ? Date.now() : now })
      })
      .fail(({ status }) => resolve({ ok: false, status }))
  })

/** Asks a route, from `alert-courier/` on. */
export const askFor = <Body>(path: string): Promise<Reply<Body>> => reply($.ajax({ url: path, dataType: 'json' }))

/**
 * Asks a route that is given what it is to work with. A `post` is something else here: what Mattermost shows. A request
 * that its signal ends is one that nothing answered.
 */
export const askWith = <Body>(path: string, body: object, signal?: AbortSignal): Promise<Reply<Body>> => {
  const request = $.ajax({ url: path, method: 'POST', contentType: 'application/json', data: JSON.stringify(body) })
  signal?.addEventListener('abort', () => request.abort())
  return reply(request)
}
