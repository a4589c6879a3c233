/** The last changes of open alerts, any of which can be taken back: what came after it is then as if it had not been. */
import { type Level, levels } from '../alert/level'
import { FirstKey } from './first-key'
import type { OpenAlert } from './open-alerts'

/** What is open of a key: at each level one alert, the latest last. */
export type Standing = readonly OpenAlert[]

/** `opened`: made, or counted; `closed`: with all that stood, told by the alert of an id. */
export type Change = { readonly kind: 'opened'; readonly alert: OpenAlert } | { readonly kind: 'closed'; readonly id: string }

/** What is known of a key. */
interface Past {
  /** What was opened before the changes, the latest last; of a level the latest stands. */
  before: Standing
  /** The latest last. */
  changes: Change[]
}

const isOf = (change: Change, id: string): boolean => change.kind === 'opened' && change.alert.id === id

/** What stands after all that is known of a key: from its end on, the first of each level, back to the last closing. */
const standingOf = ({ before, changes }: Past): Standing => {
  const standing = new Map<Level, OpenAlert>()
  const add = (alert: OpenAlert): void => {
    if (!standing.has(alert.level)) standing.set(alert.level, alert)
  }
  const last = changes.findLastIndex(({ kind }) => kind === 'closed')
  for (let index = changes.length - 1; index > last && standing.size < levels.length; index -= 1) {
    const change = changes[index]
    if (change?.kind === 'opened') add(change.alert)
  }
  if (last === -1) for (const alert of before.toReversed()) add(alert)
  return [...standing.values()].reverse()
}

export class History {
  readonly #most: number
  readonly #pasts = new Map<string, Past>()
  /** The keys of all changes, in the order in which they were made. */
  readonly #keys = new Map<Change, string>()
  readonly #oldest = new FirstKey(this.#keys)
  /** Alerts that were taken back, by their ids: their resolution, which may be taken back next, opens none of them. */
  readonly #takenBack = new Set<string>()

  /** @param most changes that are known, of all keys: older ones cannot be taken back */
  constructor(most: number) {
    this.#most = most
  }

  /** @param before what stood before the change */
  add(key: string, before: Standing, change: Change): void {
    const past = this.#pasts.get(key) ?? { before, changes: [] }
    this.#pasts.set(key, past)
    const last = past.changes.at(-1)
    // A flood of repeats is one change: they are taken back with their alert.
    if (last !== undefined && change.kind === 'opened' && isOf(last, change.alert.id)) {
      past.changes.pop()
      this.#keys.delete(last)
    }
    past.changes.push(change)
    this.#keys.set(change, key)
    this.#oldest.noteAdded()
    if (this.#keys.size > this.#most) this.#forgetFirst()
  }

  /** Forgets a key: of it nothing can be taken back. */
  forget(key: string): void {
    for (const change of this.#pasts.get(key)?.changes ?? []) this.#keys.delete(change)
    this.#pasts.delete(key)
  }

  /**
   * Takes an alert back, with its repeats.
   *
   * @param standing what stands now
   * @returns what would stand had it not been made
   */
  withoutOpened(key: string, standing: Standing, id: string): Standing {
    const past = this.#pasts.get(key) ?? { before: standing, changes: [] }
    const before = past.before.filter((alert) => alert.id !== id)
    const taken = past.changes.filter((change) => isOf(change, id))
    if (taken.length === 0 && before.length === past.before.length) {
      this.#remember(id)
      return standing
    }
    return this.#without(key, { ...past, before }, taken)
  }

  /**
   * Takes a resolution back.
   *
   * @param standing what stands now
   * @param told the alert that it was told by, which stands again where the change itself is not known any more
   * @returns what would stand had it not been made
   */
  withoutClosed(key: string, standing: Standing, told: OpenAlert): Standing {
    const past = this.#pasts.get(key) ?? { before: [], changes: [] }
    const taken = past.changes.findLast((change) => change.kind === 'closed' && change.id === told.id)
    if (taken !== undefined) return this.#without(key, past, [taken])
    const isKnown = [...standing, ...past.before].some(({ id }) => id === told.id) || past.changes.some((change) => isOf(change, told.id))
    if (isKnown || this.#takenBack.has(told.id)) return standing
    // It was closed before all that is known.
    if (!this.#pasts.has(key)) for (const alert of standing) this.add(key, [], { kind: 'opened', alert })
    const known = this.#pasts.get(key)
    if (known === undefined) return [told]
    known.before = [told, ...known.before]
    return standingOf(known)
  }

  #without(key: string, { before, changes }: Past, taken: readonly Change[]): Standing {
    for (const change of taken) {
      this.#keys.delete(change)
      if (change.kind === 'opened') this.#remember(change.alert.id)
    }
    const rest = { before, changes: changes.filter((change) => !taken.includes(change)) }
    if (rest.changes.length > 0) this.#pasts.set(key, rest)
    else this.#pasts.delete(key)
    return standingOf(rest)
  }

  #remember(id: string): void {
    this.#takenBack.add(id)
    const [first] = this.#takenBack
    if (this.#takenBack.size > this.#most && first !== undefined) this.#takenBack.delete(first)
  }

  #forgetFirst(): void {
    const change = this.#oldest.next()
    const key = change === undefined ? undefined : this.#keys.get(change)
    if (change === undefined || key === undefined) return
    this.#keys.delete(change)
    const past = this.#pasts.get(key)
    if (past === undefined) return
    past.changes.shift()
    past.before = standingOf({ before: past.before, changes: [change] })
    if (past.changes.length === 0) this.#pasts.delete(key)
  }
}
