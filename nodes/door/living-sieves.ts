import type { NodeAPI } from 'node-red'
import { type LivingSieve, SieveRegistry } from '../sieve/registry'

/** The sieves of a Node-RED, for all nodes that refer to them: what lives now, settled once flows have started. */
export class LivingSieves {
  readonly registry = new SieveRegistry()
  readonly #events: NodeAPI['events']
  readonly #referrers = new Set<() => void>()

  private constructor(events: NodeAPI['events']) {
    this.#events = events
  }

  /** Several node sets refer to sieves, each with a RED of its own; the events are the same. */
  static of({ events }: NodeAPI): LivingSieves {
    const known = all.get(events) ?? new LivingSieves(events)
    all.set(events, known)
    return known
  }

  add(sieve: LivingSieve): void {
    this.#listen()
    this.registry.add(sieve)
  }

  remove(sieve: LivingSieve): void {
    this.registry.remove(sieve)
    this.#unlisten()
  }

  /**
   * Calls back each time that flows have started, with all sieves in their places.
   *
   * @returns ends it
   */
  follow(onSettled: () => void): () => void {
    this.#listen()
    this.#referrers.add(onSettled)
    return () => {
      this.#referrers.delete(onSettled)
      this.#unlisten()
    }
  }

  /** One listener for all: Node warns of a leak from the eleventh on. */
  #listen(): void {
    if (this.registry.size + this.#referrers.size === 0) this.#events.on('flows:started', this.#settle)
  }

  #unlisten(): void {
    if (this.registry.size + this.#referrers.size === 0) this.#events.removeListener('flows:started', this.#settle)
  }

  readonly #settle = (): void => {
    this.registry.settle()
    for (const onSettled of [...this.#referrers]) onSettled()
  }
}

/** By what each Node-RED tells its events with. */
const all = new WeakMap<NodeAPI['events'], LivingSieves>()
