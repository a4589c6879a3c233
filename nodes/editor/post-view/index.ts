import { type FoldWords, foldLongTexts } from './fold'
import { imageNameHtml } from './html'
import { loadMarkdown } from './markdown'
import style from './post.css'
import type { ShownPost } from './post'
import { type PostWords, renderPost } from './render-post'
import { safeFragment } from './safe-fragment'

export type { ShownPost } from './post'

/** What is said around a post, in the user's language. */
export interface PostViewWords extends PostWords, FoldWords {}

/** What stands around posts in the web app, as far as it is seen here. */
const around = `
:host { all: initial; display: block; }
[hidden] { display: none !important; }
* { box-sizing: border-box; }
.mattermost { padding: 6px 0; border-radius: 4px; background: var(--center); color: rgb(var(--text)); color-scheme: light;
  font: 14px/20px 'Open Sans', 'Segoe UI', 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif; }
.mattermost.dark { color-scheme: dark; }
.mattermost .post { padding: 6px 12px; gap: 10px; }
.mattermost .post:hover { background: none; }
h1, h2, h3, h4, h5, h6, p, ul, ol, dl, dd { margin: 0; padding: 0; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--button); outline-offset: 2px; border-radius: 4px; }
button { padding: 5px 12px; border: 1px solid rgb(var(--text) / 0.2); border-radius: 4px; background: var(--center); color: inherit;
  font: inherit; font-size: 12px; font-weight: 600; line-height: 18px; cursor: pointer; }
button:disabled { cursor: default; opacity: 0.8; }
.more { padding: 0; border: 0; background: none; color: var(--link); }
/* The cut edge of a text that is folded is where Mattermost folds it. */
.attachment-text.folded { border-bottom: 1px dashed rgb(var(--text) / 0.4); }
`

/** Nobody knows here which users there are: each name may be one. */
const markdown = loadMarkdown({ isKnown: () => true, image: imageNameHtml })

/**
 * Shows a post as Mattermost does, in its light or its dark theme, whatever that of the editor is. It stands in a tree of
 * its own, so that no style of the one changes the other.
 */
export class PostView {
  readonly #ground = document.createElement('div')
  readonly #words: PostViewWords
  #latest = 0

  constructor(place: HTMLElement, words: PostViewWords) {
    this.#words = words
    this.#ground.className = 'mattermost'
    const sheet = document.createElement('style')
    sheet.textContent = style + around
    place.attachShadow({ mode: 'open' }).append(sheet, this.#ground)
    // A text is folded by its height, which it has only while it is seen.
    new ResizeObserver(() => this.#fold()).observe(place)
  }

  set isDark(isDark: boolean) {
    this.#ground.classList.toggle('dark', isDark)
  }

  /** Shows a post; the one that was shown stays until it is rendered. */
  async show(post: ShownPost): Promise<void> {
    const turn = (this.#latest += 1)
    const html = renderPost(post, await markdown, this.#words)
    if (turn !== this.#latest) return
    this.#ground.replaceChildren(safeFragment(html))
    this.#fold()
  }

  #fold(): void {
    if (this.#ground.offsetHeight > 0) foldLongTexts(this.#ground.querySelectorAll<HTMLElement>('.attachment-text'), this.#words)
  }
}
