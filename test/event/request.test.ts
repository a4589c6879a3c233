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

  it('is there without what its getters throw at', () => {
    assert.equal((requestOf({ get headers(): never { throw new Error('no') }, url: '/a' }) as { url: string }).url, '/a')
  })
})
