import assert from 'node:assert/strict'
import fc from 'fast-check'
import { pauseOf } from '../../nodes/mattermost/pause'

const now = Date.parse('2024-03-01T10:30:00Z')

const asked = (statusCode: number, retryAfter: string, rateLimitReset = ''): number | null => pauseOf(statusCode, { retryAfter, rateLimitReset }, now)

describe('The pause that a server asks for', () => {
  for (const [what, retryAfter, pause] of [
    ['whole seconds', '1', 1000],
    ['decimal seconds', '2.5', 2500],
    ['less than a millisecond', '0.0001', 1],
    ['blanks around', ' 7 ', 7000],
    ['seconds that came twice', '3, 3', 3000],
    ['a date', 'Fri, 01 Mar 2024 10:30:09 GMT', 9000],
    ['a date of the old form', 'Friday, 01-Mar-24 10:30:09 GMT', 9000],
    ['six minutes, which is over what alerts wait', '360', 300_000],
    ['a day', '86400', 300_000],
    ['a date tomorrow', 'Sat, 02 Mar 2024 10:00:00 GMT', 300_000],
    ['nothing', '', null],
    ['no seconds at all', '0', null],
    ['seconds below nothing', '-1', null],
    ['over a day', '86401', null],
    ['the year 9999', 'Fri, 31 Dec 9999 23:59:59 GMT', null],
    ['a date that is over', 'Fri, 01 Mar 2024 10:29:59 GMT', null],
    ['now', 'Fri, 01 Mar 2024 10:30:00 GMT', null],
    ['a day that no month has', 'Fri, 99 Mar 2024 10:30:09 GMT', null],
    ['a date of another form', '2024-03-01T10:30:09Z', null],
    ['a number that is none', 'NaN', null],
    ['Infinity', 'Infinity', null],
    ['a number past all numbers', '9'.repeat(400), null],
    ['a power', '1e3', null],
    ['hexadecimal digits', '0x10', null],
    ['words', 'in a while', null],
    ['a unit', '5s', null]
  ] as const) {
    it(`is read of "Retry-After" with ${what}`, () => {
      assert.equal(asked(429, retryAfter), pause)
      assert.equal(asked(503, retryAfter), pause)
    })
  }

  for (const [what, reset, pause] of [
    ['seconds', '3', 3000],
    ['seconds that came twice', '3, 3', 3000],
    ['an hour', '3600', 300_000],
    ['seconds since the epoch', String(now / 1000 + 12), 12_000],
    ['milliseconds since the epoch', String(now + 12_345), 12_345],
    ['seconds since the epoch that are over', String(now / 1000 - 1), null],
    ['a full bucket', '0', null],
    ['nothing', '', null],
    ['seconds below nothing', '-3', null],
    ['words', 'soon', null],
    ['a date', 'Fri, 01 Mar 2024 10:30:09 GMT', null]
  ] as const) {
    it(`is read of "X-Ratelimit-Reset" with ${what}`, () => assert.equal(asked(429, '', reset), pause))
  }

  it('is that of "Retry-After" where both are given, and one can be used', () => {
    assert.equal(asked(429, '2', '60'), 2000)
    assert.equal(asked(429, 'soon', '60'), 60_000)
  })

  it('is not read of "X-Ratelimit-Reset" but when limited: with a rate limit every answer has it', () => {
    assert.equal(asked(503, '', '3'), null)
  })

  it('is none with any other answer', () => {
    for (const statusCode of [200, 301, 400, 404, 408, 425, 500, 502, 504]) assert.equal(asked(statusCode, '5', '5'), null)
  })

  it('is never over five minutes, nor less than a millisecond, whatever a server says', () => {
    const said = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String), fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()))
    fc.assert(
      fc.property(fc.constantFrom(429, 503), said, said, (statusCode, retryAfter, reset) => {
        const pause = asked(statusCode, retryAfter, reset)
        assert.ok(pause === null || (Number.isInteger(pause) && pause >= 1 && pause <= 300_000))
      }),
      { numRuns: 2000 }
    )
  })
})
