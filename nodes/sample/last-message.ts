/** The last message that came to a node, so that a person can try with it what a node would do. */
import { own, ownNames } from '../event/own'
import { plainCopy } from '../event/plain-copy'
import { requestOf } from '../event/request'

/** A message as it came, before any other node could change it. */
export interface Sample {
  /** In ms since the epoch. */
  readonly at: number
  /** What JSON can carry of it, `req` as what of it may be seen; `undefined` where that is more than is kept, or cannot be read. */
  readonly text: string | undefined
  /** Whether others came since then, too close to each other to be copied all. */
  readonly missed: boolean
}

/** Bytes are shown as the text that rules read in them. */
const limits = {
  values: 10_000,
  depth: 100,
  characters: 100_000,
  bytesAs: ({ buffer, byteOffset, byteLength }: ArrayBufferView) => Buffer.from(buffer, byteOffset, byteLength).toString('utf8')
}

/** What copying may cost: characters in one instant, and that come back within a second. */
const atOnce = 300_000
const perSecond = 100_000
/** What a message costs on top of its own characters. */
const perMessage = 1_000

/** A message as JSON; `undefined` where it is too much, or cannot be read. */
const textOf = (msg: object): string | undefined => {
  try {
    // An answer can be given only while the connection lives.
    const parts = ownNames(msg).filter((name) => name !== 'res')
    const { copy, isCut } = plainCopy(Object.fromEntries(parts.map((name) => [name, name === 'req' ? requestOf(own(msg, name)) : own(msg, name)])), limits)
    return isCut ? undefined : JSON.stringify(copy)
  } catch {
    return undefined // a proxy that throws: the message goes its way all the same
  }
}

/** What it takes from outside, so that no test needs real time. */
export interface LastMessageOptions {
  /** In ms since the epoch. */
  readonly now: () => number
  /** Calls back after so many ms; keeps no process alive. */
  readonly after: (milliseconds: number, call: () => void) => void
}

/**
 * Keeps the last message of one node. Each is copied at once, for other nodes may change it; where they come faster than
 * a person could look, only as many are as cost next to nothing: of the others it is not even asked what time it is.
 */
export class LastMessage {
  readonly #options: LastMessageOptions
  /** What may still be copied, and since when it counts. */
  #budget = atOnce
  #since = 0
  /** Whether nothing is copied for now. */
  #isResting = false
  #last: Omit<Sample, 'missed'> | undefined
  #missed = false

  constructor(options: LastMessageOptions) {
    this.#options = options
  }

  get sample(): Sample | undefined {
    return this.#last && { ...this.#last, missed: this.#missed }
  }

  note(msg: object): void {
    if (this.#isResting) {
      this.#missed = true
      return
    }
    const { now, after } = this.#options
    const at = now()
    const text = textOf(msg)
    this.#last = { at, text }
    this.#missed = false
    const earned = (Math.max(0, at - this.#since) * perSecond) / 1000
    this.#budget = Math.min(atOnce, this.#budget + earned) - perMessage - (text?.length ?? limits.characters)
    this.#since = at
    if (this.#budget >= 0) return
    this.#isResting = true
    after((-this.#budget * 1000) / perSecond, () => (this.#isResting = false))
  }
}
