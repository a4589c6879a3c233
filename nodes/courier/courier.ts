import type { Platform } from './platform'

/** What is to be delivered. */
export interface Parcel {
  /** Makes the request's body when its turn has come; `undefined` when nothing sendable can be made of it. */
  readonly compose: () => Buffer | undefined
}

/** How a parcel ended. Times are milliseconds since the epoch. */
export type Outcome<Receipt> =
  | { readonly kind: 'tried'; readonly receipt: Receipt; readonly start: number; readonly end: number; readonly attempts: number }
  /** Nothing sendable could be made of it. */
  | { readonly kind: 'unsendable' }
  /** Too many were waiting already. */
  | { readonly kind: 'full' }
  /** The courier closed before its turn came. */
  | { readonly kind: 'closed' }

export interface CourierOptions<Receipt> {
  readonly platform: Platform<Receipt>
  /** How many parcels may wait. */
  readonly outboxLimit: number
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

interface Waiting<Receipt> {
  readonly parcel: Parcel
  readonly settle: (outcome: Outcome<Receipt>) => void
}

/**
 * Delivers parcels to a platform in the order they were given, one at a time: parallel requests would be stored in any
 * order.
 */
export class Courier<Receipt> {
  readonly #options: CourierOptions<Receipt>
  readonly #outbox: Waiting<Receipt>[] = []
  readonly #interrupt = new AbortController()
  #walking: Promise<void> | undefined
  #closed = false

  constructor(options: CourierOptions<Receipt>) {
    this.#options = options
  }

  /** Takes a parcel in; answers when it has ended. Never rejects. */
  take(parcel: Parcel): Promise<Outcome<Receipt>> {
    if (this.#closed) return Promise.resolve({ kind: 'closed' })
    if (this.#outbox.length >= this.#options.outboxLimit) return Promise.resolve({ kind: 'full' })
    return new Promise((settle) => {
      this.#outbox.push({ parcel, settle })
      this.#walking ??= this.#walk()
    })
  }

  /**
   * Ends: what waits is settled as `closed` at once, what is in flight is given `grace` milliseconds to finish (an
   * aborted request is often stored all the same) and is then aborted. With nothing in flight it ends at once.
   */
  async close(grace: number): Promise<void> {
    this.#closed = true
    for (const { settle } of this.#outbox.splice(0)) settle({ kind: 'closed' })
    if (this.#walking !== undefined) {
      const timer = setTimeout(() => this.#interrupt.abort(), grace)
      await this.#walking
      clearTimeout(timer)
    }
    this.#options.platform.close()
  }

  /** Never rejects: a parcel and a platform tell what is wrong as values. */
  async #walk(): Promise<void> {
    for (let next = this.#outbox.shift(); next !== undefined; next = this.#outbox.shift()) {
      next.settle(await this.#deliver(next.parcel))
    }
    // In the same turn as the last look at the outbox: what is taken in from now on is walked anew.
    this.#walking = undefined
  }

  async #deliver(parcel: Parcel): Promise<Outcome<Receipt>> {
    const start = this.#options.now()
    const body = parcel.compose()
    if (body === undefined) return { kind: 'unsendable' }
    const { platform } = this.#options
    const receipt = await platform.send(body, platform.timeout, this.#interrupt.signal)
    return { kind: 'tried', receipt, start, end: this.#options.now(), attempts: 1 }
  }
}
