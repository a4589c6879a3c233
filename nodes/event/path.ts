/**
 * Field paths into the event of any tool: dots for keys, brackets for list indexes, quotes for a key that holds
 * either: `a.b[0].c`, `a["x.y"].b`. The same in rules and templates.
 *
 * Only own properties are seen, so that `constructor` or `__proto__` of a hostile event lead nowhere.
 */

/** One step of a path. `literal` steps (quoted keys, indexes) are never joined with their neighbours. */
interface Step {
  readonly key: string
  readonly literal: boolean
}

/**
 * Answers the value that a path leads to, or `undefined` where there is none. A found `null` is answered as `null`.
 * Never throws on any value.
 */
export type Reader = (value: unknown) => unknown

/** Why a text is no path. */
export type PathProblem = 'empty-key' | 'not-closed' | 'text-after-bracket' | 'too-long'

/** A compiled path, or what is wrong with its text. */
export type PathReading =
  | { readonly ok: true; readonly read: Reader }
  | { readonly ok: false; readonly problem: PathProblem }

const listIndex = /^(?:0|[1-9]\d*)$/

/** A key that is looked up. */
interface Key {
  readonly name: string
  /** Whether it can be one of a list. */
  readonly isIndex: boolean
}

const keyOf = (name: string): Key => ({ name, isIndex: listIndex.test(name) })

/** What stands right under a key, or `undefined`. */
const step = (value: unknown, { name, isIndex }: Key): unknown => {
  if (value === null || typeof value !== 'object' || (!isIndex && Array.isArray(value))) return undefined
  // An own `__proto__` (JSON can make one) reads the prototype on objects without it: never followed.
  return Object.hasOwn(value, name) && name !== '__proto__' ? (value as Record<string, unknown>)[name] : undefined
}

const bracket = /\[(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\]"'[]+))\]/y

const parse = (text: string): readonly Step[] | 'empty-key' | 'not-closed' | 'text-after-bracket' => {
  const steps: Step[] = []
  let at = 0
  let expectKey = true
  while (at < text.length) {
    const char = text.charAt(at)
    if (char === '[') {
      bracket.lastIndex = at
      const match = bracket.exec(text)
      if (match === null) return 'not-closed'
      const [whole, double, single, bare] = match
      const quoted = double ?? single
      steps.push({ key: quoted?.replace(/\\(.)/g, '$1') ?? bare?.trim() ?? '', literal: true })
      at += whole.length
      expectKey = false
    } else if (char === '.') {
      if (expectKey) return 'empty-key'
      at += 1
      expectKey = true
    } else {
      if (!expectKey) return 'text-after-bracket'
      const end = text.slice(at).search(/[.[]/)
      const key = end === -1 ? text.slice(at) : text.slice(at, at + end)
      steps.push({ key, literal: false })
      at += key.length
      expectKey = false
    }
  }
  return expectKey && steps.length > 0 ? 'empty-key' : steps
}

/** Deeper than any tool's event. The joined keys of a path grow with the square of its steps. */
export const mostSteps = 100

/** For every run of joinable steps that begins at an index: the joined key and where it ends, longest first. */
const joins = (steps: readonly Step[]): readonly (readonly { readonly key: Key; readonly end: number }[])[] =>
  steps.map((first, from) => {
    const runs = [{ key: keyOf(first.key), end: from + 1 }]
    if (first.literal) return runs
    let name = first.key
    for (let end = from + 1; end < steps.length; end += 1) {
      const next = steps[end]
      if (next === undefined || next.literal) break
      name = `${name}.${next.key}`
      runs.unshift({ key: keyOf(name), end: end + 1 })
    }
    return runs
  })

/** So many ways are tried before they are written down: no event of any tool has more. */
const fewWays = 32

/**
 * What was reached in vain, by the steps that were still ahead: an object that contains itself is looked into once.
 * A field that is missing is the common case, and costs nothing here.
 */
class LostWays {
  #count = 0
  #lost: Map<number, Set<unknown>> | undefined

  isLost(value: unknown, ahead: number): boolean {
    return this.#lost?.get(ahead)?.has(value) === true
  }

  lose(value: unknown, ahead: number): void {
    this.#count += 1
    if (this.#count <= fewWays) return
    this.#lost ??= new Map<number, Set<unknown>>()
    const before = this.#lost.get(ahead)
    if (before === undefined) this.#lost.set(ahead, new Set([value]))
    else before.add(value)
  }

  forget(): void {
    this.#count = 0
    this.#lost = undefined
  }
}

/** What a getter of the event throws is no concern of the reader: there is no value there. */
export const readSafely = (read: Reader): Reader => (value) => {
  try {
    return read(value)
  } catch {
    return undefined
  }
}

/**
 * Compiles a path once, to be read many times.
 *
 * A path that finds nothing is tried again with literal dotted keys, longest first, as Kibana, Zeek and Falco write
 * them (`kibana.alert.severity`, `id.orig_h`). An empty path is the value itself.
 */
export const compilePath = (text: string): PathReading => {
  const steps = parse(text.trim())
  if (typeof steps === 'string') return { ok: false, problem: steps }
  if (steps.length > mostSteps) return { ok: false, problem: 'too-long' }
  const keys = steps.map(({ key }) => keyOf(key))
  const runs = joins(steps)

  const dotted = (value: unknown, from: number, ways: LostWays): unknown => {
    const here = runs[from]
    if (here === undefined) return value
    for (const { key, end } of here) {
      const next = step(value, key)
      if (next === undefined || ways.isLost(next, end)) continue
      const found = dotted(next, end, ways)
      if (found !== undefined) return found
      ways.lose(next, end)
    }
    return undefined
  }
  const ways = new LostWays()
  const isDotted = runs.some((run) => run.length > 1)
  const readDotted = (value: unknown): unknown => {
    try {
      return dotted(value, 0, ways)
    } finally {
      ways.forget() // and let go of the event
    }
  }
  return {
    ok: true,
    // All in one function: each rule of a sieve runs it for each message, and calls are most of what that costs.
    read: (value) => {
      try {
        let found = value
        for (const key of keys) {
          found = step(found, key)
          if (found === undefined) return isDotted ? readDotted(value) : undefined
        }
        return found
      } catch {
        return undefined // a getter of the event threw
      }
    }
  }
}
