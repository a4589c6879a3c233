import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Disk, DiskFile } from './disk'
import { linesOf } from './journal-line'

/** One file of a journal. */
export interface Segment {
  readonly number: number
  readonly path: string
  /** What the checksums of its lines begin with. */
  readonly salt: number
}

const segmentName = /^(\d{10})-([0-9a-f]{8})\.journal$/

/** The segments in a folder, oldest first. Rejects with a system error. */
export const segmentsIn = async (disk: Disk, folder: string): Promise<readonly Segment[]> =>
  (await disk.list(folder))
    .flatMap((name) => {
      const match = segmentName.exec(name)
      return match === null ? [] : [{ number: Number(match[1]), salt: parseInt(match[2] ?? '', 16), path: join(folder, name) }]
    })
    .sort((one, other) => one.number - other.number)

/** Whether there is a journal in a folder. Answers at once, for who has yet to choose an outbox. */
export const hasSegments = (folder: string): boolean => {
  try {
    return readdirSync(folder).some((name) => segmentName.test(name))
  } catch {
    return false // there is no such folder, or nothing can be had from it
  }
}

/** The segment that a journal writes to. Whole groups of lines are in it, or nothing of them that a reader would find. */
export class SegmentFile {
  readonly segment: Segment
  readonly #disk: Disk
  readonly #folder: string
  readonly #file: DiskFile
  /** In bytes, as far as it is known to be whole. */
  #size = 0
  /** In bytes: what it begins with, which nothing is lost with. */
  #headingSize = 0
  /** Whether its name survives a power cut. */
  #isNamed = false

  private constructor(disk: Disk, folder: string, segment: Segment, file: DiskFile) {
    this.#disk = disk
    this.#folder = folder
    this.segment = segment
    this.#file = file
  }

  /**
   * Begins a new one. Rejects with a system error, and leaves none then.
   *
   * @param heading the lines that it begins with
   */
  static async begin(disk: Disk, folder: string, number: number, heading: readonly string[]): Promise<SegmentFile> {
    const salt = randomBytes(4)
    const path = join(folder, `${String(number).padStart(10, '0')}-${salt.toString('hex')}.journal`)
    await disk.makeFolder(folder)
    const begun = new SegmentFile(disk, folder, { number, salt: salt.readUInt32BE(), path }, await disk.create(path))
    try {
      await begun.append(heading)
      begun.#headingSize = begun.#size
      return begun
    } catch (error) {
      await begun.abandon()
      throw error
    }
  }

  get size(): number {
    return this.#size
  }

  /** Adds lines; answers where each begins, in bytes. Rejects with a system error: how much of them is there is not known then. */
  async append(bodies: readonly string[]): Promise<readonly number[]> {
    const { bytes, places } = linesOf(bodies, this.segment.salt)
    await this.#file.append(bytes)
    const from = this.#size
    this.#size += bytes.length
    return places.map((place) => from + place)
  }

  /** Resolves when what was added before the call survives a power cut. Rejects with a system error. */
  async sync(): Promise<void> {
    await this.#file.sync()
    // Not before the first lines are written: a kill in between would find nothing of them.
    if (!this.#isNamed) await this.#disk.syncFolder(this.#folder)
    this.#isNamed = true
  }

  /**
   * Ends it after writing failed: cut to what is known to be whole, so that no reader finds it damaged. Answers whether
   * anything of it is left. Never rejects.
   */
  async abandon(): Promise<boolean> {
    if (this.#size <= this.#headingSize) {
      await this.close()
      // A full disk would else be given one more such file with each try.
      await this.#disk.remove(this.segment.path).catch(() => undefined)
      return false
    }
    await this.#file.truncate(this.#size).catch(() => undefined) // then its last line is torn, which a reader passes over
    await this.close()
    return true
  }

  /** Ends it. Never rejects: what can fail here has failed before, or was synced. */
  async close(): Promise<void> {
    await this.#file.close().catch(() => undefined)
  }
}
