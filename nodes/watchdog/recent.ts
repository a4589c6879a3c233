/** The last things that were put in, by their keys; older ones are forgotten. */
export class Recent<Value> {
  readonly #most: number
  readonly #values = new Map<string, Value>()

  constructor(most: number) {
    this.#most = most
  }

  put(key: string, value: Value): void {
    this.#values.delete(key)
    this.#values.set(key, value)
    if (this.#values.size <= this.#most) return
    const [oldest] = this.#values.keys()
    if (oldest !== undefined) this.#values.delete(oldest)
  }

  /** Puts other values in the place of those that there are. */
  change(into: (value: Value) => Value): void {
    for (const [key, value] of this.#values) this.#values.set(key, into(value))
  }

  /** Answers what is under a key, once. */
  take(key: string): Value | undefined {
    const value = this.#values.get(key)
    this.#values.delete(key)
    return value
  }
}
