import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StandIn } from '../../scripts/stand-in/stand-in'

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

const command = join(__dirname, 'run-start.cjs')

describe('npm start', () => {
  let temporary: string

  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), 'alert-courier-test-'))
  })

  afterEach(() => rmSync(temporary, { recursive: true, force: true }))

  /** Runs it as npm does, after install and build; `whenSaid` is called with what it has said so far. */
  const start = async (args: readonly string[], env: object = {}, whenSaid?: (err: string, stop: () => void) => void): Promise<Ended> => {
    const child = spawn(process.execPath, [command, ...args], {
      env: { ...process.env, MATTERMOST_WEBHOOK_URL: '', TMPDIR: temporary, ...env },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
      whenSaid?.(err, () => child.kill('SIGINT'))
    })
    const [code] = (await once(child, 'close')) as [number | null]
    return { code, out, err }
  }

  it('--once sends the quick-start event, prints the post and its Dispatch as JSON, and leaves nothing behind', async () => {
    const { code, out, err } = await start(['--once'])
    assert.equal(code, 0, err)
    const { post, dispatch } = JSON.parse(out) as { post: { username: string; attachments: { author_name: string }[] }; dispatch: { statusCode: number } }
    assert.equal(post.username, 'Cyphon Alert')
    assert.equal(post.attachments[0]!.author_name, 'Cyphon')
    assert.equal(dispatch.statusCode, 200)
    assert.deepEqual(readdirSync(temporary).filter((name) => name.startsWith('alert-courier-')), [])
  })

  it('--once posts to the server that MATTERMOST_WEBHOOK_URL names, and never prints its key', async () => {
    const standIn = await StandIn.start({ subpath: '/mattermost' })
    const { code, out, err } = await start(['--once'], { MATTERMOST_WEBHOOK_URL: standIn.webhookUrl })
    assert.equal(code, 0, err)
    const { post } = JSON.parse(out) as { post: { attachments: object[] } }
    assert.deepEqual(post.attachments, JSON.parse(JSON.stringify(standIn.posts[0]!.attachments)))
    assert.ok(!`${out}${err}`.includes(standIn.key))
    await standIn.close()
  })

  it('--once exits 1 and says why when the alert cannot be delivered, without the key', async () => {
    const standIn = await StandIn.start()
    const { code, out, err } = await start(['--once'], { MATTERMOST_WEBHOOK_URL: `${standIn.server}/hooks/someotherkey00000000000000` })
    assert.equal(code, 1)
    assert.match(err, /the key may be wrong/)
    assert.ok(!`${out}${err}`.includes('someotherkey'))
    await standIn.close()
  })

  it('exits 1 for a MATTERMOST_WEBHOOK_URL that is none, and for an option that it does not have', async () => {
    const url = await start(['--once'], { MATTERMOST_WEBHOOK_URL: 'https://chat.example.com/secretkey' })
    assert.equal(url.code, 1)
    assert.match(url.err, /not a webhook URL/)
    assert.ok(!url.err.includes('secretkey'))
    const option = await start(['--twice'])
    assert.equal(option.code, 1)
    assert.match(option.err, /no option --twice/)
  })

  it('stays, prints where editor and channel are on the next free ports, and ends on Ctrl-C', async () => {
    const taken = createServer().listen(1880, '127.0.0.1')
    // Somebody else may have the port: taken is taken.
    await Promise.race([once(taken, 'listening'), once(taken, 'error')])
    const seen: { editor: number; channel: number; page: string }[] = []
    let asked = false
    const { code, err } = await start([], {}, (said, stop) => {
      const [, editor, channel] = /Editor: +(http:\S+)[^]*Channel: +(http:\S+)[^]*Ctrl-C/.exec(said) ?? []
      if (asked || editor === undefined || channel === undefined) return
      asked = true
      void Promise.all([fetch(editor), fetch(channel)])
        .then(async ([one, two]) => seen.push({ editor: one.status, channel: two.status, page: await two.text() }))
        .finally(stop)
    })
    taken.close()
    assert.equal(code, 0, err)
    assert.deepEqual(seen.map(({ editor, channel }) => [editor, channel]), [[200, 200]])
    assert.match(seen[0]!.page, /<title>Stand-in for Mattermost<\/title>/)
    assert.doesNotMatch(err, /Editor: +http:\/\/127\.0\.0\.1:1880\s/)
    assert.deepEqual(readdirSync(temporary).filter((name) => name.startsWith('alert-courier-')), [])
  })
})
