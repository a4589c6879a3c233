import type { ServerResponse } from 'node:http'

/** Server-sent events to every page that is open (WHATWG HTML, 9.2). */
export class Live {
  readonly #pages = new Set<ServerResponse>()

  /** Takes a page on; it is let go when its connection ends. */
  open(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
    response.flushHeaders()
    this.#pages.add(response)
    response.on('close', () => this.#pages.delete(response))
  }

  /** Tells every page. What to tell is made only where a page is open: a test sends thousands that nobody watches. */
  tell(event: string, data: () => unknown): void {
    if (this.#pages.size === 0) return
    const told = data()
    for (const page of this.#pages) this.tellOne(page, event, told)
  }

  /** Tells one page. */
  tellOne(page: ServerResponse, event: string, data: unknown): void {
    page.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }
}
