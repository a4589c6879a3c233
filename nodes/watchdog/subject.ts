import { own } from '../event/own'
import { compilePath, type PathReading } from '../event/path'
import { isEnvironmentVariable } from '../saved/environment-variable'

/** One event that a watchdog looks at, and what it came in and with. */
export interface Subject {
  readonly event: unknown
  /** What was worked out of it, by name; `null` where there was nothing. */
  readonly derived: Readonly<Record<string, unknown>>
  /** What it came in and with. */
  readonly scope: Scope
}

/** What is reached beyond the event: by these names, where the event itself does not have them. */
export interface Scope {
  /** The whole event, where it was split: its element is the event then. */
  readonly outer: unknown
  readonly payload: unknown
  readonly topic: unknown
  readonly msg: unknown
}

const beyond: ReadonlySet<string> = new Set(['outer', 'payload', 'topic', 'msg'] satisfies (keyof Scope)[])

/** Whether an event has something of its own under a name. May be asked of anything. */
const has = (event: unknown, name: string): boolean => typeof event === 'object' && event !== null && own(event, name) !== undefined

/** The first key of a path, where it is not in brackets. */
const firstKey = (path: string): string => /^[^.[]*/.exec(path.trim())?.[0] ?? ''

/**
 * Compiles a field path into a subject: a derived name comes first, then the event, then what is beyond it. Its reader
 * takes a Subject.
 *
 * @param derived the names that are worked out before this path is read
 */
export const compileField = (text: string, derived: ReadonlySet<string>): PathReading => {
  // One that is not set leads nowhere: no event has a field of this name.
  if (isEnvironmentVariable(text.trim())) return { ok: false, problem: 'empty-key' }
  const path = compilePath(text)
  if (!path.ok) return path
  const { read } = path
  const first = firstKey(text)
  if (derived.has(first)) return { ok: true, read: (subject) => read((subject as Subject).derived) }
  if (!beyond.has(first)) return { ok: true, read: (subject) => read((subject as Subject).event) }
  return {
    ok: true,
    read: (subject) => {
      const { event, scope } = subject as Subject
      return read(has(event, first) ? event : scope)
    }
  }
}
