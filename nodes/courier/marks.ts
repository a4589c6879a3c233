/** How far an alert has come. */
export type Mark = typeof gone | typeof waits | typeof settled

/** The flow knows how it ended, or there is no such alert. */
export const gone = 0
/** It has not ended. */
export const waits = 1
/** It has ended, and the flow may not know. */
export const settled = 2

/** How far each alert of an outbox has come, by its number; one byte for each, for there can be millions. */
export class Marks {
  #bytes = new Uint8Array(1024)
  /** The number of the first byte. */
  #base = 1
  #open = 1
  #next = 1

  /** The lowest number that is not gone; `next` where all are. */
  get open(): number {
    while (this.#open < this.#next && this.#bytes[this.#open - this.#base] === gone) this.#open += 1
    return this.#open
  }

  /** One more than the highest number there was. */
  get next(): number {
    return this.#next
  }

  of(n: number): Mark {
    return n < this.#base || n >= this.#next ? gone : (this.#bytes[n - this.#base] as Mark)
  }

  /** Marks a number; one that is new makes room for itself and is above all others. */
  set(n: number, mark: Mark): void {
    if (n >= this.#next) this.#makeRoom(n)
    if (n >= this.#base) this.#bytes[n - this.#base] = mark
    if (mark !== gone && n < this.#open) this.#open = n
  }

  #makeRoom(n: number): void {
    if (this.#next === this.#open) {
      // Nothing is open: it begins anew, wherever the numbers have got to.
      this.#bytes.fill(gone)
      this.#base = n
      this.#open = n
    }
    const kept = this.open - this.#base
    const length = n + 1 - this.#base
    if (length > this.#bytes.length) {
      const size = Math.max(1024, 2 * (length - kept))
      const bytes = new Uint8Array(size)
      bytes.set(this.#bytes.subarray(kept, this.#next - this.#base))
      this.#bytes = bytes
      this.#base += kept
    }
    this.#next = n + 1
  }
}
