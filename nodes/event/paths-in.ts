import { own, ownNames } from './own'
import { mostSteps } from './path'

/** Where a value of an event is, as a field path leads there, and the value. */
export interface FoundPath {
  readonly path: string
  readonly value: unknown
}

/** How much of an event is walked: enough for any tool's, and a list that a person can look through. */
export interface Bounds {
  readonly most: number
  readonly depth: number
  /** Elements of each list: the others look like them. */
  readonly elements: number
}

const bounds: Bounds = { most: 500, depth: 12, elements: 5 }

/** Longer keys are no names that a person writes. */
const longestKey = 200

/** A key that means the same without quotes. Dots in it are looked at apart. */
const plain = /^[\p{L}\p{N}_@$:-][\p{L}\p{N}_@$: /-]*$/u
const plainWithDots = /^[\p{L}\p{N}_@$:-]+(?:\.[\p{L}\p{N}_@$:-]+)+$/u

const quoted = (key: string): string => `["${key.replace(/["\\]/g, '\\$&')}"]`

/** A value on the way to another: what holds it, and the key or index that it is under. */
interface Step {
  readonly holder: object
  readonly key: string | number
  /** Whether it is written without quotes or brackets: such steps are joined where nothing is found otherwise. */
  readonly bare: boolean
}

/**
 * Whether bare steps, some of them keys with dots, could lead anywhere else: nothing but these very keys may begin as
 * the rest of the path does. Source: how `compilePath` reads a path.
 */
const isOneWay = (steps: readonly Step[]): boolean =>
  steps.reduce((count, { key }) => count + String(key).split('.').length, 0) <= mostSteps &&
  steps.every(({ holder, key, bare }, index) => {
    if (!bare) return true
    const end = steps.findIndex((step, at) => at > index && !step.bare)
    const rest = steps
      .slice(index, end === -1 ? undefined : end)
      .map((step) => step.key)
      .join('.')
      .split('.')
    return rest.every((_, length) => {
      const other = rest.slice(0, length + 1).join('.')
      return other === String(key) || own(holder, other) === undefined
    })
  })

const written = (steps: readonly Step[]): string =>
  steps.reduce((path, { key, bare }) => {
    if (typeof key === 'number') return `${path}[${key}]`
    if (!bare) return `${path}${quoted(key)}`
    return path === '' ? key : `${path}.${key}`
  }, '')

/** Whether a value is a list; a proxy that was revoked is none, and has no keys either. */
const isList = (value: object): value is readonly unknown[] => {
  try {
    return Array.isArray(value)
  } catch {
    return false // it throws even at that
  }
}

/** The steps below a value, in its own order, each when it is asked for; none of what no path leads to. */
function* below(steps: readonly Step[], holder: object, elements: number): Generator<readonly Step[]> {
  if (isList(holder)) {
    for (let key = 0; key < Math.min(holder.length, elements); key += 1) yield [...steps, { holder, key, bare: false }]
    return
  }
  for (const key of ownNames(holder)) {
    if (key === '__proto__' || key.length > longestKey) continue
    const bare = [...steps, { holder, key, bare: true }]
    const isPlain = plain.test(key) && key.trim() === key
    yield isPlain || (plainWithDots.test(key) && isOneWay(bare)) ? bare : [...steps, { holder, key, bare: false }]
  }
}

/** Keys with dots that were one way by themselves may not be with what comes after them: then they are quoted. */
const pathOf = (steps: readonly Step[]): string => {
  const hasDots = (step: Step): boolean => step.bare && String(step.key).includes('.')
  if (!steps.some(hasDots) || isOneWay(steps)) return written(steps)
  return written(steps.map((step) => (hasDots(step) ? { ...step, bare: false } : step)))
}

/**
 * All paths of an event, those nearest to it first, each so written that `compilePath` reads it back to that very
 * value. Never throws, and ends on what contains itself. A value of `undefined` has no path, for no path finds one.
 */
export const pathsIn = (event: unknown, { most, depth, elements }: Bounds = bounds): readonly FoundPath[] => {
  const found: FoundPath[] = []
  let level: readonly { readonly steps: readonly Step[]; readonly value: unknown }[] = [{ steps: [], value: event }]
  for (let deep = 0; deep < depth && level.length > 0; deep += 1) {
    const next: { readonly steps: readonly Step[]; readonly value: unknown }[] = []
    for (const { steps, value: holder } of level) {
      if (typeof holder !== 'object' || holder === null) continue
      for (const longer of below(steps, holder, elements)) {
        if (found.length >= most) return found
        const value = own(holder, String(longer.at(-1)?.key))
        if (value === undefined) continue
        found.push({ path: pathOf(longer), value })
        next.push({ steps: longer, value })
      }
    }
    level = next
  }
  return found
}
