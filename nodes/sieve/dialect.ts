/**
 * What Python's and JavaScript's regular expressions have and linear-time matching cannot have, or would read in
 * another sense (`{,3}` literally, `\11` as a tab), by name, so that a user reads "look-ahead (?=" instead of a parser's
 * message.
 */
const constructs: readonly (readonly [RegExp, string])[] = [
  [/^\(\?[=!]/, 'look-ahead'],
  [/^\(\?<[=!]/, 'look-behind'],
  [/^\(\?>/, 'atomic group'],
  [/^\(\?\(/, 'conditional group'],
  [/^\(\?P=/, 'back-reference'],
  [/^\(\?#/, 'comment group'],
  [/^\\(?![1-3][0-7]{2})[1-9]\d?/, 'back-reference'],
  [/^\\k[<{']/, 'back-reference'],
  [/^\\Z/, '\\Z (write \\z)'],
  [/^\\u/, '\\u escape (write \\x{…})'],
  [/^\{,\d+\}/, '{,n} repetition (write {0,n})'],
  [/^(?:[*+?]|\{\d+(?:,\d*)?\})\+/, 'possessive repetition'],
]

const repeat = /^\{(\d+)(?:,(\d*))?\}/

/** What stands as a whole, and whose inside reads like something else: a quotation, a code point, a named class. */
const unit = /\\Q.*?(?:\\E|$)|\\x\{[^}]*\}|\[:\^?\w+:\]/sy

/** RE2's limit for `{n,m}`. Source: re2js, as Google's RE2. */
const mostRepeats = 1000

/**
 * Names the first construct in a pattern that this dialect (RE2's) does not have, with the text it stands in;
 * `undefined` when there is none. It does not say that the pattern is otherwise valid.
 */
export const unsupportedConstruct = (pattern: string): string | undefined => {
  let inClass = false
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern.charAt(at)
    unit.lastIndex = at
    const whole = unit.exec(pattern)?.[0] ?? ''
    if (inClass) {
      if (whole !== '') at += whole.length - 1
      else if (char === '\\') at += 1
      else if (char === ']') inClass = false
      continue
    }
    if (whole.startsWith('\\')) {
      at += whole.length - 1
      continue
    }
    const rest = pattern.slice(at, at + 24)
    for (const [form, name] of constructs) {
      const match = form.exec(rest)
      if (match !== null) return name.includes('(') ? name : `${name} ${match[0]}`
    }
    const times = repeat.exec(rest)
    if (times !== null && Math.max(Number(times[1]), Number(times[2] ?? 0)) > mostRepeats) {
      return `repetition ${times[0]} over ${mostRepeats}`
    }
    if (char === '\\') {
      at += 1
    } else if (char === '[') {
      inClass = true
      // A bracket right after the opening one is a member of the class, not its end.
      const first = /^\[\^?\]/.exec(rest)
      if (first !== null) at += first[0].length - 1
    }
  }
  return undefined
}
