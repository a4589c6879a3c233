import assert from 'node:assert/strict'
import { requestOf } from '../../nodes/event/request'

describe('A web request as plain data', () => {
  it('has what a flow asks a request for, and nothing else', () => {
    const request = { method: 'POST', url: '/hook?a=1', originalUrl: '/hook?a=1', hostname: 'h', ip: '192.0.2.1', headers: { 'x-github-event': 'push' }, query: { a: '1' }, params: { id: 'x' }, socket: {}, body: 'x' }
    const { socket, body, ...rest } = request
    assert.deepEqual(requestOf(request), rest)
    assert.deepEqual([socket, body], [{}, 'x'])
    for (const none of [undefined, null, 'text', 5]) assert.equal(requestOf(none), undefined)
  })

  it('has no header that proves who somebody is', () => {
    const secret = [
      'authorization', 'Authorization', 'proxy-authorization', 'x-forwarded-authorization', 'authentication', 'cookie', 'set-cookie', 'x-api-key', 'x-gitlab-token',
      'x-amz-security-token', 'x-goog-iap-jwt-assertion', 'cf-access-jwt-assertion', 'x-amzn-oidc-data', 'ocp-apim-subscription-key', 'x-functions-key', 'x-shared-key',
      'x-jwt', 'x-session-id', 'sid', 'x-forwarded-client-cert', 'x-ms-client-principal', 'x-credential', 'x-hook-hmac', 'x-webhook-key', 'routing-key', 'x-hub-signature-256', 'apikey'
    ]
    const open = ['host', 'user-agent', 'content-type', 'content-length', 'accept', 'x-github-event', 'x-github-delivery', 'x-gitlab-event', 'x-amz-sns-message-type', 'x-forwarded-for', 'x-request-id', 'x-grafana-org-id', 'sentry-hook-resource']
    const { headers } = requestOf({ headers: Object.fromEntries([...secret, ...open].map((name) => [name, 'value'])) }) as { headers: object }
    assert.deepEqual(Object.keys(headers), open)
  })

  it('has no secret in its query, its path and the addresses in its headers', () => {
    const request = {
      url: '/hook/abc%2Fdef?token=t&a=b&%74oken=t;key=t&webhook_key=t&monkey=5#x',
      headers: { referer: 'https://x.example.com/?access_token=t&a=b' },
      query: { token: 't', a: 'b', list: ['1'], nested: { token: 't', b: 'c' }, code: 't' },
      params: { token: 'abc/def', id: 'x' }
    }
    const { url, headers, query, params } = requestOf(request) as Record<string, unknown>
    assert.equal(url, '/hook/?token=&a=b&%74oken=;key=&webhook_key=&monkey=5#x')
    assert.deepEqual({ headers, query, params }, { headers: { referer: 'https://x.example.com/?access_token=&a=b' }, query: { a: 'b', list: ['1'], nested: { b: 'c' } }, params: { id: 'x' } })
  })

  it('has no secret by the names that tools have for one', () => {
    const secret = [
      'routingKey', 'routing_key', 'authkey', 'authKey', 'accesskey', 'serviceKey', 'writeKey', 'privateKey', 'integrationKey', 'apiKey', 'API_KEY', 'otp', 'pin', 'psk', 'passcode', 'pw', 'pwd',
      'pass1', 'pwd2', 'MYAUTH', 'PINCode', 'OTPValue', 'passkey', 'dbpass', 'basicauth', 'oauth', 'authcode', 'streamkey', 'consumerkey', 'ssl_client_cert', 'X-Honeycomb-Team', 'sign', 'PHPSESSID',
      'csrf', '_wpnonce', 'SAMLResponse', 'creds',
      'x-authkey', 'x-accesskey', 'x-otp', 'x-passcode', 'X-Api-Key', 'user[pw]', 'userPin', 'sas'
    ]
    const open = [
      'monkey', 'postcode', 'keyboard', 'spinning', 'author', 'opinion', 'device', 'severity', 'passing', 'possession', 'secretary', 'bypass', 'signal',
      'x-event-key', 'issueKey', 'project_key', 'dedup_key', 'groupKey', 'idempotency-key', 'status_code', 'exitCode', 'errorCode', 'MessageSid', 'x-amz-sns-subscription-arn', 'subscriptionId'
    ]
    const values = Object.fromEntries([...secret.map((name) => [name, 'hidden']), ...open.map((name) => [name, 'shown'])]) as Record<string, string>
    const request = requestOf({ headers: values, query: values, params: values, url: `/?${new URLSearchParams(values).toString()}` }) as Record<'headers' | 'query' | 'params', object> & { url: string }
    for (const part of [request.headers, request.query, request.params]) assert.deepEqual(Object.keys(part), open)
    assert.deepEqual([...new URLSearchParams(request.url.slice(2))].filter(([, value]) => value !== '').map(([name]) => name), open)
  })

  it('has no secret that stands in its path, however it is written there', () => {
    for (const written of ['s%2fx', 's%2Fx', '%73/x', 's/x']) {
      const request = { url: `/hook/${written}/a?b=c`, originalUrl: `/app/hook/${written}`, params: { token: 's/x' }, headers: { referer: `https://h.example.com/hook/${written}`, 'x-any-url': [`/hook/${written}`], accept: '*/*' } }
      const text = JSON.stringify(requestOf(request))
      assert.equal(decodeURIComponent(text).includes('s/x'), false, text)
      assert.match(text, /"accept":"\*\/\*"/)
    }
    for (const token of ['a:b', 'a=b', 'a+b', 'a@b', 'ä b', '100%']) {
      const { url } = requestOf({ url: `/hook/${encodeURI(token)}/x`, params: { token } }) as { url: string }
      assert.equal(url, '/hook//x', token)
      assert.deepEqual((requestOf({ url: `/hook/${encodeURIComponent(token)}/x`, params: { token } }) as { url: string }).url, '/hook//x', token)
    }
    assert.deepEqual((requestOf({ headers: { 'x-github-event': 'push' }, params: { key: 'us' } }) as { headers: object }).headers, { 'x-github-event': 'push' })
    const urlOf = (url: string, params: object): unknown => (requestOf({ url, params }) as { url?: string }).url
    assert.equal(urlOf('/hook/t/%E4', { token: 't' }), '/hook//')
    assert.equal(urlOf('/hook/ab/x', { token: 'b', pin: 'ab' }), '/hook//x')
    assert.equal(urlOf('/hook/s%252Fx', { token: 's/x' }), undefined)
    assert.deepEqual((requestOf({ headers: { link: ['/a', '/hook/s%252Fx'] }, params: { token: 's/x' } }) as { headers: object }).headers, { link: ['/a'] })
    assert.equal(urlOf(`/hook/${'@'.repeat(15_000)}`, { token: '@'.repeat(15_000) }), '/hook/')
    for (const address of ['/hook;jsessionid=S1?x=1', '/hook;JSESSIONID=S1?x=1']) assert.equal(urlOf(address, {}), address.replace('S1?x=1', ''))
    assert.deepEqual((requestOf({ headers: { date: 'Mon, 1 Jan /' }, params: { pin: '1' } }) as { headers: object }).headers, { date: 'Mon, 1 Jan /' })
    assert.equal(urlOf('/hook/5/x?at=1532520005&id=55', { code: '5' }), '/hook//x?at=1532520005&id=55')
    assert.equal(urlOf('/status/us?user=us', { key: 'us' }), '/status/?user=')
    assert.equal(urlOf('/hook/t?q=a%26b%3Dc', { token: 't' }), '/hook/?q=a%26b%3Dc')
    assert.equal((requestOf({ url: '/hook/a/b', params: { token: ['a', 'b'] } }) as { url: string }).url, '/hook//')
  })

  it('has no secret in lists, in fragments and before hosts', () => {
    const headers = {
      referer: ['https://user:word@x.example.com/?access_token=word', 'https://x.example.com/#id_token=word&a=b'],
      location: 'https://word@x.example.com/a?b=c', forwarded: 'for=192.0.2.1;host=x.example.com', 'x-forwarded-url': 'https://x.example.com/?sig=word', from: 'alice@example.com'
    }
    const request = requestOf({ headers, query: { a: [{ token: 'word', b: 'c' }, ['d']] }, url: '/?a%5B%5D%5Btoken%5D=word&a%5B%5D%5Bb%5D=c' }) as Record<string, unknown>
    assert.equal(JSON.stringify(request).includes('word'), false)
    assert.deepEqual(request['query'], { a: [{ b: 'c' }, ['d']] })
    const nested = requestOf({
      url: `/?next=${encodeURIComponent(`https://x/?token=word&to=${encodeURIComponent('https://word@y/?sig=word')}`)}&a=b%20c`, query: { next: 'https://me:word@x/?token=word&a=b' }, params: { token: 'word' },
      headers: { 'x-original-args': 'token=word&a=b', 'x-original-request': 'POST /hook/word HTTP/1.1', link: '</hook/word>; rel=self', referer: 'https://x/?next=%2Fhook%2Fword' }
    }) as { url: string }
    assert.equal(JSON.stringify(nested).includes('word'), false, JSON.stringify(nested))
    assert.equal(decodeURIComponent(decodeURIComponent(nested.url)), '/?next=https://x/?token=&to=https://y/?sig=&a=b c')
    assert.deepEqual(request['headers'], {
      referer: ['https://x.example.com/?access_token=', 'https://x.example.com/#id_token=&a=b'],
      location: 'https://x.example.com/a?b=c', forwarded: 'for=192.0.2.1;host=x.example.com', 'x-forwarded-url': 'https://x.example.com/?sig=', from: 'alice@example.com'
    })
  })

  it('has what people say in its query, though it looks like one', () => {
    const message = ['Authentication failures=37 from 10.0.0.1', 'Restart of pump: pin=4 high, level=3', 'rate{code="500"} = 12 on web1', 'Cookie jar size=3', 'a b?c=d e']
    assert.deepEqual(requestOf({ query: { message }, headers: { link: '<https://x?page=2&key=3>; rel="next"' } }), {
      method: undefined, url: undefined, originalUrl: undefined, hostname: undefined, ip: undefined, params: undefined,
      query: { message }, headers: { link: '<https://x?page=2&key=>; rel="next"' }
    })
  })

  it('is read in time, whatever a long address is made of: where that grew by the square, it took minutes', () => {
    for (const shape of ['?', '//', '//a', ';', '#', '%', '%41', '=', '&a', 'aA', '?a=', '/a-', '@']) {
      const url = `/${shape.repeat(500_000 / shape.length)}`
      assert.notEqual(requestOf({ url, headers: { referer: url }, params: { token: 'abc' } }), undefined)
    }
  })

  it('is there without what its getters throw at', () => {
    assert.equal((requestOf({ get headers(): never { throw new Error('no') }, url: '/a' }) as { url: string }).url, '/a')
  })
})
