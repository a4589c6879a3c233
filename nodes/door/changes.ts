/** How often listeners are told at most, in milliseconds: more often nobody can read it. */
const pace = 250

/** Tells listeners that something changed: at once, and after that no more often than can be read. */
export class Changes {
  readonly #listeners = new Set<() => void>()
  #timer: NodeJS.Timeout | undefined
  #again = false

  /** Answers how to end it. */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  tell(): void {
    if (this.#timer !== undefined) {
      this.#again = true
      return
    }
    for (const listener of this.#listeners) listener()
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      if (!this.#again) return
      this.#again = false
      this.tell()
    }, pace).unref()
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#listeners.clear()
  }
}
