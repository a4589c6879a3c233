/** Mattermost's post limit, in code points. Longer text is split by the server at any character, through fences and mentions. */
export const longestText = 16_383

/**
 * What the body of a request may hold, in bytes. Servers of 9.5 and their security back-ports take 100,000 and answer
 * a cut, unparsable body above that.
 */
export const largestBody = 95_000

/** Says how much is missing. */
export const marker = (left: number): string => `… and ${left.toLocaleString('en-US')} more characters`

/** How far back from the limit a line or word end is looked for, in UTF-16 units. */
export const reach = 200

/** The first `count` code points of a text, without splitting all of it, and how many there are in all. */
export const head = (text: string, count: number): { readonly text: string; readonly length: number } => {
  let length = 0
  let end = text.length
  for (let at = 0; at < text.length; at += 1) {
    if (length === count && end === text.length) end = at
    const code = text.charCodeAt(at)
    if (code >= 0xd800 && code <= 0xdbff && at + 1 < text.length) at += 1
    length += 1
  }
  return { text: text.slice(0, length > count ? end : text.length), length }
}

/** The beginning of an escaped character: cut in two it would show as what it is. */
export const begun = /(?:&#?\w{0,6}|\\)$/

/**
 * Cuts a plain text to at most `longest` code points, at the end of a line or word where one is near, and says how much is
 * missing; a text within the limit is answered as it is. (For Markdown: cut-markdown.ts.)
 */
export const cut = (text: string, longest: number): string => {
  // In UTF-16 units a text is at least as long as in code points.
  if (text.length <= longest) return text
  const whole = head(text, longest)
  if (whole.length <= longest) return text
  const room = longest - marker(whole.length).length - 1
  if (room < 0) return whole.text
  const kept = head(text, room).text
  const near = kept.slice(-reach)
  const line = near.lastIndexOf('\n')
  const word = near.lastIndexOf(' ')
  const back = line >= 0 ? line : word
  const ended = back > 0 ? kept.slice(0, kept.length - near.length + back).trimEnd() : kept.replace(begun, '')
  return `${ended} ${marker(whole.length - head(ended, Infinity).length)}`
}

/** Said of a text whose end was never made, because no post could hold it. */
export const more = '… and more'

/** Such a text, cut so that this can be said. */
export const endedEarly = (text: string): string => `${head(text, longestText - more.length - 1).text} ${more}`
