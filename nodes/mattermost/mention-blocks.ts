/** What a line can go on: a block quote, or a list item whose content starts at `indent`. */
type Container = { readonly kind: 'quote' } | { readonly kind: 'item'; readonly indent: number }

type Leaf =
  | { readonly kind: 'none' | 'indented code' }
  | { readonly kind: 'fenced code'; readonly fence: string }
  | { readonly kind: 'paragraph'; readonly lines: string[] }

/** How deep block quotes and lists are followed ("Mattermost 11.6 public/shared/markdown/blocks.go"). */
const maxDepth = 32

const none: Leaf = { kind: 'none' }
const indentOf = (line: string): number => line.length - line.trimStart().length
const isBlank = (line: string): boolean => line.trim() === ''

/** Content of a list item: where it starts after the marker, and what it is. */
const listItem = (line: string, inParagraph: boolean): { indent: number; rest: string } | undefined => {
  const match = /^( {0,3})([-+*]|(\d{1,9})[.)])( *)(.*)$/.exec(line)
  if (match === null) return undefined
  const [, before = '', marker = '', number, after = '', content = ''] = match
  if (content !== '' && after === '') return undefined
  if (inParagraph && (content === '' || (number !== undefined && Number(number) !== 1))) return undefined
  const spaces = content === '' || after.length >= 5 ? 1 : after.length
  return { indent: before.length + marker.length + spaces, rest: after.slice(spaces) + content }
}

const fenceOf = (line: string): string | undefined => {
  const match = /^ {0,3}(`{3,}|~{3,})([^`]*)$/.exec(line)
  return match?.[1]
}

const closesFence = (line: string, fence: string): boolean => {
  const text = line.trim()
  return indentOf(line) <= 3 && text.startsWith(fence) && text.split('').every((each) => each === fence[0])
}

/** Reads lines one after another and keeps the paragraphs, which alone can hold mentions. */
class Paragraphs {
  readonly done: string[] = []
  readonly #containers: Container[] = []
  #leaf: Leaf = none

  add(line: string): void {
    const { depth, rest } = this.#continued(line)
    const inside = depth === this.#containers.length
    if (inside && this.#leaf.kind === 'fenced code') {
      if (closesFence(rest, this.#leaf.fence)) this.#leaf = none
      return
    }
    if (inside && this.#leaf.kind === 'indented code' && (indentOf(rest) >= 4 || isBlank(rest))) return
    if (this.#leaf.kind !== 'paragraph') this.#closeTo(depth)
    if (isBlank(rest)) this.#closeTo(depth)
    else this.#start(rest, depth)
  }

  end(): void {
    this.#closeTo(0)
  }

  /** How many containers a line goes on, and what it holds inside them. */
  #continued(line: string): { depth: number; rest: string } {
    let rest = line
    let depth = 0
    for (const container of this.#containers) {
      if (container.kind === 'quote') {
        const match = /^ {0,3}> ?/.exec(rest)
        if (match === null) break
        rest = rest.slice(match[0].length)
      } else if (!isBlank(rest)) {
        if (indentOf(rest) < container.indent) break
        rest = rest.slice(container.indent)
      }
      depth++
    }
    return { depth, rest }
  }

  #start(line: string, depth: number): void {
    let rest = line
    let inParagraph = this.#leaf.kind === 'paragraph'
    let inner = depth
    while (inner < maxDepth) {
      const quote = /^ {0,3}> ?/.exec(rest)
      const item = listItem(rest, inParagraph && depth === this.#containers.length)
      if (quote === null && item === undefined) break
      this.#closeTo(inner)
      inner++
      inParagraph = false
      this.#containers.push(item === undefined ? { kind: 'quote' } : { kind: 'item', indent: item.indent })
      rest = item === undefined ? rest.slice(quote?.[0].length ?? 0) : item.rest
    }
    this.#startLeaf(rest, inner)
  }

  #startLeaf(line: string, depth: number): void {
    if (isBlank(line)) return
    if (indentOf(line) >= 4 && this.#leaf.kind !== 'paragraph') {
      this.#leaf = { kind: 'indented code' }
      return
    }
    const fence = fenceOf(line)
    if (fence !== undefined) {
      this.#closeTo(depth)
      this.#leaf = { kind: 'fenced code', fence }
      return
    }
    if (this.#leaf.kind === 'paragraph') this.#leaf.lines.push(line.trim())
    else this.#leaf = { kind: 'paragraph', lines: [line.trim()] }
  }

  #closeTo(depth: number): void {
    if (this.#leaf.kind === 'paragraph') this.done.push(this.#leaf.lines.join('\n'))
    this.#leaf = none
    this.#containers.length = depth
  }
}

/**
 * The paragraphs of a Markdown text, out of block quotes and list items, without code blocks. Headings and tables
 * are paragraphs here ("Mattermost 11.6 public/shared/markdown", which knows no others).
 */
export const paragraphsOf = (markdown: string): readonly string[] => {
  const paragraphs = new Paragraphs()
  for (const line of markdown.split(/\r\n|\r|\n/)) {
    paragraphs.add(line.replace(/^[ \t]+/, (space) => space.replaceAll('\t', '    ')))
  }
  paragraphs.end()
  return paragraphs.done
}
