/** A tag, or the text between two. */
type Token = { readonly tag: string } | { readonly text: string }

const tokensOf = (html: string): readonly Token[] =>
  [...html.matchAll(/<[^>]+>|[^<]+/g)].map(([token]) => (token.startsWith('<') ? { tag: token.replace(/\s+/g, ' ') } : { text: token }))

/** The tags within a sentence: their order is that of the words, which is another in each language. */
const isInline = (tag: string): boolean => /^<\/?(?:code|b|i|em|sup|sub|span|a)\b/.test(tag)

/** What stays in a sentence when it is translated. */
const keptIn = (sentence: readonly Token[]): readonly string[] => {
  const kept: string[] = []
  for (const [index, token] of sentence.entries()) {
    if (!('tag' in token)) continue
    const next = sentence[index + 1]
    const content = next !== undefined && 'text' in next ? next.text.replace(/\s+/g, ' ') : ''
    if (!token.tag.startsWith('</')) kept.push(/^<(?:code|sup|sub)\b/.test(token.tag) ? `${token.tag}${content}` : token.tag)
  }
  return kept.sort()
}

/**
 * What of some HTML does not change when it is translated: its blocks in their order, and in each of them the tags and
 * code that stand among the words. One line a block.
 */
export const skeletonOf = (html: string): readonly string[] => {
  const skeleton: string[] = []
  let sentence: Token[] = []
  const end = (): void => {
    const kept = keptIn(sentence)
    const hasWords = sentence.some((token) => 'text' in token && token.text.trim() !== '')
    if (kept.length > 0 || hasWords) skeleton.push(['words', ...kept].join(' '))
    sentence = []
  }
  for (const token of tokensOf(html)) {
    if ('tag' in token && !isInline(token.tag)) {
      end()
      skeleton.push(token.tag)
    } else sentence.push(token)
  }
  end()
  return skeleton
}

/** The tags that are opened and not closed, or closed and not opened. */
export const unbalanced = (html: string): readonly string[] => {
  const open: string[] = []
  const wrong: string[] = []
  for (const token of tokensOf(html)) {
    const [, slash, name = ''] = ('tag' in token && /^<(\/?)([a-z]\w*)/.exec(token.tag)) || []
    if (name === '') continue
    if (slash === '') open.push(name)
    else if (open.pop() !== name) wrong.push(`</${name}>`)
  }
  return [...wrong, ...open.map((name) => `<${name}>`)]
}
