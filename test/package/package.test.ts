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

  it('has for each node its runtime, its editor side, help, strings and icon where Node-RED looks for them', () => {
    for (const [type, path] of Object.entries(manifest['node-red'].nodes)) {
      const folder = join(installed, dirname(path))
      for (const file of [`${type}.js`, `${type}.html`, `locales/en-US/${type}.json`, `locales/en-US/${type}.html`]) {
        assert.ok(existsSync(join(folder, file)), file)
      }
      const [, icon] = /icon: ?"([^"]+)"/.exec(readFileSync(join(folder, `${type}.html`), 'utf8')) ?? []
      assert.ok(type === 'mattermost-config' || existsSync(join(folder, 'icons', icon ?? 'none')), type)
    }
  })

  it('is readable: not minified, and its map holds the source of all that runs', () => {
    for (const file of files.filter((name) => name.endsWith('.js'))) {
      const lines = readFileSync(join(installed, file), 'utf8').split('\n')
      // Sentences of the catalogue are in it.
      assert.ok(Math.max(...lines.map(({ length }) => length)) < 1000, file)
    }
    const { sources, sourcesContent } = JSON.parse(readFileSync(join(installed, 'dist/runtime.js.map'), 'utf8')) as { sources: string[]; sourcesContent: string[] }
    for (const type of Object.keys(manifest['node-red'].nodes)) {
      const index = sources.findIndex((source) => source.endsWith(`/nodes/${type}.ts`))
      assert.equal(sourcesContent[index], readFileSync(join(root, 'nodes', `${type}.ts`), 'utf8'), type)
    }
    assert.ok(sources.some((source) => source.endsWith('/nodes/courier/courier.ts')))
  })

  it('loads no engine for regular expressions before there is one', () => {
    const script = "require('./dist/runtime.js'); console.log(Object.keys(require.cache).filter((path) => path.includes('re2js')).length)"
    assert.equal(execFileSync(process.execPath, ['-e', script], { cwd: installed, encoding: 'utf8' }).trim(), '0')
  })

  it('takes a byte of memory for each of its characters', () => {
    for (const file of files.filter((name) => /^dist\/[^/]+\.(?:js|html)$/.test(name))) {
      assert.deepEqual(readFileSync(join(installed, file), 'utf8').match(/[^\u0000-\u00ff]/gu) ?? [], [], file)
    }
  })

  it('runs as strictly as its sources are written', () => {
    assert.match(readFileSync(join(installed, 'dist/runtime.js'), 'utf8'), /^'use strict'\n/)
  })

  it('has at most 6 dependencies, for Node from 20.15 and Node-RED from 4.0', () => {
    assert.ok(Object.keys(manifest.dependencies).length <= 6)
    assert.equal(manifest.engines.node, '>=20.15')
    assert.equal(manifest['node-red'].version, '>=4.0.0')
  })
})

describe('The lock files', () => {
  for (const folder of ['.', 'test/node-red-5', 'test/scorecard']) {
    it(`of ${folder} name no download address, so that any registry will do`, () => {
      assert.doesNotMatch(readFileSync(join(root, folder, 'package-lock.json'), 'utf8'), /"resolved": "https?:/)
    })
  }
})
