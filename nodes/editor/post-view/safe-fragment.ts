/** What rendered posts are made of: nothing that loads, runs or asks for anything. */
const tags = new Set(
  ['article', 'header', 'div', 'span', 'time', 'p', 'br', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']
    .concat(['table', 'thead', 'tbody', 'tr', 'th', 'td', 'hr', 'a', 'dl', 'dt', 'dd', 'button', 'svg', 'path'])
)

const attributes: ReadonlyMap<string, RegExp> = new Map(Object.entries({
  class: /^[\w -]*$/,
  title: /^/,
  href: /^(?:https?:\/\/|mailto:)/i,
  target: /^_blank$/,
  rel: /^noopener noreferrer$/,
  datetime: /^[\dTZ:.-]*$/,
  style: /^--bar: #[0-9a-f]{6}$/i,
  align: /^(?:left|center|right)$/,
  start: /^\d+$/,
  disabled: /^$/,
  'aria-hidden': /^true$/,
  viewBox: /^[\d ]+$/,
  d: /^[\w .,-]+$/,
  fill: /^currentColor$/
}))

/**
 * Makes elements of a rendered post. The renderer escapes whatever a post holds; this takes out once more what no post is
 * made of, while nothing of it is in the page.
 */
export const safeFragment = (html: string): DocumentFragment => {
  const template = document.createElement('template')
  template.innerHTML = html
  for (const found of template.content.querySelectorAll('*')) {
    if (!tags.has(found.localName)) {
      found.replaceWith(found.textContent)
      continue
    }
    for (const { name, value } of Array.from(found.attributes)) {
      if (attributes.get(name)?.test(value) !== true) found.removeAttribute(name)
    }
  }
  return template.content
}
