import type { Json } from './post'

/**
 * The first JSON value of a text, as Go's `json.Decoder` reads it: what follows the value is ignored, lone
 * surrogates become U+FFFD. `undefined` when there is none. Only `null` and objects are looked for: every other
 * value is refused by whoever asks.
 */
export const firstJsonValue = (text: string): Json | undefined => {
  const start = /[^ \t\r\n]/.exec(text)?.index ?? text.length
  if (text.startsWith('null', start)) return null
  if (text[start] !== '{') return undefined
  const end = endOfObject(text, start)
  if (end === undefined) return undefined
  try {
    return JSON.parse(text.slice(start, end), (_key, value: Json) =>
      typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\uFFFD') : value
    ) as Json
  } catch {
    return undefined // not JSON: the caller answers what Mattermost answers
  }
}

/** Where the object that begins at `start` ends, by its brackets alone. */
const endOfObject = (text: string, start: number): number | undefined => {
  let depth = 0
  let inString = false
  for (let at = start; at < text.length; at++) {
    const character = text[at]
    if (inString) {
      if (character === '\\') at++
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{' || character === '[') depth++
    else if (character === '}' || character === ']') {
      depth--
      if (depth === 0) return at + 1
    }
  }
  return undefined
}

/** A text value of the fields that Mattermost repairs, raw line ends and tabs included. */
const repairable = /"(?:text|fallback|pretext|author_name|title|value)"\s*:\s*"(?:\\"|[^"])*"/g

/**
 * Writes raw newlines and tabs in texts as `\n` and `\t`, which Mattermost tries when a body is no JSON
 * ("Mattermost 11.6 model/incoming_webhook.go", `escapeControlCharsFromPayload`).
 */
export const escapeRawControls = (text: string): string =>
  text.replace(repairable, (match) => match.replaceAll('\n', '\\n').replaceAll('\t', '\\t'))
