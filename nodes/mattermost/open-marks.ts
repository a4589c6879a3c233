/** Marks of Markdown that a template's own text begins and does not end. */
import { hole } from './own-text'

/**
 * Emphasis and formulas that are closed, and runs that begin none. A value may end what a single character begins: the web
 * app takes the backslash of its own for text.
 */
const closed: readonly RegExp[] = [
  /\[[^[\]]*\]\([^()]*\)/g,
  /\*\*[^\s*](?:[^*]*[^\s*])?\*\*(?!\*)/g,
  new RegExp(`(?<!\\*)\\*[^\\s*${hole}](?:[^*${hole}]*[^\\s*${hole}])?\\*(?!\\*)`, 'g'),
  /(?<!\w)__[^\s_](?:[^_]*[^\s_])?__(?!\w)/g,
  new RegExp(`(?<!\\w)_[^\\s_${hole}](?:[^_${hole}]*[^\\s_${hole}])?_(?!\\w)`, 'g'),
  /~~[^\s~](?:[^~]*[^\s~])?~~/g,
  /(?<!\*)\*(?=\s)/g,
  /(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])/g,
  /<(?=\s)/g
]

/** What is open of a paragraph of the template, before a code span. */
export const openIn = (before: string): ReadonlySet<string> => {
  const rest = closed.reduce((text, form) => text.replace(form, ' '), before)
  const open = new Set(['*', '_', '~', '$', '<'].filter((character) => rest.includes(character)))
  // A value before it may hold one: servers that read formulas look for the other.
  if (rest.includes(hole)) open.add('$')
  return open
}

/** So much of the template is looked at, in UTF-16 units: nobody emphasises more, and it is read for each value. */
const reach = 1000

/** Behind one of these nothing is open: a blank line, a list's item, a code span. */
const ends = /^[^]*\n[ \t]*\n|^[^]*\n(?= {0,3}[-*+] +\S)|\\[*_]|`[^`\n]*`/g

/**
 * Whether emphasis is open right before a value. Values in it are escaped so that they cannot end it.
 *
 * @param own the template's own text
 * @param place of the value in it
 */
export const isEmphasised = (own: string, place: number): boolean => {
  const before = own.slice(Math.max(0, place - reach), place)
  if (!/[*_]/.test(before)) return false
  // The value itself is a word.
  const open = openIn(`${before.replaceAll(hole, 'x')}x`.replace(ends, ' '))
  return open.has('*') || open.has('_')
}
