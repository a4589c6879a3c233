/** How far an alert has come. */
export type Mark = typeof unknown | typeof waits | typeof near | typeof settled | typeof gone

/** No alert of this number was seen. */
export const unknown = 0
/** It has not ended, and is not in memory. */
export const waits = 1
/** It has not ended, and is in memory. */
export const near = 2
/** It has ended, and the flow may not know. */
export const settled = 3
/** The flow knows how it ended. */
export const gone = 4

/** How far each alert of an outbox has come, by its number; one byte for each, for there can be millions. */
export class Marks {
  #bytes = new Uint8Array(1024)
  /** The number of the first byte; all below it are gone. */
  #base = 1
  #open = 1
  #next = 1

  /** The lowest number that has not come all the way; `next` where all have. */
  get open(): number {
    while (this.#open < this.#next && this.#isDone(this.#open)) this.#open += 1
    return this.#open
  }

  /** One more than the highest number there was. */
  get next(): number {
    return this.#next
  }

  /** How far the alert of a number has come. */
  of(n: number): Mark {
    if (n >= this.#next) return unknown
    return n < this.#base ? gone : (this.#bytes[n - this.#base] as Mark)
  }

  /** Notes how far it has come; what is all done, with all before it, is forgotten. */
  set(n: number, mark: Mark): void {
    if (n >= this.#next) this.#makeRoom(n)
    if (n < this.#base) return
    this.#bytes[n - this.#base] = mark
    if (n < this.#open && !this.#isDone(n)) this.#open = n
  }

  /** Takes each number that was never seen for one that has come all the way: damage, or an alert that was never written. */
  fill(): void {
    for (let at = 0; at < this.#next - this.#base; at += 1) if (this.#bytes[at] === unknown) this.#bytes[at] = gone
  }

  #isDone(n: number): boolean {
    const mark = this.#bytes[n - this.#base]
    return mark === gone || mark === unknown
  }

  #makeRoom(n: number): void {
    if (n - this.#base >= this.#bytes.length) {
      let done = 0
      while (done < this.#next - this.#base && this.#bytes[done] === gone) done += 1
      const kept = this.#bytes.subarray(done, this.#next - this.#base)
      this.#base += done
      const bytes = new Uint8Array(Math.max(1024, 2 * (n + 1 - this.#base)))
      bytes.set(kept)
      this.#bytes = bytes
      this.#open = Math.max(this.#open, this.#base)
    }
    this.#next = n + 1
  }
}
