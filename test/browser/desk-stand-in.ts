import type { Page, Route } from 'playwright-core'
import type { CourierState, GivenUpAlert } from '../../nodes/desk/courier-desk'

/** What the panel asked a courier to do. */
export interface Asked {
  readonly what: string
  readonly body: unknown
}

/** The routes of one courier in the place of the server's: a test sets how it stands, and reads what was asked of it. */
export class DeskStandIn {
  /** `undefined`: not deployed. */
  state: CourierState | undefined
  alerts: readonly GivenUpAlert[] = []
  /** The status to answer with where it is not 200. */
  reads = 200
  writes = 200
  /** How many alerts a write says that it changed. */
  changes = 3214
  /** What is asked to be done is answered only after this. */
  patience: Promise<void> = Promise.resolve()
  readonly asked: Asked[] = []
  /** How often it was asked how it stands. */
  polls = 0
  readonly #page: Page

  private constructor(page: Page) {
    this.#page = page
  }

  static async in(page: Page): Promise<DeskStandIn> {
    const standIn = new DeskStandIn(page)
    await page.route('**/alert-courier/couriers**', (route) => standIn.#answer(route))
    await page.route('**/alert-courier/couriers/**', (route) => standIn.#answer(route))
    return standIn
  }

  async end(): Promise<void> {
    await this.#page.unrouteAll({ behavior: 'ignoreErrors' })
  }

  /** Waits until it was asked for its state so many times more, the last of them after this call. */
  async waitForPolls(more: number): Promise<void> {
    const enough = this.polls + more
    while (this.polls < enough) await this.#page.waitForResponse(/alert-courier\/couriers/)
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request()
    const url = new URL(request.url())
    const [id, what] = url.pathname.split('/couriers')[1]?.split('/').slice(1) ?? []
    if (request.method() === 'POST') {
      this.asked.push({ what: what ?? '', body: request.postDataJSON() })
      await this.patience
      const done = what === 'retry' ? this.state : { count: this.changes }
      await (this.writes === 200 ? route.fulfill({ json: done }) : route.fulfill({ status: this.writes, json: { error: 'no' } }))
      return
    }
    if (this.reads !== 200) {
      this.polls += 1
      await route.fulfill({ status: this.reads, json: { error: 'no' } })
    } else if (id === undefined) {
      this.polls += 1
      await route.fulfill({ json: this.state === undefined ? [] : [this.state] })
    } else {
      const from = Number(url.searchParams.get('from'))
      const count = Number(url.searchParams.get('count'))
      await route.fulfill({ json: { total: this.alerts.length, alerts: this.alerts.slice(from, from + count) } })
    }
  }
}
