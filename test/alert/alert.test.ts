import assert from 'node:assert/strict'
import { type Alert, readAlert, type Replaced } from '../../nodes/alert/alert'
import { levelColors, levels, readLevel } from '../../nodes/alert/level'

const now = '2024-03-01T10:30:05.000Z'

const read = (payload: unknown): Alert => {
  const reading = readAlert(payload, now)
  assert.ok(reading.ok)
  return reading.alert
}

const replaced = (payload: unknown): readonly Replaced[] => {
  const reading = readAlert(payload, now)
  assert.ok(reading.ok)
  return reading.replaced
}

const problem = (payload: unknown): string => {
  const reading = readAlert(payload, now)
  return reading.ok ? '' : reading.problem
}

describe('An alert', () => {
  it('is read by its names', () => {
    const payload = { id: '17', key: 'k', title: 'Disk full', level: 'HIGH', link: 'https://siem/17', source: 'nagios', status: 'BUSY', incidents: 3, created: '2024-01-01T00:00:00Z', data: { host: 'a' }, description: 'sda1 is at 97 %', runbook: 'https://wiki/disk', details: [{ name: 'host', value: 'a' }] }
    assert.deepEqual(read(payload), payload)
    assert.deepEqual(replaced(payload), [])
  })

  it("gets Cyphon's defaults for what is absent", () => {
    assert.deepEqual(read({ source: 'nagios' }), { id: '', key: '', title: 'No title available', level: 'INFO', link: '', source: 'nagios', status: 'NEW', incidents: 1, created: now, data: undefined, description: '', runbook: '', details: [] })
  })

  it('is the event itself where it has none of the names', () => {
    const payload = { host: 'a', severity: 3 }
    assert.deepEqual(read(payload), { ...read({ source: '' }), data: payload })
  })

  it('has text, numbers, booleans and Buffers for its title', () => {
    assert.equal(read('Disk full').title, 'Disk full')
    assert.equal(read(42).title, '42')
    assert.equal(read(0).title, '0')
    assert.equal(read(false).title, 'false')
    assert.equal(read(10n).title, '10')
    assert.equal(read(Buffer.from('Disk voll: ü')).title, 'Disk voll: ü')
    assert.equal(read('Disk full').data, 'Disk full')
  })

  it('has no title in an empty or blank text, or one in which nothing is to be seen', () => {
    for (const payload of ['', ' \n\t', '\u200b', '\ufeff \u2060\u00ad', Buffer.alloc(0), { title: '' }, { title: null }, { title: {} }]) {
      assert.equal(read(payload).title, 'No title available')
    }
  })

  it('takes a list for the event', () => {
    assert.deepEqual(read([1, 2]).data, [1, 2])
  })

  it('takes its level in any case', () => {
    for (const level of ['critical', 'Critical', ' CRITICAL ']) assert.equal(read({ level }).level, 'CRITICAL')
  })

  it('is INFO where the level is not one of five, and says so', () => {
    assert.equal(read({ level: 'urgent' }).level, 'INFO')
    assert.deepEqual(replaced({ level: 'urgent' }), [{ name: 'level', given: 'urgent', taken: 'INFO' }])
    assert.deepEqual(replaced({ level: 5 }), [{ name: 'level', given: 5, taken: 'INFO' }])
    assert.equal(replaced({ level: {} }).length, 1)
    assert.deepEqual(replaced({ level: '' }), [])
    assert.deepEqual(replaced({ level: null }), [])
  })

  it('takes its status in any case, else NEW', () => {
    assert.equal(read({ status: 'done' }).status, 'DONE')
    assert.equal(read({ status: 'open' }).status, 'NEW')
    assert.deepEqual(replaced({ status: 'open' }), [{ name: 'status', given: 'open', taken: 'NEW' }])
    assert.deepEqual(replaced({ status: 'done' }), [])
  })

  it('counts incidents from 1, in numbers or digits', () => {
    assert.equal(read({ incidents: 7 }).incidents, 7)
    assert.equal(read({ incidents: ' 7 ' }).incidents, 7)
    for (const incidents of [0, -1, 1.5, NaN, Infinity, 'many', '1e3', null, [2]]) assert.equal(read({ incidents }).incidents, 1)
    assert.deepEqual(replaced({ incidents: 'many' }), [{ name: 'incidents', given: 'many', taken: 1 }])
    assert.deepEqual(replaced({ incidents: 7 }), [])
  })

  it('takes numbers for its texts, and nothing for what is no text', () => {
    const { id, key, source, link } = read({ id: 17, key: true, source: { a: 1 }, link: ['x'], title: 'x' })
    assert.deepEqual([id, key, source, link], ['17', 'true', '', ''])
  })

  it('takes a Date for when it was created', () => {
    assert.equal(read({ created: new Date(0) }).created, '1970-01-01T00:00:00.000Z')
    assert.equal(read({ created: new Date(NaN) }).created, now)
    assert.equal(read({ created: '' }).created, now)
  })

  it('has a title of one line, and of 255 characters at most', () => {
    assert.equal(read('a\r\n  b\tc').title, 'a b c')
    assert.equal(read('x'.repeat(255)).title, 'x'.repeat(255))
    assert.equal(read('x'.repeat(256)).title, `${'x'.repeat(254)}…`)
    assert.equal(read('😀'.repeat(255)).title, '😀'.repeat(255))
    assert.equal(read('😀'.repeat(256)).title, `${'😀'.repeat(254)}…`)
  })

  it('has a title without half a character, and without the blanks that it began with', () => {
    assert.ok(read(`a${' '.repeat(1018)}😀${'b'.repeat(300)}`).title.isWellFormed())
    assert.equal(read(`${' '.repeat(5000)}Disk full`).title, 'Disk full')
  })

  it('has a title from megabytes of text', () => {
    assert.equal(Array.from(read('😀 '.repeat(500_000)).title).length, 255)
  })

  it('is not taken from what its prototype has', () => {
    assert.equal(read(Object.assign(Object.create({ title: 'inherited' }) as object, { source: 'x' })).title, 'No title available')
  })

  it('is read without a name whose getter throws', () => {
    const payload = Object.defineProperty({ title: 'Disk full' }, 'level', { enumerable: true, get: () => { throw new Error('no') } })
    assert.equal(read(payload).title, 'Disk full')
    assert.equal(read(payload).level, 'INFO')
  })

  it('is none where there is nothing, or nothing that is data', () => {
    assert.equal(problem(null), 'nothing')
    assert.equal(problem(undefined), 'nothing')
    assert.equal(problem({}), 'empty')
    assert.equal(problem([]), 'empty')
    assert.equal(problem(() => 1), 'not-data')
    assert.equal(problem(Symbol('x')), 'not-data')
  })
})

describe('A level', () => {
  it("is one of Cyphon's five, worst first, each with its colour", () => {
    assert.deepEqual(levels, ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFO'])
    assert.deepEqual(levelColors, { CRITICAL: '#c168a6', HIGH: '#d6705c', MEDIUM: '#ffc578', LOW: '#6ca887', INFO: '#80b8d6' })
  })

  it('is read in any case, and from text only', () => {
    assert.equal(readLevel('low'), 'LOW')
    for (const value of ['lowest', '', 1, null, undefined, {}, ['LOW']]) assert.equal(readLevel(value), undefined)
  })
})
