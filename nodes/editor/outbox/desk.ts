import type { Chosen, CourierState, GivenUpPage } from '../../desk/courier-desk'
import { askFor, askWith, type Reply } from '../admin/ask'

/** How many given-up alerts make a page. */
export const pageSize = 25

const couriers = 'alert-courier/couriers'

/** One courier as the editor reaches it: by HTTP, on routes that this package serves. */
export class RemoteDesk {
  readonly #id: string

  constructor(id: string) {
    this.#id = id
  }

  /** Whether this user may change anything here, as far as the editor knows: the server decides. */
  get mayChange(): boolean {
    return RED.user.hasPermission('mattermost-config.write')
  }

  /** `undefined` for a courier that is not deployed, which the list tells without an error in the browser's console. */
  async state(): Promise<Reply<CourierState | undefined>> {
    const all = await askFor<readonly CourierState[]>(couriers)
    return all.ok ? { ...all, body: all.body.find(({ id }) => id === this.#id) } : all
  }

  givenUp(from: number): Promise<Reply<GivenUpPage>> {
    return askFor(`${this.#path}/given-up?from=${from}&count=${pageSize}`)
  }

  retry(): Promise<Reply<object>> {
    return this.#post('retry', {})
  }

  sendAgain(ids: Chosen): Promise<Reply<{ readonly count: number }>> {
    return this.#post('send-again', { ids })
  }

  discardWaiting(): Promise<Reply<{ readonly count: number }>> {
    return this.#post('discard', { of: 'waiting' })
  }

  discardGivenUp(ids: Chosen): Promise<Reply<{ readonly count: number }>> {
    return this.#post('discard', { of: 'given-up', ids })
  }

  get #path(): string {
    return `${couriers}/${encodeURIComponent(this.#id)}`
  }

  #post<Body>(what: string, body: object): Promise<Reply<Body>> {
    return askWith(`${this.#path}/${what}`, body)
  }
}
