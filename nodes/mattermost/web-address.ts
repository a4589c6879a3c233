import { oneLine, shown } from './escape'
import type { NoAddress } from './warning'

/** Longer than any tool's link, in bytes; servers and browsers begin to refuse at about this. */
export const longestLink = 8192

/** What Mattermost keeps of an icon's address, in bytes. */
export const longestIcon = 1024

/** A web address that every server and client takes, or `undefined`. */
export const webAddress = (text: string, longest = longestLink): string | undefined => {
  const trimmed = oneLine(text)
  if (!/^https?:\/\//i.test(trimmed) || Buffer.byteLength(trimmed) > longest) return undefined
  try {
    const { href, host } = new URL(trimmed)
    if (host === '') return undefined
    // As it was written, unless that would end the address early somewhere.
    return /[\s<>"|\\\u2424]/.test(trimmed) ? href.replaceAll('|', '%7C').replaceAll('\\', '%5C') : trimmed
  } catch {
    return undefined // not a URL: the post goes out without it rather than be rejected for it
  }
}

/** Why a text is left out that was to be a web address; `undefined` where it is one, or blank. */
export const noAddress = (text: string, longest = longestLink): NoAddress | undefined => {
  const trimmed = oneLine(text)
  if (trimmed === '' || webAddress(trimmed, longest) !== undefined) return undefined
  return { why: Buffer.byteLength(trimmed) > longest ? 'too-long' : 'no-address', given: trimmed.slice(0, 40) }
}

/** A value as the target of a link that the template writes, `[Open]({{link}})`: a web address, or nothing. */
export const linkTarget = (value: string): string => (webAddress(value) ?? '').replaceAll('(', '%28').replaceAll(')', '%29')

/** A value as a part of a link's target, `[Open](https://siem/{{id}})`: it stays within that part. */
export const partOfTarget = (value: string): string =>
  encodeURIComponent(oneLine(shown(value))).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)

/**
 * A value as a part of an address that the template writes as it is, `https://{{host}}/{{path}}?q={{words}}`.
 *
 * @param isQuery whether the template has begun a query or a fragment in it: there the value is a part of that
 * @param isEmphasised whether the template emphasises it, which a `_` would end
 */
export const partOfAddress = (value: string, isQuery: boolean, isEmphasised: boolean): string => {
  const part = partOfTarget(value)
    .replaceAll('%2F', '/')
    .replace(/%3A(?=\d)/g, ':')
    .replaceAll('~', '%7E')
    .replace(isEmphasised ? /_/g : /(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '%5F')
  if (isQuery) return part
  return part.replace(/%(?:3F|26|3D|23)/g, decodeURIComponent).replace(/%25(?=[0-9A-Fa-f]{2})/g, '%')
}
