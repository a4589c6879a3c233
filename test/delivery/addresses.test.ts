import assert from 'node:assert/strict'
import { endpoint, isKey, readServer, splitWebhookUrl } from '../../nodes/mattermost/endpoint'
import { environmentProxy, isProxyUrl, type Proxy, proxyFor } from '../../nodes/mattermost/proxy'
import { redactor } from '../../nodes/mattermost/redact'

describe('The address of a webhook', () => {
  for (const [given, server] of [
    ['https://chat.example.com', 'https://chat.example.com'],
    [' https://chat.example.com/ ', 'https://chat.example.com'],
    ['https://CHAT.example.com:443/mattermost//', 'https://chat.example.com/mattermost'],
    ['http://[::1]:8065', 'http://[::1]:8065'],
    ['https://example.com/hooks', 'https://example.com/hooks'],
    ['https://example.com/100%/chat', 'https://example.com/100%/chat']
  ] as const) {
    it(`is read from the server "${given}"`, () => {
      assert.deepEqual(readServer(given), { ok: true, server })
    })
  }

  for (const [given, problem] of [
    ['', 'missing'],
    ['   ', 'missing'],
    ['chat.example.com', 'not-a-url'],
    ['mailto:me@example.com', 'not-http'],
    ['file:///etc/passwd', 'not-http'],
    ['https://chat.example.com/hooks/abcdef', 'has-key'],
    ['https://chat.example.com/sub/hooks/abcdef/', 'has-key'],
    ['https://chat.example.com/hooks/abcdef/x', 'has-key'],
    ['https://chat.example.com/Hooks/abcdef', 'has-key'],
    ['https://chat.example.com/%68ooks%2Fabcdef', 'has-key'],
    ['https://chat.example.com/3g4kmwi8mj8dbxky3bmf7yjgda', 'has-key'],
    ['https://user@chat.example.com', 'has-login'],
    ['https://chat.example.com/?key=abc', 'has-query'],
    ['https://chat.example.com/#abc', 'has-query']
  ] as const) {
    it(`is refused in the server "${given}": ${problem}`, () => {
      assert.deepEqual(readServer(given), { ok: false, problem })
    })
  }

  it('is split into server and key as Mattermost shows it, with a subpath, spaces and slashes', () => {
    const split = splitWebhookUrl(' https://chat.example.com/team/chat/hooks/3g4kmwi8mj8dbxky3bmf7yjgda/ ')
    assert.deepEqual(split, { server: 'https://chat.example.com/team/chat', key: '3g4kmwi8mj8dbxky3bmf7yjgda' })
    assert.equal(endpoint(split.server, split.key), 'https://chat.example.com/team/chat/hooks/3g4kmwi8mj8dbxky3bmf7yjgda')
    for (const other of ['https://chat.example.com', 'not a url', 'ftp://x/hooks/abc', 'https://chat.example.com/hooks/']) {
      assert.equal(splitWebhookUrl(other), undefined)
    }
  })

  it('takes no key that would lead elsewhere', () => {
    for (const key of ['3g4kmwi8mj8dbxky3bmf7yjgda', 'xxx-generatedkey-xxx']) assert.ok(isKey(key))
    for (const key of ['', '..', 'a/b', 'a?b', 'a b', 'a\nb', 'a%2fb']) assert.ok(!isKey(key))
  })
})

describe('A proxy', () => {
  const proxy = (except: readonly string[] = [], url = 'http://proxy.example.com:3128'): Proxy => ({ url, username: '', password: '', except })

  for (const [except, address, direct] of [
    ['chat.example.com', 'https://chat.example.com/hooks/x', true],
    ['example.com', 'https://chat.example.com/hooks/x', true],
    ['.example.com', 'https://chat.example.com/hooks/x', true],
    ['*.example.com', 'https://chat.example.com/hooks/x', true],
    ['*', 'https://chat.example.com/hooks/x', true],
    ['CHAT.example.com:443', 'https://chat.example.com/hooks/x', true],
    ['chat.example.com:8443', 'https://chat.example.com/hooks/x', false],
    ['ample.com', 'https://chat.example.com/hooks/x', false],
    ['other.example.com', 'https://chat.example.com/hooks/x', false],
    ['', 'https://chat.example.com/hooks/x', false],
    ['*example.com', 'https://chat.example.com/hooks/x', true],
    ['127.0.0.1', 'http://127.0.0.1:8065/hooks/x', true],
    ['127.0.0.0/8', 'http://127.0.0.1:8065/hooks/x', true],
    ['10.0.0.0/8', 'http://127.0.0.1:8065/hooks/x', false],
    ['10.0.0.0/8', 'http://ten.example.com/hooks/x', false],
    ['10.0.0.0/99', 'http://10.0.0.1/hooks/x', false],
    ['::1', 'http://[::1]:8065/hooks/x', true],
    ['[::1]', 'http://[::1]:8065/hooks/x', true],
    ['[::1]:8065', 'http://[::1]:8065/hooks/x', true],
    ['[::1]:80', 'http://[::1]:8065/hooks/x', false],
    ['fd00::/8', 'http://[fd12::1]/hooks/x', true],
    ['fd00::/8', 'http://10.0.0.1/hooks/x', false]
  ] as const) {
    it(`is ${direct ? 'left out' : 'used'} for ${new URL(address).host} with the exception "${except}"`, () => {
      assert.equal(proxyFor(address, proxy([except])) === undefined, direct)
    })
  }

  it('brings its login from its own fields, else from its address', () => {
    const fields = proxyFor('http://x', { ...proxy([], 'http://me:fromurl@p:1'), username: 'you', password: 'pw' })
    assert.deepEqual(fields, { protocol: 'http:', host: 'p', port: 1, auth: { username: 'you', password: 'pw' } })
    const url = proxyFor('http://x', proxy([], 'https://me:p%40ss@[::1]'))
    assert.deepEqual(url, { protocol: 'https:', host: '::1', port: 443, auth: { username: 'me', password: 'p@ss' } })
  })

  it('needs an address of http or https', () => {
    for (const url of ['http://p:3128', 'https://p']) assert.ok(isProxyUrl(url))
    for (const url of ['', 'p:3128', 'socks5://p', 'http://%zz@p']) assert.ok(!isProxyUrl(url))
  })

  it('of the environment is named by its usual variables, in either case, unless NO_PROXY excepts the server', () => {
    const address = 'https://chat.example.com/hooks/x'
    const named = (environment: Readonly<Record<string, string>>): string | undefined => environmentProxy(address, environment)?.url
    assert.equal(named({ https_proxy: 'http://p:1', http_proxy: 'http://q:2' }), 'http://p:1')
    assert.equal(named({ HTTPS_PROXY: 'http://p:1' }), 'http://p:1')
    assert.equal(named({ HTTP_PROXY: 'http://q:2' }), undefined, 'it is for plain servers')
    assert.equal(named({ ALL_PROXY: 'http://p:1' }), 'http://p:1')
    assert.equal(named({ https_proxy: 'p:1' }), 'https://p:1', 'as the server, where it has no scheme')
    assert.equal(named({ https_proxy: 'http://p:1', no_proxy: 'localhost, .example.com' }), undefined)
    assert.equal(named({ https_proxy: 'http://p:1', NO_PROXY: '*' }), undefined)
    assert.equal(named({ https_proxy: 'http://p:1', NO_PROXY: 'example.org' }), 'http://p:1')
    assert.equal(named({}), undefined)
  })
})

describe('Redaction', () => {
  it('takes secrets out in every form that they travel in, the longer ones first', () => {
    const redact = redactor(['abc', 'abc/def"', ''])
    assert.equal(redact('abc'), '***')
    assert.equal(redact('https://x/abc%2Fdef%22?abc'), 'https://x/***?***')
    assert.equal(redact('{"key":"abc/def\\""}'), '{"key":"***"}')
    assert.equal(redact('nothing here'), 'nothing here')
  })
})
