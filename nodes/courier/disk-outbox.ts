import { join } from 'node:path'
import type { Clock } from './clock'
import type { Disk } from './disk'
import { GivenUpFiles } from './given-up-files'
import { type Entry, Journal, lockLost, type Place } from './journal'
import { readLines } from './journal-line'
import { gone, Marks, near, settled, waits } from './marks'
import { type Ended, type GivenUp, type Incoming, type Left, mostCarried, nothingLeft, type Opening, type Outbox, type Trouble, type Waiting, windowSize } from './outbox'
import * as record from './record'
import { recover } from './recovery'
import type { Segment } from './segment-file'
import { systemCode } from './system-code'

/** A folder that nobody else writes in. */
export interface Hold {
  isHeld(): Promise<boolean>
  release(): Promise<void>
}

/** Waits for a folder. As `FolderLock.acquire` answers. */
export type TakeHold = (
  folder: string,
  signal: AbortSignal
) => Promise<
  { readonly kind: 'held'; readonly lock: Hold } | { readonly kind: 'unavailable'; readonly code: string } | { readonly kind: 'aborted' }
>

export interface DiskOutboxOptions {
  readonly folder: string
  readonly disk: Disk
  readonly clock: Clock
  readonly lock: TakeHold
  /** The calls that a Visa still counts, for the heading of a new segment. */
  readonly calls: () => readonly number[]
  /** Called when keeping begins to fail, works again, or damage is found. */
  readonly onChange: () => void
  readonly segmentSize?: number
}

/** How much of the messages that wait is in memory, in UTF-16 units. */
const largestWindow = 32 << 20

/** How long what the flow knows is gathered before it is noted, in milliseconds. */
const gathering = 20

/** Alerts that wait in a journal on disk. A window of those that are next is in memory; behind it, one byte for each. */
export class DiskOutbox<Outcome> implements Outbox<Outcome> {
  readonly kind = 'disk'
  readonly #options: DiskOutboxOptions
  readonly #journal: Journal
  readonly #given: GivenUpFiles<Outcome>
  #marks = new Marks()
  #tries: ReadonlyMap<number, number> = new Map()
  /** The highest number that each segment takes in, by the segment's own. */
  #lasts = new Map<number, number>()
  /** What is added and not written, by alert, as far as it could be taken back. */
  readonly #unwritten = new Map<number, Entry[]>()
  /** Who waits for a line to be written. */
  readonly #hurried = new Set<() => void>()
  readonly #closing = new AbortController()
  #lock: Hold | undefined
  #waiting = 0
  /** In memory, the next of the line. */
  #window: Waiting[] = []
  #windowLength = 0
  /** How many were handed out and have not ended. */
  #out = 0
  /** How many wait behind the window, and where the first of them is once it is written. */
  #behind = 0
  #behindAt: Place | undefined
  /** The segment that was looked in last. */
  #read: { readonly segment: Segment; readonly bytes: Buffer } | undefined
  /** Whether an earlier life made calls, which its last segment alone tells until another is begun. */
  #hasCalls = false
  /** The first number of this life. */
  #ownFrom = 1
  #told: number[] = []
  #gatherer: Promise<void> | undefined
  /** The system's code of why what waits could not be read. */
  #readTrouble = ''
  #closed = false

  constructor(options: DiskOutboxOptions) {
    this.#options = options
    const { disk, clock, folder, segmentSize } = options
    const onTrouble = (code: string): void => {
      if (code !== '') for (const release of [...this.#hurried]) release()
      options.onChange()
    }
    const mayWrite = async (): Promise<boolean> => (await this.#lock?.isHeld()) === true
    const journal = { disk, clock, onTrouble, mayWrite, ...(segmentSize === undefined ? {} : { segmentSize }) }
    this.#journal = new Journal({ ...journal, folder: join(folder, 'waiting'), heading: () => this.#heading() })
    this.#given = new GivenUpFiles({ ...journal, folder: join(folder, 'given-up') })
  }

  get waiting(): number {
    return this.#waiting
  }

  get givenUp(): number {
    return this.#given.count
  }

  get trouble(): Trouble | null {
    const code = this.#writeTrouble
    if (code === lockLost) return { kind: 'taken over', code: '' }
    if (code !== '') return { kind: 'unwritable', code }
    return this.#readTrouble === '' ? null : { kind: 'unreadable', code: this.#readTrouble }
  }

  get #writeTrouble(): string {
    return this.#journal.trouble || this.#given.trouble
  }

  async open(signal: AbortSignal, { waiting: handed, untold: unheard, notes }: Left<Outcome>): Promise<Opening<Outcome>> {
    const { disk, folder, lock } = this.#options
    try {
      await disk.makeFolder(folder)
      const attempt = await lock(folder, signal)
      if (attempt.kind !== 'held') return attempt
      this.#lock = attempt.lock
      const damagedGivenUp = await this.#given.open()
      await this.#journal.open()
      const wanted = new Set([...handed, ...unheard.map(({ alert }) => alert)].map(({ id }) => id))
      const { marks, lasts, tries, waiting, untold, calls, damaged, found } = await recover<Outcome>(this.#journal, wanted, (has) => [
        ...notes,
        // Whoever took these over tells how they ended: here they only must not wait again.
        ...unheard.flatMap(({ alert, outcome }) => {
          const n = has.get(alert.id)
          return n === undefined ? [] : [record.ended(n, outcome), record.told([n])]
        })
      ])
      this.#marks = marks
      this.#lasts = lasts
      this.#tries = tries
      this.#ownFrom = marks.next
      this.#hasCalls = calls.length > 0
      this.#waiting = waiting
      this.#behind = waiting
      await this.#sweep()
      const first = this.#journal.segments[0]
      if (waiting > 0 && first !== undefined) this.#behindAt = { segment: first.number, at: 0 }
      return { kind: 'open', opened: { untold, calls, damaged: damaged + damagedGivenUp, known: new Set(found.keys()) } }
    } catch (error) {
      await this.#lock?.release()
      return { kind: 'unavailable', code: systemCode(error) }
    }
  }

  add(alert: Incoming, durable?: () => void): boolean {
    if (this.#closing.signal.aborted || (this.#journal.trouble !== '' && this.#unwritten.size >= mostCarried)) return false
    const n = this.#marks.next
    const { id, action, taken, since, message } = alert
    const waiting: Waiting = { n, id, action, taken, since, message, tries: 0 }
    this.#waiting += 1
    const inWindow = this.#behind === 0 && this.#out + this.#window.length < windowSize && this.#windowLength < largestWindow
    if (inWindow) this.#show(waiting)
    else {
      this.#marks.set(n, waits)
      this.#behind += 1
    }
    const written = (place: Place): void => {
      this.#lasts.set(place.segment, Math.max(n, this.#lasts.get(place.segment) ?? 0))
      this.#unwritten.delete(n)
      if (!inWindow && this.#behind > 0) this.#behindAt ??= place
    }
    const body = record.taken(waiting)
    const entry: Entry = durable === undefined ? { body, written } : { body, written, synced: durable }
    // What waits far behind is written long before anything is known of it.
    if (inWindow || this.#journal.trouble !== '') this.#unwritten.set(n, [entry])
    this.#journal.add(entry)
    return true
  }

  async next(most: number): Promise<readonly Waiting[]> {
    let isReadable = true
    while (isReadable && this.#window.length === 0 && this.#behind > 0) isReadable = await this.#look()
    const handed = this.#window.splice(0, most)
    for (const { message } of handed) this.#windowLength -= message.length
    this.#out += handed.length
    return handed
  }

  tried({ n }: Waiting, tries: number): void {
    this.#journal.add({ body: record.tried(n, tries), canWait: true })
  }

  called(at: number): void {
    this.#journal.add({ body: record.called([at]), canWait: true })
  }

  settle(all: readonly Ended<Outcome>[]): Promise<void> {
    this.#noteTold()
    if (all.length === 0) return Promise.resolve()
    return this.#hurry((written) => {
      for (const [index, { alert, outcome }] of all.entries()) {
        this.#marks.set(alert.n, settled)
        this.#waiting -= 1
        this.#out -= 1
        const body = record.ended(alert.n, outcome)
        const entry: Entry = index === all.length - 1 ? { body, canWait: true, written } : { body, canWait: true }
        this.#unwritten.get(alert.n)?.push(entry)
        this.#journal.add(entry)
      }
    })
  }

  told(n: number): void {
    // Once it is closed the folder is another's, which tells again.
    if (this.#closed || this.#marks.of(n) !== settled) return
    this.#marks.set(n, gone)
    const unwritten = this.#unwritten.get(n)
    if (unwritten !== undefined && this.#journal.withdraw(unwritten)) {
      // Delivered while nothing could be kept: there is nothing to note of it.
      this.#unwritten.delete(n)
      for (const { synced } of unwritten) synced?.()
      return
    }
    this.#told.push(n)
    this.#gatherer ??= this.#gather()
  }

  keep(givenUp: readonly GivenUp<Outcome>[]): Promise<void> {
    return givenUp.length === 0 ? Promise.resolve() : this.#hurry((written) => this.#given.add(givenUp, written))
  }

  listGivenUp(from: number, count: number): Promise<readonly GivenUp<Outcome>[]> {
    return this.#given.list(from, count)
  }

  givenUpIds(): readonly string[] {
    return this.#given.ids
  }

  findGivenUp(ids: readonly string[]): Promise<readonly GivenUp<Outcome>[]> {
    return this.#given.find(ids)
  }

  dropGivenUp(ids: readonly string[]): number {
    return this.#given.drop(ids)
  }

  async close(): Promise<Left<Outcome>> {
    this.#closing.abort()
    await this.#gatherer
    this.#noteTold()
    await this.#journal.close()
    const givenUp = await this.#given.close()
    const left = this.#left()
    await this.#sweep()
    this.#closed = true
    await this.#lock?.release()
    return { ...nothingLeft, ...left, givenUp }
  }

  /** What could not be written: of alerts that are not in the files all that is known, of others what is to be noted. */
  #left(): Pick<Left<Outcome>, 'waiting' | 'untold' | 'notes'> {
    const waiting: Waiting[] = []
    const untold: Ended<Outcome>[] = []
    const notes: string[] = []
    /** Those that are in no file. */
    const unfiled = new Map<number, Waiting>()
    for (const { body } of this.#journal.unwritten) {
      const bytes = Buffer.from(body)
      const alert = record.waitingOf(bytes, () => 0)
      if (alert !== undefined) {
        unfiled.set(alert.n, alert)
        const mark = this.#marks.of(alert.n)
        if (mark === waits || mark === near) waiting.push(alert)
        continue
      }
      const head = record.headOf(bytes)
      const ended = unfiled.get(Number(head?.ended))
      if (ended === undefined) notes.push(body)
      else if (this.#marks.of(ended.n) === settled) untold.push({ alert: ended, outcome: head?.outcome as Outcome })
    }
    return { waiting, untold, notes }
  }

  #show(alert: Waiting): void {
    this.#window.push(alert)
    this.#windowLength += alert.message.length
    this.#marks.set(alert.n, near)
  }

  /** Resolves when the last line of a note is written, or when writing fails. */
  #hurry(note: (written: () => void) => void): Promise<void> {
    if (this.#writeTrouble !== '') {
      note(() => undefined)
      return Promise.resolve()
    }
    return new Promise((resolve) => {
      const release = (): void => {
        this.#hurried.delete(release)
        resolve()
      }
      this.#hurried.add(release)
      note(release)
    })
  }

  /** Gathers what the flow knows for a moment: one line for many. */
  async #gather(): Promise<void> {
    await this.#options.clock.wait(gathering, this.#closing.signal)
    this.#gatherer = undefined
    this.#noteTold()
    await this.#sweep()
  }

  #noteTold(): void {
    if (this.#told.length === 0) return
    this.#journal.add({ body: record.told(this.#told), canWait: true })
    this.#told = []
  }

  /** Deletes the oldest segments, as far as nothing in them is needed. Never rejects. */
  #sweep(): Promise<void> {
    return this.#journal.sweep((segment) => {
      if ((this.#lasts.get(segment.number) ?? 0) >= this.#marks.open) return true
      // The last one begins with the calls that still count for the Visa, or has them.
      return segment === this.#journal.segments.at(-1) && (this.#hasCalls || this.#options.calls().length > 0)
    })
  }

  #heading(): readonly string[] {
    const calls = this.#options.calls()
    this.#hasCalls = false
    return calls.length === 0 ? [] : [record.called(calls)]
  }

  /** Fills the window from the disk, and from what could not be written to it; answers whether the files could be read. */
  async #look(): Promise<boolean> {
    const counted = this.#behind
    // Taken before the files are read: what is written meanwhile is not in what was read, and would be passed over.
    const unwritten = [...this.#journal.unwritten]
    try {
      if (await this.#lookInFiles()) return true
    } catch (error) {
      this.#tellRead(systemCode(error))
      return this.#window.length > 0
    } finally {
      if (this.#window.length > 0) this.#tellRead('')
    }
    for (const { body } of unwritten) {
      if (body.startsWith('{"n":') && !this.#offer(Buffer.from(body))) break
    }
    if (this.#window.length === 0) {
      // Nothing of what was counted is there any more: the files were damaged or deleted since.
      this.#waiting -= counted
      this.#behind -= counted
      if (this.#behind === 0) this.#behindAt = undefined
      this.#options.onChange()
    }
    this.#tellRead('')
    return true
  }

  #tellRead(code: string): void {
    if (code === this.#readTrouble) return
    this.#readTrouble = code
    this.#options.onChange()
  }

  /** Whether the window is full. Rejects with a system error. */
  async #lookInFiles(): Promise<boolean> {
    const from = this.#behindAt
    if (from === undefined) return false
    for (const segment of [...this.#journal.segments]) {
      if (segment.number < from.segment) continue
      if (await this.#lookIn(segment, segment.number === from.segment ? from.at : 0)) return true
    }
    return false
  }

  /** Whether the window is full. */
  async #lookIn(segment: Segment, from: number): Promise<boolean> {
    let full = false
    readLines(
      await this.#bytesOf(segment, from),
      segment.salt,
      ({ at, body }) => {
        this.#behindAt = { segment: segment.number, at: from + at }
        full = !this.#offer(body)
        return !full
      },
      () => undefined // damage since the start: what stands behind it is found all the same
    )
    return full
  }

  /** The window is filled from a segment many times over: what nothing is added to any more is read once. */
  async #bytesOf(segment: Segment, from: number): Promise<Buffer> {
    if (this.#journal.isCurrent(segment)) return this.#journal.bytesOf(segment, from)
    if (this.#read?.segment !== segment) this.#read = { segment, bytes: await this.#journal.bytesOf(segment, 0) }
    return this.#read.bytes.subarray(from)
  }

  /** Puts what a line takes in into the window, where it is the next to come; answers whether there is room for more. */
  #offer(body: Buffer): boolean {
    if (this.#behind === 0 || this.#window.length >= windowSize || this.#windowLength >= largestWindow) return false
    const alert = record.waitingOf(body, (n) => this.#tries.get(n) ?? 0)
    if (alert === undefined || this.#marks.of(alert.n) !== waits) return true
    this.#show(alert.n < this.#ownFrom ? { ...alert, since: this.#sinceOf(alert) } : alert)
    this.#behind -= 1
    if (this.#behind > 0) return true
    this.#behindAt = undefined
    this.#read = undefined
    return false
  }

  /**
   * When an alert of a file was taken in, by the time of this life. That of an earlier life began at another time of day,
   * which may have been set right since: of the two ways to count, the one by which it has waited for less.
   */
  #sinceOf({ taken, since }: Waiting): number {
    const { clock } = this.#options
    const steady = clock.steady()
    return Math.min(steady, Math.max(since, taken - Math.round(clock.now() - steady)))
  }
}
