import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { doorbellOf, isOurs } from './claim'
import { ring } from './doorbell'
import { type Holder, inOneNamespace, introduce, onOneKernel, readHolder, runs } from './holder'
import { systemCode } from './system-code'

/** Milliseconds. */
export interface LifeSignsOptions {
  /** How long a claim has to be seen unchanged where nothing else tells that its holder has ended. */
  readonly stale: number
  /** How often it is looked at. */
  readonly look: number
  /** A clock that only goes forward. */
  readonly now: () => number
}

/** A claim of a process that lives, or that cannot be told to have ended; `null` where it does not say whose it is. */
export interface Living {
  readonly name: string
  readonly holder: Holder | null
}

interface Seen {
  /** Its time of change, by some machine's clock: only ever compared with itself. */
  readonly changed: number
  readonly looked: number
  /** How long it has been seen unchanged. */
  readonly unchanged: number
}

/** Tells which claims on a folder are of living processes. One for each who waits: it remembers what it has seen. */
export class LifeSigns {
  readonly #folder: string
  readonly #options: LifeSignsOptions
  #seen = new Map<string, Seen>()

  constructor(folder: string, options: LifeSignsOptions) {
    this.#folder = folder
    this.#options = options
  }

  /** Those of the claims named that live. Rejects with the file system's error. */
  async living(names: readonly string[]): Promise<Living[]> {
    this.#seen = new Map([...this.#seen].filter(([name]) => names.includes(name)))
    const found: Living[] = []
    for (const name of names) {
      const living = await this.#look(name)
      if (living !== undefined) found.push(living)
    }
    return found
  }

  async #look(name: string): Promise<Living | undefined> {
    const path = join(this.#folder, name)
    // The file before the doorbell: who says that it has one has it from then on. Another user's may not be readable.
    const holder = readHolder(await readFile(path, 'utf8').catch(() => ''))
    try {
      const { dev, mtimeMs } = await stat(path)
      const still = this.#isStill(name, mtimeMs)
      const lives = isOurs(name) || (await this.#lives(path, dev, holder))
      return lives === true || (lives === 'unknown' && !still) ? { name, holder: holder ?? null } : undefined
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return undefined // withdrawn meanwhile
      throw error
    }
  }

  /** What a claim's process shows, from the surest sign to the least sure. */
  async #lives(path: string, volume: number, holder: Holder | undefined): Promise<boolean | 'unknown'> {
    const self = await introduce(volume, false)
    if (holder !== undefined && inOneNamespace(holder, self)) {
      const running = await runs(holder)
      if (running !== 'unknown') return running
    }
    const rung = await ring(doorbellOf(path))
    if (rung === 'answered') return true
    // A refusal is the end of who had a doorbell only if we stand before the same door: the same kernel, and the volume
    // mounted once. macOS, which has no boot to compare, refuses also where too many have rung.
    const sameDoor = holder?.doorbell === true && self.boot !== '' && onOneKernel(holder, self) && holder.volume === volume
    return sameDoor && rung === 'refused' ? false : 'unknown'
  }

  /**
   * Whether a claim was seen unchanged for long enough. Between two looks no more counts than two intervals: when all
   * machines or the volume stood still, its holder was no more able to show a sign than we to see it.
   */
  #isStill(name: string, changed: number): boolean {
    const { stale, look, now } = this.#options
    const looked = now()
    const last = this.#seen.get(name)
    const unchanged = last?.changed === changed ? last.unchanged + Math.min(looked - last.looked, 2 * look) : 0
    this.#seen.set(name, { changed, looked, unchanged })
    return unchanged >= stale
  }
}
