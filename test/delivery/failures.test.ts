import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import type { DebugMessage, FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { StandIn, type StandInOptions } from '../../scripts/stand-in/stand-in'
import { freePort } from '../../scripts/trial/free-port'
import { ForwardProxy, type ProxyOptions } from '../support/proxy'
import { sharedNodeRed } from '../support/real-node-red'
import { action, catchAll, config, debug, inject, tab } from '../support/saved'

const certificate = (name: string): string => readFileSync(join(__dirname, 'certificates', name), 'utf8')

const proxyPassword = 'proxy-pa55word'
const accessToken = 'acc3sst0ken0000000000000000'

/** One alert through an action whose courier meets one kind of trouble. */
interface Trouble {
  readonly what: string
  /** Or `delivered`. */
  readonly code: string
  /** Part of the sentence that a person reads. */
  readonly says?: RegExp
  readonly set: (place: Place) => Promise<{ readonly config: FlowNode; readonly more?: readonly FlowNode[] }>
  /** What more of the error is looked at. */
  readonly told?: (error: { readonly cause?: unknown }) => void
  /** What the proxy lets through. */
  readonly passes?: RegExp
}

/** Where a test runs: makes servers that end with it. */
interface Place {
  readonly standIn: (options?: StandInOptions) => Promise<StandIn>
  readonly proxy: (options?: ProxyOptions) => Promise<ForwardProxy>
  /** A server of another kind, and a config that takes it for Mattermost's. */
  readonly other: (serve: (socket: Socket) => void) => Promise<{ readonly config: FlowNode }>
}

const over = (standIn: StandIn, more: object = {}, key = standIn.key): { readonly config: FlowNode } => ({
  config: config('config', standIn.server, { credentials: { key }, ...more })
})

const tlsNode = (id: string, ca: string): FlowNode => ({
  id,
  type: 'tls-config',
  name: '',
  cert: '',
  key: '',
  ca: '',
  certname: '',
  keyname: '',
  caname: 'ca.pem',
  servername: '',
  verifyservercert: true,
  credentials: { cadata: ca }
})

const proxyNode = (id: string, url: string, login: object = {}, noproxy: readonly string[] = []): FlowNode => ({
  id,
  type: 'http proxy',
  name: '',
  url,
  noproxy,
  credentials: login
})

const secure = { tls: { key: certificate('server.key'), cert: certificate('server.pem') } }
const ca = certificate('ca.pem')

const troubles: readonly Trouble[] = [
  {
    what: 'a dead server',
    code: 'MATTERMOST_UNREACHABLE',
    says: /cannot be reached \(ECONNREFUSED\)/,
    set: async () => ({
      config: config('config', `http://127.0.0.1:${await freePort(31_000)}`, { credentials: { key: 'deadserverkey0000000000000' } })
    })
  },
  {
    what: 'a host that does not exist',
    code: 'MATTERMOST_UNREACHABLE',
    says: /cannot be found/,
    set: () =>
      Promise.resolve({ config: config('config', 'http://no-such-host.invalid', { credentials: { key: 'nohostkey00000000000000000' } }) })
  },
  ...(['plain', 'wrapped'] as const).map((generation): Trouble => ({
    what: `a wrong key (errors ${generation})`,
    code: 'MATTERMOST_REJECTED',
    says: /key (?:is|may be) wrong/,
    set: async ({ standIn }) => over(await standIn({ generation }), {}, 'wrongkey000000000000000000')
  })),
  {
    what: 'a redirect',
    code: 'MATTERMOST_REJECTED',
    says: /redirect \(302\).*\/mattermost/,
    set: async ({ standIn }) => {
      const site = await standIn({ subpath: '/mattermost' })
      return { config: config('config', site.server.replace('/mattermost', ''), { credentials: { key: site.key } }) }
    }
  },
  {
    what: '200 without ok',
    code: 'MATTERMOST_REJECTED',
    says: /not "ok"/,
    set: async ({ standIn }) => {
      const site = await standIn()
      site.fail({ kind: 'answer', status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>log in</html>' })
      return over(site)
    }
  },
  {
    what: 'a server that hangs',
    code: 'DELIVERY_UNKNOWN',
    says: /did not answer in time/,
    set: async ({ standIn }) => {
      const site = await standIn()
      site.fail({ kind: 'hang' })
      return over(site, { timeout: 1 })
    }
  },
  {
    what: 'an answer that is cut off',
    code: 'DELIVERY_UNKNOWN',
    says: /may have been posted/,
    set: async ({ standIn }) => {
      const site = await standIn()
      site.fail({ kind: 'cut off' })
      return over(site)
    }
  },
  {
    what: 'a server that puts the key, the token and the way to spell them into its answer',
    code: 'MATTERMOST_REJECTED',
    says: /answered 404 and it was not Mattermost: is the subpath in Server right\?$/,
    set: async ({ standIn }) => {
      const site = await standIn()
      const spelt = [site.key, site.key.toUpperCase(), Buffer.from(site.key).toString('hex'), Buffer.from(site.key).toString('base64'), accessToken]
      site.fail({
        kind: 'answer',
        status: 404,
        headers: { 'Content-Type': 'application/json', 'X-Request-Id': site.key, Location: `/${site.key}` },
        body: JSON.stringify({ id: `web.${site.key}.app_error`, message: spelt.join(' '), detailed_error: spelt.join(' '), request_id: site.key })
      })
      return over(site, { credentials: { key: site.key, accessToken } })
    },
    told: (error) => assert.deepEqual(error.cause, { statusCode: 404, id: '', requestId: '' })
  },
  {
    what: 'a redirect to where the key shows',
    code: 'MATTERMOST_REJECTED',
    says: /redirect \(302\) to https:\/\/chat\.example\.com,/,
    set: async ({ standIn }) => {
      const site = await standIn()
      site.fail({ kind: 'answer', status: 302, headers: { Location: `https://chat.example.com/${Buffer.from(site.key).toString('hex')}` } })
      return over(site)
    }
  },
  {
    what: 'a server that does not speak HTTP',
    code: 'MATTERMOST_UNREACHABLE',
    says: /does not speak HTTP \(HPE_INVALID_CONSTANT\)/,
    set: ({ other }) => other((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'))
  },
  {
    what: 'a server that limits requests',
    code: 'MATTERMOST_UNREACHABLE',
    says: /limiting requests \(429\)/,
    set: async ({ standIn }) => {
      const site = await standIn()
      site.fail({ kind: 'error', cause: 'rate limited' })
      return over(site)
    }
  },
  {
    what: 'a server that is down behind its proxy',
    code: 'MATTERMOST_UNREACHABLE',
    says: /not available.*503/,
    set: async ({ standIn }) => {
      const site = await standIn()
      site.fail({ kind: 'answer', status: 503, body: '<h1>down</h1>' })
      return over(site)
    }
  },
  {
    what: 'webhooks switched off',
    code: 'MATTERMOST_REJECTED',
    says: /switched off/,
    set: async ({ standIn }) => over(await standIn({ disabled: true }))
  },
  {
    what: 'TLS with a private CA that the TLS node names',
    code: 'delivered',
    set: async ({ standIn }) => ({ ...over(await standIn(secure), { tls: 'tls' }), more: [tlsNode('tls', ca)] })
  },
  {
    what: 'TLS with a private CA that nothing names',
    code: 'MATTERMOST_UNREACHABLE',
    says: /certificate is not trusted/,
    set: async ({ standIn }) => over(await standIn(secure))
  },
  {
    what: 'TLS with a client certificate that the server wants and does not get',
    code: 'MATTERMOST_UNREACHABLE',
    says: /wants one \(ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED\)/,
    set: async ({ standIn }) => ({
      ...over(await standIn({ tls: { ...secure.tls, ca, requestCert: true } }), { tls: 'tls' }),
      more: [tlsNode('tls', ca)]
    })
  },
  {
    what: 'a TLS configuration that cannot load its files',
    code: 'CONFIG_INVALID',
    says: /TLS configuration cannot be used/,
    set: async ({ standIn }) => ({
      ...over(await standIn(secure), { tls: 'tls' }),
      more: [{ ...tlsNode('tls', ca), ca: '/no/such/ca.pem', caname: '' }]
    })
  },
  {
    what: 'a TLS configuration with a client certificate that was pasted in part, behind a proxy',
    code: 'CONFIG_INVALID',
    says: /TLS configuration cannot be used/,
    set: async ({ standIn, proxy }) => {
      const { url } = await proxy()
      return {
        ...over(await standIn(secure), { proxy: 'proxy', tls: 'tls' }),
        more: [
          { ...tlsNode('tls', ca), certname: 'client.pem', keyname: 'client.key', credentials: { cadata: ca, certdata: secure.tls.cert.slice(0, -20), keydata: secure.tls.key } },
          proxyNode('proxy', url)
        ]
      }
    }
  },
  {
    what: 'https to a port that speaks plain HTTP',
    code: 'MATTERMOST_UNREACHABLE',
    says: /No secure connection to the server could be made \(EPROTO\)/,
    set: async ({ standIn }) => {
      const site = await standIn()
      return { config: config('config', site.server.replace('http:', 'https:'), { credentials: { key: site.key } }) }
    }
  },
  {
    what: 'an expired certificate',
    code: 'MATTERMOST_UNREACHABLE',
    says: /certificate is not trusted \(CERT_HAS_EXPIRED\)/,
    set: async ({ standIn }) => ({
      ...over(await standIn({ tls: { key: certificate('server.key'), cert: certificate('expired.pem') } }), { tls: 'tls' }),
      more: [tlsNode('tls', ca)]
    })
  },
  {
    what: 'plain HTTP to a TLS port',
    code: 'MATTERMOST_REJECTED',
    says: /https only/,
    set: async ({ standIn }) => {
      const site = await standIn(secure)
      return { config: config('config', site.server.replace('https:', 'http:'), { credentials: { key: site.key } }) }
    }
  },
  ...[{}, secure].map((options): Trouble => {
    const kind = 'tls' in options ? 'https' : 'http'
    return {
      what: `a proxy that asks for a login, to ${kind}`,
      code: 'delivered',
      set: async ({ standIn, proxy }) => {
        const login = { username: 'node-red', password: proxyPassword }
        const { url } = await proxy({ login })
        return {
          ...over(await standIn(options), { proxy: 'proxy', tls: 'tls' }),
          more: [tlsNode('tls', ca), proxyNode('proxy', url, login)]
        }
      },
      passes: kind === 'https' ? /^CONNECT 127\.0\.0\.1:/ : /^POST http:\/\/127\.0\.0\.1:/
    }
  }),
  {
    what: 'a dead proxy, from which the server is excepted',
    code: 'delivered',
    set: async ({ standIn }) => ({
      ...over(await standIn(), { proxy: 'proxy' }),
      more: [proxyNode('proxy', `http://127.0.0.1:${await freePort(31_000)}`, {}, ['127.0.0.1'])]
    })
  },
  ...[{}, secure].map((options): Trouble => {
    const kind = 'tls' in options ? 'https' : 'http'
    return {
      what: `a proxy that refuses the login, to ${kind}`,
      code: 'MATTERMOST_UNREACHABLE',
      says: /proxy refused to connect to Mattermost \(407\)/,
      set: async ({ standIn, proxy }) => {
        const { url } = await proxy({ login: { username: 'node-red', password: 'another' } })
        return {
          ...over(await standIn(options), { proxy: 'proxy', tls: 'tls' }),
          more: [tlsNode('tls', ca), proxyNode('proxy', url, { username: 'node-red', password: proxyPassword })]
        }
      }
    }
  }),
  {
    what: 'a proxy that refuses to connect',
    code: 'MATTERMOST_UNREACHABLE',
    says: /proxy refused to connect to Mattermost \(403\)/,
    set: async ({ standIn, proxy }) => {
      const { url } = await proxy({ refuseWith: 403 })
      return { ...over(await standIn(secure), { proxy: 'proxy', tls: 'tls' }), more: [tlsNode('tls', ca), proxyNode('proxy', url)] }
    }
  },
  {
    what: 'a proxy that is dead',
    code: 'MATTERMOST_UNREACHABLE',
    says: /or at its proxy/,
    set: async ({ standIn }) => ({
      ...over(await standIn(), { proxy: 'proxy' }),
      more: [proxyNode('proxy', `http://127.0.0.1:${await freePort(31_000)}`)]
    })
  }
]

describe('What goes wrong on the way to Mattermost, in a real Node-RED', function () {
  let nodeRed: NodeRed
  const servers: { close(): Promise<void> }[] = []
  const secrets: string[] = [proxyPassword, Buffer.from(`node-red:${proxyPassword}`).toString('base64'), accessToken]
  const proxies: ForwardProxy[] = []

  const place: Place = {
    async standIn(options) {
      const standIn = await StandIn.start(options)
      servers.push(standIn)
      secrets.push(standIn.key)
      return standIn
    },
    async proxy(options) {
      const proxy = await ForwardProxy.start(options)
      servers.push(proxy)
      proxies.push(proxy)
      return proxy
    },
    async other(serve) {
      const server = createServer((socket) => serve(socket.resume().on('error', () => socket.destroy())))
      await new Promise<void>((started) => server.listen(0, '127.0.0.1', started))
      servers.push({ close: () => new Promise((closed) => server.close(() => closed())) })
      const { port } = server.address() as AddressInfo
      return { config: config('config', `http://127.0.0.1:${port}`, { credentials: { key: 'anotherserverkey0000000000' } }) }
    }
  }

  before(async () => {
    nodeRed = await sharedNodeRed()
  })

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()))
  })

  const debugged = (id: string): readonly DebugMessage[] => nodeRed.debugged.filter((message) => message.id === id)

  for (const { what, code, says, set, told, passes } of troubles) {
    it(`${what}: ${code === 'delivered' ? 'is delivered' : `${code} reaches a Catch node once, and Node-RED lives on`}`, async () => {
      const { config: courier, more = [] } = await set(place)
      const { key } = courier.credentials as { key: string }
      secrets.push(key, key.toUpperCase(), Buffer.from(key).toString('hex'), Buffer.from(key).toString('base64'))
      const well = await place.standIn()
      nodeRed.debugged.length = 0
      nodeRed.statuses.clear()
      await nodeRed.deploy([
        tab('flow'),
        courier,
        ...more,
        config('well', well.server, { credentials: { key: well.key } }),
        inject('button', { title: 'Disk full', level: 'high', link: 'https://example.com/1', source: 'db-01' }, ['alert']),
        inject('after', { title: 'Still here' }, ['alive']),
        action('alert', 'config', { wires: [['delivered']] }),
        action('alive', 'well', { wires: [['lives']] }),
        debug('delivered', 'true'),
        debug('lives', 'true'),
        catchAll('catch', 'caught'),
        debug('caught', 'true')
      ])
      await nodeRed.inject('button')
      const first = await nodeRed.debugOf(['delivered', 'caught'])
      // Another alert, after which a second outcome of the first would have been seen.
      await nodeRed.inject('after')
      await nodeRed.debugOf(['lives'])

      if (code === 'delivered') {
        assert.equal(first.id, 'delivered', first.msg)
        assert.equal(debugged('caught').length, 0)
        assert.match((JSON.parse(first.msg) as { dispatch: { data: string } }).dispatch.data, /^ok$/)
        if (passes !== undefined) assert.match(proxies.at(-1)?.passed.join() ?? '', passes)
        await nodeRed.until(() => nodeRed.statuses.get('alert')?.fill === 'green', 'the green status')
      } else {
        assert.equal(first.id, 'caught', first.msg)
        const { error, payload } = JSON.parse(first.msg) as {
          error: { code: string; message: string; source: { id: string }; cause?: unknown }
          payload: { title: string }
        }
        assert.equal(error.code, code, error.message)
        assert.equal(error.source.id, 'alert')
        assert.equal(payload.title, 'Disk full')
        if (says !== undefined) assert.match(error.message, says)
        assert.doesNotMatch(error.message, /__\w+__|failure\./)
        told?.(error)
        await nodeRed.until(() => nodeRed.statuses.get('alert')?.fill === 'red', 'the red status')
        assert.equal(debugged('caught').length, 1)
        assert.equal(debugged('delivered').length, 0)
      }
    })
  }

  it('no secret is in anything that Node-RED printed, told its editors or answers', async () => {
    const flows = await nodeRed.admin('GET', '/flows')
    const credentials = await Promise.all(
      ['mattermost-config/config', 'mattermost-config/well', 'http proxy/proxy'].map((path) => nodeRed.admin('GET', `/credentials/${path}`))
    )
    const outputs = { log: nodeRed.log, heard: nodeRed.heard, flows, credentials: credentials.join('\n') }
    assert.ok(secrets.length > 4 * troubles.length)
    assert.ok(nodeRed.heard.includes('MATTERMOST_REJECTED'))
    for (const [name, output] of Object.entries(outputs)) {
      for (const secret of secrets) assert.ok(!output.includes(secret), `${name} holds ${secret}`)
    }
  })
})
