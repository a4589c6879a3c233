import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { escapeHtml } from '../../nodes/editor/post-view/html'

/** What the page is made of; `posts`, `faults` and `requests` are HTML already. */
export interface PageParts {
  readonly run: string
  readonly base: string
  readonly server: string
  readonly key: string
  readonly webhookUrl: string
  readonly channels: readonly string[]
  readonly postCount: number
  readonly posts: string
  readonly faults: string
  readonly requests: string
}

/**
 * The page's headers: no script but its own, nothing from elsewhere but posts' images, no frame around it. Style
 * attributes are let through for attachments' colours.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "connect-src 'self'",
    'img-src data: http: https:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'"
  ].join('; '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store'
}

const read = (name: string): string => readFileSync(join(__dirname, name), 'utf8')

/** The page's style sheet: that of posts, and of what is around them. */
export const pageStyle = (): string => `${read('../../nodes/editor/post-view/post.css')}\n${read('page.css')}`

let script: string | undefined

/** The page's script, made into one file of JavaScript once. */
export const pageScript = (): string => {
  script ??= buildSync({
    entryPoints: [join(__dirname, 'page-client.ts')],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    write: false
  }).outputFiles[0]?.text
  return script ?? ''
}

/** The page; every `{name}` of the template is filled with a part, texts escaped. */
export const renderPage = (parts: PageParts): string => {
  const { posts, faults, requests, channels, ...texts } = parts
  const filled: Readonly<Record<string, string>> = {
    ...Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, escapeHtml(String(value))])),
    posts,
    faults,
    requests,
    channels: escapeHtml(JSON.stringify(channels))
  }
  return read('page.html').replace(/\{([a-zA-Z]+)\}/g, (all, name: string) => filled[name] ?? all)
}
