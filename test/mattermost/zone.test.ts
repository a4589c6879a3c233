import assert from 'node:assert/strict'
import { ActionBook } from '../../nodes/action/action-book'
import { PostComposer } from '../../nodes/action/composer'
import { readAction } from '../../nodes/action/saved'
import { readMessage } from '../../nodes/mattermost/handler'
import { Zone } from '../../nodes/mattermost/zone'
import { anAlert } from './alerts'
import { post } from './places'

const since = (timeZone: string, created: string): string | undefined => post({ text: '{{{since}}}', timeZone }, anAlert({ created })).text

describe("An action's time zone", () => {
  it('is what an alert’s time is shown in, with its name, in summer and winter', () => {
    assert.equal(since('Europe/Berlin', '2026-11-24T08:15:42.000Z'), '2026-11-24 09:15:42 (Europe/Berlin)')
    assert.equal(since('Europe/Berlin', '2026-06-24T08:15:42.000Z'), '2026-06-24 10:15:42 (Europe/Berlin)')
    assert.equal(since('Asia/Kolkata', '2026-11-24T20:15:42.000Z'), '2026-11-25 01:45:42 (Asia/Kolkata)')
    assert.equal(since('UTC', '2026-11-24T00:15:42.000Z'), '2026-11-24 00:15:42 (UTC)')
  })

  it('is the machine’s where none is saved', () => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    assert.equal(since(' ', '2026-11-24T08:15:42.000Z'), since(timeZone, '2026-11-24T08:15:42.000Z'))
  })

  it('leaves {{created}} as it is', () => {
    assert.equal(post({ text: '{{created}}', timeZone: 'Asia/Kolkata' }, anAlert({ created: '2026-11-24T08:15:42.000Z' })).text, '2026-11-24T08:15:42.000Z')
  })

  it('shows what is no instant as it came', () => {
    for (const created of ['yesterday', 'alert 5', '17', '2026-11-24', '2026-11-24 09:15:42', '2026-13-45T08:15:42Z']) assert.equal(since('UTC', created), created)
  })

  it('takes any offset that a time has', () => {
    assert.equal(since('UTC', '2026-11-24T10:15:42+02:00'), '2026-11-24 08:15:42 (UTC)')
    assert.equal(since('UTC', '2026-11-24T10:15:42.123456+0200'), '2026-11-24 08:15:42 (UTC)')
  })

  it('is told at deploy where there is no such zone', () => {
    assert.equal(Zone.read('Europe/Berlyn'), undefined)
    assert.deepEqual(readMessage({ timeZone: 'Europe/Berlyn' }), { ok: false, part: 'timeZone', problem: 'Europe/Berlyn' })
    const reading = readAction({ id: 'a', timeZone: 'Europe/Berlyn' }, { ok: true, office: {} as never }, () => '')
    assert.ok(reading.kind === 'invalid')
    assert.equal(reading.failure.reason, 'time-zone')
  })

  it('is that of the digest of its alerts, too', () => {
    const saved = { timeZone: 'Asia/Kolkata', template: 'compact' }
    const composer = new PostComposer(new ActionBook(() => saved, '', () => undefined), '', () => 'digest-1')
    const waiting = ['2026-11-24T08:00:00Z', '2026-11-24T09:00:00Z'].map((created, at) => ({
      id: String(at), action: 'a', taken: 0, message: JSON.stringify({ payload: { title: 'x', created } })
    }))
    const [shipment] = composer.digest(waiting as never)
    const { text } = JSON.parse(shipment?.body?.toString('utf8') ?? '') as { text: string }
    assert.match(text, /^From 13:30:00 to 14:30:00 on 2026-11-24 \(Asia\/Kolkata\)$/m)
  })

  it('is kept, with the choice of a message, for alerts of an action that is gone', () => {
    const saved = { title: 'T', timeZone: 'Asia/Kolkata', template: 'compact', color: 'good', wires: [] }
    let kept = ''
    new ActionBook(() => undefined, '', (text) => { kept = text }).note('a', saved)
    assert.deepEqual(JSON.parse(kept), { a: { title: 'T', timeZone: 'Asia/Kolkata', template: 'compact', color: 'good' } })
    assert.equal(new ActionBook(() => undefined, kept, () => undefined).of('a').message.zone.name, 'Asia/Kolkata')
  })
})
