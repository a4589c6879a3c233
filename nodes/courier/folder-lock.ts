import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { Claim, claimsOn, removeClaim } from './claim'
import type { Holder } from './holder'
import { LifeSigns, type Living } from './life-signs'
import { systemCode } from './system-code'

/** How long everything takes, in milliseconds, and by what clock. */
export interface LockTiming {
  /** How often a holder shows that it lives. */
  readonly beat: number
  /** How long it may fail to, where nothing else tells whether it lives. */
  readonly stale: number
  /** How often one who waits looks again. */
  readonly look: number
  /** A clock that only goes forward. */
  readonly now: () => number
  /** Resolves when the time is over or the signal says so. Never rejects. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

const usual: LockTiming = {
  beat: 5000,
  stale: 30_000,
  look: 1000,
  now: () => performance.now(),
  wait: (milliseconds, signal) => setTimeout(milliseconds, undefined, { ref: false, signal }).catch(() => undefined)
}

export interface LockOptions {
  /** Exists. */
  readonly folder: string
  /** Ends the waiting. */
  readonly signal: AbortSignal
  /** Called at most once, when it has to wait for another; `undefined` is one that does not say who it is. */
  readonly onWaiting?: (holder: Holder | undefined) => void
  /** What is not as usual. */
  readonly timing?: Partial<LockTiming>
}

export type LockAttempt =
  /** Ours, also where the signal came too late to end the attempt. */
  | { readonly kind: 'held'; readonly lock: FolderLock }
  /** The folder cannot be written. `code` is the system's: EROFS, EACCES, ENOSPC … */
  | { readonly kind: 'unavailable'; readonly code: string }
  | { readonly kind: 'aborted' }

/**
 * Keeps others out of a folder: of all processes and containers that lock it, on one machine or several, one at a time
 * holds it. Why it is made so: doc/decisions/006-folder-lock.md.
 */
export class FolderLock {
  readonly #claim: Claim

  private constructor(claim: Claim) {
    this.#claim = claim
  }

  /** Waits until no living process holds the folder, this one included, and takes it. Never rejects. */
  static async acquire(options: LockOptions): Promise<LockAttempt> {
    const attempt = new Attempt(options)
    try {
      const claim = await attempt.succeed()
      return claim === undefined ? { kind: 'aborted' } : { kind: 'held', lock: new FolderLock(claim) }
    } catch (error) {
      return { kind: 'unavailable', code: systemCode(error) }
    }
  }

  /** Whether it is still ours: nobody took it for dead, and nobody removed its file. To be asked before writing. Never rejects. */
  isHeld(): Promise<boolean> {
    return this.#claim.stands()
  }

  /** Leaves the folder to others, and nothing in it. Never rejects. */
  release(): Promise<void> {
    return this.#claim.withdraw()
  }
}

/**
 * One attempt to get the folder. Whoever has staked a claim and then sees no other living one holds it: of two who did,
 * the later to stake would have seen the earlier.
 */
class Attempt {
  readonly #options: LockOptions
  readonly #timing: LockTiming
  readonly #lifeSigns: LifeSigns
  #claim: Claim | undefined
  #looks = 0
  #told = false

  constructor(options: LockOptions) {
    this.#options = options
    this.#timing = { ...usual, ...options.timing }
    this.#lifeSigns = new LifeSigns(options.folder, this.#timing)
  }

  /** The claim that holds; `undefined` if aborted. Rejects with the file system's error. */
  async succeed(): Promise<Claim | undefined> {
    const { signal } = this.#options
    try {
      while (!signal.aborted) {
        const rivals = await this.#rivals()
        if (this.#claim !== undefined && rivals.length === 0) return this.#claim
        this.#tell(rivals)
        await this.#timing.wait(this.#timing.look, signal)
      }
    } catch (error) {
      await this.#claim?.withdraw()
      throw error
    }
    await this.#claim?.withdraw()
    return undefined
  }

  /** The living claims of others, in view of which our own is staked, kept or withdrawn. */
  async #rivals(): Promise<readonly Living[]> {
    const { folder } = this.#options
    if (this.#claim === undefined) {
      const living = await this.#lifeSigns.living(await claimsOn(folder))
      if (living.length > 0) return living
      this.#claim = await Claim.stake(folder, this.#timing.beat)
    }
    const { name } = this.#claim
    const names = await claimsOn(folder)
    const others = names.filter((other) => other !== name)
    const rivals = await this.#lifeSigns.living(others)
    // Of several who staked at once, the first by name stays and waits for the others to go.
    if (!names.includes(name) || rivals.some((rival) => rival.name < name)) {
      await this.#claim.withdraw()
      this.#claim = undefined
    } else if (rivals.length === 0) {
      // Before it counts as held: who was taken for dead and is not learns from its missing file.
      for (const other of others) await removeClaim(join(folder, other))
    }
    return rivals
  }

  #tell(rivals: readonly Living[]): void {
    const known = rivals.find(({ holder }) => holder !== null)?.holder
    // One that does not say who it is may be about to; told of when there is still such a one at the next look.
    if (!this.#told && rivals.length > 0 && (known !== undefined || this.#looks > 0)) {
      this.#told = true
      this.#options.onWaiting?.(known ?? undefined)
    }
    this.#looks += 1
  }
}
