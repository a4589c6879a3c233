import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Proxy } from '../../nodes/mattermost/proxy'
import type { Receipt } from '../../nodes/mattermost/receipt'
import { Webhook } from '../../nodes/mattermost/webhook'
import { freePort } from '../../scripts/trial/free-port'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { ForwardProxy, type ProxyOptions } from '../support/proxy'

const pem = (name: string): string => readFileSync(join(__dirname, 'certificates', name), 'utf8')
const ca = pem('ca.pem')
const tls = { key: pem('server.key'), cert: pem('server.pem') }
const login = { username: 'node-red', password: 'p@ss' }
const body = Buffer.from('{"text":"x"}')

describe('A webhook behind a proxy', () => {
  let standIn: StandIn
  let forward: ForwardProxy
  let webhook: Webhook

  const start = async (secure: boolean, options: ProxyOptions = {}, more: Partial<Proxy> = {}, timeout = 30_000): Promise<void> => {
    standIn = await StandIn.start(secure ? { tls } : {})
    forward = await ForwardProxy.start(options)
    const proxy = { url: forward.url, username: '', password: '', except: [], ...more }
    webhook = new Webhook({ address: standIn.webhookUrl, timeout, tls: { ca }, proxy, redact: (text) => text })
  }

  const send = (): Promise<Receipt> => webhook.send(body, webhook.timeout, new AbortController().signal)

  afterEach(async () => {
    webhook.close()
    await forward.close()
    await standIn.close()
  })

  for (const secure of [false, true]) {
    for (const [kind, options] of [['', {}], [' that is itself https', { tls }]] as const) {
      it(`posts to ${secure ? 'https' : 'http'} through a proxy${kind}, over a connection that is kept`, async () => {
        await start(secure, { ...options, login }, login)
        for (let post = 0; post < 3; post += 1) assert.equal((await send()).kind, 'delivered')
        assert.equal(forward.connections, secure ? 2 : 1, 'one from us, and where it is a tunnel one onward')
        assert.deepEqual(
          forward.passed,
          secure ? [`CONNECT ${new URL(standIn.server).host}`] : Array.from({ length: 3 }, () => `POST ${standIn.webhookUrl}`)
        )
      })
    }
  }

  it('tells of a refusal by the proxy’s own status, and of no other', async () => {
    await start(true, { refuseWith: 403 })
    const refused = await send()
    assert.ok(refused.kind === 'unreachable')
    assert.deepEqual([refused.reason, refused.statusCode], ['proxy-refused', 403])
  })

  for (const secure of [false, true]) {
    const kind = secure ? 'https' : 'http'
    for (const [what, url, reason] of [
      ['whose name nobody knows', () => Promise.resolve('http://no-such-proxy.invalid:3128'), 'proxy-not-found'],
      ['where nothing answers', async () => `http://127.0.0.1:${await freePort(31_000)}`, 'proxy-no-connection'],
      ['that speaks plain HTTP where https was said', () => Promise.resolve(forward.url.replace('http:', 'https:')), 'proxy-protocol']
    ] as const) {
      it(`tells of a proxy ${what}, and not of the server (${kind})`, async () => {
        await start(secure)
        webhook.close()
        webhook = new Webhook({ address: standIn.webhookUrl, timeout: 30_000, tls: { ca }, proxy: { url: await url(), username: '', password: '', except: [] }, redact: (text) => text })
        const failed = await send()
        assert.ok(failed.kind === 'unreachable')
        assert.equal(failed.reason, reason)
        assert.deepEqual(standIn.requests, [])
      })
    }

    it(`tells of a proxy that wants a login (${kind})`, async () => {
      await start(secure, { login })
      const refused = await send()
      assert.ok(refused.kind === 'unreachable')
      assert.deepEqual([refused.reason, refused.statusCode], ['proxy-login', 407])
    })
  }

  it('leaves no connection to a proxy that never answers', async () => {
    await start(true, { instead: 'nothing' }, {}, 200)
    for (let post = 0; post < 3; post += 1) {
      const late = await send()
      assert.ok(late.kind === 'unreachable')
      assert.equal(late.reason, 'timed-out')
    }
    while (forward.connections > 0) await new Promise(setImmediate)
  })

  it('leaves none either when it is closed while it waits for the proxy', async () => {
    await start(true, { instead: 'nothing' })
    const interrupt = new AbortController()
    const sending = webhook.send(body, webhook.timeout, interrupt.signal)
    while (forward.connections === 0) await new Promise(setImmediate)
    interrupt.abort()
    assert.equal((await sending).kind, 'unreachable')
    while (forward.connections > 0) await new Promise(setImmediate)
  })

  it('tells at once of a proxy that hangs up', async () => {
    await start(true, { instead: 'end' }, {}, 3_600_000)
    const ended = await send()
    assert.ok(ended.kind === 'unreachable')
    assert.equal(ended.reason, 'proxy-no-connection')
  })

  it('goes on after the proxy has failed once', async () => {
    await start(true)
    await forward.close()
    assert.equal((await send()).kind, 'unreachable')
    forward = await ForwardProxy.start({ port: Number(new URL(forward.url).port) })
    assert.equal((await send()).kind, 'delivered')
  })

  it('tells of a broken certificate, which TLS throws at, as of any other trouble', async () => {
    await start(true)
    webhook.close()
    const proxy = { url: forward.url, username: '', password: '', except: [] }
    webhook = new Webhook({ address: standIn.webhookUrl, timeout: 30_000, tls: { ca, cert: 'garbage', key: 'garbage' }, proxy, redact: (text) => text })
    const broken = await send()
    assert.ok(broken.kind === 'unreachable')
    assert.match(broken.detail, /^ERR_OSSL/)
    while (forward.connections > 1) await new Promise(setImmediate)
  })

  it('takes what was stored and never answered for unknown, over a connection that was used before', async () => {
    await start(true)
    assert.equal((await send()).kind, 'delivered')
    standIn.fail({ kind: 'reset after storing' }, 1)
    assert.equal((await send()).kind, 'unknown')
    assert.equal(standIn.posts.length, 2)
    assert.equal((await send()).kind, 'delivered')
  })

  it('does not believe a certificate that it has no CA for, the proxy’s or the server’s', async () => {
    await start(true, { tls })
    webhook.close()
    webhook = new Webhook({ address: standIn.webhookUrl, timeout: 30_000, tls: {}, proxy: { url: forward.url, username: '', password: '', except: [] }, redact: (text) => text })
    const distrusted = await send()
    assert.ok(distrusted.kind === 'unreachable')
    assert.equal(distrusted.reason, 'proxy-certificate')
    assert.deepEqual(forward.passed, [])
  })
})
