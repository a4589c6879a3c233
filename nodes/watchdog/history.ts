/** The last changes of open alerts, any of which can be taken back: what came after it is then as if it had not been. */
import type { OpenAlert } from './open-alerts'

/** What is open of a key: at each level one alert, the latest last. */
export type Standing = readonly OpenAlert[]

/** `opened`: made, or counted; `closed`: with all that stood, told by the alert of an id. */
export type Change = { readonly kind: 'opened'; readonly alert: OpenAlert } | { readonly kind: 'closed'; readonly id: string }

/** What stands after a change. */
export const after = (standing: Standing, change: Change): Standing =>
  change.kind === 'closed' ? [] : [...standing.filter(({ level }) => level !== change.alert.level), change.alert]

const opened = (alert: OpenAlert): Change => ({ kind: 'opened', alert })

/** What a key had before the changes that are known, and these, the latest last. */
interface Past {
  before: Standing
  changes: Change[]
}

const isOf = (change: Change, id: string): boolean => change.kind === 'opened' && change.alert.id === id

export class History {
  readonly #most: number
  readonly #pasts = new Map<string, Past>()
  /** The keys of all changes, in the order in which they were made. */
  readonly #keys = new Map<Change, string>()

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
    const all = this.#all(key, standing)
    const rest = all.filter((change) => !isOf(change, id))
    return rest.length === all.length ? standing : this.#replay(key, rest)
  }

  /**
   * Takes a resolution back.
   *
   * @param standing what stands now
   * @param told the alert that it was told by, which stands again where the change itself is not known any more
   * @returns what would stand had it not been made
   */
  withoutClosed(key: string, standing: Standing, told: OpenAlert): Standing {
    const all = this.#all(key, standing)
    const index = all.findLastIndex((change) => change.kind === 'closed' && change.id === told.id)
    // Else it was closed before all that is known.
    return this.#replay(key, index === -1 ? [opened(told), ...all] : all.toSpliced(index, 1))
  }

  #all(key: string, standing: Standing): readonly Change[] {
    const { before, changes } = this.#pasts.get(key) ?? { before: standing, changes: [] }
    return [...before.map(opened), ...changes]
  }

  #replay(key: string, changes: readonly Change[]): Standing {
    this.forget(key)
    let standing: Standing = []
    for (const change of changes) {
      this.add(key, standing, change)
      standing = after(standing, change)
    }
    return standing
  }

  #forgetFirst(): void {
    for (const [change, key] of this.#keys) {
      this.#keys.delete(change)
      const past = this.#pasts.get(key)
      if (past?.changes.shift() === undefined) return
      past.before = after(past.before, change)
      if (past.changes.length === 0) this.#pasts.delete(key)
      return
    }
  }
}
