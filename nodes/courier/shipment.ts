import type { Waiting } from './outbox'

/** Alerts that go out in one request. */
export interface Shipment {
  /** In the order in which they wait. */
  readonly alerts: readonly Waiting[]
  /** `undefined` when nothing sendable can be made of them. */
  readonly body: Buffer | undefined
  /** Names the digest in the Dispatches of its alerts; '' where it is none. */
  readonly digest: string
}

/** Makes requests of what waits. It knows the actions, and is asked when the turn has come. Never throws. */
export interface Composer {
  compose(alert: Waiting): Buffer | undefined
  /** Puts alerts together as far as that can be done: each is in one shipment, and what must stand alone is in the first. */
  digest(alerts: readonly Waiting[]): readonly Shipment[]
}
