/**
 * Where a value meets the template's own text, what neither is alone can come alive: an `@` and a name, `evil.com` and
 * `/login`, `:smi` and `le:`. Values that meet each other are made safe as one.
 */

/** As much of either side as is looked at, in UTF-16 units: longer than any emoji's name or ending of a domain. */
const reach = 80

/** Comes alive whichever side the value is on. */
const alive: readonly RegExp[] = [
  // :emoji:, :) and their like
  /:(?:\d*[A-Za-z_+-][\w+-]*|(?<!\w:)\d+):/y,
  /:['’`]?-?[()[\]/|$@]|;-?\)|(?<!\w):-?[DdOoPpSsXx](?!\w)/y,
  // an entity, and so anything at all
  /&#?\w+;/y
]

/** Links, unless the template's text has begun one itself. */
const links: readonly RegExp[] = [/[\p{L}\d-]\.\p{L}{2,}\//uy, /(?<![A-Za-z0-9])[Ww]{3}\d{0,3}\.\S/y]

/** Links in which the scheme is all that there is before the value. */
const schemes = /(?<![A-Za-z0-9])(?:https?|ftp|mailto|tel|mattermost):\S|[A-Za-z0-9+.-]:\//iy

/** Whether a form is found that lies on both sides; it is looked for at each character, for finds overlap. */
const spans = (form: RegExp, before: string, after: string): boolean => {
  const whole = before + after
  for (let at = 0; at < before.length; at += 1) {
    form.lastIndex = at
    const [found = ''] = form.exec(whole) ?? []
    if (at + found.length > before.length) return true
  }
  return false
}

/** Whether what follows is the target of a link that the template writes: `[Open]({{link}})`. */
export const isLinkTarget = (ending: string): boolean => /\]\(<?$/.test(ending.slice(-reach))

/** A link that the template itself writes: `https://{{host}}/status`, `[Open](…)`. */
const ownLink = /(?::\/\/|\]\()\S*$/

/**
 * Whether the end of one piece and the beginning of the next do something together.
 *
 * @param valueFollows whether the value is the second
 */
export const comesAlive = (ending: string, beginning: string, valueFollows: boolean): boolean => {
  if (ending === '') return false
  const before = ending.slice(-reach)
  const after = beginning.slice(0, reach)
  // In a single line, blanks at the ends of a value are not shown.
  return (
    meet(before, after, valueFollows) ||
    (valueFollows ? meet(before, after.trimStart(), true) : meet(before.trimEnd(), after, false))
  )
}

const meet = (ending: string, beginning: string, valueFollows: boolean): boolean => {
  // No form has a blank in it, and each has one of these.
  const before = /\S*$/.exec(ending)?.[0] ?? ''
  const after = /^\S*/.exec(beginning)?.[0] ?? ''
  if (before === '' || after === '' || !/[:;&./@]/.test(before + after)) return false
  if (valueFollows && before.endsWith('@')) return true
  if (alive.some((form) => spans(form, before, after))) return true
  if (ownLink.test(before)) return false
  return links.some((form) => spans(form, before, after)) || (valueFollows && /^[:/]/.test(after) && spans(schemes, before, after))
}
