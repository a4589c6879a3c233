import assert from 'node:assert/strict'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { errorOf, post, send } from './posting'
import type { StandInOptions } from '../../scripts/stand-in/stand-in'
import type { Sending } from './posting'

const general = 'web.incoming_webhook.general.app_error'
const decode = 'web.incoming_webhook.decode.app_error'
const multipart = { headers: { 'content-type': 'multipart/form-data; boundary=b' } }
const form = { headers: { 'content-type': 'application/x-www-form-urlencoded' } }
const part = (name: string): string => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\nx\r\n--b--\r\n`

interface Row {
  readonly cause: string
  readonly body: string
  readonly options?: StandInOptions
  readonly sending?: Sending
  readonly wrongKey?: true
  /** Status and id up to 10.3; no row when that generation has no such failure. */
  readonly plain?: readonly [number, string]
  /** Status and id from 10.4 on. */
  readonly wrapped: readonly [number, string]
}

const parse = [400, 'model.incoming_hook.parse_data.app_error'] as const
const rows: readonly Row[] = [
  { cause: 'a body that is no JSON', body: 'x', plain: parse, wrapped: [400, decode] },
  { cause: 'an empty body', body: '', plain: parse, wrapped: [400, decode] },
  {
    cause: 'JSON over the limit',
    body: JSON.stringify({ text: 'x'.repeat(2000) }),
    options: { maxPayloadBytes: 1000 },
    plain: parse,
    wrapped: [400, decode]
  },
  {
    cause: 'a form over the limit',
    body: `payload=${encodeURIComponent(JSON.stringify({ text: 'x'.repeat(2000) }))}`,
    options: { maxPayloadBytes: 1000 },
    sending: form,
    plain: parse,
    wrapped: [413, 'api.context.request_body_too_large.app_error']
  },
  { cause: 'a form without payload', body: 'text=x', sending: form, plain: parse, wrapped: [400, decode] },
  {
    cause: 'a multipart form that is none',
    body: 'x',
    sending: multipart,
    plain: [400, 'api.webhook.incoming.error'],
    wrapped: [400, 'web.incoming_webhook.parse_multipart.app_error']
  },
  {
    cause: 'a multipart form with a field that does not exist',
    body: part('channel'),
    sending: multipart,
    plain: [400, 'api.webhook.incoming.error'],
    wrapped: [400, decode]
  },
  {
    cause: 'a content type that is none',
    body: '{"text":"x"}',
    sending: { headers: { 'content-type': ';;' } },
    plain: [400, 'api.webhook.incoming.error'],
    wrapped: [400, 'web.incoming_webhook.parse_form.app_error']
  },
  {
    cause: 'webhooks that are switched off',
    body: '{"text":"x"}',
    options: { disabled: true },
    plain: [501, 'web.incoming_webhook.disabled.app_error'],
    wrapped: [501, general]
  },
  { cause: 'no text', body: '{}', plain: [400, 'web.incoming_webhook.text.app_error'], wrapped: [400, general] },
  {
    cause: 'no text, even with a wrong key',
    body: '{}',
    wrongKey: true,
    plain: [400, 'web.incoming_webhook.text.app_error'],
    wrapped: [400, general]
  },
  {
    cause: 'an unknown key',
    body: '{"text":"x"}',
    wrongKey: true,
    plain: [400, 'web.incoming_webhook.invalid.app_error'],
    wrapped: [400, general]
  },
  {
    cause: 'an unknown channel',
    body: '{"text":"x","channel":"#"}',
    plain: [404, 'web.incoming_webhook.channel.app_error'],
    wrapped: [404, general]
  },
  {
    cause: 'an unknown channel, even where the hook is locked',
    body: '{"text":"x","channel":"nowhere"}',
    options: { locked: true },
    plain: [404, 'web.incoming_webhook.channel.app_error'],
    wrapped: [404, general]
  },
  {
    cause: 'an unknown user',
    body: '{"text":"x","channel":"@nobody"}',
    plain: [400, 'web.incoming_webhook.user.app_error'],
    wrapped: [400, general]
  },
  {
    cause: 'another channel than the one that the hook is locked to',
    body: '{"text":"x","channel":"soc"}',
    options: { locked: true },
    plain: [403, 'web.incoming_webhook.channel_locked.app_error'],
    wrapped: [403, general]
  },
  {
    cause: 'a user, where the hook is locked to its channel',
    body: '{"text":"x","channel":"@bob"}',
    options: { locked: true },
    plain: [403, 'web.incoming_webhook.channel_locked.app_error'],
    wrapped: [403, general]
  },
  {
    cause: 'a type of the system’s own',
    body: '{"text":"x","type":"system_join"}',
    plain: [400, 'api.context.invalid_param.app_error'],
    wrapped: [400, general]
  },
  {
    cause: 'a type that is not allowed',
    body: '{"text":"x","type":"me"}',
    plain: [500, 'api.post.create_webhook_post.creating.app_error'],
    wrapped: [500, general]
  },
  {
    cause: 'a type longer than its column',
    body: '{"text":"x","type":"custom_abcdefghijklmnopqrst"}',
    plain: [500, 'api.post.create_webhook_post.creating.app_error'],
    wrapped: [500, general]
  },
  {
    cause: 'NUL in the text',
    body: '{"text":"a\\u0000b"}',
    plain: [500, 'api.post.create_webhook_post.creating.app_error'],
    wrapped: [500, general]
  },
  {
    cause: 'NUL in an attachment',
    body: '{"attachments":[{"title":"a\\u0000b"}]}',
    plain: [500, 'api.post.create_webhook_post.creating.app_error'],
    wrapped: [500, general]
  },
  { cause: 'a priority without its level', body: '{"text":"x","priority":{}}', wrapped: [400, general] },
  {
    cause: 'notifications until read, of nobody',
    body: '{"text":"x","priority":{"priority":"urgent","persistent_notifications":true}}',
    plain: [500, 'api.post.create_webhook_post.creating.app_error'],
    wrapped: [500, general]
  }
]

for (const generation of ['plain', 'wrapped'] as const) {
  describe(`Errors of a stand-in of the ${generation} generation`, () => {
    for (const row of rows) {
      const expected = row[generation]
      if (expected === undefined) continue
      const [status, id] = expected
      it(`answers ${status} to ${row.cause}`, async () => {
        const standIn = await StandIn.start({ generation, ...row.options })
        const url = row.wrongKey === true ? `${standIn.server}/hooks/abc` : standIn.webhookUrl
        const received = await send(url, row.body, row.sending)
        await standIn.close()
        const error = errorOf(received)
        assert.equal(received.status, status)
        assert.equal(error.id, id)
        assert.equal(error.status_code, status)
        assert.equal(error.detailed_error, '')
        assert.equal(received.headers['content-type'], 'application/json')
        assert.equal(received.headers['x-request-id'], error.request_id)
        assert.match(error.request_id, /^[a-z0-9]{26}$/)
        assert.equal(standIn.posts.length, 0)
      })
    }
  })
}

describe('Errors of a stand-in', () => {
  it('name the key in the message from 10.4 on, and never before', async () => {
    for (const generation of ['plain', 'wrapped'] as const) {
      const standIn = await StandIn.start({ generation })
      const answers = [await post(standIn.webhookUrl, {}), await post(standIn.webhookUrl, { text: 5 })]
      await standIn.close()
      for (const answer of answers) {
        assert.equal(errorOf(answer).message.includes(standIn.key), generation === 'wrapped', answer.body)
      }
    }
  })

  it('say the media type from 10.4 on', async () => {
    const standIn = await StandIn.start()
    const answer = await send(standIn.webhookUrl, '{}', { headers: { 'content-type': 'text/plain; charset=utf-8' } })
    await standIn.close()
    assert.equal(
      errorOf(answer).message,
      `Failed to handle the payload of media type text/plain for incoming webhook ${standIn.key}.`
    )
  })

  it('tell a wrong key from a good one by a channel that never exists, and post nothing', async () => {
    const standIn = await StandIn.start()
    const probe = { text: 'probe', channel: '#' }
    const good = await post(standIn.webhookUrl, probe)
    const wrong = await post(`${standIn.server}/hooks/${'a'.repeat(26)}`, probe)
    await standIn.close()
    assert.deepEqual([good.status, wrong.status, standIn.posts.length], [404, 400, 0])
  })

  it('answer 414 to an address of more than 2048 characters, in the newer generation alone', async () => {
    const statuses = []
    for (const generation of ['plain', 'wrapped'] as const) {
      const standIn = await StandIn.start({ generation })
      statuses.push((await post(`${standIn.webhookUrl}?x=${'a'.repeat(2048)}`, { text: 'x' })).status)
      await standIn.close()
    }
    assert.deepEqual(statuses, [200, 414])
  })
})
