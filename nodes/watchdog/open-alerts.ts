import { type Level, levels } from '../alert/level'

/** The last alert of a key at one level. */
export interface Standing {
  readonly id: string
  readonly level: Level
  /** When it began, in ms since the epoch: by the event's own time where it has one. */
  readonly created: number
  /** When it was made, in ms since the epoch: its window begins here. */
  readonly first: number
  /** When it was seen last. */
  readonly seen: number
  readonly incidents: number
  /** The alerts of the same key at other levels, the latest first: a change of level is a new alert. */
  readonly earlier: Standing | undefined
}

/** What is noted of a change, to be replayed after a restart. */
export type Entry = Opened | Closed

type Opened = readonly [key: string, id: string, level: number, created: number, first: number, seen: number, incidents: number]
type Closed = readonly [key: string]

const isClosed = (entry: Entry): entry is Closed => entry.length === 1

export interface Bounds {
  /** Keys, at most: beyond that the one that was seen longest ago is forgotten. */
  readonly most: number
  /** How long a key is kept after it was last seen, in ms. */
  readonly keep: number
}

const without = (standing: Standing | undefined, level: Level): Standing | undefined => {
  if (standing === undefined) return undefined
  return standing.level === level ? standing.earlier : { ...standing, earlier: without(standing.earlier, level) }
}

/** The standing of a level, among those of a key. */
const at = (standing: Standing | undefined, level: Level): Standing | undefined => {
  let one = standing
  while (one !== undefined && one.level !== level) one = one.earlier
  return one
}

/** The alerts that are open, by key: bounded in number and time. */
export class OpenAlerts {
  /** In the order in which they were last seen. */
  readonly #open = new Map<string, Standing>()
  readonly #bounds: Bounds
  readonly #onChange: (entry: Entry) => void
  #forgotten = 0

  /** @param onChange called with each change, in order */
  constructor(bounds: Bounds, onChange: (entry: Entry) => void) {
    this.#bounds = bounds
    this.#onChange = onChange
  }

  get size(): number {
    return this.#open.size
  }

  /** How many keys were forgotten because there were too many. */
  get forgotten(): number {
    return this.#forgotten
  }

  /** The last alert of a key at a level, where it is still open. */
  of(key: string, level: Level): Standing | undefined {
    return at(this.#open.get(key), level)
  }

  /** Opens an alert, or changes what is known of the one at its level: it is the latest of its key from now on. */
  put(key: string, standing: Omit<Standing, 'earlier'>): void {
    this.#put(key, standing)
    const { id, level, created, first, seen, incidents } = standing
    this.#onChange([key, id, levels.indexOf(level), created, first, seen, incidents])
    this.#tidy(seen)
  }

  /** Closes a key; answers its latest alert, `undefined` where nothing is open. */
  close(key: string, now: number): Standing | undefined {
    const standing = this.#open.get(key)
    if (standing === undefined) return undefined
    this.#open.delete(key)
    this.#onChange([key])
    return this.#isOver(standing, now) ? undefined : standing
  }

  /** Forgets an alert as if it had not been made; others of its key stay. */
  forget(key: string, id: string): void {
    const all = this.#standings(key)
    const rest = all.filter((one) => one.id !== id)
    if (rest.length === all.length) return
    this.#drop(key)
    for (const one of rest) this.put(key, one)
  }

  /** Takes in what was noted before a restart. */
  replay(entry: Entry): void {
    if (isClosed(entry)) {
      this.#open.delete(entry[0])
      return
    }
    const [key, id, level, created, first, seen, incidents] = entry
    const known = levels[level]
    if (known === undefined) return
    this.#put(key, { id, level: known, created, first, seen, incidents })
    if (this.#open.size > this.#bounds.most) this.#forgetFirst()
  }

  /** Forgets what is over, once everything was replayed. */
  settle(now: number): void {
    for (const [key, standing] of this.#open) if (this.#isOver(standing, now)) this.#open.delete(key)
  }

  /** All there is, as it would be noted. */
  *entries(): IterableIterator<Entry> {
    for (const key of this.#open.keys()) {
      for (const { id, level, created, first, seen, incidents } of this.#standings(key)) {
        yield [key, id, levels.indexOf(level), created, first, seen, incidents]
      }
    }
  }

  /** All alerts of a key, the latest last. */
  #standings(key: string): readonly Standing[] {
    const standings: Standing[] = []
    for (let one = this.#open.get(key); one !== undefined; one = one.earlier) standings.unshift(one)
    return standings
  }

  #put(key: string, standing: Omit<Standing, 'earlier'>): void {
    const before = this.#open.get(key)
    this.#open.delete(key)
    // Written out: copied with `...` it would take half as much again.
    const { id, level, created, first, seen, incidents } = standing
    this.#open.set(key, { id, level, created, first, seen, incidents, earlier: without(before, level) })
  }

  #isOver({ seen }: Standing, now: number): boolean {
    return now - seen > this.#bounds.keep
  }

  #tidy(now: number): void {
    for (const [key, standing] of this.#open) {
      if (!this.#isOver(standing, now)) break
      this.#drop(key)
    }
    if (this.#open.size <= this.#bounds.most) return
    this.#forgotten += 1
    this.#forgetFirst()
  }

  #forgetFirst(): void {
    for (const key of this.#open.keys()) {
      this.#drop(key)
      return
    }
  }

  #drop(key: string): void {
    this.#open.delete(key)
    this.#onChange([key])
  }
}
