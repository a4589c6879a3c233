/** Ends a request when its time is over or its caller says so. */
export class Deadline {
  readonly #timer: NodeJS.Timeout
  readonly #caller: AbortSignal
  readonly #end: () => void
  #passed = false

  /**
   * @param caller says that it is to end
   */
  constructor(milliseconds: number, caller: AbortSignal, request: { readonly end: () => void }) {
    this.#end = () => request.end()
    this.#timer = setTimeout(() => {
      this.#passed = true
      this.#end()
    }, milliseconds)
    this.#caller = caller
    if (caller.aborted) this.#end()
    else caller.addEventListener('abort', this.#end)
  }

  get passed(): boolean {
    return this.#passed
  }

  clear(): void {
    clearTimeout(this.#timer)
    this.#caller.removeEventListener('abort', this.#end)
  }
}
