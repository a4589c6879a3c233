import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '..', '..')
const locales = join(root, 'nodes', 'locales')
const types = ['alert-watchdog', 'mattermost-config', 'sieve', 'webhook-action']

const read = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8')

interface Tag {
  readonly name: string
  readonly isEnd: boolean
  readonly attributes: string
}

/** The tags of a help text, in order. */
const tagsOf = (help: string): readonly Tag[] =>
  [...help.matchAll(/<(\/?)(\w+)([^>]*)>/g)].map(([, end = '', name = '', attributes = '']) => ({ name, isEnd: end !== '', attributes }))

/** The headings of a help text with their levels: `h3 Inputs`. */
const headingsOf = (help: string): readonly string[] => [...help.matchAll(/<(h\d)>(.*?)<\/h\d>/g)].map(([, level, words]) => `${level} ${words}`)

/** What of a help text cannot be otherwise in another language. */
const outlineOf = (help: string): readonly string[] =>
  tagsOf(help).filter(({ name }) => ['h3', 'h4', 'dl', 'dt', 'ol'].includes(name)).map(({ name, isEnd, attributes }) => `${isEnd ? '/' : ''}${name}${attributes}`)

// Source: https://nodered.org/docs/creating-nodes/help-style-guide
describe('The help of', () => {
  for (const type of types) {
    describe(type, () => {
      const help = read('nodes', 'locales', 'en-US', `${type}.html`)

      it('begins with what the node does, in one paragraph that the palette can show', () => {
        const [, first = ''] = /<script[^>]*>\s*<p>(.*?)<\/p>/s.exec(help) ?? []
        assert.ok(first.length > 0 && first.length <= 200, first)
        assert.doesNotMatch(first, /<|\bnode\b/)
      })

      it('has its sections in the order of the house, and smaller headings under Details only', () => {
        const headings = headingsOf(help)
        const sections = headings.filter((heading) => heading.startsWith('h3')).map((heading) => heading.slice(3))
        assert.deepEqual(sections, ['Inputs', 'Outputs', 'Details', 'References'].filter((section) => sections.includes(section)))
        assert.ok(sections.includes('Details'))
        assert.equal(sections.includes('Inputs') && sections.includes('Outputs'), type !== 'mattermost-config')
        let section = ''
        for (const heading of headings) {
          if (heading.startsWith('h3')) section = heading
          else assert.equal(`${section}, ${heading.slice(0, 2)}`, 'h3 Details, h4')
        }
      })

      it('lists properties as properties with their types, and several outputs as ports', () => {
        const [messages = ''] = help.split('<h3>Details')
        for (const [, list = ''] of messages.matchAll(/<dl class="message-properties">(.*?)<\/dl>/gs)) {
          for (const [, , term = ''] of list.matchAll(/<dt( class="optional")?>(.*?)<\/dt>/gs)) assert.match(term, /<span class="property-type">.+<\/span>/)
        }
        assert.equal(help.includes('<ol class="node-ports">'), type !== 'mattermost-config')
      })

      it('closes every tag that it opens, and holds no script, style or image', () => {
        const open: string[] = []
        for (const { name, isEnd } of tagsOf(help)) {
          if (name === 'br') continue
          if (isEnd) assert.equal(open.pop(), name)
          else {
            assert.ok(!['style', 'img', 'iframe', 'h1', 'h2', 'h5'].includes(name) && (name !== 'script' || open.length === 0), name)
            open.push(name)
          }
        }
        assert.deepEqual(open, [])
      })

      for (const language of readdirSync(locales).filter((name) => name !== 'en-US')) {
        it(`has the same outline in ${language}`, () => {
          assert.deepEqual(outlineOf(read('nodes', 'locales', language, `${type}.html`)), outlineOf(help))
        })
      }
    })
  }
})

describe('The icons', () => {
  const icons = readdirSync(join(root, 'icons'))

  it('are one for each node of the palette, by names that no other package has', () => {
    assert.deepEqual(icons.map((name) => name.replace(/^alert-courier-/, '')).sort(), ['action.svg', 'sieve.svg', 'watchdog.svg'])
  })

  for (const name of icons) {
    // Source: https://nodered.org/docs/creating-nodes/appearance
    it(`${name} is white on nothing, 40 by 60, and draws by itself`, () => {
      const svg = read('icons', name)
      assert.match(svg, /<svg width="40" height="60" viewBox="0, 0, 40, 60"/)
      const colors = [...svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, color]) => color)
      assert.ok(colors.length > 0 && colors.every((color) => color === '#fff'), colors.join())
      assert.doesNotMatch(svg, /<(?:image|script|style|text|use|rect width="100%")|href|url\(/)
    })
  }
})
