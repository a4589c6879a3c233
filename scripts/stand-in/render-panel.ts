import { escapeHtml } from '../../nodes/editor/post-view/html'
import type { Fault, PendingFault } from './faults'
import type { WebhookRequest } from './record'

/** A fault in words. */
const describe = (fault: Fault): string => {
  switch (fault.kind) {
    case 'hang':
      return 'Never answers'
    case 'hang after storing':
      return 'Posts, but never answers'
    case 'reset':
      return 'Resets the connection'
    case 'reset after storing':
      return 'Posts, then resets the connection'
    case 'cut off':
      return 'Posts, and cuts its answer off'
    case 'slow':
    case 'slow body':
      return `Answers ${fault.ms} ms late`
    case 'answer':
      return `Answers ${fault.status}`
    case 'error':
      return `Answers “${fault.cause}”`
  }
}

/** What the next requests meet. */
export const renderFaults = (pending: readonly PendingFault[]): string => {
  if (pending.length === 0) return '<p class="state well"><span class="dot"></span>Answers as Mattermost does</p>'
  return pending
    .map(({ fault, times }) => {
      const span = times === undefined ? 'until healed' : times === 1 ? 'next request' : `next ${times} requests`
      return `<p class="state ill"><span class="dot"></span>${escapeHtml(`${describe(fault)} · ${span}`)}</p>`
    })
    .join('')
}

/** A body for reading: JSON on lines of its own, everything else as it is. */
const readable = (body: string): string => {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body // not JSON: shown as it came
  }
}

/** A request in the list of them, with its body to unfold. `index` is its place in the record. */
export const renderRequest = (request: WebhookRequest, index: number): string => {
  const time = new Date(request.at).toLocaleTimeString('en-GB')
  const { status } = request
  const kind = status === undefined ? 'none' : status === 200 ? 'good' : 'bad'
  return (
    `<details class="request" data-index="${index}"><summary><time>${time}</time>` +
    `<span class="method">${escapeHtml(request.method)}</span>` +
    `<span class="status ${kind}">${status ?? 'no answer'}</span></summary>` +
    `<pre tabindex="0">${escapeHtml(readable(request.body))}</pre></details>`
  )
}
