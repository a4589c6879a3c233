import assert from 'node:assert/strict'
import { endingOf, type Failure, ofIntake, ofReceipt } from '../../nodes/action/failure'
import { failed } from '../../nodes/action/status'
import type { Outcome } from '../../nodes/courier/outcome'
import english from '../../nodes/locales/en-US/webhook-action.json'
import { readAnswer } from '../../nodes/mattermost/answer'
import type { Receipt } from '../../nodes/mattermost/receipt'

const tried = (receipt: Receipt): Outcome<Receipt> => ({ kind: 'tried', receipt, start: 1, end: 2, attempts: 1, digest: '' })

const failureOf = (outcome: Outcome<Receipt>): Failure => {
  const ending = endingOf(outcome)
  assert.ok(!ending.ok)
  return ending.failure
}

const sentenceOf = ({ reason, params }: Failure): string =>
  english.failure[reason].replace(/__(\w+)__/g, (whole, name: string) => String(params[name] ?? whole))

const answered = (statusCode: number, body = '', location = ''): Failure => {
  const receipt = readAnswer({ statusCode, body, location, retryAfter: '', rateLimitReset: '', time: 0 }, (text) => text)
  assert.notEqual(receipt.kind, 'delivered')
  return ofReceipt(receipt as Exclude<Receipt, { kind: 'delivered' }>)
}

const error = (id: string): string => JSON.stringify({ id, message: 'in some language', request_id: 'i4yzi9gnyib5um5x1yrkj1ko9a' })

describe('How an alert ended', () => {
  it('is told by the stable code of its outcome', () => {
    assert.equal(ofIntake('full').code, 'OUTBOX_FULL')
    assert.equal(ofIntake('unavailable').code, 'OUTBOX_UNAVAILABLE')
    assert.equal(failureOf({ kind: 'expired' }).code, 'DELIVERY_EXPIRED')
    assert.equal(failureOf({ kind: 'discarded' }).code, 'DELIVERY_DISCARDED')
    assert.equal(failureOf({ kind: 'unknown' }).code, 'DELIVERY_UNKNOWN')
    const ill = { kind: 'unreachable', reason: 'server-error', statusCode: 500, requestId: 'x', detail: '', pause: null } as const
    assert.deepEqual(failureOf(tried(ill)).cause, { statusCode: 500, id: '', requestId: 'x' })
    assert.equal(failureOf(tried(ill)).code, 'MATTERMOST_REJECTED')
    assert.equal(failureOf({ kind: 'unsendable' }).code, 'ALERT_INVALID')
    const unknown = { kind: 'unknown', reason: 'unknown-no-answer', statusCode: null, detail: '' } as const
    assert.equal(failureOf(tried(unknown)).code, 'DELIVERY_UNKNOWN')
    assert.equal(answered(404).code, 'MATTERMOST_REJECTED')
    assert.equal(answered(503).code, 'MATTERMOST_UNREACHABLE')
  })

  it('is a delivery with the times and tries of its courier', () => {
    const delivered = { kind: 'delivered', statusCode: 200, data: 'ok' } as const
    assert.deepEqual(endingOf(tried(delivered)), { ok: true, delivered, start: 1, end: 2, attempts: 1, digest: '' })
  })

  it('gives what a flow can work with as its cause', () => {
    const id = 'web.incoming_webhook.channel.app_error'
    assert.deepEqual(answered(404, error(id)).cause, { statusCode: 404, id, requestId: 'i4yzi9gnyib5um5x1yrkj1ko9a' })
    assert.deepEqual(answered(429).cause, { statusCode: 429, reason: 'rate-limited' })
  })

  for (const statusCode of [200, 204, 301, 302, 400, 401, 403, 404, 405, 407, 408, 413, 418, 429, 500, 501, 502, 503, 504]) {
    for (const [what, body] of [
      ['nothing', ''],
      ['a page', '<h1>no</h1>'],
      ['an error that is not listed', error('app.some.other_error')],
      ['an error of newer servers', error('web.incoming_webhook.general.app_error')]
    ] as const) {
      it(`is a whole sentence where ${statusCode} came with ${what}`, () => {
        const sentence = sentenceOf(answered(statusCode, body))
        assert.doesNotMatch(sentence, /__| [,.:)]|\(\)|\(,|\s$|^$/)
        assert.match(sentence, new RegExp(String(statusCode)))
      })
    }
  }
})

describe('A status', () => {
  it('shows the answer where there was one', () => {
    assert.deepEqual(failed(answered(404)), { fill: 'red', shape: 'ring', key: 'MATTERMOST_REJECTED-answered', params: { statusCode: 404 } })
    assert.equal(failed(ofIntake('full')).key, 'OUTBOX_FULL')
  })

  it('is under 20 characters, as Node-RED asks', () => {
    for (const text of Object.values(english.status)) {
      assert.ok(text.replace('__time__', '12:04').replace('__statusCode__', '404').replace('__count__', '100000').replace('__seconds__', '300').length < 20, text)
    }
  })
})
