import type { Journal } from './journal'
import { gone, Marks, settled, unknown, waits } from './marks'
import type { Ended } from './outbox'
import * as record from './record'

/** What the lines of earlier lives say. */
export interface Recovered<Outcome> {
  readonly marks: Marks
  /** The highest number that each segment takes in, by the segment's own. */
  readonly lasts: Map<number, number>
  /** How often alerts were tried in doubt, by their numbers. */
  readonly tries: Map<number, number>
  /** How many have not ended. */
  readonly waiting: number
  /** Ended, and the flow may not know. */
  readonly untold: readonly Ended<Outcome>[]
  /** When calls began, milliseconds since the epoch. */
  readonly calls: readonly number[]
  /** How many stretches could not be read. */
  readonly damaged: number
  /** The numbers of those alerts that were looked for, by their ids. */
  readonly found: ReadonlyMap<string, number>
}

/**
 * Reads what earlier lives left in an open journal. Rejects with a system error.
 *
 * @param wanted the ids of alerts that are looked for
 * @param notesOn the lines that are not in it yet, given which of these alerts it has
 */
export const recover = async <Outcome>(
  journal: Journal,
  wanted: ReadonlySet<string>,
  notesOn: (found: ReadonlyMap<string, number>) => readonly string[]
): Promise<Recovered<Outcome>> => {
  const marks = new Marks()
  const lasts = new Map<number, number>()
  const tries = new Map<number, number>()
  const outcomes = new Map<number, Outcome>()
  const calls: number[] = []
  const found = new Map<string, number>()
  let waiting = 0
  let damaged = 0

  /** Whether a line says something. A line can be there twice, where a sync failed in between: the first counts. */
  const learn = (body: Buffer, segment: number): boolean => {
    const head = record.headOf(body)
    if (head === undefined) return false
    if (typeof head.n === 'number') {
      lasts.set(segment, Math.max(head.n, lasts.get(segment) ?? 0))
      if (marks.of(head.n) !== unknown) return true
      marks.set(head.n, waits)
      waiting += 1
      if (typeof head.id === 'string' && wanted.has(head.id)) found.set(head.id, head.n)
    } else if (typeof head.ended === 'number') {
      if (marks.of(head.ended) !== waits) return true
      marks.set(head.ended, settled)
      outcomes.set(head.ended, head.outcome as Outcome)
      waiting -= 1
    } else if (Array.isArray(head.told)) {
      for (const n of head.told as readonly number[]) {
        if (marks.of(n) === settled) marks.set(n, gone)
        outcomes.delete(n)
      }
    } else if (typeof head.tried === 'number') {
      tries.set(head.tried, Number(head.tries))
    } else if (Array.isArray(head.calls)) {
      calls.push(...(head.calls as readonly number[]))
    }
    return true
  }

  for (const segment of journal.segments) {
    await journal.read(
      segment,
      ({ body }) => {
        if (!learn(body, segment.number)) damaged += 1
        return true
      },
      () => (damaged += 1)
    )
  }
  const notes = notesOn(found)
  for (const note of notes) learn(Buffer.from(note), 0)
  marks.fill()
  for (const body of notes) journal.add({ body })
  return { marks, lasts, tries, waiting, calls, damaged, found, untold: await readUntold(journal, outcomes) }
}

/** Finds the alerts of outcomes, by their numbers. */
const readUntold = async <Outcome>(journal: Journal, outcomes: Map<number, Outcome>): Promise<readonly Ended<Outcome>[]> => {
  const untold: Ended<Outcome>[] = []
  for (const segment of journal.segments) {
    if (outcomes.size === 0) break
    await journal.read(
      segment,
      ({ body }) => {
        const alert = record.waitingOf(body, () => 0)
        const outcome = alert === undefined ? undefined : outcomes.get(alert.n)
        if (alert === undefined || outcome === undefined) return true
        untold.push({ alert, outcome })
        outcomes.delete(alert.n)
        return outcomes.size > 0
      },
      () => undefined // counted by the first reading
    )
  }
  return untold
}
