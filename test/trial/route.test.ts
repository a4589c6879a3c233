import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { TrialOutcome } from '../../nodes/trial/outcome'
import { StandIn, type StandInOptions } from '../../scripts/stand-in/stand-in'
import { freePort } from '../../scripts/trial/free-port'
import { type Asked, coreNode, Flow } from '../support/flows'
import { ForwardProxy, type ProxyOptions } from '../support/proxy'
import { config, tab } from '../support/saved'

const pem = (name: string): string => readFileSync(join(__dirname, '..', 'delivery', 'certificates', name), 'utf8')
const certified = (name: string): StandInOptions => ({ tls: { key: pem('server.key'), cert: pem(name) } })
const proxyPassword = 'proxy-pa55word'
const accessToken = 'acc3sst0ken0000000000000000'
const wrongKey = 'wrongkey000000000000000000'
const core = [coreNode('network/05-tls.js'), coreNode('network/06-httpproxy.js')]

const tlsNode = (id: string) => ({ id, type: 'tls-config', name: '', cert: '', key: '', ca: '', certname: '', keyname: '', caname: 'ca.pem', servername: '', verifyservercert: true })
const proxyNode = (id: string, url: string) => ({ id, type: 'http proxy', name: '', url, noproxy: [] })

describe('A trial of a Courier, deployed or not', () => {
  let flow: Flow | undefined
  let secrets: string[]
  let answers: Asked[]
  const servers: { close(): Promise<void> }[] = []

  beforeEach(() => {
    secrets = [proxyPassword, Buffer.from(`node-red:${proxyPassword}`).toString('base64'), accessToken, wrongKey]
    answers = []
  })

  /** In every way that a careless program may spell it. */
  const spellings = (secret: string): readonly string[] => {
    const bytes = Buffer.from(secret)
    const percent = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
    return [secret, bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, ''), percent, Array.from(secret).reverse().join('')]
  }

  afterEach(async () => {
    const outputs = { answers: JSON.stringify(answers), log: flow?.log() ?? '' }
    await flow?.stop()
    flow = undefined
    await Promise.all(servers.splice(0).map((server) => server.close()))
    for (const [name, output] of Object.entries(outputs)) {
      for (const secret of secrets.flatMap(spellings)) assert.ok(!output.toLowerCase().includes(secret.toLowerCase()), `${name} holds ${secret}`)
    }
  })

  const standIn = async (options: StandInOptions = {}): Promise<StandIn> => {
    const started = await StandIn.start(options)
    servers.push(started)
    secrets.push(started.key)
    return started
  }

  const forwardProxy = async (options: ProxyOptions = {}): Promise<ForwardProxy> => {
    const started = await ForwardProxy.start(options)
    servers.push(started)
    return started
  }

  /** A server of somebody else, and what came to it. */
  const stranger = async (answer: (request: IncomingMessage) => { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }) => {
    const heard: string[] = []
    const server: Server = createServer((request, response) => {
      const { status, headers = {}, body = '' } = answer(request)
      heard.push(`${request.method ?? ''} ${request.url ?? ''} ${JSON.stringify(request.rawHeaders)}`)
      request.resume().on('end', () => response.writeHead(status, headers).end(body))
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    servers.push({
      close: () => {
        server.closeAllConnections()
        return new Promise((closed) => server.close(() => closed()))
      }
    })
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard }
  }

  /** Starts Node-RED with a config for this server and key, and what else it points at. */
  const deploy = async (server: string, key: string, more: object = {}, others: readonly { readonly id: string; readonly type: string }[] = [], credentials = {}): Promise<void> => {
    flow = await Flow.start([tab('flow'), config('ops', server, { outbox: 'memory', ...more }), ...others], { ops: { key, accessToken }, ...credentials }, core)
  }

  const dialog = { kind: 'check', server: '', key: '__PWRD__', displayedUsername: 'Cyphon Alert', timeout: '30', tls: '', proxy: '', channel: '' }

  const ask = async (body: object | string, headers: Readonly<Record<string, string>> = {}, id = 'ops'): Promise<Asked> => {
    const asked = await flow!.ask(`/alert-courier/couriers/${id}/test`, body, headers)
    answers.push(asked)
    return asked
  }

  const attempt = async (fields: object, id = 'ops'): Promise<TrialOutcome> => {
    const { status, text } = await ask({ ...dialog, ...fields }, {}, id)
    assert.equal(status, 200, text)
    return JSON.parse(text) as TrialOutcome
  }

  const reasonOf = (outcome: TrialOutcome): string => (outcome.ok ? outcome.found : outcome.reason)

  it('checks a Courier that was never deployed, and posts by it', async () => {
    const { server, key, posts } = await standIn()
    await deploy('https://another.example.com', 'anotherkey0000000000000000')
    assert.equal(reasonOf(await attempt({ server, key }, 'new')), 'ready')
    assert.equal(posts.length, 0)
    assert.equal(reasonOf(await attempt({ kind: 'send', server, key, channel: 'soc' }, 'new')), 'posted')
    assert.deepEqual(
      posts.map(({ text, channel, username }) => ({ text, channel, username })),
      [{ text: 'Test from Node-RED: Alert Courier can post here.', channel: 'soc', username: 'Cyphon Alert' }]
    )
  })

  it('leaves the name to the webhook where Displayed username is blank', async () => {
    const { server, key, posts } = await standIn()
    await deploy(server, key)
    await attempt({ kind: 'send', server, displayedUsername: ' ' })
    assert.equal(posts[0]!.username, 'webhook')
  })

  it('uses the stored key at the server it was stored for, also under another subpath', async () => {
    const { server, key, posts } = await standIn({ subpath: '/mattermost' })
    await deploy(server, key)
    assert.equal(reasonOf(await attempt({ server })), 'ready')
    const outcome = await attempt({ server: server.replace('/mattermost', '') })
    assert.ok(!outcome.ok)
    assert.equal(outcome.reason, 'redirected')
    assert.match(outcome.params.detail, /\/mattermost$/)
    assert.equal(posts.length, 0)
  })

  it('sends the stored key to no other server, TLS configuration or proxy', async () => {
    const { server, key, requests } = await standIn()
    const evil = await stranger(() => ({ status: 200, body: 'ok' }))
    const tapped = await forwardProxy()
    await deploy(server, key, {}, [tlsNode('trusting'), proxyNode('tap', tapped.url)])
    const { host } = new URL(evil.url)
    for (const address of [
      evil.url,
      `http://127.0.0.1@${host}`,
      `${server}@${host}`,
      `http:\\\\${host}`,
      `\thttp://${host}`,
      `http://${host}\\@${new URL(server).host}`,
      `//${host}`,
      evil.url.replace('127.0.0.1', 'localhost'),
      evil.url.replace('127.0.0.1', '[::ffff:127.0.0.1]'),
      evil.url.toUpperCase()
    ]) {
      assert.match(reasonOf(await attempt({ kind: 'send', server: address })), /^(?:key-for-another-server|server-.*)$/, address)
    }
    assert.deepEqual(evil.heard, [])
    // Started anew, so that it may be asked ten times more.
    await flow!.stop()
    await deploy(server, key, {}, [tlsNode('trusting'), proxyNode('tap', tapped.url)])
    assert.equal(reasonOf(await attempt({ server, tls: 'trusting' })), 'key-for-another-tls')
    assert.equal(reasonOf(await attempt({ server, proxy: 'tap' })), 'key-for-another-proxy')
    assert.deepEqual(tapped.passed, [])
    assert.deepEqual(requests, [])
  })

  it('follows no redirect, and says where it leads without the key', async () => {
    const evil = await stranger(() => ({ status: 200, body: 'ok' }))
    const { key } = await standIn()
    for (const status of [301, 302, 303, 307, 308]) {
      const site = await stranger(({ url = '' }) => ({ status, headers: { Location: `${evil.url}/team${url}?key=${key}` } }))
      await deploy(site.url, key)
      for (const kind of ['check', 'send']) {
        const outcome = await attempt({ kind, server: site.url })
        assert.ok(!outcome.ok)
        assert.deepEqual([outcome.reason, outcome.params.detail], ['redirected', `${evil.url}/team`])
      }
      await flow!.stop()
    }
    assert.deepEqual(evil.heard, [])
    flow = undefined
  })

  it('tells what is wrong with a certificate', async () => {
    for (const [certificate, reason] of [
      ['server.pem', 'certificate-unknown-ca'],
      ['self-signed.pem', 'certificate-self-signed'],
      ['expired.pem', 'certificate-expired']
    ] as const) {
      const { server, key, requests } = await standIn(certified(certificate))
      await deploy('https://another.example.com', 'x')
      assert.equal(reasonOf(await attempt({ server, key })), reason, certificate)
      assert.deepEqual(requests, [])
      await flow!.stop()
    }
    for (const [certificate, ca, reason] of [
      ['server.pem', 'ca.pem', 'ready'],
      ['expired.pem', 'ca.pem', 'certificate-expired'],
      ['other-name.pem', 'other-name.pem', 'certificate-name']
    ] as const) {
      const { server, key } = await standIn(certified(certificate))
      await deploy(server, key, { tls: 'tls' }, [tlsNode('tls')], { tls: { cadata: pem(ca) } })
      assert.equal(reasonOf(await attempt({ server, tls: 'tls' })), reason, certificate)
      await flow!.stop()
    }
    flow = undefined
  })

  it('tells what is wrong on the way to the server', async () => {
    const { server, key } = await standIn()
    const ssl = await standIn(certified('server.pem'))
    const dead = `127.0.0.1:${await freePort(31_000)}`
    await deploy('https://another.example.com', 'x')
    for (const [fields, reason] of [
      [{ server: `http://${dead}` }, 'no-connection'],
      [{ server: 'http://no-such-host.invalid' }, 'host-not-found'],
      [{ server: server.replace('http:', 'https:') }, 'tls'],
      [{ server: ssl.server.replace('https:', 'http:') }, 'needs-https'],
      [{ server: `${server}/hooks/${key}` }, 'server-has-key'],
      [{ server, key: 'a/b' }, 'key-form'],
      [{ server, timeout: '-1' }, 'timeout'],
      [{ server, key: '' }, 'key-missing']
    ] as const) {
      assert.equal(reasonOf(await attempt({ key, ...fields })), reason)
    }
  })

  it('goes by the proxy, and tells what is wrong with it', async () => {
    const login = { username: 'node-red', password: proxyPassword }
    const open = await forwardProxy()
    const guarded = await forwardProxy({ login: { ...login, password: 'another' } })
    const refusing = await forwardProxy({ refuseWith: 403 })
    const { server, key } = await standIn(certified('server.pem'))
    const nodes = [
      tlsNode('tls'),
      proxyNode('open', open.url),
      proxyNode('guarded', guarded.url),
      proxyNode('refusing', refusing.url),
      proxyNode('dead', `http://127.0.0.1:${await freePort(31_000)}`),
      proxyNode('lost', 'http://no-such-proxy.invalid:3128')
    ]
    await deploy('https://another.example.com', 'x', {}, nodes, { tls: { cadata: pem('ca.pem') }, guarded: login })
    for (const [proxy, reason] of [
      ['open', 'ready'],
      ['guarded', 'proxy-login'],
      ['refusing', 'proxy-refused'],
      ['dead', 'proxy-no-connection'],
      ['lost', 'proxy-not-found'],
      ['not deployed', 'proxy-missing'],
      // No proxy, though it has an id.
      ['tls', 'proxy-missing']
    ] as const) {
      assert.equal(reasonOf(await attempt({ server, key, tls: 'tls', proxy })), reason, proxy)
    }
    assert.equal(reasonOf(await attempt({ server, key, tls: 'not deployed' })), 'tls-missing')
    assert.equal(reasonOf(await attempt({ server, key, tls: 'open' })), 'tls-missing')
    assert.deepEqual(open.passed, [`CONNECT ${new URL(server).host}`], 'two requests over one connection')
  })

  it('waits for no answer longer than the timeout', async () => {
    const site = await standIn()
    site.fail({ kind: 'hang' })
    await deploy(site.server, site.key)
    assert.equal(reasonOf(await attempt({ kind: 'send', server: site.server, timeout: '0.2' })), 'unknown-no-answer')
    assert.equal(reasonOf(await attempt({ server: site.server, timeout: '0.2' })), 'unknown-no-answer')
  })

  it('reads no environment variable that is not deployed', async () => {
    const site = await standIn()
    process.env.TRIAL_KEY = site.key
    process.env.TRIAL_SERVER = site.server
    try {
      const evil = await stranger(() => ({ status: 200, body: 'ok' }))
      await deploy('${TRIAL_SERVER}', '${TRIAL_KEY}')
      assert.equal(reasonOf(await attempt({ server: evil.url, key: '${TRIAL_KEY}' })), 'key-for-another-server')
      assert.equal(reasonOf(await attempt({ server: evil.url, key: '${TRIAL_SERVER}' })), 'environment')
      assert.equal(reasonOf(await attempt({ server: evil.url, key: 'x', displayedUsername: '${TRIAL_KEY}' })), 'environment')
      assert.equal(reasonOf(await attempt({ server: '${TRIAL_SERVER}', key: '${TRIAL_KEY}' }, 'another')), 'environment')
      assert.equal(reasonOf(await attempt({ server: '${TRIAL_SERVER}' })), 'ready')
      assert.equal(reasonOf(await attempt({ server: site.server, key: '${TRIAL_KEY}' })), 'ready')
      assert.deepEqual(evil.heard, [])
    } finally {
      delete process.env.TRIAL_KEY
      delete process.env.TRIAL_SERVER
    }
  })

  it("takes no other node's secret for a key", async () => {
    const { server, requests } = await standIn()
    await deploy(server, 'x', {}, [{ ...proxyNode('other', server), ...{ server } }], { other: { username: 'u', password: proxyPassword, key: wrongKey } })
    for (const id of ['other', 'flow', 'nothing', '__proto__', 'constructor']) assert.equal(reasonOf(await attempt({ server }, id)), 'key-not-stored', id)
    assert.deepEqual(requests, [])
  })

  it('refuses what makes no sense, in words that repeat nothing of it', async () => {
    await deploy('https://another.example.com', 'x')
    for (const body of [{}, { ...dialog, kind: 'post' }, { ...dialog, key: { toString: 'x' } }, { ...dialog, key: [wrongKey] }, { ...dialog, server: 'x'.repeat(3000) }, { ...dialog, timeout: {} }, []]) {
      assert.equal((await ask(body)).status, 400, JSON.stringify(body))
    }
  })

  it('is refused where it was asked for too often, and tells so', async () => {
    await deploy('https://another.example.com', 'x')
    for (let count = 0; count < 10; count += 1) assert.equal((await ask({ ...dialog, server: 'x' })).status, 200)
    const { status, text, headers } = await ask({ ...dialog, server: 'x' })
    assert.equal(status, 429)
    assert.match(text, /At most 10 tests in a minute/)
    assert.equal(headers['cache-control'], 'no-store')
  })

  it('is refused to pages of other sites', async () => {
    const { server, key, requests } = await standIn()
    await deploy(server, key)
    for (const headers of [{ Origin: 'https://evil.example.com' }, { 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }, { Origin: 'null' }] as Record<string, string>[]) {
      assert.equal((await ask({ ...dialog, server }, headers)).status, 403)
    }
    assert.deepEqual(requests, [])
  })
})
