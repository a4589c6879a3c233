/** The Error that `done` is given: a sentence for people, a stable code and plain data for flows. */
export class CodedError extends Error {
  readonly code: string

  constructor(sentence: string, code: string, cause?: Readonly<Record<string, string | number | null>>) {
    super(sentence, cause === undefined ? undefined : { cause })
    this.code = code
  }
}
