/**
 * Ends a request when its time is over or its caller says so. AbortSignal.timeout() and any() would keep a timer and a
 * listener for each request until long after it.
 */
export class Deadline {
  readonly #controller = new AbortController()
  readonly #timer: NodeJS.Timeout
  readonly #caller: AbortSignal
  readonly #interrupt = (): void => this.#controller.abort()
  #passed = false

  constructor(milliseconds: number, caller: AbortSignal) {
    this.#timer = setTimeout(() => {
      this.#passed = true
      this.#controller.abort()
    }, milliseconds)
    this.#caller = caller
    if (caller.aborted) this.#controller.abort()
    else caller.addEventListener('abort', this.#interrupt)
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  get passed(): boolean {
    return this.#passed
  }

  clear(): void {
    clearTimeout(this.#timer)
    this.#caller.removeEventListener('abort', this.#interrupt)
  }
}
