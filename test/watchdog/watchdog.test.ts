import assert from 'node:assert/strict'
import { randomFrom } from '../support/random'
import { alertOf, all, kinds, looking, noon, problemOf, rule, trigger } from './looking'

const minute = 60_000

/** Anything is an alert, and the same where the host is; `up` resolves it. */
const hosts = {
  title: '{{host}} is down',
  source: 'pings',
  triggers: [trigger('HIGH')],
  resolvedWhen: all(rule('state', 'equals', 'up')),
  muzzleEnabled: true,
  muzzleFields: 'host',
  muzzleInterval: 1,
  muzzleUnit: 'h',
  muzzleWindow: 'bucket'
}

describe('The triggers of a watchdog', () => {
  const level = (triggers: readonly object[], event: unknown): string | undefined => {
    const [finding] = looking({ triggers }).look(event)
    return finding?.kind === 'nothing' ? undefined : finding?.alert.level
  }

  it('give the level of the first whose rules hold, in the order in which they stand', () => {
    const ranked = [trigger('CRITICAL', rule('n', '>=', '10')), trigger('HIGH', rule('n', '>=', '5')), trigger('LOW', rule('n', '>=', '1'))]
    assert.deepEqual([12, 10, 9, 5, 4, 1, 0].map((n) => level(ranked, { n })), ['CRITICAL', 'CRITICAL', 'HIGH', 'HIGH', 'LOW', 'LOW', undefined])
    // The other way round the first holds for all of them.
    assert.deepEqual([12, 5, 1].map((n) => level([...ranked].reverse(), { n })), ['LOW', 'LOW', 'LOW'])
  })

  it('go by rank, not by how grave the level is', () => {
    assert.equal(level([trigger('INFO', rule('test', 'equals', 'true')), trigger('CRITICAL')], { test: true }), 'INFO')
    assert.equal(level([trigger('INFO', rule('test', 'equals', 'true')), trigger('CRITICAL')], {}), 'CRITICAL')
  })

  it('hold for everything where they have no rules, and make no alert where there is none', () => {
    assert.equal(level([trigger('LOW')], { any: 1 }), 'LOW')
    assert.equal(level([], { any: 1 }), undefined)
    assert.equal(level([{ level: 'LOW', logic: 'OR', nodes: [] }], { any: 1 }), undefined)
  })

  it('see a field of the event, what was derived, the topic and the message', () => {
    const derive = [{ name: 'n', from: ['value'] }]
    const at = (field: string): string => kinds(looking({ derive, triggers: [trigger('LOW', rule(field, 'equals', '5'))] }).look({ value: 5 }, noon, { topic: '5', five: 5 }))
    assert.deepEqual(['value', 'n', 'topic', 'msg.five', 'payload.value', 'msg.payload.value', 'missing'].map(at), ['new', 'new', 'new', 'new', 'new', 'new', 'nothing'])
    assert.equal(kinds(looking({ triggers: [trigger('LOW', rule('', '>', '90'))] }).look(93)), 'new')
  })

  it("see the event's own field where it is called like a part of the message", () => {
    const { look } = looking({ triggers: [trigger('LOW', rule('topic', 'equals', 'own'))], title: '{{topic}}' })
    assert.equal(alertOf(look({ topic: 'own' }, noon, { topic: 'other' })).title, 'own')
    assert.equal(kinds(look({ topic: 'x' }, noon, { topic: 'own' })), 'nothing')
  })

  it('that cannot work are told by their number, with what is wrong', () => {
    assert.equal(problemOf({ triggers: [trigger('LOW'), trigger('URGENT')] }), 'CONFIG_INVALID trigger-level')
    assert.equal(problemOf({ triggers: [trigger('LOW', rule('a', 'equals', '(?=x)', { regex: true }))] }), 'SIEVE_INVALID trigger unsupported-regex')
    assert.equal(problemOf({ triggers: [trigger('LOW', rule('a', 'resembles', 'x'))] }), 'SIEVE_INVALID trigger unknown-operator')
    assert.equal(problemOf({ triggers: [trigger('LOW', { type: 'ref', sieve: 0, negate: false })] }), 'SIEVE_INVALID trigger dangling-reference')
    assert.equal(problemOf({ triggers: ['LOW'] }), 'SIEVE_INVALID trigger-unknown')
  })
})

describe('A level that is read from the event', () => {
  const levelFrom = { field: 'severity', map: { critical: 'CRITICAL', '3': 'HIGH', none: '', debug: null } }
  const level = (severity: unknown, map: object = levelFrom.map): string | undefined => {
    const [finding] = looking({ levelFrom: { field: 'severity', map } }).look({ severity })
    return finding?.kind === 'nothing' ? undefined : finding?.alert.level
  }

  it('is found by its name in any case, as number or text, and in a list', () => {
    assert.deepEqual(['critical', ' Critical ', 3, '3', ['x', 'CRITICAL']].map((value) => level(value)), ['CRITICAL', 'CRITICAL', 'HIGH', 'HIGH', 'CRITICAL'])
  })

  it('is none for a name that is not in the map, for nothing, and for what maps to nothing', () => {
    assert.deepEqual(['fatal', '', undefined, null, {}, 'none', 'debug'].map((value) => level(value)), Array(7).fill(undefined))
  })

  it('is that of * for any other value, and for none', () => {
    const map = { ...levelFrom.map, '*': 'MEDIUM' }
    assert.deepEqual(['fatal', undefined, {}, 'none', 'critical'].map((value) => level(value, map)), ['MEDIUM', 'MEDIUM', 'MEDIUM', undefined, 'CRITICAL'])
    assert.equal(level('fatal', { '*': '' }), undefined)
  })

  it('is the gravest of those in a list', () => {
    assert.equal(level(['3', 'critical', 'debug']), 'CRITICAL')
    assert.equal(level(['debug', 'other']), undefined)
  })

  it('does not come from what every object has', () => {
    assert.equal(level('constructor'), undefined)
    assert.equal(level('__proto__'), undefined)
  })

  it('is not asked where there are triggers', () => {
    assert.equal(kinds(looking({ levelFrom, triggers: [trigger('LOW', rule('x', 'equals', '1'))] }).look({ severity: 'critical' })), 'nothing')
  })

  it('that maps to none of the five is told', () => {
    assert.equal(problemOf({ levelFrom: { field: 's', map: { a: 'URGENT' } } }), 'CONFIG_INVALID map-level')
    assert.equal(problemOf({ levelFrom: { field: 's', map: { a: 5 } } }), 'CONFIG_INVALID map-level')
    assert.equal(problemOf({ levelFrom: { field: 'a..b', map: {} } }), 'CONFIG_INVALID field')
  })
})

describe('An alert of a watchdog', () => {
  it('is whole: its texts from templates, its time from the event, the event for its data', () => {
    const event = { rule: { name: 'Disk full', id: 7 }, host: 'db-01', at: 1764072000, more: 'sda1 is at 97 %', tags: ['disk', 'db'], labels: { a: 'b', n: 1, none: null } }
    const { look } = looking({
      triggers: [trigger('HIGH')],
      title: '{{rule.name}} on {{host}}',
      source: 'agent on\n {{host}}',
      link: 'https://siem.example.com/rules/{{rule.id}}?host={{host}}',
      description: '{{more}}\n',
      runbook: 'https://wiki.example.com/{{rule.name}}',
      time: 'at',
      details: 'host, tags, labels, missing, rule["id"]',
      muzzleFields: 'host'
    })
    const { key, ...alert } = alertOf(look(event))
    assert.match(key, /^[\w-]{22}$/)
    assert.deepEqual(alert, {
      id: 'alert 1',
      title: 'Disk full on db-01',
      level: 'HIGH',
      link: 'https://siem.example.com/rules/7?host=db-01',
      source: 'agent on db-01',
      status: 'NEW',
      incidents: 1,
      created: '2025-11-25T12:00:00.000Z',
      data: event,
      description: 'sda1 is at 97 %',
      runbook: 'https://wiki.example.com/Disk%20full',
      details: [{ name: 'host', value: 'db-01' }, { name: 'tags', value: 'disk, db' }, { name: 'a', value: 'b' }, { name: 'n', value: '1' }, { name: 'rule["id"]', value: '7' }]
    })
  })

  it('has the hour of its arrival where the event has none', () => {
    assert.equal(alertOf(looking({ triggers: [trigger('LOW')], time: 'at' }).look({ at: 'soon' })).created, '2026-11-25T12:00:00.000Z')
  })

  it('has values in its texts as they are: they are made safe where they are shown', () => {
    assert.equal(alertOf(looking({ triggers: [trigger('LOW')], title: '{{x}}' }).look({ x: '@channel <b>*x*</b>' })).title, '@channel <b>*x*</b>')
  })

  it('has a title of 255 characters at most, and Cyphon’s where there is none', () => {
    const { look } = looking({ triggers: [trigger('LOW')], title: '{{x}}' })
    assert.equal(Array.from(alertOf(look({ x: '😀'.repeat(300) })).title).length, 255)
    assert.equal(alertOf(look({})).title, 'No title available')
  })

  it('has a link whose values cannot lead elsewhere, but for one that is the address itself', () => {
    const link = (template: string, url: string): string => alertOf(looking({ triggers: [trigger('LOW')], link: template }).look({ url })).link
    assert.equal(link('https://siem.example.com/{{url}}', '../x?a=b#c d'), 'https://siem.example.com/..%2Fx%3Fa%3Db%23c%20d')
    assert.equal(link('{{url}}', 'https://siem.example.com/a?b=c'), 'https://siem.example.com/a?b=c')
    assert.equal(link('https://siem.example.com/{{{url}}}', 'a?b=c'), 'https://siem.example.com/a?b=c')
    assert.equal(link('https://siem.example.com/{{url}}', '\ud800'), 'https://siem.example.com/%EF%BF%BD')
  })

  it('leaves out of its details a number that JSON has lost digits of', () => {
    assert.deepEqual(alertOf(looking({ triggers: [trigger('LOW')], details: 'fields' }).look({ fields: { 'evt.time': 1685022245478445995, 'proc.name': 'sh' } })).details, [{ name: 'proc.name', value: 'sh' }])
  })

  it('is made of whatever the event holds', () => {
    const loop: Record<string, unknown> = { toJSON: () => undefined }
    loop.loop = loop
    const hostile = { get host(): never { throw new Error('no') }, loop, big: 'x'.repeat(2_000_000), n: 1n }
    const { look } = looking({ ...hosts, details: 'loop, big, n, host', title: '{{loop}} {{big}}', link: '{{big}}', derive: [{ name: 'd', from: ['loop', 'host'], json: true, match: 'x' }] })
    assert.equal(alertOf(look(hostile)).level, 'HIGH')
    const nothingIn = new Proxy({}, { get: () => { throw new Error('no') }, ownKeys: () => { throw new Error('no') } })
    for (const event of [null, undefined, 'text', 5, [], nothingIn, { host: nothingIn, big: nothingIn, loop: nothingIn }]) {
      const { level, title, data } = alertOf(look(event))
      assert.deepEqual([level, title, data === event], ['HIGH', title, true])
      assert.notEqual(title, '')
    }
  })
})

describe('Repeats', () => {
  it('are counted on the first, keep its id and hour, and bring the event that is new', () => {
    const { look } = looking(hosts)
    const first = alertOf(look({ host: 'a', n: 1 }))
    const findings = look({ host: 'a', n: 2 }, noon + minute)
    assert.equal(kinds(findings), 'update')
    assert.deepEqual(alertOf(findings), { ...first, incidents: 2, data: { host: 'a', n: 2 } })
    assert.equal(alertOf(look({ host: 'a' }, noon + 2 * minute)).incidents, 3)
  })

  it('are of the same host; another host is another alert', () => {
    const { look } = looking(hosts)
    assert.equal(kinds([...look({ host: 'a' }), ...look({ host: 'b' }), ...look({ host: 'a' }), ...look({ host: 'b' })]), 'new new update update')
  })

  it('by buckets end with the hour of the clock', () => {
    const { look } = looking(hosts)
    assert.equal(kinds([...look({ host: 'a' }, noon + 59 * minute), ...look({ host: 'a' }, noon + 60 * minute - 1), ...look({ host: 'a' }, noon + 60 * minute)]), 'new update new')
  })

  it('by a window that slides end an hour after the first, whatever came between', () => {
    const { look } = looking({ ...hosts, muzzleWindow: 'sliding' })
    assert.equal(
      kinds([59, 60, 100, 118, 119].flatMap((minutes) => look({ host: 'a' }, noon + minutes * minute))),
      'new update update update new'
    )
  })

  it('at another level are a new alert of the same key, and are counted apart', () => {
    const { look } = looking({ ...hosts, triggers: [trigger('CRITICAL', rule('n', '>', '90')), trigger('HIGH')] })
    const sent = [95, 50, 96, 51].map((n, index) => look({ host: 'a', n }, noon + index))
    assert.equal(kinds(sent.flat()), 'new new update update')
    const alerts = sent.map((findings) => alertOf(findings))
    assert.deepEqual(alerts.map(({ id, level, incidents }) => `${id} ${level} ${incidents}`), ['alert 1 CRITICAL 1', 'alert 2 HIGH 1', 'alert 1 CRITICAL 2', 'alert 2 HIGH 2'])
    assert.equal(new Set(alerts.map(({ key }) => key)).size, 1)
  })

  it('are new alerts where the muzzle is off', () => {
    const { look, open } = looking({ ...hosts, muzzleEnabled: false, resolvedWhen: undefined })
    assert.equal(kinds([...look({ host: 'a' }), ...look({ host: 'a' })]), 'new new')
    assert.equal(open.size, 0, 'nobody will ask')
  })

  it('are none where a matching field is a number that JSON has lost digits of: it could be another', () => {
    const { look, inexact } = looking(hosts)
    assert.equal(kinds([...look(JSON.parse('{"host":9007199254740993}')), ...look(JSON.parse('{"host":9007199254740992}'))]), 'new new')
    assert.deepEqual(inexact, ['host', 'host'])
    assert.equal(kinds([...look({ host: Number.MAX_SAFE_INTEGER }), ...look({ host: Number.MAX_SAFE_INTEGER }), ...look({ host: 1e300 + 0.5 })]), 'new update new')
  })

  it('are none where a derived value was made of such a number', () => {
    const { look, inexact } = looking({ ...hosts, derive: [{ name: 'id', from: ['text'], json: true, match: '\\d+' }], muzzleFields: 'id' })
    assert.equal(kinds([...look({ text: '9007199254740993' }), ...look({ text: '9007199254740992' })]), 'new new')
    assert.deepEqual(inexact, ['id', 'id'])
  })

  it('are none where the source is made of such a number, or of more than it shows', () => {
    const { look, inexact } = looking({ ...hosts, source: 'Agent {{id}}{{#items}}{{name}} {{/items}}' })
    assert.equal(kinds([...look({ id: 9007199254740992 }), ...look({ id: 9007199254740992 })]), 'new new')
    const items = (last: string): object[] => [...Array.from({ length: 5000 }, () => ({ name: 'x' })), { name: last }]
    assert.equal(kinds([...look({ items: items('a') }), ...look({ items: items('b') })]), 'new new')
    assert.deepEqual(inexact, ['', '', '', ''])
    const long = (end: string): object => ({ id: `${'x'.repeat(30_000)}${end}` })
    assert.equal(kinds([...look(long('a')), ...look(long('b')), ...look(long('a'))]), 'new new update')
  })

  it('have the source that is shown, whatever it is made of', () => {
    const { look } = looking({ ...hosts, source: 'Agent {{id}} {{more}}', triggers: [trigger('HIGH')] })
    assert.equal(kinds([...look({ id: 'a', more: '' }), ...look({ id: 'a' }), ...look({ id: 'a ', more: null })]), 'new update update')
  })

  it('are of one watchdog: another has keys of its own', () => {
    assert.notEqual(alertOf(looking(hosts).look({ host: 'a' })).key, alertOf(looking(hosts, [], { id: 'cat' }).look({ host: 'a' })).key)
  })

  it('are counted on after a restart, in the same window and by the same key', () => {
    const before = looking(hosts)
    const first = alertOf(before.look({ host: 'a' }))
    before.look({ host: 'a' }, noon + 1)
    const after = looking(hosts, before.noted)
    assert.deepEqual(alertOf(after.look({ host: 'a' }, noon + 2)), { ...first, incidents: 3 })
    assert.equal(kinds(after.look({ host: 'a' }, noon + 60 * minute)), 'new')
  })

  it('are counted right among 10,000 mixed events, with a restart in the middle', () => {
    const saved = { ...hosts, triggers: [trigger('CRITICAL', rule('n', '>', '90')), trigger('HIGH', rule('n', '>', '20'))], muzzleInterval: 10, muzzleUnit: 'm' }
    const random = randomFrom(20261125)
    /** What is open, kept as plainly as can be: by host and level, with its bucket. */
    const model = new Map<string, Map<string, { bucket: number; count: number }>>()
    let dog = looking(saved)
    let now = noon
    const seen = { new: 0, update: 0, nothing: 0 }
    for (let index = 0; index < 10_000; index += 1) {
      if (index === 5000) dog = looking(saved, dog.noted)
      now += Math.floor(random() * 2000)
      const host = `host-${Math.floor(random() * 50)}`
      const n = Math.floor(random() * 100)
      const isUp = random() < 0.1
      const [finding] = dog.look({ host, n, state: isUp ? 'up' : 'down' }, now)
      const level = n > 90 ? 'CRITICAL' : n > 20 ? 'HIGH' : undefined
      const bucket = Math.floor(Math.floor(now / 1000) / 600)
      const standing = level === undefined ? undefined : model.get(host)?.get(level)
      let expected: string
      if (isUp) {
        expected = model.delete(host) ? 'update DONE' : 'nothing'
      } else if (level === undefined) {
        expected = 'nothing'
      } else if (standing?.bucket === bucket) {
        standing.count += 1
        expected = `update NEW ${standing.count}`
      } else {
        model.set(host, (model.get(host) ?? new Map<string, { bucket: number; count: number }>()).set(level, { bucket, count: 1 }))
        expected = 'new NEW 1'
      }
      const actual = finding!.kind === 'nothing' ? 'nothing' : `${finding!.kind} ${finding!.alert.status} ${finding!.alert.incidents}`
      assert.equal(actual.slice(0, isUp ? 11 : undefined), expected, `event ${index}`)
      seen[finding!.kind] += 1
    }
    assert.ok(seen.new > 500 && seen.update > 3000 && seen.nothing > 500, JSON.stringify(seen))
  })
})

describe('A resolution', () => {
  it('closes the open alert: DONE, with its id, level, hour and count', () => {
    const { look, open } = looking({ ...hosts, triggers: [trigger('CRITICAL')] })
    const first = alertOf(look({ host: 'a', state: 'down' }))
    look({ host: 'a', state: 'down' }, noon + 1)
    const findings = look({ host: 'a', state: 'up' }, noon + 2)
    assert.equal(kinds(findings), 'update')
    assert.deepEqual(alertOf(findings), { ...first, status: 'DONE', incidents: 2, data: { host: 'a', state: 'up' } })
    assert.equal(open.size, 0)
  })

  it('of nothing open is nothing for us, and so is a second one', () => {
    const { look } = looking(hosts)
    assert.equal(kinds(look({ host: 'a', state: 'up' })), 'nothing')
    look({ host: 'a' })
    assert.equal(kinds([...look({ host: 'a', state: 'up' }), ...look({ host: 'a', state: 'up' })]), 'update nothing')
  })

  it('ends the window: what comes after it is new', () => {
    const { look } = looking(hosts)
    look({ host: 'a' })
    look({ host: 'a', state: 'up' }, noon + 1)
    assert.equal(alertOf(look({ host: 'a' }, noon + 2)).id, 'alert 2')
  })

  it('is of the gravest alert of its key, and closes those at other levels too', () => {
    const { look, open } = looking({ ...hosts, triggers: [trigger('CRITICAL', rule('n', '>', '90')), trigger('HIGH')] })
    look({ host: 'a', n: 85 })
    const gravest = alertOf(look({ host: 'a', n: 95 }, noon + 1))
    look({ host: 'a', n: 85 }, noon + 2)
    assert.deepEqual(alertOf(look({ host: 'a', n: 20, state: 'up' }, noon + 3)), { ...gravest, status: 'DONE', data: { host: 'a', n: 20, state: 'up' } })
    assert.equal(open.size, 0)
  })

  it('is none where a matching field cannot tell it from that of another thing', () => {
    const { look, open } = looking(hosts)
    look({ host: 'a' })
    assert.equal(kinds([...look(JSON.parse('{"host":9007199254740993}')), ...look(JSON.parse('{"host":9007199254740992,"state":"up"}'))]), 'new nothing')
    assert.equal(open.size, 1)
  })

  it('finds its alert where the muzzle is off, or its window is over', () => {
    const off = looking({ ...hosts, muzzleEnabled: false })
    off.look({ host: 'a' })
    assert.equal(kinds(off.look({ host: 'a', state: 'up' }, noon + 600 * minute)), 'update')
    const on = looking(hosts)
    on.look({ host: 'a' })
    assert.equal(kinds(on.look({ host: 'a', state: 'up' }, noon + 600 * minute)), 'update')
  })

  it('finds nothing after 30 days without a word', () => {
    const { look } = looking(hosts)
    look({ host: 'a' })
    assert.equal(kinds(look({ host: 'a', state: 'up' }, noon + 31 * 24 * 60 * minute)), 'nothing')
  })

  it('finds its alert after a restart', () => {
    const before = looking(hosts)
    const { id } = alertOf(before.look({ host: 'a' }))
    const after = looking(hosts, before.noted)
    assert.deepEqual([alertOf(after.look({ host: 'a', state: 'up' })).id, after.open.size], [id, 0])
  })

  it('is told by rules, and by none where there are none', () => {
    const { look } = looking({ ...hosts, resolvedWhen: all() })
    assert.equal(kinds([...look({ host: 'a' }), ...look({ host: 'a', state: 'up' })]), 'new update')
    assert.equal(problemOf({ ...hosts, resolvedWhen: all(rule('a', 'equals', '(', { regex: true })) }), 'SIEVE_INVALID resolvedWhen bad-regex')
  })
})

describe('A watchdog that splits', () => {
  const saved = { split: 'alerts', triggers: [trigger('HIGH', rule('state', 'equals', 'firing'))], title: '{{name}} in {{cluster}} ({{outer.receiver}})', muzzleEnabled: true, muzzleFields: 'name' }

  it('makes one alert per element, and reaches what stands around the list', () => {
    const findings = looking(saved).look({ receiver: 'ops', cluster: 'west', alerts: [{ name: 'a', state: 'firing' }, { name: 'b', state: 'pending' }, { name: 'c', state: 'firing' }] })
    assert.equal(kinds(findings), 'new nothing new')
    assert.equal(alertOf(findings).title, 'a in west (ops)')
    assert.deepEqual(alertOf(findings).data, { name: 'a', state: 'firing' })
  })

  it('looks at the event itself where there is no such list, or nothing in it', () => {
    assert.equal(kinds(looking(saved).look({ name: 'a', state: 'firing' })), 'new')
    assert.equal(kinds(looking(saved).look({ alerts: [] })), 'nothing')
    assert.equal(kinds(looking(saved).look({ alerts: 'none' })), 'nothing')
  })

  it('takes the event itself for the list with a dot', () => {
    const findings = looking({ ...saved, split: '.' }).look([{ name: 'a', state: 'firing' }, { name: 'b', state: 'firing' }])
    assert.equal(kinds(findings), 'new new')
    assert.equal(kinds(looking({ ...saved, split: '.' }).look({ name: 'a', state: 'firing' })), 'new')
  })
})

describe('A watchdog that splits the values of an object', () => {
  const saved = { split: 'data.*', triggers: [trigger('HIGH', rule('value', 'equals', 'true'))], title: '{{device}} {{name}}', details: 'outer.battery, name', muzzleEnabled: true, muzzleFields: 'name' }

  it('makes one event of each, by name and value', () => {
    const findings = looking(saved).look({ device: 'attic', battery: 98, data: { smoke: true, gas: false, 'co.2': true, none: null } })
    assert.equal(kinds(findings), 'new nothing new nothing')
    const { title, data, details } = alertOf(findings)
    assert.deepEqual({ title, data, details }, { title: 'attic smoke', data: { name: 'smoke', value: true }, details: [{ name: 'battery', value: '98' }, { name: 'name', value: 'smoke' }] })
  })

  it('takes those of the event itself with an asterisk alone', () => {
    assert.equal(kinds(looking({ ...saved, split: '*' }).look({ smoke: true, gas: true })), 'new new')
  })

  it('looks at the event itself where there is no such object, or nothing in it', () => {
    for (const data of [undefined, null, 'text', [1, 2], {}, Buffer.from('bytes')]) assert.equal(looking(saved).look({ data, value: true }).length, 1)
    assert.equal(kinds(looking({ ...saved, split: '*' }).look([true])), 'nothing')
  })
})

describe('A watchdog that looks only at some events', () => {
  it('has nothing to do with the others, resolutions included', () => {
    const { look } = looking({ ...hosts, onlyWhen: all(rule('kind', 'equals', 'ping')) })
    assert.equal(kinds([...look({ host: 'a' }), ...look({ host: 'a', kind: 'ping' }), ...look({ host: 'a', state: 'up' })]), 'nothing new nothing')
  })
})

describe('A saved watchdog', () => {
  it('takes from its preset what is not saved at all', () => {
    const event = { rule: { level: 12, description: 'Disk full', id: '1' }, agent: { name: 'web-01', id: '001' } }
    assert.equal(alertOf(looking({ preset: 'wazuh' }).look(event)).source, 'Wazuh on web-01')
    assert.equal(alertOf(looking({ preset: 'wazuh', source: 'mine' }).look(event)).source, 'mine')
    assert.equal(alertOf(looking({ preset: 'wazuh', source: '' }).look(event)).source, '')
    assert.equal(problemOf({ preset: 'nagios' }), 'CONFIG_INVALID preset')
    assert.equal(problemOf({ preset: 'constructor' }), 'CONFIG_INVALID preset')
  })

  it('takes numbers and switches as environment variables leave them', () => {
    const { look } = looking({ ...hosts, muzzleEnabled: 'true', muzzleInterval: '1' })
    assert.equal(kinds([...look({ host: 'a' }), ...look({ host: 'a' })]), 'new update')
  })

  it('that makes no sense is told', () => {
    for (const path of ['muzzleFields', 'details', 'time', 'split']) assert.equal(problemOf({ [path]: '${UNSET}' }), 'CONFIG_INVALID field')
    assert.equal(problemOf({ preset: '${UNSET}' }), 'CONFIG_INVALID preset')
    assert.equal(problemOf({ derive: [{ name: 'a', from: ['${UNSET}'] }] }), 'CONFIG_INVALID field')
    assert.equal(problemOf({ levelFrom: { field: '${UNSET}', map: {} } }), 'CONFIG_INVALID field')
    assert.equal(problemOf({ muzzleEnabled: 'maybe' }), 'CONFIG_INVALID switch')
    assert.equal(problemOf({ muzzleInterval: 0 }), 'CONFIG_INVALID muzzle')
    assert.equal(problemOf({ muzzleInterval: 'soon' }), 'CONFIG_INVALID muzzle')
    assert.equal(problemOf({ muzzleUnit: 'w' }), 'CONFIG_INVALID muzzle')
    assert.equal(problemOf({ muzzleWindow: 'rolling' }), 'CONFIG_INVALID muzzle')
    assert.equal(problemOf({ title: '{{#a}}' }), 'TEMPLATE_INVALID template')
    assert.equal(problemOf({ muzzleFields: 'a..b' }), 'CONFIG_INVALID field')
    assert.equal(problemOf({ details: 'a[' }), 'CONFIG_INVALID field')
    assert.equal(problemOf({ time: 'a..b' }), 'CONFIG_INVALID field')
    assert.equal(problemOf({ split: 'a..b' }), 'CONFIG_INVALID field')
    assert.equal(problemOf({ onlyWhen: all(rule('a', 'resembles', 'x')) }), 'SIEVE_INVALID onlyWhen unknown-operator')
    assert.equal(problemOf({ derive: [{ name: 'a.b', from: ['c'] }] }), 'CONFIG_INVALID derived-name')
    assert.equal(problemOf({ derive: [{ name: 'a', from: ['c..d'] }] }), 'CONFIG_INVALID field')
    assert.equal(problemOf({ derive: [{ name: 'a', from: ['c'], match: '(?<!x)y' }] }), 'CONFIG_INVALID match unsupported-regex')
  })

  it('takes a level of its own over the triggers of its preset', () => {
    const { look } = looking({ preset: 'wazuh', levelFrom: { field: 'rule.level', map: { '3': 'CRITICAL' } } })
    const event = { rule: { level: 3, description: 'x', id: '1' }, agent: { name: 'web-01', id: '001' } }
    assert.equal(alertOf(look(event)).level, 'CRITICAL')
    assert.equal(alertOf(looking({ preset: 'wazuh', levelFrom: { field: '', map: {} } }).look({ ...event, rule: { ...event.rule, level: 12 } })).level, 'HIGH')
  })

  it('has matching fields with brackets and commas in quoted keys', () => {
    const { look } = looking({ ...hosts, muzzleFields: 'x["a],b"], host' })
    assert.equal(kinds([...look({ host: 'a', x: { 'a],b': 1 } }), ...look({ host: 'a', x: { 'a],b': 2 } }), ...look({ host: 'a', x: { 'a],b': 1 } })]), 'new new update')
  })

  it('has matching fields with commas in quoted keys', () => {
    const { look } = looking({ ...hosts, muzzleFields: 'x["a,b"], host' })
    assert.equal(kinds([...look({ host: 'a', x: { 'a,b': 1 } }), ...look({ host: 'a', x: { 'a,b': 2 } }), ...look({ host: 'a', x: { 'a,b': 1 } })]), 'new new update')
  })
})
