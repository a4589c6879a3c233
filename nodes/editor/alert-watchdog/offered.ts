import { isRecord } from '../../saved/record'
import { compileSplit } from '../../watchdog/split'
import type { NamedSeen } from '../../watchdog/trace'

/** The first of the events that one event holds, as the runtime splits it; `undefined` where it is one itself. */
const firstIn = (whole: unknown, split: string): unknown => {
  const compiled = compileSplit(split)
  if (!compiled.ok) return undefined
  const scope = { outer: whole, payload: undefined, topic: undefined, msg: undefined }
  return compiled.value?.({ event: whole, derived: {}, scope })?.[0]
}

/** What a derived value is, as far as it was told: long ones are cut. */
const valueOf = ({ saw }: NamedSeen): unknown => {
  try {
    return saw.text === '' ? null : (JSON.parse(saw.text) as unknown)
  } catch {
    return saw.text // cut within its JSON
  }
}

/**
 * What the rules of a watchdog look at, of a message that was tried: the first event in it, with the derived values, and
 * with what is beyond the event, which is there to be looked up but not listed.
 *
 * @param whole the event of the message, before it is split
 * @param split the path of the events in it, as it is saved; blank for one event
 */
export const offeredOf = (message: Readonly<Record<string, unknown>>, whole: unknown, split: string, derived: readonly NamedSeen[]): unknown => {
  const event = firstIn(whole, split) ?? whole
  if (!isRecord(event)) return derived.length === 0 ? event : undefined
  const beyond = Object.entries({ outer: whole, payload: message.payload, topic: message.topic, msg: message }).filter(([name]) => !Object.hasOwn(event, name))
  const offered = { ...event, ...Object.fromEntries(derived.map((one) => [one.name, valueOf(one)])) }
  for (const [name, value] of beyond) if (!Object.hasOwn(offered, name)) Object.defineProperty(offered, name, { value, enumerable: false })
  return offered
}
