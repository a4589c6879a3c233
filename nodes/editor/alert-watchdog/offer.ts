import { compilePath } from '../../event/path'
import { isRecord } from '../../saved/record'
import type { NamedSeen } from '../../watchdog/trace'

/** Takes a sample that rules can be seen beside; `undefined` for none. */
interface Taker {
  offer(event: unknown): void
}

/** A sample for all rules of a dialog, also for those that are added later. */
export class Offer {
  readonly #takers = new Set<Taker>()
  #event: unknown

  add(taker: Taker): void {
    this.#takers.add(taker)
    if (this.#event !== undefined) taker.offer(this.#event)
  }

  /** When all rules are drawn anew. */
  forget(): void {
    this.#takers.clear()
  }

  take(event: unknown): void {
    this.#event = event
    for (const taker of this.#takers) taker.offer(event)
  }
}

/** The first of the events in an event that is split; `undefined` where it has none. */
const firstIn = (event: unknown, split: string): unknown => {
  const values = /^(?:(.*)\.)?\*$/.exec(split)
  const path = compilePath(values === null ? (split === '.' ? '' : split) : (values[1] ?? ''))
  const found = path.ok ? path.read(event) : undefined
  if (values === null) return Array.isArray(found) ? (found as readonly unknown[])[0] : undefined
  const [first] = isRecord(found) ? Object.entries(found) : []
  return first && { name: first[0], value: first[1] }
}

/** What a derived value is, as far as it was told: long ones are cut. */
const valueOf = ({ saw }: NamedSeen): unknown => {
  try {
    return saw.text === '' ? null : (JSON.parse(saw.text) as unknown)
  } catch {
    return saw.text
  }
}

/**
 * What the rules of a watchdog look at, of a message that was tried: the first event in it, with the derived values, and
 * with what is beyond the event, which is there to be looked up but not listed.
 */
export const offeredOf = (message: Readonly<Record<string, unknown>>, whole: unknown, split: string, derived: readonly NamedSeen[]): unknown => {
  const event = split.trim() === '' ? whole : (firstIn(whole, split.trim()) ?? whole)
  if (!isRecord(event)) return derived.length === 0 ? event : undefined
  const beyond = Object.entries({ outer: whole, payload: message.payload, topic: message.topic, msg: message }).filter(([name]) => !Object.hasOwn(event, name))
  const offered = { ...event, ...Object.fromEntries(derived.map((one) => [one.name, valueOf(one)])) }
  for (const [name, value] of beyond) if (!Object.hasOwn(offered, name)) Object.defineProperty(offered, name, { value, enumerable: false })
  return offered
}
