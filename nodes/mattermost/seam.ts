/**
 * Where a value meets the template's own text, what neither is alone can come alive: an `@` and a name, `evil.com` and
 * `/login`, `:smi` and `le:`. Values that meet each other are made safe as one.
 */

/** As much of either side as is looked at, in UTF-16 units: longer than any emoji's name or ending of a domain. */
const reach = 80

/** Comes alive whichever side the value is on. */
const alive: readonly RegExp[] = [
  // :emoji:, then :) and their like, <3 and x-d
  /:(?:\d*[A-Za-z_+-][\w+-]*|(?<!\w:)\d+):/y,
  /(?<!\w):['\u2019`]?-?[()[\]/|$@]|(?<!\w);-?\)|(?<!\w):-?[DdOoPpSsXx](?!\w)/y,
  /<\/?3(?!\w)|(?<!\w)[Xx]-[Dd](?!\w)/y,
  // Slack's tokens, which the server turns into mentions
  /<[!@]/y,
  // an entity, and so anything at all
  /&#?\w+;/y
]

/** Links, unless the template's text has begun one itself. */
const links: readonly RegExp[] = [/[\p{L}\d.-]\.\p{L}{2,}\//uy, /(?<![A-Za-z0-9])[Ww]{3}\d{0,3}\.\S/y]

/** Links by their scheme alone: the template's own `mailto:` may be followed by a value, and by what the value wants. */
const schemes = /(?<![A-Za-z0-9])(?:https?|ftp|mailto|tel|mattermost)(?=:\S)|[A-Za-z][A-Za-z0-9+.-]*(?=:\/\/)/iy

/** A link that the template itself writes: `https://{{host}}/status`, `[Open](…)`. */
const ownLink = /(?::\/\/|\]\()\S*$/

/** Each of the forms has one of these. */
const telling = /[:;&./@<-]/

/** What people read of a template so far, back to the last gap, and which of it is the template's own. */
export class Reading {
  #all = ''
  /** The same, with `_` for what values brought; blanks are blanks. */
  #own = ''

  /**
   * Whether what was read and what comes next do something together.
   *
   * @param isValue whether what comes next is a value
   */
  comesAlive(next: string, isValue: boolean): boolean {
    if (meets(this.#all, this.#own, next, isValue)) return true
    // In a single line, blanks at the ends of a value are not shown.
    if (isValue) return meets(this.#all, this.#own, next.trimStart(), true)
    return meets(this.#all.trimEnd(), this.#own.trimEnd(), next, false)
  }

  /** Whether what comes next is in angle brackets of the template, which make a link of an `@` and of a scheme. */
  get isInAngles(): boolean {
    return /<[^\s>]*$/.test(this.#own)
  }

  add(next: string, isValue: boolean): void {
    this.#all = (this.#all + next).slice(-reach)
    this.#own = (this.#own + (isValue ? next.replace(/\S/g, '_') : next)).slice(-reach)
  }

  /** Nothing before a gap does anything with what is behind it, but for an angle bracket. */
  part(): void {
    this.#all = ''
    this.#own = this.#own.replace(/[^\s<]/g, '_')
  }
}

/** Whether a form lies on both sides; it is looked for at each character, for finds overlap. */
const spans = (form: RegExp, before: string, after: string): boolean => {
  for (let at = 0; at < before.length; at += 1) {
    form.lastIndex = at
    const [found = ''] = form.exec(before + after) ?? []
    if (at + found.length > before.length) return true
  }
  return false
}

/** Whether a link by its scheme lies on both sides, where a value brings the scheme or what makes it one. */
const linksByScheme = (before: string, own: string, after: string, isValue: boolean): boolean => {
  for (let at = 0; at < before.length; at += 1) {
    schemes.lastIndex = at
    const [scheme] = schemes.exec(before + after) ?? []
    // As far as the `:` and what follows it, of which the seam has to be a part.
    if (scheme === undefined || at + scheme.length + 2 <= before.length) continue
    const isOwn = own.slice(at, at + scheme.length) === scheme
    if (!isOwn || (isValue && /^[:/]/.test(after))) return true
  }
  return false
}

/** @param own what of `read` is the template's own */
const meets = (read: string, own: string, next: string, isValue: boolean): boolean => {
  // No form has a blank in it.
  const before = /\S*$/.exec(read)?.[0] ?? ''
  const after = /^\S*/.exec(next.slice(0, reach))?.[0] ?? ''
  if (before === '' || after === '' || !telling.test(before + after)) return false
  // An `@` of the template, or a token of Slack's that it begins: whom it mentions is not for a value to say.
  if (isValue && /@$|<![^<>]*$/.test(before)) return true
  if (alive.some((form) => spans(form, before, after))) return true
  if (ownLink.test(own)) return false
  return links.some((form) => spans(form, before, after)) || linksByScheme(before, own.slice(-before.length), after, isValue)
}
