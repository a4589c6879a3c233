import { oneLine } from './escape'

/** A web address that every server and client takes, or `undefined`. At most 1024 bytes, as Mattermost keeps them. */
export const webAddress = (text: string): string | undefined => {
  const trimmed = oneLine(text)
  if (!/^https?:\/\//i.test(trimmed) || Buffer.byteLength(trimmed) > 1024) return undefined
  try {
    const { href, host } = new URL(trimmed)
    if (host === '') return undefined
    // As it was written, unless that would end the address early somewhere.
    return /[\s<>"|]/.test(trimmed) ? href.replaceAll('|', '%7C') : trimmed
  } catch {
    return undefined // not a URL: the post goes out without it rather than be rejected for it
  }
}
