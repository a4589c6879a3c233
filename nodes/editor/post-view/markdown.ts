import { emojiOf } from './emoji'
import { escapeHtml, type ImageHtml, linkHtml } from './html'
import type { Tokens, TokenizerAndRendererExtension } from 'marked' with { 'resolution-mode': 'import' }

/** Renders Markdown as Mattermost's web app does; what it answers is safe to show, whatever the text. */
export interface Markdown {
  /** Paragraphs, lists, code, tables. */
  readonly block: (text: string) => string
  /** A single line. */
  readonly inline: (text: string) => string
  readonly image: ImageHtml
}

export interface MarkdownOptions {
  /** Whether a name, in lower case, is one that a mention of is highlighted: `channel`, `bob`. */
  readonly isKnown: (name: string) => boolean
  readonly image: ImageHtml
}

/** Characters that a backslash works before; before any other it stays visible (mattermost/marked). */
const escapes = /^\\([\\`*{}[\]()#+\-.!_>~|])/

/** `@name` and `@channel`, highlighted where Mattermost's web app would link or light them. */
const mention = (isKnown: (name: string) => boolean): TokenizerAndRendererExtension => ({
  name: 'mention',
  level: 'inline',
  start: (text) => /(?<![\w@])@[a-z]/i.exec(text)?.index,
  tokenizer(text, tokens) {
    const before = tokens.at(-1)?.raw.at(-1) ?? ' '
    const match = /^@([a-z0-9][a-z0-9._-]*)/i.exec(text)
    const name = match?.[1]?.replace(/[._-]+$/, '') ?? ''
    if (name === '' || /[\w@]/.test(before) || !isKnown(name.toLowerCase())) return undefined
    return { type: 'mention', raw: `@${name}`, text: name }
  },
  renderer: (token) => `<span class="mention">${escapeHtml(token.raw)}</span>`
})

const emoji: TokenizerAndRendererExtension = {
  name: 'emoji',
  level: 'inline',
  start: (text) => /:[a-z0-9_+-]+:/.exec(text)?.index,
  tokenizer(text) {
    const raw = /^:[a-z0-9_+-]+:/.exec(text)?.[0]
    return raw === undefined || emojiOf(raw) === undefined ? undefined : { type: 'emoji', raw }
  },
  renderer: (token) => `<span class="emoji" title="${escapeHtml(token.raw)}">${emojiOf(token.raw) ?? ''}</span>`
}

/** A text as it is where it cannot be rendered: a thousand block quotes in each other are more than the parser can take. */
const orPlain =
  (render: (text: string) => string) =>
  (text: string): string => {
    try {
      return render(text)
    } catch {
      return `<p>${escapeHtml(text)}</p>`
    }
  }

/** Makes a renderer. (`marked` is a module of the newer kind, so it can only be loaded this way by what is not.) */
export const loadMarkdown = async ({ isKnown, image }: MarkdownOptions): Promise<Markdown> => {
  const { Marked } = await import('marked')
  const marked = new Marked({ gfm: true, breaks: true, async: false })
  marked.use({
    extensions: [mention(isKnown), emoji],
    tokenizer: {
      // No HTML at all: tags are text, as in Mattermost.
      html: () => undefined,
      tag: () => undefined,
      escape(text): Tokens.Escape | undefined {
        const match = escapes.exec(text)
        return match === null ? undefined : { type: 'escape', raw: match[0], text: match[1] ?? '' }
      }
    },
    renderer: {
      html: ({ text }) => escapeHtml(text),
      link({ href, tokens }) {
        return linkHtml(href, this.parser.parseInline(tokens))
      },
      image: ({ href, text }) => image(href, text, 'markdown-image') || escapeHtml(text),
      // A check box could be clicked without any effect.
      checkbox: ({ checked }) => (checked ? '☑ ' : '☐ ')
    }
  })
  return {
    block: orPlain((text) => marked.parse(text, { async: false })),
    inline: orPlain((text) => marked.parseInline(text, { async: false })),
    image
  }
}
