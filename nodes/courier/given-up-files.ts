import { type Entry, Journal, type JournalOptions, type Place } from './journal'
import { type GivenUp, givenUpAge, mostCarried, mostGivenUp } from './outbox'
import * as record from './record'

/** What is in memory of an alert that was given up. */
interface Index {
  readonly id: string
  /** When it was given up, milliseconds since the epoch. */
  readonly at: number
  /** Not known until it is written. */
  place: Place | undefined
  /** What is to be written, until it is. */
  entry: Entry | undefined
}

/** What was given up, in a journal of its own: the newest of it, for a time, to be looked at and sent again. */
export class GivenUpFiles<Outcome> {
  readonly #journal: Journal
  readonly #options: JournalOptions
  /** Oldest first. */
  #index: Index[] = []
  #closed = false

  constructor(options: JournalOptions) {
    this.#options = options
    this.#journal = new Journal(options)
  }

  get count(): number {
    return this.#index.length
  }

  /** The system's code of why writing fails now; '' where it does not. */
  get trouble(): string {
    return this.#journal.trouble
  }

  /** Answers how many stretches could not be read. Rejects with a system error. */
  async open(): Promise<number> {
    await this.#journal.open()
    const found = new Map<string, Index>()
    let damaged = 0
    for (const segment of this.#journal.segments) {
      await this.#journal.read(
        segment,
        ({ at: offset, body }) => {
          const head = record.headOf(body)
          if (Array.isArray(head?.out)) for (const id of head.out as readonly string[]) found.delete(id)
          if (typeof head?.id !== 'string' || typeof head.at !== 'number') return true
          found.set(head.id, { id: head.id, at: head.at, place: { segment: segment.number, at: offset }, entry: undefined })
          return true
        },
        () => (damaged += 1)
      )
    }
    this.#index = [...found.values()]
    await this.#sweep()
    return damaged
  }

  /** @param safe called when all of them survive a power cut */
  add(all: readonly GivenUp<Outcome>[], safe: () => void): void {
    for (const [number, one] of all.entries()) {
      const index: Index = { id: one.id, at: one.at, place: undefined, entry: undefined }
      index.entry = {
        body: record.givenUp(one),
        written: (place) => {
          index.place = place
          index.entry = undefined
        },
        ...(number === all.length - 1 ? { synced: safe } : {})
      }
      this.#index.push(index)
      this.#journal.add(index.entry)
    }
    void this.#sweep()
  }

  /** Newest first. Rejects with a system error. */
  async list(from: number, count: number): Promise<readonly GivenUp<Outcome>[]> {
    await this.#sweep()
    const end = this.#index.length - from
    return this.#read(this.#index.slice(Math.max(0, end - count), Math.max(0, end)).reverse())
  }

  /** Oldest first. */
  get ids(): readonly string[] {
    return this.#index.map(({ id }) => id)
  }

  /** Oldest first. Rejects with a system error. */
  find(ids: readonly string[]): Promise<readonly GivenUp<Outcome>[]> {
    const named = new Set(ids)
    return this.#read(this.#index.filter(({ id }) => named.has(id)))
  }

  /** Answers how many there were of these ids. */
  drop(ids: readonly string[]): number {
    // Once it is closed the folder is another's.
    if (this.#closed) return 0
    const named = new Set(ids)
    const dropped = this.#index.filter(({ id }) => named.has(id))
    if (dropped.length === 0) return 0
    this.#index = this.#index.filter(({ id }) => !named.has(id))
    this.#journal.add({ body: record.takenOut(dropped.map(({ id }) => id)) })
    void this.#sweep()
    return dropped.length
  }

  /** Answers what could not be written. */
  async close(): Promise<readonly GivenUp<Outcome>[]> {
    await this.#journal.close()
    this.#closed = true
    return this.#read(this.#index.filter(({ entry }) => entry !== undefined))
  }

  async #read(chosen: readonly Index[]): Promise<readonly GivenUp<Outcome>[]> {
    const read = new Map<string, GivenUp<Outcome>>()
    const note = (body: Buffer): void => {
      const head = record.headOf(body)
      if (typeof head?.id === 'string') read.set(head.id, { ...(head as unknown as GivenUp<Outcome>), message: record.messageOf(body) })
    }
    const bySegment = new Map<number, Set<number>>()
    for (const { entry, place } of chosen) {
      if (entry !== undefined) note(Buffer.from(entry.body))
      else if (place !== undefined) bySegment.set(place.segment, (bySegment.get(place.segment) ?? new Set()).add(place.at))
    }
    // A copy: what is swept meanwhile would shift those that follow.
    for (const segment of [...this.#journal.segments]) {
      const places = bySegment.get(segment.number)
      if (places === undefined) continue
      await this.#journal.read(
        segment,
        ({ at, body }) => {
          if (places.has(at)) note(body)
          return true
        },
        () => undefined // counted at the start
      )
    }
    return chosen.map(({ id }) => read.get(id)).filter((one) => one !== undefined)
  }

  /**
   * Forgets what is too old or too much: of what cannot be written, no more is carried than of alerts. Deletes the segments
   * at the beginning that nothing is left of. Never rejects.
   */
  #sweep(): Promise<void> {
    const oldest = this.#options.clock.now() - givenUpAge
    const unwritten = this.#journal.trouble === '' ? [] : this.#index.filter(({ entry }) => entry !== undefined)
    const tooMuch = new Set([...this.#index.slice(0, -mostGivenUp), ...unwritten.slice(0, -mostCarried)])
    const entries = [...tooMuch].flatMap(({ entry }) => entry ?? [])
    if (entries.length > 0) this.#journal.withdraw(entries)
    this.#index = this.#index.filter((index) => index.at >= oldest && !tooMuch.has(index))
    return this.#journal.sweep(({ number }) => this.#index.some(({ place }) => place?.segment === number))
  }
}
