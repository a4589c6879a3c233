import assert from 'node:assert/strict'
import { spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

const root = join(__dirname, '..', '..')
const made = new Set(['node_modules', 'dist', '.git', '.tmp'])

/** The project as a clone has it, in a folder of its own beside an empty HOME. */
const clone = (folder: string): string => {
  const project = join(folder, 'clone')
  cpSync(root, project, { recursive: true, filter: (path) => !made.has(basename(path)) })
  mkdirSync(join(folder, 'home'))
  return project
}

/** This very run was started by the second test, and its build passed though it must not: an end to that. */
const isNested = process.env.ALERT_COURIER_NESTED !== undefined

;(isNested ? describe.skip : describe)('A fresh clone, under an empty HOME', function () {
  this.timeout(0) // it installs: how long that takes is the registry's business
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'alert-courier-test-'))
  })

  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const npm = (project: string, ...args: readonly string[]): SpawnSyncReturns<string> => {
    const env = { ...process.env, HOME: join(folder, 'home'), ALERT_COURIER_NESTED: '1', MATTERMOST_WEBHOOK_URL: '', ALERT_COURIER_COUNTS: '' }
    return spawnSync('npm', args, { cwd: project, env, encoding: 'utf8', shell: process.platform === 'win32' })
  }

  it('delivers the quick-start event by `npm start -- --once`, with nothing installed before', () => {
    const { status, stdout, stderr } = npm(clone(folder), 'start', '--silent', '--', '--once')
    assert.equal(status, 0, stderr)
    const { post, dispatch } = JSON.parse(stdout) as { post: { attachments: { text: string }[] }; dispatch: { statusCode: number } }
    assert.equal(post.attachments[0]!.text, 'A new alert was created in Cyphon')
    assert.equal(dispatch.statusCode, 200)
  })

  it('fails `npm test` when a line of its source is broken, and says what did not run', () => {
    const project = clone(folder)
    for (const installed of ['.', 'test/node-red-5', 'test/scorecard']) {
      symlinkSync(join(root, installed, 'node_modules'), join(project, installed, 'node_modules'))
    }
    const source = join(project, 'nodes', 'sieve', 'decimal.ts')
    writeFileSync(source, readFileSync(source, 'utf8').replace('): number =>', '): string =>'))
    const { status, stdout, stderr } = npm(project, 'test')
    assert.equal(status, 1, stderr)
    assert.match(stdout, /^\d+ passed, [1-9]\d* failed$/m)
    assert.match(stdout, /NOT RUN: all else \(there is nothing built that it could look at\)\n$/)
  })
})
