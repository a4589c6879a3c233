import { compilePath } from '../event/path'
import { type Compiled, type CompileField, compileGroup, type CompileRules, type Matcher, type Resolve } from './compile'
import { type GroupTrace, Room } from './explain'
import { broken, type Result, type SieveProblem } from './problem'
import { deepest, type Group, type Reference } from './rule'

/** A node whose rules refer to sieves. */
export interface Referrer {
  /** The flow, or the subflow instance, that it is in. */
  readonly flow: string
  /** The node ids that its references index. */
  readonly sieves: readonly string[]
}

/** A sieve node that lives now. */
export interface LivingSieve extends Referrer {
  readonly id: string
  /** The id it has in the subflow's template, where it is part of a subflow instance. */
  readonly alias: string | undefined
  /** What a person calls it. */
  readonly label: string
  readonly group: Result<Group>
  /** Gets the compiled sieve, or what is wrong with it, after each deploy. */
  readonly take: (compiled: Result<Matcher>) => void
}

/** A sieve as its own node runs it, and as others refer to it. */
interface Both {
  readonly own: Compiled
  readonly target: Compiled
}

/** What is compiled together: all sieves that are reached read their fields in the same way, and each is compiled once. */
interface Compilation {
  readonly compileField: CompileField
  readonly done: Map<LivingSieve, Both>
}

/** A problem as the node that refers tells it: the sieve that has it is named, and a cycle names its own. */
const inTarget = (target: LivingSieve, problem: SieveProblem): Result<never> =>
  problem.reason === 'cycle' || problem.reason === 'cycle-beyond' || problem.reason === 'broken-reference'
    ? { ok: false, problem }
    : broken('broken-reference', `${target.label}: ${problem.detail}`)

/**
 * All sieves that live now, so that references are resolved late: a deploy of changed nodes rebuilds the target of a
 * reference but not the node that refers to it. Until that deploy is through, and all targets are there, whoever refers
 * keeps what it has: no message falls into the gap.
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
    const together: Compilation = { compileField: compilePath, done: new Map() }
    for (const sieve of this.#living) sieve.take(this.#matcher(sieve, together))
  }

  /**
   * Compiles a sieve with all that it refers to, however far; tells the first thing that is wrong on the way. A cycle
   * is told by its whole path.
   */
  compile(sieve: LivingSieve): Result<Matcher> {
    return this.#matcher(sieve, { compileField: compilePath, done: new Map() })
  }

  /** As {@link compile}, to be told why a value passes or not. */
  explainer(sieve: LivingSieve): Result<(value: unknown) => GroupTrace> {
    const compiled = this.#compile(sieve, [], 0, { compileField: compilePath, done: new Map() })
    if (!compiled.ok) return compiled
    const { explain } = this.#asking(compiled.value.own)
    return { ok: true, value: (value) => explain(value, new Room()) }
  }

  /**
   * Compiles the rules of a node that is no sieve itself, with the sieves as they are now: as if their rules stood where
   * the reference is. They look at what the referrer looks at, whatever property a sieve has of its own.
   *
   * @param compileField how all of them read their fields
   */
  rulesOf(referrer: Referrer, compileField: CompileField): CompileRules {
    const compilation: Compilation = { compileField, done: new Map() }
    return (group) => {
      const compiled = compileGroup(group, this.#resolverOf(referrer, [], compilation), 0, compileField)
      if (compiled.ok) return { ok: true, value: this.#asking(compiled.value) }
      // The referrer is no part of any cycle.
      const { reason, detail } = compiled.problem
      return broken(reason === 'cycle' ? 'cycle-beyond' : reason, detail)
    }
  }

  #matcher(sieve: LivingSieve, compilation: Compilation): Result<Matcher> {
    const compiled = this.#compile(sieve, [], 0, compilation)
    if (!compiled.ok) return compiled
    const { own } = compiled.value
    return { ok: true, value: sieve.sieves.length === 0 ? own.matches : this.#asking(own).matches }
  }

  /** Rules, with which each sieve that they refer to is asked anew for each value. */
  #asking({ matches, explain, depth }: Compiled): Compiled {
    return {
      matches: (value) => {
        this.#message += 1
        return matches(value)
      },
      explain: (value, room) => {
        this.#message += 1
        return explain(value, room)
      },
      depth
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

  #compile(sieve: LivingSieve, above: readonly LivingSieve[], level: number, compilation: Compilation): Result<Both> {
    const known = compilation.done.get(sieve)
    if (known !== undefined) {
      // Too deep or not is a matter of the whole, whichever part of it was compiled first.
      return level + known.own.depth > deepest ? broken('too-deep', String(deepest)) : { ok: true, value: known }
    }
    const path = [...above, sieve]
    const start = above.indexOf(sieve)
    if (start >= 0) return broken(start === 0 ? 'cycle' : 'cycle-beyond', path.slice(start).map(({ label }) => label).join(' → '))
    if (!sieve.group.ok) return sieve.group
    const compiled = compileGroup(sieve.group.value, this.#resolverOf(sieve, path, compilation), level, compilation.compileField)
    if (!compiled.ok) return compiled
    const both: Both = { own: compiled.value, target: { ...compiled.value, matches: this.#once(compiled.value.matches) } }
    compilation.done.set(sieve, both)
    return { ok: true, value: both }
  }

  /** @param above the sieves on the way here, the one that refers included */
  #resolverOf(referrer: Referrer, above: readonly LivingSieve[], compilation: Compilation): Resolve {
    return (reference, level) => {
      const target = this.#target(referrer, reference)
      if (target === undefined) return broken('dangling-reference', referrer.sieves[reference.sieve] ?? String(reference.sieve))
      const found = this.#compile(target, above, level, compilation)
      return found.ok ? { ok: true, value: found.value.target } : inTarget(target, found.problem)
    }
  }

  /**
   * In a subflow instance Node-RED gives nodes new ids but leaves those inside a list of several as they were: there a
   * reference is to the node of the same instance that had this id in the template.
   */
  #target(from: Referrer, reference: Reference): LivingSieve | undefined {
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
