/** So many entries may be added before the first is asked for again. */
const fewAdded = 1000

/**
 * Answers the first key of a Map, again and again as each is deleted. An iterator that is made anew passes over all that was
 * deleted before it; one that is kept and not asked keeps alive each table that the Map had since.
 */
export class FirstKey<Key> {
  readonly #map: ReadonlyMap<Key, unknown>
  #keys: Iterator<Key> | undefined
  #added = 0

  constructor(map: ReadonlyMap<Key, unknown>) {
    this.#map = map
  }

  /** To be called when an entry is added. */
  noteAdded(): void {
    this.#added += 1
    if (this.#added > fewAdded) this.#keys = undefined
  }

  /** The first key, to be deleted before the next is asked for; `undefined` where there is none. */
  next(): Key | undefined {
    this.#added = 0
    this.#keys ??= this.#map.keys()
    const next = this.#keys.next()
    if (next.done !== true) return next.value
    this.#keys = undefined // it would answer nothing for ever
    return undefined
  }
}
