/**
 * When a courier tries again, and when it gives up: a pure function of the answer, the tries so far and the time. Times
 * are milliseconds of a clock that does not jump.
 */

/** What an answer means for the line of a courier, whatever platform gave it. */
export type Verdict =
  | { readonly kind: 'delivered' }
  /** It did not arrive, and none would now. `pause`: how long the platform asks to be left alone; null where it does not say. */
  | { readonly kind: 'away'; readonly pause: number | null }
  /**
   * This alert's own fault, or a platform that is ill: nobody can tell from one answer. `stored`: or it is there already,
   * so that each try may be one more copy.
   */
  | { readonly kind: 'doubtful'; readonly stored: boolean }
  /** Refused for good, because of what it is. */
  | { readonly kind: 'refused' }
  /** Refused for good, because of how the courier is set up: all others would be, too. */
  | { readonly kind: 'misdirected' }

/** Which of the line is tried: its head, or the one behind it, to learn whose fault the head's failure is. */
export type Turn = 'head' | 'next'

/** How a line stands. */
export interface Standing {
  readonly turn: Turn
  /** Nothing is tried before this. */
  readonly notBefore: number
  /** How often in a row nothing was reached, or the platform proved ill. */
  readonly outages: number
  /** How often the head was tried in doubt. */
  readonly doubts: number
  /** How often in a row the platform refused the courier itself. */
  readonly misdirections: number
  /** Whether the head has been tried enough, and nothing waits behind it that could tell whose fault it is. */
  readonly lonely: boolean
  /** Whether alerts had to wait, until no more do than go one by one. */
  readonly backlogged: boolean
}

export const freshStanding: Standing = { turn: 'head', notBefore: -Infinity, outages: 0, doubts: 0, misdirections: 0, lonely: false, backlogged: false }

/** What becomes of what was tried. */
export interface Judgement {
  readonly standing: Standing
  readonly fate: 'delivered' | 'waits' | 'given up'
  /** The next one proved that the head alone is at fault. */
  readonly headGivenUp: boolean
}

/** How often an alert is tried in doubt before the one behind it is. */
export const mostDoubts = 5

/** A courier that is refused itself is tried again after so long, in milliseconds; then its alerts are given up. */
const misdirectedPauses = [1000, 4000]

/** The first pause of a backoff is this at most, and each is twice as long as the last at most. */
const firstPause = 1000
const longestPause = 60_000

/** The same where each try may be one more copy, of an ill platform and of an alert that nothing waits behind. */
const lonelyPause = 600_000

/** A timeout grows up to this, unless it is longer to begin with. */
const longestTimeout = 120_000

/** How long the next request may take: each doubt doubles it. */
export const timeoutOf = (timeout: number, doubts: number): number =>
  Math.max(timeout, Math.min(longestTimeout, timeout * 2 ** Math.min(doubts, mostDoubts - 1)))

/** Exponential backoff with full jitter. */
const backoff = (failures: number, random: number, longest = longestPause): number => random * Math.min(longest, firstPause * 2 ** Math.min(failures, 10))

/**
 * @param more whether another alert waits behind the one that was tried
 * @param random from 0 to 1
 */
export const judge = (standing: Standing, verdict: Verdict, more: boolean, now: number, random: number): Judgement => {
  const { turn, outages, doubts, misdirections } = standing
  const ahead: Standing = { ...freshStanding, backlogged: standing.backlogged }
  // Company ends only the pause of one that is lonely, never one that the platform asked for.
  const waits = (changed: Partial<Standing>): Judgement => ({ standing: { ...standing, lonely: false, ...changed }, fate: 'waits', headGivenUp: false })
  switch (verdict.kind) {
    case 'delivered':
      // The platform had been ill, and may have got well while the head waited for its answer: the head is asked once more.
      if (turn === 'next' && doubts > mostDoubts) return { standing: { ...ahead, doubts: mostDoubts - 1 }, fate: 'delivered', headGivenUp: false }
      return { standing: ahead, fate: 'delivered', headGivenUp: turn === 'next' }
    case 'refused':
      // Of the next one it says nothing about the head: another is tried in its place.
      return { standing: turn === 'head' ? ahead : standing, fate: 'given up', headGivenUp: false }
    case 'misdirected': {
      const pause = misdirectedPauses[misdirections]
      // Whichever was tried is tried again: for a head that was tried enough, once more would be one copy too many.
      if (pause !== undefined) return waits({ misdirections: misdirections + 1, notBefore: now + pause })
      return { standing: turn === 'head' ? { ...ahead, misdirections } : standing, fate: 'given up', headGivenUp: false }
    }
    case 'away':
      return waits({ backlogged: true, outages: outages + 1, misdirections: 0, notBefore: now + (verdict.pause ?? backoff(outages, random)) })
    case 'doubtful': {
      if (turn === 'next') {
        // Where each try may be one more copy there are fewer of them.
        const pause = backoff(outages + mostDoubts, random, verdict.stored ? lonelyPause : longestPause)
        return waits({ turn: 'head', backlogged: true, outages: outages + 1, misdirections: 0, notBefore: now + pause })
      }
      const tried = { doubts: doubts + 1, misdirections: 0 }
      if (tried.doubts < mostDoubts) return waits({ ...tried, notBefore: now + backoff(doubts, random) })
      if (more) return waits({ ...tried, turn: 'next', notBefore: now })
      return waits({ ...tried, lonely: true, backlogged: true, notBefore: now + (verdict.stored ? lonelyPause : longestPause) })
    }
  }
}

/** How a line stands with or without another alert behind its head: one that had been tried enough waits for company. */
export const inCompany = (standing: Standing, isAccompanied: boolean, now: number): Standing => {
  if (isAccompanied) return standing.lonely ? { ...standing, lonely: false, turn: 'next', notBefore: now } : standing
  return standing.turn === 'next' ? { ...standing, lonely: true, turn: 'head', notBefore: now + longestPause } : standing
}

/** How a line stands whose head is another. */
export const withNewHead = (standing: Standing): Standing => ({ ...standing, turn: 'head', doubts: 0, lonely: false })

/**
 * How a line stands whose head was tried in doubt in an earlier life: it goes on where it was. One that was tried enough is
 * not tried once more for each life: it waits for another to come, which tells whose fault it is.
 */
export const withTries = (standing: Standing, tries: number, now: number): Standing => {
  if (standing.doubts >= tries) return standing
  const tried = { ...standing, doubts: tries }
  return tries < mostDoubts ? tried : { ...tried, lonely: true, notBefore: now + lonelyPause }
}

/** How a line stands once its pause is ended by a person. */
export const withoutPause = (standing: Standing): Standing => ({ ...standing, notBefore: -Infinity })

/** How a line stands whose alerts have to wait, or no longer have to. */
export const withBacklog = (standing: Standing, backlogged: boolean): Standing =>
  standing.backlogged === backlogged ? standing : { ...standing, backlogged }
