/** As much as Node-RED takes where nobody has set `apiMaxLength`, and a little less, in UTF-16 units. */
const longest = 4_900_000

/** A request as it is sent, or why it cannot be: the end of the key of a sentence, `try.…` in the sieve's catalogue. */
export type WrittenRequest = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: 'too-deep' | 'too-large' }

/** Writes what a route is given. A sample may be of any size, and nest deeper than can be written. */
export const writtenRequest = (body: object): WrittenRequest => {
  try {
    const text = JSON.stringify(body)
    return text.length > longest ? { ok: false, why: 'too-large' } : { ok: true, text }
  } catch {
    return { ok: false, why: 'too-deep' } // some browsers write nested values by recursion, which ends
  }
}
