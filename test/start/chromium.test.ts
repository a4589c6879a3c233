import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const script = pathToFileURL(join(__dirname, '..', '..', 'scripts', 'chromium.mjs')).href

describe('The Chromium of npm test', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'alert-courier-test-'))
  })

  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const program = (name: string, source = ''): string => {
    const path = join(folder, name)
    writeFileSync(path, `#!/bin/sh\n${source}\n`)
    chmodSync(path, 0o755)
    return path
  }

  /** What comes of looking for one on a machine whose PATH is the folder. */
  const looked = (options: object, env: object = {}): unknown => {
    const given = JSON.stringify({ platform: 'linux', isRoot: false, places: [], ...options, env: { PATH: folder, ...env } })
    const source = `import { ensureChromium } from ${JSON.stringify(script)}; console.log(JSON.stringify(ensureChromium(${given})))`
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', source], { encoding: 'utf8' })
    return JSON.parse(printed.trim().split('\n').at(-1) ?? '')
  }

  it('is the one that CHROMIUM names, before any in PATH', () => {
    program('chromium')
    const mine = program('mine')
    assert.deepEqual(looked({}, { CHROMIUM: mine }), { path: mine })
  })

  it('is none where CHROMIUM names none, and that is said', () => {
    program('chromium')
    const { missing } = looked({}, { CHROMIUM: join(folder, 'gone') }) as { missing: string }
    assert.match(missing, /CHROMIUM names .*gone, which is no program that can be run/)
  })

  it('is one in PATH, by any of its names', () => {
    const chrome = program('google-chrome')
    assert.deepEqual(looked({}), { path: chrome })
  })

  it('is installed by apt where root runs the tests', () => {
    const path = join(folder, 'chromium')
    program('apt-get', `echo "$@"; if [ "$1" = install ]; then echo '#!/bin/sh' > ${path}; /bin/chmod +x ${path}; fi`)
    assert.deepEqual(looked({ isRoot: true }), { path })
  })

  it('is told how to get, where apt has none', () => {
    program('apt-get', 'exit 100')
    assert.match((looked({ isRoot: true }) as { missing: string }).missing, /apt-get could not install it: name one by CHROMIUM=/)
  })

  it('is never installed by who is not root: the command is told', () => {
    program('apt-get', `echo '#!/bin/sh' > ${join(folder, 'chromium')}; /bin/chmod +x ${join(folder, 'chromium')}`)
    assert.match((looked({}) as { missing: string }).missing, /`sudo apt-get install chromium`, or name one by CHROMIUM=/)
  })

  for (const platform of ['darwin', 'win32']) {
    it(`is told where to get on ${platform}`, () => {
      assert.match((looked({ platform }) as { missing: string }).missing, /google\.com\/chrome.*CHROMIUM=/)
    })
  }
})
