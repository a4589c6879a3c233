/** An alert that was taken in and has not ended. */
export interface Waiting {
  /** Its number in the outbox: a higher one was taken in later. */
  readonly n: number
  /** Unique per alert, and the same over tries and restarts. */
  readonly id: string
  /** The id of the action that it is for. */
  readonly action: string
  /** When it was taken in: the time of day, in milliseconds since the epoch. */
  readonly taken: number
  /** The same by the courier's own time, which does not jump: what its age is counted from. */
  readonly since: number
  /** The message it came with: JSON of an object. */
  readonly message: string
  /** How often it was tried before, in doubt about how that ended. */
  readonly tries: number
}

/** An alert that has ended, and how. The outcome is plain data: it is kept until the flow was told. */
export interface Ended<Outcome> {
  readonly alert: Waiting
  readonly outcome: Outcome
}

/** An alert that was given up, as it is kept to be sent again. */
export interface GivenUp<Outcome> {
  readonly id: string
  readonly action: string
  /** Milliseconds since the epoch, both. */
  readonly taken: number
  readonly at: number
  readonly outcome: Outcome
  readonly message: string
}

/** What an outbox holds when it opens. */
export interface Opened<Outcome> {
  /** Ended in an earlier life, and the flow may not know of it. */
  readonly untold: readonly Ended<Outcome>[]
  /** When calls began, milliseconds since the epoch. */
  readonly calls: readonly number[]
  /** Stretches of the files that could not be read; what stood there is lost. */
  readonly damaged: number
  /** The ids of those alerts handed over by the outbox before it that are in this one already. */
  readonly known: ReadonlySet<string>
}

export type Opening<Outcome> =
  | { readonly kind: 'open'; readonly opened: Opened<Outcome> }
  /** Nothing can be kept there now. `code` is the system's: EROFS, EACCES, ENOSPC … */
  | { readonly kind: 'unavailable'; readonly code: string }
  | { readonly kind: 'aborted' }

/** What keeps an outbox from its work. */
export interface Trouble {
  readonly kind:
    /** What comes cannot be written, and is carried in memory. */
    | 'unwritable'
    /** What waits behind those in memory cannot be read. */
    | 'unreadable'
    /** Another process has taken the folder over. */
    | 'taken over'
  /** The system's: ENOSPC, EROFS, EIO …; '' where none told it. */
  readonly code: string
}

/** A new alert, numbered by the outbox. */
export type Incoming = Omit<Waiting, 'n' | 'tries'>

/** What an outbox could not keep when it closed, and is lost with the process unless another takes it over. */
export interface Left<Outcome> {
  readonly waiting: readonly Incoming[]
  /** Ended, and the flow does not know. */
  readonly untold: readonly Ended<Outcome>[]
  readonly givenUp: readonly GivenUp<Outcome>[]
  /** When calls began, milliseconds since the epoch. */
  readonly calls: readonly number[]
  /** What it could not note of alerts that it has kept, in its own words. */
  readonly notes: readonly string[]
  /** A person discards what was taken in up to then, by the time that does not jump. */
  readonly discarded: number
}

export const nothingLeft: Left<never> = { waiting: [], untold: [], givenUp: [], calls: [], notes: [], discarded: -Infinity }

/** What two outboxes could not keep, that of the earlier first. */
export const both = <Outcome>(earlier: Left<Outcome>, later: Left<Outcome>): Left<Outcome> => ({
  waiting: [...earlier.waiting, ...later.waiting],
  untold: [...earlier.untold, ...later.untold],
  givenUp: [...earlier.givenUp, ...later.givenUp],
  calls: [...earlier.calls, ...later.calls],
  notes: [...earlier.notes, ...later.notes],
  discarded: Math.max(earlier.discarded, later.discarded)
})

/**
 * Where alerts wait, in order, and what was given up is kept. No verb that delivery needs rejects: what cannot be kept is
 * carried in memory as far as that is bounded, and `trouble` tells why. Those that read what was given up may.
 *
 * @typeParam Outcome how an alert ended, as plain data
 */
export interface Outbox<Outcome> {
  readonly kind: 'disk' | 'memory'
  /** How many have not ended. */
  readonly waiting: number
  /** What keeps it from its work now; `null` where nothing does. */
  readonly trouble: Trouble | null
  readonly givenUp: number
  /**
   * Takes the outbox over from whoever had it, which can take until that one has let go.
   *
   * @param left by the one before it in this process. It takes the notes, and knows which alerts it has: a write that
   * failed may have been one.
   */
  open(signal: AbortSignal, left: Left<Outcome>): Promise<Opening<Outcome>>
  /**
   * Takes an alert in at the end of the line; false where no more can be carried.
   *
   * @param durable called when it survives whatever this outbox survives
   */
  add(alert: Incoming, durable?: () => void): boolean
  /** The next of the line, in order, behind those it has answered before: as many as are at hand, at least one while any wait. */
  next(most: number): Promise<readonly Waiting[]>
  /** Notes that an alert was tried, and it is not known how that ended. */
  tried(alert: Waiting, tries: number): void
  /** Notes when a call began. */
  called(at: number): void
  /** Notes how alerts ended. Resolves when a kill of the process does not undo it, or when that cannot be had now. */
  settle(ended: readonly Ended<Outcome>[]): Promise<void>
  /** The flow knows how an alert ended: nothing of it is needed any more. */
  told(n: number): void
  /** Keeps what is given up, for a time. Resolves when it survives a power cut, or when that cannot be had now. */
  keep(givenUp: readonly GivenUp<Outcome>[]): Promise<void>
  /** What was given up, newest first. */
  listGivenUp(from: number, count: number): Promise<readonly GivenUp<Outcome>[]>
  /** The ids of what was given up, oldest first. */
  givenUpIds(): readonly string[]
  /** What was given up under these ids, oldest first. */
  findGivenUp(ids: readonly string[]): Promise<readonly GivenUp<Outcome>[]>
  /** Forgets what was given up; answers how many there were of these ids. */
  dropGivenUp(ids: readonly string[]): number
  /** Saves what can be saved and lets go. */
  close(): Promise<Left<Outcome>>
}

/** How many waiting alerts are in memory at most, with all that hangs on them. */
export const windowSize = 1000

/** How many alerts are carried in memory while nothing can be kept. */
export const mostCarried = 1000

/** How many of what was given up are kept, and for how long, in milliseconds. */
export const mostGivenUp = 10_000
export const givenUpAge = 30 * 24 * 3_600_000
