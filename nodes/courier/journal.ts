import type { Clock } from './clock'
import type { Disk } from './disk'
import { type Damage, type Line, readLines } from './journal-line'
import { type Segment, SegmentFile, segmentsIn } from './segment-file'
import { systemCode } from './system-code'

/** Where a line is. */
export interface Place {
  /** The number of its segment. */
  readonly segment: number
  /** In bytes. */
  readonly at: number
}

/** A line that is to be written. */
export interface Entry {
  /** JSON of an object, on one line. */
  readonly body: string
  /** Called when it is in the file, and outlives the process. Never throws. */
  readonly written?: (place: Place) => void
  /** Called when it outlives a power cut. Never throws. */
  readonly synced?: () => void
  /** Whether a power cut may take it a moment longer, so that it is synced with what follows. */
  readonly canWait?: true
}

export interface JournalOptions {
  readonly disk: Disk
  readonly clock: Clock
  readonly folder: string
  /** A segment that has grown to so many bytes is followed by a new one. */
  readonly segmentSize?: number
  /** Whether this process may still write: the folder is another's once its lock is lost. */
  readonly mayWrite?: () => Promise<boolean>
  /** The lines that a new segment begins with, and that therefore outlive the deletion of those before it. */
  readonly heading?: () => readonly string[]
  /** Called when writing begins to fail, with the system's code, and with '' when it works again. */
  readonly onTrouble: (code: string) => void
}

/** Told instead of a system error's code where the folder's lock was lost. */
export const lockLost = 'LOCK_LOST'

const defaultSegmentSize = 4 << 20

/** How much is written and synced in one go, in UTF-16 units. */
const largestGroup = 1 << 20

/** How long what can wait is gathered before it is synced, in milliseconds. */
const gathering = 20

/** How long after a failure writing is tried again, in milliseconds. */
const retryAfter = 2000

/** The same after a failed sync, at most: each try writes all again that was not synced, to a new file. */
const longestRetry = 60_000

/** How long a look at the lock is good for, in milliseconds: much less than it takes to be thought dead. */
const checkEvery = 1000

/**
 * An append-only journal in segments, in a folder of its own. What is added while the disk is busy is written and synced
 * as one group. What cannot be written is kept, in order, and tried again: nothing added is ever dropped.
 */
export class Journal {
  readonly #options: JournalOptions
  readonly #segments: Segment[] = []
  #queue: Entry[] = []
  readonly #closing = new AbortController()
  /** The last of the segments, where it is written to. */
  #file: SegmentFile | undefined
  #trouble = ''
  #writing: Promise<void> | undefined
  #syncing: Promise<void> | undefined
  #sweeping: Promise<void> = Promise.resolve()
  /** What is in the file and not yet synced, and may have to be written again. */
  #unsynced: Entry[] = []
  /** Whether the next sync waited for a write already. */
  #isPutOff = false
  /** Ends the gathering before a sync. */
  #hasten = new AbortController()
  /** Whether nothing is gathered any more: what is written is to be safe before anything else is done. */
  #isEnding = false
  /** How many of the queue are being written. */
  #inFlight = 0
  /** When the lock was last seen to be ours; a moment of the clock that does not jump. */
  #checked = -Infinity
  #retry = new AbortController()
  /** Nothing is written before this, by the clock that does not jump. */
  #restUntil = -Infinity
  #failedSyncs = 0
  /** Whether what failed was tried once more for the close. */
  #lastTry = false
  #closed = false

  constructor(options: JournalOptions) {
    this.#options = options
  }

  /** The segments there are, oldest first. */
  get segments(): readonly Segment[] {
    return this.#segments
  }

  /** The system's code of why writing fails now; '' where it does not. */
  get trouble(): string {
    return this.#trouble
  }

  /** What is added and not in a file yet, in order. */
  get unwritten(): readonly Entry[] {
    return this.#queue
  }

  /** Finds the segments of earlier lives. Rejects with a system error where the folder cannot be made or read. */
  async open(): Promise<void> {
    const { disk, folder } = this.#options
    await disk.makeFolder(folder)
    this.#segments.push(...(await segmentsIn(disk, folder)))
  }

  /** The bytes of a segment from a position on; none where it was deleted meanwhile. Rejects with a system error. */
  async bytesOf(segment: Segment, from: number): Promise<Buffer> {
    try {
      return await this.#options.disk.read(segment.path, from)
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return Buffer.alloc(0)
      throw error
    }
  }

  /** Reads all lines of a segment. Rejects with a system error. */
  async read(segment: Segment, onLine: (line: Line) => boolean, onDamage: (damage: Damage) => void): Promise<void> {
    readLines(await this.bytesOf(segment, 0), segment.salt, onLine, onDamage)
  }

  /** Nothing is added once it is closed: the folder is another's then. */
  add(entry: Entry): void {
    if (this.#closed) return
    this.#queue.push(entry)
    this.#writing ??= this.#write()
  }

  /**
   * Deletes the oldest segments up to the first that is needed, or is written to. One that cannot be deleted stays for the
   * next time, and all behind it: they say how its alerts ended. Never rejects.
   *
   * @param isNeeded asked for each when its turn has come
   */
  sweep(isNeeded: (segment: Segment) => boolean): Promise<void> {
    this.#sweeping = this.#sweeping.then(() => this.#sweep(isNeeded)).catch(() => undefined)
    return this.#sweeping
  }

  async #sweep(isNeeded: (segment: Segment) => boolean): Promise<void> {
    for (;;) {
      const oldest = this.#segments[0]
      if (oldest === undefined || this.isCurrent(oldest) || isNeeded(oldest)) return
      await this.#options.disk.remove(oldest.path)
      this.#segments.shift()
    }
  }

  /** Whether a segment is the one that is written to. */
  isCurrent(segment: Segment): boolean {
    return segment === this.#file?.segment
  }

  /** Takes back what was added and is not written; answers whether all of it was still here. */
  withdraw(entries: readonly Entry[]): boolean {
    const waiting = new Set(this.#queue.slice(this.#inFlight))
    if (!entries.every((entry) => waiting.has(entry))) return false
    const gone = new Set(entries)
    this.#queue = this.#queue.filter((entry) => !gone.has(entry))
    return true
  }

  /** Writes and syncs what is added, as far as that can be done; the rest stays `unwritten`. */
  async close(): Promise<void> {
    this.#closing.abort()
    this.#retry.abort()
    this.#hasten.abort()
    // A sync that fails has its lines written again.
    while (this.#writing !== undefined || this.#syncing !== undefined) {
      await this.#writing
      await this.#syncing
    }
    await this.#finish()
    this.#closed = true
  }

  async #write(): Promise<void> {
    // What is added in the same turn goes out as one group.
    await Promise.resolve()
    while (this.#queue.length > 0 && (await this.#rest())) {
      try {
        await this.#writeGroup()
      } catch (error) {
        // What is written need not wait for what cannot be; and a sync that goes well ends what is told.
        await this.#synced()
        this.#fail(error, retryAfter)
      }
    }
    this.#writing = undefined
  }

  /** Waits until writing may be tried again; answers whether it is to be, which it is once more when all is closed. */
  async #rest(): Promise<boolean> {
    const { clock } = this.#options
    const pause = this.#restUntil - clock.steady()
    if (pause <= 0) return true
    if (this.#closing.signal.aborted) {
      if (this.#lastTry) return false
      this.#lastTry = true
    } else {
      this.#retry = new AbortController()
      await clock.wait(pause, this.#retry.signal)
    }
    this.#restUntil = -Infinity
    return true
  }

  #fail(error: unknown, pause: number): void {
    this.#restUntil = this.#options.clock.steady() + pause
    this.#tell(systemCode(error))
  }

  #tell(code: string): void {
    if (code === this.#trouble) return
    this.#trouble = code
    this.#options.onTrouble(code)
  }

  async #writeGroup(): Promise<void> {
    await this.#check()
    if (this.#file !== undefined && this.#file.size >= (this.#options.segmentSize ?? defaultSegmentSize)) await this.#finish()
    const file = this.#file ?? (await this.#begin())
    const group = this.#group()
    this.#inFlight = group.length
    let places: readonly number[]
    try {
      places = await file.append(group.map(({ body }) => body))
    } catch (error) {
      // What was written before is synced while the file is there, or else written again.
      await this.#synced()
      if (this.#file === file) await this.#abandon()
      throw error
    } finally {
      this.#inFlight = 0
    }
    // A sync that failed meanwhile has ended this segment: the group goes into the next one.
    if (this.#file !== file) return
    this.#queue.splice(0, group.length)
    this.#unsynced.push(...group)
    const { number } = file.segment
    for (const [index, entry] of group.entries()) entry.written?.({ segment: number, at: places[index] ?? 0 })
    if (!group.every(({ canWait }) => canWait)) this.#hasten.abort()
    // What came meanwhile is written first, to be synced with it: a disk that does both at once does each more slowly.
    // But once only: where something always comes, nothing would ever be safe.
    if (this.#queue.length === 0 || this.#isPutOff) this.#syncing ??= this.#sync()
    else this.#isPutOff = true
  }

  /** What of the queue is written in one go. */
  #group(): readonly Entry[] {
    let length = 0
    const end = this.#queue.findIndex(({ body }) => {
      if (length > largestGroup) return true
      length += body.length
      return false
    })
    return this.#queue.slice(0, end < 0 ? undefined : end)
  }

  /** Rejects where the folder is no longer ours. */
  async #check(): Promise<void> {
    const { mayWrite, clock } = this.#options
    if (mayWrite === undefined || clock.steady() - this.#checked < checkEvery) return
    if (!(await mayWrite())) throw Object.assign(new Error('the lock was lost'), { code: lockLost })
    this.#checked = clock.steady()
  }

  /** Syncs until all that is written is safe. Runs beside the writing of what comes meanwhile. */
  async #sync(): Promise<void> {
    // Else it could end, with nothing to sync, before it is noted that it runs, and seem to run for ever.
    await Promise.resolve()
    while (this.#unsynced.length > 0 && this.#file !== undefined) {
      await this.#gather()
      const group = this.#unsynced
      this.#unsynced = []
      this.#isPutOff = false
      try {
        await this.#file.sync()
      } catch (error) {
        // After a failed sync nobody knows what is on the disk: all of it is written again, to a new segment.
        const again = [...group, ...this.#unsynced]
        this.#unsynced = []
        this.#queue = [...again, ...this.#queue]
        if (this.#inFlight > 0) this.#inFlight += again.length
        await this.#abandon()
        this.#fail(error, Math.min(longestRetry, retryAfter * 2 ** this.#failedSyncs))
        this.#failedSyncs = Math.min(this.#failedSyncs + 1, 10)
        this.#writing ??= this.#write()
        continue
      }
      this.#failedSyncs = 0
      this.#tell('')
      for (const entry of group) entry.synced?.()
    }
    this.#syncing = undefined
  }

  /** Waits for more, where all that is to be synced can wait: each sync is work for the disk, however little it is for. */
  async #gather(): Promise<void> {
    if (this.#isEnding || this.#closing.signal.aborted || !this.#unsynced.every(({ canWait }) => canWait)) return
    this.#hasten = new AbortController()
    await this.#options.clock.wait(gathering, this.#hasten.signal)
  }

  /** Resolves when all that is written is synced, or is to be written again. */
  async #synced(): Promise<void> {
    this.#isEnding = true
    this.#hasten.abort()
    await (this.#syncing ??= this.#sync())
    this.#isEnding = false
  }

  async #begin(): Promise<SegmentFile> {
    const { disk, folder, heading } = this.#options
    const file = await SegmentFile.begin(disk, folder, (this.#segments.at(-1)?.number ?? 0) + 1, heading?.() ?? [])
    this.#segments.push(file.segment)
    this.#file = file
    return file
  }

  /** Ends a segment that writing failed in. */
  async #abandon(): Promise<void> {
    const file = this.#file
    this.#file = undefined
    if (file === undefined) return
    if (await file.abandon()) return
    const at = this.#segments.indexOf(file.segment)
    if (at >= 0) this.#segments.splice(at, 1)
  }

  async #finish(): Promise<void> {
    await this.#synced()
    const file = this.#file
    this.#file = undefined
    await file?.close()
  }
}
