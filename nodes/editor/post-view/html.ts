const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

/** Text as it can stand anywhere in HTML, in attributes too. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')

/** An address that a link may lead to, whole; `undefined` for `javascript:` and every other scheme. */
export const safeLink = (address: string): string | undefined => {
  try {
    const url = new URL(address)
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined
  } catch {
    return undefined // not an address: shown as text
  }
}

/** An address that an image may come from. */
export const safeImage = (address: string): string | undefined => {
  const link = safeLink(address)
  return link === undefined || link.startsWith('mailto:') ? undefined : link
}

/** A link that opens in its own window, which learns nothing of this one; text alone when the address is not safe. */
export const linkHtml = (address: string, content: string, className = ''): string => {
  const href = safeLink(address)
  if (href === undefined) return content
  const named = className === '' ? '' : ` class="${className}"`
  return `<a href="${escapeHtml(href)}"${named} target="_blank" rel="noopener noreferrer">${content}</a>`
}

/** What stands where a post has an image; nothing when its address is not safe. */
export type ImageHtml = (address: string, alt: string, className: string) => string

/** An image from elsewhere, loaded when it is seen. */
export const imageHtml: ImageHtml = (address, alt, className) => {
  const src = safeImage(address)
  if (src === undefined) return ''
  return `<img class="${className}" src="${escapeHtml(src)}" alt="${escapeHtml(alt)}" referrerpolicy="no-referrer" loading="lazy">`
}

/** Says that there is an image, and loads none: whose server it is on would learn who looks at the post. */
export const imageNameHtml: ImageHtml = (address, alt, className) => {
  const src = safeImage(address)
  if (src === undefined) return ''
  const name = alt === '' ? new URL(src).host : alt
  return `<span class="image-name ${className}" title="${escapeHtml(src)}">🖼 <span>${escapeHtml(name)}</span></span>`
}
