/** What people see of a courier, and what they can ask of it. */

/** How a courier stands. Times are ISO 8601 UTC. */
export interface CourierState {
  readonly id: string
  readonly name: string
  readonly outbox: 'disk' | 'memory'
  readonly waiting: number
  /** When the oldest waiting alert was taken in. */
  readonly oldest: string | null
  /** While it waits for its next try, or for its Visa. */
  readonly nextTry: string | null
  /** Whether it has made as many calls as its Visa lets it, and alerts wait for that. */
  readonly visaUsedUp: boolean
  /** Since the last delivery. */
  readonly lastError: { readonly at: string; readonly code: string; readonly text: string } | null
  /** What is wrong with the outbox itself, in words: the disk is full, another process holds the folder. */
  readonly trouble: string | null
  readonly givenUp: number
}

/** An alert that is no longer tried, kept for a while so that it can be sent again. */
export interface GivenUpAlert {
  readonly id: string
  readonly title: string
  readonly level: string
  readonly taken: string
  readonly givenUp: string
  readonly code: string
  readonly text: string
  readonly action: string
}

/** A part of the given-up alerts, newest first, and how many there are in all. */
export interface GivenUpPage {
  readonly total: number
  readonly alerts: readonly GivenUpAlert[]
}

/** Given-up alerts by their ids, or all of them. */
export type Chosen = readonly string[] | 'all'

/** One courier, as people ask of it. What changes alerts answers how many it changed. */
export interface CourierDesk {
  state(): CourierState
  givenUp(from: number, count: number): Promise<GivenUpPage>
  /** Ends the pause after a failure; a Visa still holds. */
  retry(): void
  sendAgain(ids: Chosen): Promise<number>
  discardWaiting(): Promise<number>
  discardGivenUp(ids: Chosen): Promise<number>
}

/** All couriers that live now. */
export interface Desk {
  all(): readonly CourierDesk[]
  of(id: string): CourierDesk | undefined
}
