import assert from 'node:assert/strict'
import { type Fault, StandIn, type StandInOptions } from '../../scripts/stand-in/stand-in'
import { redactor } from '../../nodes/mattermost/redact'
import type { Receipt } from '../../nodes/mattermost/receipt'
import { Webhook } from '../../nodes/mattermost/webhook'

const body = Buffer.from(JSON.stringify({ text: 'x' }))

const send = async (standIn: StandIn, timeout = 10_000): Promise<Receipt> => {
  const redact = redactor([standIn.key])
  const webhook = new Webhook({ address: standIn.webhookUrl, timeout, tls: {}, proxy: undefined, redact })
  const receipt = await webhook.send(body, webhook.timeout, new AbortController().signal)
  webhook.close()
  return receipt
}

/** What a fault is read as: kind and reason, in both generations of error bodies. */
const readings: readonly (readonly [Fault, string, string?])[] = [
  [{ kind: 'error', cause: 'bad json' }, 'rejected bad-post'],
  [{ kind: 'error', cause: 'bad content type' }, 'rejected bad-post'],
  [{ kind: 'error', cause: 'disabled' }, 'rejected disabled'],
  [{ kind: 'error', cause: 'no text' }, 'rejected no-text', 'rejected invalid-webhook-or-post'],
  [{ kind: 'error', cause: 'invalid webhook' }, 'rejected invalid-webhook', 'rejected invalid-webhook-or-post'],
  [{ kind: 'error', cause: 'user not found' }, 'rejected user-not-found', 'rejected invalid-webhook-or-post'],
  [{ kind: 'error', cause: 'channel not found' }, 'rejected channel-not-found'],
  [{ kind: 'error', cause: 'own channel gone' }, 'rejected channel-not-found'],
  [{ kind: 'error', cause: 'channel locked' }, 'rejected channel-locked', 'rejected forbidden'],
  [{ kind: 'error', cause: 'permissions' }, 'rejected no-permission', 'rejected forbidden'],
  [{ kind: 'error', cause: 'team restricted' }, 'rejected forbidden'],
  [{ kind: 'error', cause: 'props too long' }, 'rejected too-large', 'rejected invalid-webhook-or-post'],
  [{ kind: 'error', cause: 'url too long' }, 'rejected too-large'],
  [{ kind: 'error', cause: 'create post failed' }, 'unreachable server-error'],
  [{ kind: 'error', cause: 'channel lookup failed' }, 'unreachable server-error'],
  [{ kind: 'error', cause: 'hardened' }, 'unreachable server-error'],
  [{ kind: 'error', cause: 'rate limited' }, 'unreachable rate-limited'],
  [{ kind: 'answer', status: 200, body: '<html></html>' }, 'rejected not-ok'],
  [{ kind: 'answer', status: 200, body: '' }, 'rejected not-ok'],
  [{ kind: 'answer', status: 200, body: 'ok'.repeat(5000) }, 'rejected not-ok'],
  [{ kind: 'answer', status: 200, body: `ok${' '.repeat(5000)}<h1>log in</h1>` }, 'rejected not-ok'],
  [{ kind: 'answer', status: 200, body: ' ok\n' }, 'delivered'],
  [{ kind: 'answer', status: 201, body: 'ok' }, 'rejected unexpected-status'],
  [{ kind: 'answer', status: 204 }, 'rejected unexpected-status'],
  [{ kind: 'answer', status: 301, headers: { Location: '/elsewhere' } }, 'rejected redirected'],
  [{ kind: 'answer', status: 302 }, 'rejected redirected-nowhere'],
  [{ kind: 'answer', status: 302, headers: { Location: 'http://me:secret@' } }, 'rejected redirected-nowhere'],
  [{ kind: 'answer', status: 302, headers: { Location: 'https://$t(outbox.no)/' } }, 'rejected redirected-nowhere'],
  [{ kind: 'answer', status: 408 }, 'unreachable unavailable'],
  [{ kind: 'answer', status: 425 }, 'unreachable unavailable'],
  [{ kind: 'answer', status: 307, headers: { Location: '/elsewhere' } }, 'rejected redirected'],
  [{ kind: 'answer', status: 400, body: 'Use HTTPS\n' }, 'rejected needs-https'],
  [{ kind: 'answer', status: 400, body: 'Client sent an HTTP request to an HTTPS server.\n' }, 'rejected needs-https'],
  [{ kind: 'answer', status: 401, body: 'log in' }, 'rejected unexpected-status'],
  [{ kind: 'answer', status: 403, body: '<h1>Forbidden</h1>' }, 'rejected forbidden'],
  [{ kind: 'answer', status: 404, body: '<h1>Not found</h1>' }, 'rejected no-such-address'],
  [{ kind: 'answer', status: 404, body: JSON.stringify({ id: 'api.context.404.app_error', message: 'no such page', status_code: 404 }) }, 'rejected no-such-address'],
  [{ kind: 'answer', status: 405 }, 'rejected wrong-address'],
  [{ kind: 'answer', status: 407 }, 'unreachable proxy-login'],
  [{ kind: 'answer', status: 413, body: '<h1>Too large</h1>' }, 'rejected too-large'],
  [{ kind: 'answer', status: 502 }, 'unreachable unavailable'],
  [{ kind: 'answer', status: 504, body: '<h1>Timeout</h1>' }, 'unreachable unavailable'],
  [{ kind: 'reset after storing' }, 'unknown unknown-cut-off'],
  [{ kind: 'cut off' }, 'unknown unknown-cut-off'],
  [{ kind: 'slow', ms: 30 }, 'delivered'],
  [{ kind: 'slow body', ms: 30 }, 'delivered']
]

const reasonOf = (receipt: Receipt): string => ('reason' in receipt ? `${receipt.kind} ${receipt.reason}` : receipt.kind)

describe('An answer of Mattermost', () => {
  let standIn: StandIn

  const start = async (options: StandInOptions = {}): Promise<void> => {
    standIn = await StandIn.start(options)
  }

  afterEach(() => standIn.close())

  for (const [fault, plain, wrapped = plain] of readings) {
    for (const [generation, reading] of [['plain', plain], ['wrapped', wrapped]] as const) {
      it(`is read as ${reading} (${generation}): ${JSON.stringify(fault).slice(0, 80)}`, async () => {
        await start({ generation })
        standIn.fail(fault)
        const receipt = await send(standIn)
        assert.equal(reasonOf(receipt), reading)
        assert.ok(!JSON.stringify(receipt).includes(standIn.key))
      })
    }
  }

  it('is asked for as it is: something in front may compress what is asked for compressed', async () => {
    await start()
    await send(standIn)
    assert.equal(standIn.requests[0]!.headers['accept-encoding'], 'identity')
  })

  it('that comes too late is no answer, and the alert may have been posted', async () => {
    await start()
    standIn.fail({ kind: 'hang after storing' })
    assert.equal(reasonOf(await send(standIn, 1000)), 'unknown unknown-no-answer')
    assert.equal(standIn.posts.length, 1)
  })

  it('whose body never ends is given up in time', async () => {
    await start()
    standIn.fail({ kind: 'slow body', ms: 3_600_000 })
    assert.equal(reasonOf(await send(standIn, 1000)), 'unknown unknown-no-answer')
  })

  it('that repeats the key, in its message or as its id or request id, is kept without it', async () => {
    await start({ generation: 'wrapped' })
    standIn.fail({
      kind: 'answer',
      status: 404,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ id: standIn.key, message: standIn.key, request_id: standIn.key })
    })
    assert.ok(!JSON.stringify(await send(standIn)).includes(standIn.key))
  })

  it('that redirects names the address to use instead, without the key', async () => {
    await start()
    standIn.fail({ kind: 'answer', status: 302, headers: { Location: `https://chat.example.com/sub/hooks/${standIn.key}?x=${standIn.key}` } })
    const receipt = await send(standIn)
    assert.ok(receipt.kind === 'rejected')
    assert.equal(receipt.detail, 'https://chat.example.com/sub')
  })

  it('that redirects keeps logins and disguised keys to itself', async () => {
    await start()
    const disguised = Array.from(standIn.key, (char) => `%${char.charCodeAt(0).toString(16)}`).join('')
    for (const location of [`https://me:pw@chat.example.com/a`, `https://chat.example.com/${disguised}`, `/${standIn.key.toUpperCase()}`]) {
      standIn.fail({ kind: 'answer', status: 302, headers: { Location: location } }, 1)
      const { detail = '' } = (await send(standIn)) as { readonly detail?: string }
      assert.ok(!/pw|me:/.test(detail) && !detail.toLowerCase().includes(standIn.key), detail)
    }
  })
})
