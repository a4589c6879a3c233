import assert from 'node:assert/strict'
import fc from 'fast-check'
import { readTime } from '../../nodes/event/time'

const now = Date.parse('2026-11-25T12:00:00.000Z')

const read = (value: unknown): string | undefined => {
  const at = readTime(value, now)
  return at === undefined ? undefined : new Date(at).toISOString()
}

describe("The time of an event", () => {
  const times: readonly (readonly [what: string, value: unknown, iso: string])[] = [
    ['seconds with a fraction', 1320435875.879278, '2011-11-04T19:44:35.879Z'],
    ['whole seconds', 1764072000, '2025-11-25T12:00:00.000Z'],
    ['milliseconds', 1566932400000, '2019-08-27T19:00:00.000Z'],
    ['microseconds', 1614064481380349, '2021-02-23T07:14:41.380Z'],
    ['microseconds in a text', '1614064481380349', '2021-02-23T07:14:41.380Z'],
    ['seconds in a text', '1718987129.308396', '2024-06-21T16:25:29.308Z'],
    ['nanoseconds, beyond 2^53', 1685022245478446000, '2023-05-25T13:44:05.478Z'],
    ['ISO 8601 with nine digits of a second', '2020-02-06T00:17:58.432911368Z', '2020-02-06T00:17:58.432Z'],
    ['an offset without a colon', '2022-05-11T12:29:19.905+0000', '2022-05-11T12:29:19.905Z'],
    ['an offset east of Greenwich', '2021-10-20T05:12:39.783+1100', '2021-10-19T18:12:39.783Z'],
    ['an offset west of Greenwich', '2018-03-07T06:33:21.873077559-05:00', '2018-03-07T11:33:21.873Z'],
    ['an offset of hours alone', '2018-03-07T06:33:21-05', '2018-03-07T11:33:21.000Z'],
    ['no zone, which is UTC', '2023-10-11T22:14:15.003000', '2023-10-11T22:14:15.003Z'],
    ['a space in the middle', '2025-06-30 01:42:13.564', '2025-06-30T01:42:13.564Z'],
    ["Go's own form", '2022-02-12 14:10:23 +0000 UTC', '2022-02-12T14:10:23.000Z'],
    ['a day alone', '2026-11-24', '2026-11-24T00:00:00.000Z'],
    ['the year first, as old OSSEC', '2017 Jan 05 14:11:21', '2017-01-05T14:11:21.000Z'],
    ['mail and HTTP', 'Wed, 16 Jan 2008 18:55:33 GMT', '2008-01-16T18:55:33.000Z'],
    ['no year, of this year', 'Nov 16 14:55:56', '2026-11-16T14:55:56.000Z'],
    ['no year, padded with a blank', 'Nov  6 14:55:56', '2026-11-06T14:55:56.000Z'],
    ['no year, of the last', 'Dec 31 23:59:58', '2025-12-31T23:59:58.000Z'],
    ['no year, of a clock in a zone that is ahead', 'Nov 26 01:00:00', '2026-11-26T01:00:00.000Z'],
    ['a leap second', '2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['the end of a day', '2026-11-24T24:00:00Z', '2026-11-25T00:00:00.000Z'],
    ['a leap day', '2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
    ['a Date', new Date(now), '2026-11-25T12:00:00.000Z']
  ]
  for (const [what, value, iso] of times) {
    it(`is read from ${what}`, () => assert.equal(read(value), iso))
  }

  it('without a year is of the last one that had such a day', () => {
    const january = Date.parse('2025-01-10T00:00:00Z')
    assert.equal(readTime('Feb 29 12:00:00', january), Date.parse('2024-02-29T12:00:00Z'))
    assert.equal(readTime('Feb 30 12:00:00', january), undefined)
  })

  it('is none where there is no time: a measurement, a zero time, other text', () => {
    for (const value of [0, 42, 97.5, -1, NaN, Infinity, 1e30, '', ' ', '42', 'soon', '0001-01-01T00:00:00Z', '2026-13-01', '2026-02-31', '2026-02-29T12:00:00Z', '2026-11-31', '2026-11-00', '2026-11-25T24:59:00Z', '2026-11-25T24:00:01Z', '2026-11-25T25:00:00Z', '2026-11-25T12:00:00+99:99', '2026-11-25T12:00:00+02:75', '2026-11-25 12:00:00 EST', '2026-11-25T99:00:00Z', 'Nov 99 14:55:56', 'Foo 16 14:55:56', null, undefined, true, {}, [], new Date(NaN)]) {
      assert.equal(read(value), undefined, JSON.stringify(value))
    }
  })

  it('is never anything but an instant, whatever the value, and read at once', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const at = readTime(value, now)
        assert.ok(at === undefined || !Number.isNaN(new Date(at).getTime()))
      })
    )
    assert.equal(readTime('1'.repeat(1_000_000), now), undefined)
  })

  it('is that of any ISO 8601 text', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), (date) => {
        assert.equal(readTime(date.toISOString(), now), date.getTime())
      })
    )
  })
})
