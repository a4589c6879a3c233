import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { userDir } from '../support/real-node-red'

const root = join(__dirname, '..', '..')

interface Manifest {
  readonly engines: { readonly node: string }
  readonly dependencies: Readonly<Record<string, string>>
  readonly 'node-red': { readonly version: string; readonly nodes: Readonly<Record<string, string>> }
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest

const filesIn = (folder: string, below = ''): readonly string[] =>
  readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.name === 'node_modules') return []
    return entry.isDirectory() ? filesIn(folder, path) : [path]
  })

describe('The package, as installed from its tarball', () => {
  let installed: string
  let files: readonly string[]

  before(async () => {
    installed = join(await userDir(), 'node_modules', '@alert-courier', 'node-red-mattermost')
    files = filesIn(installed)
  })

  it('holds what runs, the examples and what a reader needs, and neither source nor test', () => {
    const tops = new Set(files.map((file) => file.split('/')[0]))
    assert.deepEqual([...tops].sort(), ['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'examples', 'package.json'].filter((name) => tops.has(name)))
    for (const name of ['LICENSE', 'README.md', 'dist', 'examples', 'package.json']) assert.ok(tops.has(name), name)
    for (const file of files) assert.doesNotMatch(file, /\.ts$|\.test\.|stand-in|(?:^|\/)(?:test|scripts|nodes)\//)
  })

  it('has for each node its runtime with a source map, its editor side, help, strings and icon where Node-RED looks for them', () => {
    for (const [type, path] of Object.entries(manifest['node-red'].nodes)) {
      const folder = join(installed, dirname(path))
      for (const file of [`${type}.js`, `${type}.js.map`, `${type}.html`, `locales/en-US/${type}.json`, `locales/en-US/${type}.html`]) {
        assert.ok(existsSync(join(folder, file)), file)
      }
      const [, icon] = /icon: "([^"]+)"/.exec(readFileSync(join(folder, `${type}.html`), 'utf8')) ?? []
      assert.ok(type === 'mattermost-config' || existsSync(join(folder, 'icons', icon ?? 'none')), type)
    }
  })

  it('is readable: not minified, and its maps hold the source', () => {
    for (const file of files.filter((name) => name.endsWith('.js'))) {
      const lines = readFileSync(join(installed, file), 'utf8').split('\n')
      assert.ok(Math.max(...lines.map(({ length }) => length)) < 500, file)
    }
    const { sourcesContent } = JSON.parse(readFileSync(join(installed, 'dist/sieve.js.map'), 'utf8')) as { sourcesContent: string[] }
    assert.equal(sourcesContent[0], readFileSync(join(root, 'nodes/sieve.ts'), 'utf8'))
  })

  it('has at most 6 dependencies, for Node from 20.15 and Node-RED from 4.0', () => {
    assert.ok(Object.keys(manifest.dependencies).length <= 6)
    assert.equal(manifest.engines.node, '>=20.15')
    assert.equal(manifest['node-red'].version, '>=4.0.0')
  })

  it('loads axios only when the first alert needs it', () => {
    const source = `
      for (const name of ['mattermost-config', 'sieve', 'webhook-action']) require('./dist/' + name + '.js')
      const { Webhook } = require('./dist/mattermost/webhook.js')
      const webhook = new Webhook({ address: 'http://127.0.0.1:9/hooks/x', timeout: 1000, tls: {}, proxy: undefined, redact: String })
      const loaded = () => Object.keys(require.cache).some((path) => /node_modules[\\\\/]axios[\\\\/]/.test(path))
      const before = loaded()
      webhook.send(Buffer.from('{}'), webhook.timeout, new AbortController().signal).then(({ kind }) => console.log(before, kind, loaded()))`
    assert.equal(execFileSync(process.execPath, ['-e', source], { cwd: installed, encoding: 'utf8' }).trim(), 'false unreachable true')
  })
})

describe('The lock files', () => {
  for (const folder of ['.', 'test/node-red-5', 'test/scorecard']) {
    it(`of ${folder} name no download address, so that any registry will do`, () => {
      assert.doesNotMatch(readFileSync(join(root, folder, 'package-lock.json'), 'utf8'), /"resolved": "https?:/)
    })
  }
})
