import assert from 'node:assert/strict'
import { Webhook } from '../../nodes/mattermost/webhook'
import { encode } from '../../nodes/mattermost/wire'
import { check, type Send, sendTest } from '../../nodes/trial/probe'
import type { TrialOutcome } from '../../nodes/trial/outcome'
import { type Fault, StandIn, type StandInOptions } from '../../scripts/stand-in/stand-in'

const wrongKey = 'wrongkey000000000000000000'
const told = (outcome: TrialOutcome): string => (outcome.ok ? outcome.found : outcome.reason)

/** A server's state, and what a check and a test say of it. */
interface Case {
  readonly what: string
  readonly options?: StandInOptions
  readonly key?: string
  readonly channel?: string
  readonly fault?: Fault
  readonly checked: string
  readonly sent: string
  /** Where older servers say more. */
  readonly plain?: { readonly checked?: string; readonly sent?: string }
}

const cases: readonly Case[] = [
  { what: 'all is well', checked: 'ready', sent: 'posted' },
  { what: 'the channel is another one', channel: 'soc', checked: 'ready', sent: 'posted' },
  { what: 'the channel is written with its sign', channel: '#soc', checked: 'ready', sent: 'posted' },
  { what: 'the channel is a user', channel: '@bob', checked: 'ready-but-user', sent: 'posted', plain: { checked: 'ready' } },
  { what: 'the key is wrong', key: wrongKey, checked: 'invalid-webhook', sent: 'invalid-webhook' },
  { what: 'the key is wrong, and so is the user', key: wrongKey, channel: '@nobody', checked: 'invalid-webhook', sent: 'invalid-webhook' },
  { what: 'webhooks are switched off', options: { disabled: true }, checked: 'disabled', sent: 'disabled' },
  { what: 'there is no such channel', channel: 'nowhere', checked: 'channel-not-found', sent: 'channel-not-found' },
  { what: 'there is no such user', channel: '@nobody', checked: 'ready-but-user', sent: 'user-not-found', plain: { checked: 'user-not-found' } },
  { what: 'the webhook is locked to another channel', options: { locked: true }, channel: 'soc', checked: 'forbidden', sent: 'forbidden', plain: { checked: 'channel-locked', sent: 'channel-locked' } },
  { what: 'the webhook is locked to its own channel', options: { locked: true }, checked: 'ready', sent: 'posted' },
  { what: 'the server hides what is wrong', fault: { kind: 'error', cause: 'hardened' }, checked: 'server-error', sent: 'server-error' },
  { what: 'requests are limited', fault: { kind: 'error', cause: 'rate limited' }, checked: 'rate-limited', sent: 'rate-limited' },
  { what: 'a page answers', fault: { kind: 'answer', status: 200, body: '<html>log in</html>' }, checked: 'not-ok', sent: 'not-ok' },
  { what: 'a page says that there is none', fault: { kind: 'answer', status: 404, body: '<h1>Not found</h1>' }, checked: 'no-such-address', sent: 'no-such-address' },
  {
    what: "Mattermost's API says that there is no such address",
    fault: { kind: 'answer', status: 404, body: JSON.stringify({ id: 'api.context.404.app_error', message: 'no' }) },
    checked: 'no-such-address',
    sent: 'no-such-address'
  },
  { what: 'the answer is a redirect', fault: { kind: 'answer', status: 301, headers: { Location: 'https://chat.example.com/team/hooks/x' } }, checked: 'redirected', sent: 'redirected' },
  { what: 'it is another server, which takes anything', fault: { kind: 'answer', status: 200, body: 'ok' }, checked: 'took-check', sent: 'posted' },
  { what: 'it is another server, which refuses anything', fault: { kind: 'answer', status: 400, body: '{"error":"no"}' }, checked: 'unexpected-status', sent: 'unexpected-status' },
  { what: 'the creator of the webhook is gone', fault: { kind: 'error', cause: 'creator missing' }, checked: 'forbidden', sent: 'forbidden' }
]

describe('A trial of a webhook', () => {
  let standIn: StandIn
  let webhook: Webhook

  const start = async (options: StandInOptions = {}, key?: string): Promise<void> => {
    standIn = await StandIn.start(options)
    webhook = new Webhook({ address: `${standIn.server}/hooks/${key ?? standIn.key}`, timeout: 30_000, tls: {}, proxy: undefined, redact: (text) => text })
  }
  const send: Send = (post) => webhook.send(encode(post)!, webhook.timeout, new AbortController().signal)
  const post = (channel = '') => ({ text: 'A test', username: 'Cyphon Alert', ...(channel === '' ? {} : { channel }) })

  afterEach(async () => {
    webhook.close()
    await standIn.close()
  })

  for (const generation of ['plain', 'wrapped'] as const) {
    for (const { what, options, key, channel = '', fault, plain = {}, ...vague } of cases) {
      const { checked, sent } = { ...vague, ...(generation === 'plain' ? plain : {}) }

      it(`finds by a check, which posts nothing, "${checked}" where ${what} (${generation})`, async () => {
        await start({ generation, ...options }, key)
        if (fault !== undefined) standIn.fail(fault)
        assert.equal(told(await check(send, channel)), checked)
        assert.deepEqual(standIn.posts, [])
      })

      it(`finds by a post "${sent}" where ${what} (${generation})`, async () => {
        await start({ generation, ...options }, key)
        if (fault !== undefined) standIn.fail(fault)
        assert.equal(told(await sendTest(send, post(channel))), sent)
        assert.equal(standIn.posts.length, sent === 'posted' && fault === undefined ? 1 : 0)
      })
    }
  }

  it('posts once, to the channel and by the name that it is given', async () => {
    await start()
    await sendTest(send, post('soc'))
    assert.deepEqual(
      standIn.posts.map(({ text, channel, username }) => ({ text, channel, username })),
      [{ text: 'A test', channel: 'soc', username: 'Cyphon Alert' }]
    )
  })

  it('says what Mattermost answered, and where its admin finds it', async () => {
    await start({ generation: 'plain' }, wrongKey)
    const outcome = await check(send, '')
    assert.ok(!outcome.ok)
    assert.equal(outcome.params.answer, '400, web.incoming_webhook.invalid.app_error')
    assert.match(outcome.params.requestId, /^[a-z0-9]{26}$/)
  })

  it('asks no more than it needs to', async () => {
    await start({}, wrongKey)
    await check(send, 'soc')
    assert.equal(standIn.requests.length, 1)
    await sendTest(send, post())
    assert.equal(standIn.requests.length, 3)
  })
})
