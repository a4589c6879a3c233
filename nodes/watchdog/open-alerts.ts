import { gravest, type Level, levels } from '../alert/level'
import { FirstKey } from './first-key'
import { History, type Standing } from './history'

/** An alert that is open: the last of its key at one level. */
export interface OpenAlert {
  readonly id: string
  readonly level: Level
  /** When it began, in ms since the epoch: by the event's own time where it has one. */
  readonly created: number
  /** When it was made, in ms since the epoch: its window begins here. */
  readonly first: number
  /** When it was seen last. */
  readonly seen: number
  readonly incidents: number
}

/** The alerts of a key. A change of level is a new alert: each has its own, the latest first. */
interface Chain extends OpenAlert {
  readonly earlier: Chain | undefined
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

/** So many changes can be taken back: those of the last messages, which perhaps nobody took in. */
const mostTakenBack = 10_000

const without = (chain: Chain | undefined, level: Level): Chain | undefined => {
  if (chain === undefined) return undefined
  return chain.level === level ? chain.earlier : { ...chain, earlier: without(chain.earlier, level) }
}

const listOf = (chain: Chain | undefined): Standing => {
  const list: OpenAlert[] = []
  for (let one = chain; one !== undefined; one = one.earlier) list.unshift(one)
  return list
}

/** The alerts that are open, by key: bounded in number and time. */
export class OpenAlerts {
  /** In the order in which they were last seen; what is opened again because something was taken back comes last. */
  readonly #open = new Map<string, Chain>()
  readonly #oldest = new FirstKey(this.#open)
  readonly #history = new History(mostTakenBack)
  readonly #bounds: Bounds
  readonly #onChange: (entry: Entry) => void
  #forgotten = 0
  /** Before that nothing is over, in ms since the epoch: to ask the first of a large map each time would take long. */
  #due = -Infinity

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
  of(key: string, level: Level): OpenAlert | undefined {
    return listOf(this.#open.get(key)).find((one) => one.level === level)
  }

  /** The gravest alert of a key; `undefined` where nothing is open. */
  gravest(key: string, now: number): OpenAlert | undefined {
    const chain = this.#open.get(key)
    if (chain === undefined || this.#isOver(chain, now)) return undefined
    const all = listOf(chain)
    const level = gravest(all.map((one) => one.level))
    return all.find((one) => one.level === level)
  }

  /** Opens an alert, or changes what is known of the one at its level: it is the latest of its key from now on. */
  put(key: string, alert: OpenAlert): void {
    const chain = this.#open.get(key)
    if (chain !== undefined && this.#isOver(chain, alert.seen)) this.#forget(key)
    this.#history.add(key, listOf(this.#open.get(key)), { kind: 'opened', alert })
    this.#note(key, alert)
    this.#tidy(alert.seen)
  }

  /**
   * Closes a key, and with it its alerts at all levels.
   *
   * @param id of the alert that it is told by
   */
  close(key: string, id: string): void {
    const chain = this.#open.get(key)
    if (chain === undefined) return
    this.#history.add(key, listOf(chain), { kind: 'closed', id })
    this.#drop(key)
  }

  /** Takes an alert back: all else is as if it had not been made. */
  takeBack(key: string, id: string): void {
    const standing = listOf(this.#open.get(key))
    this.#change(key, standing, this.#history.withoutOpened(key, standing, id))
  }

  /**
   * Takes back that a key was closed: all else is as if it had not been.
   *
   * @param told the alert that it was told by, as far as that is known; it is opened where the closing is forgotten
   */
  reopen(key: string, told: OpenAlert): void {
    const standing = listOf(this.#open.get(key))
    this.#change(key, standing, this.#history.withoutClosed(key, standing, told))
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
    const oldest = this.#open.size > this.#bounds.most ? this.#oldest.next() : undefined
    // That it was forgotten is noted by the next line.
    if (oldest !== undefined) this.#open.delete(oldest)
  }

  /** Forgets what is over, once everything was replayed. */
  settle(now: number): void {
    for (const [key, chain] of this.#open) if (this.#isOver(chain, now)) this.#drop(key)
  }

  /** All there is, as it would be noted. */
  *entries(): IterableIterator<Entry> {
    for (const [key, chain] of this.#open) {
      for (const { id, level, created, first, seen, incidents } of listOf(chain)) {
        yield [key, id, levels.indexOf(level), created, first, seen, incidents]
      }
    }
  }

  #change(key: string, from: Standing, to: Standing): void {
    if (from === to) return
    if (from.length > 0) this.#drop(key)
    for (const alert of to) this.#note(key, alert)
    const latest = to.at(-1)
    if (latest !== undefined) this.#tidy(latest.seen)
  }

  #note(key: string, alert: OpenAlert): void {
    this.#put(key, alert)
    const { id, level, created, first, seen, incidents } = alert
    this.#onChange([key, id, levels.indexOf(level), created, first, seen, incidents])
  }

  #put(key: string, alert: OpenAlert): void {
    const before = this.#open.get(key)
    this.#open.delete(key)
    // Written out: copied with `...` it would take half as much again.
    const { id, level, created, first, seen, incidents } = alert
    this.#open.set(key, { id, level, created, first, seen, incidents, earlier: without(before, level) })
    this.#oldest.noteAdded()
  }

  #isOver(chain: Chain, now: number): boolean {
    return now - chain.seen > this.#bounds.keep
  }

  #tidy(now: number): void {
    if (now > this.#due) {
      this.#due = now
      for (const [key, chain] of this.#open) {
        this.#due = chain.seen + this.#bounds.keep
        if (!this.#isOver(chain, now)) break
        this.#forget(key)
      }
    }
    if (this.#open.size <= this.#bounds.most) return
    this.#forgotten += 1
    this.#forgetFirst()
  }

  #forgetFirst(): void {
    const oldest = this.#oldest.next()
    if (oldest !== undefined) this.#forget(oldest)
  }

  #forget(key: string): void {
    this.#history.forget(key)
    this.#drop(key)
  }

  #drop(key: string): void {
    this.#open.delete(key)
    this.#onChange([key])
  }
}
