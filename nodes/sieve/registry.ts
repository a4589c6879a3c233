import { type Compiled, compileGroup, type Matcher } from './compile'
import { type GroupTrace, Room } from './explain'
import { broken, type Result, type SieveProblem } from './problem'
import { deepest, type Group, type Reference } from './rule'

/** A sieve node that lives now. */
export interface LivingSieve {
  readonly id: string
  /** The id it has in the subflow's template, where it is part of a subflow instance. */
  readonly alias: string | undefined
  /** The flow, or the subflow instance, that it is in. */
  readonly flow: string
  /** What a person calls it. */
  readonly label: string
  /** The node ids that its references index. */
  readonly sieves: readonly string[]
  readonly group: Result<Group>
  /** Gets the compiled sieve, or what is wrong with it, after each deploy. */
  readonly take: (compiled: Result<Matcher>) => void
}

/** A sieve as its own node runs it, and as others refer to it. */
interface Both {
  readonly own: Compiled
  readonly target: Compiled
}

/** A problem as the sieve that refers tells it: the sieve that has it is named, and a cycle names its own. */
const inTarget = (target: LivingSieve, problem: SieveProblem): Result<never> =>
  problem.reason === 'cycle' || problem.reason === 'broken-reference'
    ? { ok: false, problem }
    : broken('broken-reference', `${target.label}: ${problem.detail}`)

/**
 * All sieves that live now, so that references are resolved late: a deploy of changed nodes rebuilds the target of a
 * reference but not the node that refers to it. Until that deploy is through, and all targets are there, a sieve keeps
 * what it has: no message falls into the gap.
 */
export class SieveRegistry {
  readonly #living = new Set<LivingSieve>()
  /** Counts messages through sieves with references, so that each of those is asked once for a message. */
  #message = 0

  get size(): number {
    return this.#living.size
  }

  add(sieve: LivingSieve): void {
    this.#living.add(sieve)
  }

  remove(sieve: LivingSieve): void {
    this.#living.delete(sieve)
  }

  /** Compiles all sieves anew, once those of a deploy are all there. */
  settle(): void {
    const done = new Map<LivingSieve, Both>()
    for (const sieve of this.#living) sieve.take(this.#matcher(sieve, done))
  }

  /**
   * Compiles a sieve with all that it refers to, however far; tells the first thing that is wrong on the way. A cycle
   * is told by its whole path.
   */
  compile(sieve: LivingSieve): Result<Matcher> {
    return this.#matcher(sieve, new Map())
  }

  /** As {@link compile}, to be told why a value passes or not. */
  explainer(sieve: LivingSieve): Result<(value: unknown) => GroupTrace> {
    const compiled = this.#compile(sieve, [], 0, new Map())
    if (!compiled.ok) return compiled
    const { explain } = compiled.value.own
    return {
      ok: true,
      value: (value) => {
        this.#message += 1
        return explain(value, new Room())
      }
    }
  }

  #matcher(sieve: LivingSieve, done: Map<LivingSieve, Both>): Result<Matcher> {
    const compiled = this.#compile(sieve, [], 0, done)
    if (!compiled.ok) return compiled
    const { matches } = compiled.value.own
    if (sieve.sieves.length === 0) return { ok: true, value: matches }
    return {
      ok: true,
      value: (value) => {
        this.#message += 1
        return matches(value)
      }
    }
  }

  /** A sieve as others refer to it: all references of one message look at the same value, so one answer does for all. */
  #once(matches: Matcher): Matcher {
    let message = 0
    let answer = false
    return (value) => {
      if (message !== this.#message) {
        answer = matches(value)
        message = this.#message
      }
      return answer
    }
  }

  #compile(sieve: LivingSieve, above: readonly LivingSieve[], level: number, done: Map<LivingSieve, Both>): Result<Both> {
    const known = done.get(sieve)
    if (known !== undefined) {
      // Too deep or not is a matter of the whole, whichever part of it was compiled first.
      return level + known.own.depth > deepest ? broken('too-deep', String(deepest)) : { ok: true, value: known }
    }
    const path = [...above, sieve]
    if (above.includes(sieve)) {
      return broken('cycle', path.slice(above.indexOf(sieve)).map(({ label }) => label).join(' → '))
    }
    if (!sieve.group.ok) return sieve.group
    const compiled = compileGroup(
      sieve.group.value,
      (reference, below) => {
        const target = this.#target(sieve, reference)
        if (target === undefined) {
          return broken('dangling-reference', sieve.sieves[reference.sieve] ?? String(reference.sieve))
        }
        const found = this.#compile(target, path, below, done)
        return found.ok ? { ok: true, value: found.value.target } : inTarget(target, found.problem)
      },
      level
    )
    if (!compiled.ok) return compiled
    const both: Both = { own: compiled.value, target: { ...compiled.value, matches: this.#once(compiled.value.matches) } }
    done.set(sieve, both)
    return { ok: true, value: both }
  }

  /**
   * In a subflow instance Node-RED gives nodes new ids but leaves those inside a list of several as they were: there a
   * reference is to the node of the same instance that had this id in the template.
   */
  #target(from: LivingSieve, reference: Reference): LivingSieve | undefined {
    const id = from.sieves[reference.sieve]
    if (id === undefined) return undefined
    let byId: LivingSieve | undefined
    for (const sieve of this.#living) {
      if (sieve.alias === id && sieve.flow === from.flow) return sieve
      if (sieve.id === id) byId = sieve
    }
    return byId
  }
}
