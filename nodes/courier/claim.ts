import { randomBytes } from 'node:crypto'
import { open, readdir, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { Doorbell } from './doorbell'
import { introduce } from './holder'

/** Claims that this process has not withdrawn. */
const ours = new Set<string>()

/** Whether a claim is one of this process. */
export const isOurs = (name: string): boolean => ours.has(name)

/** The names of all claims on a folder. Rejects with the file system's error. */
export const claimsOn = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => /^lock\.[0-9a-f]{16}$/.test(name))

/** The path of a claim's doorbell. */
export const doorbellOf = (path: string): string => `${path}.bell`

/** Removes a claim and its doorbell, if they are there. Rejects with the file system's error. */
export const removeClaim = async (path: string): Promise<void> => {
  // In this order no doorbell is ever left that no claim tells of.
  await rm(doorbellOf(path), { force: true })
  await rm(path, { force: true })
}

/**
 * A file in a folder by which this process says that it has the folder or is about to. Its name was never there before
 * and never will be again, so whoever removes it cannot hit another's. While it stands, its time of change moves on.
 */
export class Claim {
  readonly name: string
  readonly #path: string
  readonly #beat: number
  #doorbell: Doorbell | undefined
  #timer: NodeJS.Timeout | undefined
  #withdrawn = false

  private constructor(folder: string, beat: number) {
    this.name = `lock.${randomBytes(8).toString('hex')}`
    this.#path = join(folder, this.name)
    this.#beat = beat
  }

  /** Stakes a claim that moves its time of change on each `beat` milliseconds. Rejects with the file system's error. */
  static async stake(folder: string, beat: number): Promise<Claim> {
    const claim = new Claim(folder, beat)
    ours.add(claim.name)
    try {
      await claim.#write()
    } catch (error) {
      await claim.withdraw()
      throw error
    }
    claim.#keepBeating()
    return claim
  }

  async #write(): Promise<void> {
    const file = await open(this.#path, 'wx', 0o600)
    try {
      const { dev } = await file.stat()
      this.#doorbell = await Doorbell.hang(doorbellOf(this.#path))
      const holder = await introduce(dev, this.#doorbell !== undefined)
      // Where the disk is too full for it, the claim stands all the same, and does not say whose it is.
      await file.writeFile(`${JSON.stringify(holder)}\n`).catch(() => undefined)
    } finally {
      await file.close()
    }
  }

  #keepBeating(): void {
    if (this.#withdrawn) return
    // One after the other: on a network file system that hangs they would fill Node's four threads for files.
    this.#timer = setTimeout(() => void this.stands().then(() => this.#keepBeating()), this.#beat).unref()
  }

  /**
   * Whether nobody has removed it; `false` also where that cannot be told. Never rejects. It moves the time of change on
   * and asks by that: a network file system may answer a mere question from its memory.
   */
  async stands(): Promise<boolean> {
    const now = new Date()
    return utimes(this.#path, now, now).then(() => true, () => false)
  }

  /** Removes it; what was removed by others, or cannot be, is left at that. Never rejects. */
  async withdraw(): Promise<void> {
    this.#withdrawn = true
    clearTimeout(this.#timer)
    await this.#doorbell?.takeDown()
    // A file that cannot be removed is dead to others all the same: it moves no more, and nobody answers for it.
    await removeClaim(this.#path).catch(() => undefined)
    ours.delete(this.name)
  }
}
