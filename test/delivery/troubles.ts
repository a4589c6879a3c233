import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import type { StandIn, StandInOptions } from '../../scripts/stand-in/stand-in'
import { freePort } from '../../scripts/trial/free-port'
import type { FlowNode } from '../../scripts/trial/node-red'
import type { ForwardProxy, ProxyOptions } from '../support/proxy'
import { config } from '../support/saved'

const certificate = (name: string): string => readFileSync(join(__dirname, 'certificates', name), 'utf8')

export const proxyPassword = 'proxy-pa55word'
export const accessToken = 'acc3sst0ken0000000000000000'

/** One alert through an action whose courier meets one kind of trouble. */
export interface Trouble {
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
export interface Place {
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

export const troubles: readonly Trouble[] = [
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
    says: /answered 404 and it was not Mattermost: are the address, the port and the subpath in Server right\?$/,
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
    says: /comes from a CA that is not trusted here \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)/,
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
    says: /certificate is not valid now \(CERT_HAS_EXPIRED\)/,
    set: async ({ standIn }) => ({
      ...over(await standIn({ tls: { key: certificate('server.key'), cert: certificate('expired.pem') } }), { tls: 'tls' }),
      more: [tlsNode('tls', ca)]
    })
  },
  {
    what: 'a certificate that is signed by itself',
    code: 'MATTERMOST_UNREACHABLE',
    says: /certificate is signed by itself, and not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    set: async ({ standIn }) => over(await standIn({ tls: { key: certificate('server.key'), cert: certificate('self-signed.pem') } }))
  },
  {
    what: 'a certificate for another name',
    code: 'MATTERMOST_UNREACHABLE',
    says: /certificate is for another name \(ERR_TLS_CERT_ALTNAME_INVALID\)/,
    set: async ({ standIn }) => ({
      ...over(await standIn({ tls: { key: certificate('server.key'), cert: certificate('other-name.pem') } }), { tls: 'tls' }),
      more: [tlsNode('tls', certificate('other-name.pem'))]
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
      says: /proxy wants a user and password, .*\(407\)/,
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
    says: /The proxy cannot be reached \(ECONNREFUSED\)/,
    set: async ({ standIn }) => ({
      ...over(await standIn(), { proxy: 'proxy' }),
      more: [proxyNode('proxy', `http://127.0.0.1:${await freePort(31_000)}`)]
    })
  }
]
