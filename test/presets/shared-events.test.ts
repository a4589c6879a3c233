/** Events as their tools sent them, where a folder of them lies beside the project; what is expected is read from each event. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { alertIn, now, watchdogOf } from './looking'

const folder = join(__dirname, '..', '..', '..', 'shared', 'events')

/** What a key, or a number in a list, leads to; `undefined` for nothing. */
const at = (value: unknown, ...path: readonly (string | number)[]): unknown => {
  let here = value
  for (const key of path) {
    if (typeof here !== 'object' || here === null) return undefined
    here = (here as Record<string | number, unknown>)[key]
  }
  return here
}

const text = (value: unknown, ...path: readonly (string | number)[]): string => {
  const found = at(value, ...path)
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : ''
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : [])

const parsed = (value: unknown): unknown => JSON.parse(String(value))

const isWeb = (address: string): boolean => /^https?:\/\/./.test(address)

const firstWeb = (...addresses: readonly string[]): string => addresses.find(isWeb) ?? ''

const oneLine = (value: string): string => value.replace(/\s+/g, ' ').trim()

/** What is expected of one event; `undefined` for "nothing for us". */
interface Fact {
  readonly title: string
  readonly level: string
  readonly link: string
  readonly source: string
  /** Whether the event says that it is over. */
  readonly over: boolean
  /** What is the same for two events about the same thing, and for no others. */
  readonly thing: unknown
  /** When it began, in ms since the epoch; that of its arrival where the event has no time. */
  readonly began: number
}

type Facts = (payload: unknown, topic: string) => readonly (Fact | undefined)[]

/** Prometheus has no scale, but habits. */
const habit = (word: string): string =>
  ({ critical: 'CRITICAL', page: 'CRITICAL', error: 'HIGH', high: 'HIGH', warning: 'MEDIUM', info: 'INFO' })[word.toLowerCase()] ?? 'MEDIUM'

const behind = (name: string, where: string): string => (where === '' ? name : `${name}: ${where}`)

const instance = (labels: unknown): string => text(labels, 'instance') || text(labels, 'host')

const iso = (value: string): number => Date.parse(value.replace(/(\.\d{3})\d+/, '$1'))

const byNumber = (level: number, steps: readonly (readonly [from: number, name: string])[]): string => steps.find(([from]) => level >= from)?.[1] ?? ''

const falcoLevel: Readonly<Record<string, string>> = { Critical: 'CRITICAL', Error: 'HIGH', Notice: 'LOW' }
const syslogLevel = ['CRITICAL', 'CRITICAL', 'CRITICAL', 'HIGH', 'MEDIUM', 'LOW']

const factsOf: Readonly<Record<string, Facts>> = {
  alertmanager: (payload) =>
    list(at(payload, 'alerts')).map((alert) => ({
      title: text(alert, 'annotations', 'summary') || text(alert, 'labels', 'alertname'),
      level: habit(text(alert, 'labels', 'severity')),
      link: firstWeb(text(alert, 'generatorURL'), text(payload, 'externalURL')),
      source: behind('Alertmanager', instance(at(alert, 'labels'))),
      over: (text(alert, 'status') || text(payload, 'status')) === 'resolved',
      thing: text(alert, 'fingerprint') || at(alert, 'labels'),
      began: iso(text(alert, 'startsAt'))
    })),
  grafana: (payload) =>
    list(at(payload, 'alerts')).map((alert) => ({
      title: text(alert, 'annotations', 'summary'),
      level: habit(text(alert, 'labels', 'severity')),
      link: firstWeb(text(alert, 'panelURL'), text(alert, 'dashboardURL'), text(alert, 'generatorURL')),
      source: behind('Grafana', instance(at(alert, 'labels'))),
      over: text(alert, 'status') === 'resolved',
      thing: text(alert, 'fingerprint'),
      began: iso(text(alert, 'startsAt'))
    })),
  wazuh: (event) => [
    {
      title: text(event, 'rule', 'description'),
      level: byNumber(Number(at(event, 'rule', 'level')), [[15, 'CRITICAL'], [12, 'HIGH'], [7, 'MEDIUM'], [4, 'LOW'], [1, 'INFO']]),
      link: '',
      source: `Wazuh on ${text(event, 'agent', 'name')}`,
      over: false,
      thing: [text(event, 'rule', 'id'), text(event, 'rule', 'description'), text(event, 'agent', 'id'), text(event, 'data', 'srcip'), text(event, 'location')],
      began: iso(text(event, 'timestamp').replace(/(\d\d)(\d\d)$/, '$1:$2'))
    }
  ],
  suricata: (event) => [
    {
      title: text(event, 'alert', 'signature'),
      level: ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'][Number(at(event, 'alert', 'severity')) - 1] ?? 'INFO',
      link: '',
      source: 'Suricata',
      over: false,
      thing: [text(event, 'alert', 'signature_id'), text(event, 'src_ip'), text(event, 'dest_ip')],
      began: iso(text(event, 'timestamp').replace(/(\d\d)(\d\d)$/, '$1:$2'))
    }
  ],
  zeek: (event) => [
    {
      title: text(event, 'msg'),
      level: list(at(event, 'actions')).join().includes('ALARM') ? 'HIGH' : 'LOW',
      link: '',
      source: text(event, 'peer_descr') === '' ? 'Zeek' : `Zeek on ${text(event, 'peer_descr')}`,
      over: false,
      thing: [text(event, 'note'), text(event, 'src') || text(event, 'id.orig_h'), text(event, 'dst') || text(event, 'id.resp_h')],
      began: Math.floor(Number(at(event, 'ts')) * 1000)
    }
  ],
  falco: (event) => [
    {
      title: text(event, 'rule'),
      level: falcoLevel[text(event, 'priority')] ?? '',
      link: '',
      source: `Falco on ${text(event, 'hostname')}`,
      over: false,
      thing: [text(event, 'rule'), text(event, 'hostname'), text(event, 'output_fields', 'container.id')],
      began: iso(text(event, 'time'))
    }
  ],
  kibana: (event) => [
    {
      title: text(event, 'kibana.alert.rule.name'),
      level: text(event, 'kibana.alert.severity').toUpperCase(),
      link: text(event, 'kibana.alert.url'),
      source: `Elastic Security on ${text(event, 'host', 'name')}`,
      over: text(event, 'kibana.alert.workflow_status') === 'closed',
      thing: [text(event, 'kibana.alert.rule.uuid'), text(event, 'host', 'name')],
      began: iso(text(event, '@timestamp'))
    }
  ],
  github: (event) => {
    const severity = text(event, 'alert', 'security_advisory', 'severity') || text(event, 'alert', 'rule', 'severity')
    return [
      {
        title: text(event, 'alert', 'security_advisory', 'summary') || text(event, 'alert', 'rule', 'description'),
        level: severity === 'error' ? 'HIGH' : severity.toUpperCase(),
        link: text(event, 'alert', 'html_url'),
        source: `GitHub: ${text(event, 'repository', 'full_name')}`,
        over: ['fixed', 'dismissed'].includes(text(event, 'alert', 'state')),
        thing: text(event, 'alert', 'html_url'),
        began: iso(text(event, 'alert', 'created_at'))
      }
    ]
  },
  sentry: (event) => {
    const about = at(event, 'data', 'issue') ?? at(event, 'data', 'event')
    const address = text(about, 'url').split('/')
    return [
      {
        title: text(about, 'title'),
        level: { error: 'HIGH', info: 'INFO' }[text(about, 'level')] ?? '',
        link: firstWeb(text(about, 'web_url'), text(about, 'permalink')),
        source: `Sentry: ${text(about, 'project', 'slug') || String(address[address.indexOf('projects') + 2])}`,
        over: text(event, 'action') === 'resolved',
        thing: text(about, 'issue_url').split('/').at(-2) ?? text(about, 'id'),
        began: iso(text(about, 'firstSeen') || text(about, 'datetime'))
      }
    ]
  },
  zabbix: (event) => [
    {
      title: text(event, 'trigger'),
      level: { Disaster: 'CRITICAL', High: 'HIGH', Average: 'MEDIUM', Warning: 'LOW' }[text(event, 'severity')] ?? 'INFO',
      link: text(event, 'link'),
      source: `Zabbix: ${text(event, 'hostname')}`,
      over: text(event, 'status') === 'OK',
      thing: new URL(text(event, 'link')).searchParams.get('triggerid'),
      began: now
    }
  ],
  uptimekuma: (event) => [
    {
      title: text(event, 'msg'),
      level: 'CRITICAL',
      link: firstWeb(text(event, 'monitor', 'url')),
      source: `Uptime Kuma: ${text(event, 'monitor', 'name')}`,
      over: at(event, 'heartbeat', 'status') === 1,
      thing: at(event, 'monitor', 'id'),
      began: iso(`${text(event, 'heartbeat', 'time').replace(' ', 'T')}Z`)
    }
  ],
  gatus: (event) => [
    {
      title: text(event, 'payload', 'summary').replace(/^[A-Z]+: /, ''),
      level: 'CRITICAL',
      link: '',
      source: 'Gatus',
      over: text(event, 'event_action') === 'resolve',
      thing: text(event, 'payload', 'summary').split(': ')[1],
      began: now
    }
  ],
  healthchecks: (event) => [
    {
      title: `${text(event, 'name')} is ${text(event, 'status')}`,
      level: 'HIGH',
      link: isWeb(text(event, 'update_url')) ? 'an address of its page' : '',
      source: 'Healthchecks',
      over: text(event, 'status') === 'up',
      thing: text(event, 'uuid'),
      began: now
    }
  ],
  'aws-sns': (payload) => {
    const envelope = at(payload, 'Records', 0, 'Sns') ?? payload
    if (!['Notification'].includes(text(envelope, 'Type'))) return [undefined]
    const alarm = parsed(at(envelope, 'Message'))
    const region = text(envelope, 'TopicArn').split(':')[3] ?? ''
    return [
      {
        title: text(envelope, 'Subject'),
        level: 'HIGH',
        link: `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#alarmsV2:alarm/${text(alarm, 'AlarmName')}`,
        source: `CloudWatch: ${text(alarm, 'AWSAccountId')}`,
        over: text(alarm, 'NewStateValue') === 'OK',
        thing: [text(alarm, 'AWSAccountId'), text(alarm, 'Region'), text(alarm, 'AlarmName')],
        began: iso(text(alarm, 'StateChangeTime').replace(/(\d\d)(\d\d)$/, '$1:$2'))
      }
    ]
  },
  syslog: (event) => [
    {
      title: `${text(event, 'app_name') || text(event, 'SYSLOG_IDENTIFIER')}: ${text(event, 'message') || text(event, 'MESSAGE')}`,
      level: syslogLevel[Number(text(event, 'severity') || text(event, 'PRIORITY'))] ?? '',
      link: '',
      source: `syslog on ${text(event, 'hostname') || text(event, '_HOSTNAME')}`,
      over: false,
      thing: text(event, 'message') || text(event, 'MESSAGE'),
      // Without a zone it is UTC; journald counts microseconds, in a text.
      began: text(event, 'timestamp') === '' ? Math.floor(Number(text(event, '_SOURCE_REALTIME_TIMESTAMP')) / 1000) : iso(`${text(event, 'timestamp')}Z`)
    }
  ],
  crowdsec: (payload) =>
    list(payload).map((alert) => ({
      title: text(alert, 'message'),
      level: at(alert, 'remediation') === true ? 'HIGH' : 'MEDIUM',
      link: `https://app.crowdsec.net/cti/${text(alert, 'source', 'ip')}`,
      source: 'CrowdSec',
      over: false,
      thing: [text(alert, 'scenario'), text(alert, 'source', 'value')],
      began: iso(text(alert, 'start_at'))
    })),
  thehive: (event) => [
    {
      title: text(event, 'title'),
      level: ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'][Number(at(event, 'severity')) - 1] ?? '',
      link: '',
      source: `TheHive: ${text(event, 'source')}`,
      over: false,
      thing: [text(event, 'type'), text(event, 'source'), text(event, 'sourceRef')],
      began: Number(at(event, 'date'))
    }
  ],
  // A light is no danger.
  homeassistant: () => [undefined],
  frigate: (event) => [
    {
      title: `${text(event, 'after', 'camera')}: ${list(at(event, 'after', 'data', 'objects')).join(' ')}`,
      level: text(event, 'after', 'severity') === 'alert' ? 'HIGH' : 'LOW',
      link: '',
      source: `Frigate: ${text(event, 'after', 'camera')}`,
      over: text(event, 'type') === 'end',
      thing: text(event, 'after', 'id'),
      began: Math.floor(Number(at(event, 'after', 'start_time')) * 1000)
    }
  ],
  zigbee2mqtt: (event, topic) =>
    Object.keys(event as object).map((name) => ({
      title: `${topic.split('/').slice(1).join('/')}: ${name.replace('_', ' ')}`,
      level: 'CRITICAL',
      link: '',
      source: 'Zigbee2MQTT',
      over: name !== 'water_leak' || at(event, name) === false,
      thing: `${topic} ${name}`,
      began: now
    }))
}

const presetOf = (name: string): string =>
  ({ 'mqtt-1': 'frigate', 'mqtt-4': 'zigbee2mqtt', 'journald-1': 'syslog' })[name] ?? name.replace(/-\d+$/, '')

const topicOf = (name: string): string => (name === 'mqtt-4' ? 'zigbee/czujnikzalania1' : '')

const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => name.replace(/\.json$/, '')) : []

const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))

if (names.length > 0) {
  describe('The events of the folder beside the project', () => {
    for (const name of names) {
      it(`${name} is told as its fields say, by the preset ${presetOf(name)}`, () => {
        const facts = factsOf[presetOf(name)]
        assert.ok(facts !== undefined, `nothing is known of ${name}`)
        const expected = facts(read(name), topicOf(name))
        const found = watchdogOf(presetOf(name))(read(name), topicOf(name))
        assert.equal(found.length, expected.length)
        for (const [index, fact] of expected.entries()) {
          const finding = found[index]
          if (fact === undefined || fact.over) {
            assert.equal(finding?.kind, 'nothing') // nothing is open that it could resolve
            continue
          }
          assert.equal(finding?.kind, 'new')
          const { title, level, link, source, status, incidents, created } = alertIn(finding)
          assert.deepEqual(
            { title, level, link, source, status, incidents, created },
            {
              title: oneLine(fact.title),
              level: fact.level,
              link: fact.link,
              source: oneLine(fact.source),
              status: 'NEW',
              incidents: 1,
              created: new Date(fact.began).toISOString()
            }
          )
        }
      })
    }

    for (const preset of new Set(names.map(presetOf))) {
      it(`have one key for the same thing and another for each other thing: ${preset}`, () => {
        const look = watchdogOf(preset)
        const things = new Map<string, string>()
        const keys = new Map<string, string>()
        for (const name of names.filter((one) => presetOf(one) === preset)) {
          const facts = factsOf[preset]?.(read(name), topicOf(name)) ?? []
          for (const [index, finding] of look(read(name), topicOf(name)).entries()) {
            const fact = facts[index]
            if (fact === undefined || finding.kind === 'nothing') continue
            const thing = JSON.stringify(fact.thing)
            const { key, status } = finding.alert
            assert.equal(keys.get(thing) ?? key, key, `${name} has a key of its own`)
            assert.equal(things.get(key) ?? thing, thing, `${name} has the key of another`)
            assert.equal(status, fact.over ? 'DONE' : 'NEW')
            keys.set(thing, key)
            things.set(key, thing)
          }
        }
      })
    }

    /** The names of those that are there: which ones is the folder's affair. */
    const both = (...wanted: readonly string[]): boolean => wanted.every((name) => names.includes(name))

    for (const [problem, resolution] of [
      ['alertmanager-1', 'alertmanager-2'],
      ['gatus-1', 'gatus-2'],
      ['github-1', 'github-2'],
      ['grafana-2', 'grafana-3'],
      ['uptimekuma-1', 'uptimekuma-2'],
      ['zabbix-1', 'zabbix-2']
    ] as const) {
      if (!both(problem, resolution)) continue
      it(`${resolution} resolves what ${problem} began, once, with its id, level and beginning`, () => {
        const look = watchdogOf(presetOf(problem))
        const began = alertIn(look(read(problem))[0])
        const [over] = look(read(resolution))
        assert.equal(over?.kind, 'update')
        const { id, key, level, created, status } = alertIn(over)
        assert.deepEqual({ id, key, level, created, status }, { id: began.id, key: began.key, level: began.level, created: began.created, status: 'DONE' })
        assert.equal(look(read(resolution))[0]?.kind, 'nothing')
      })
    }

    /** An event with one value replaced. */
    const changed = (event: unknown, path: readonly (string | number)[], value: unknown): unknown => {
      const copy: unknown = structuredClone(event)
      const holder = at(copy, ...path.slice(0, -1))
      const last = path.at(-1)
      assert.ok(typeof holder === 'object' && holder !== null && last !== undefined && last in holder, path.join(' '))
      ;(holder as Record<string | number, unknown>)[last] = value
      return copy
    }

    const changes: readonly (readonly [name: string, path: readonly (string | number)[], value: unknown, key: 'same' | 'other'])[] = [
      ['alertmanager-1', ['alerts', 0, 'startsAt'], '2026-11-25T00:00:00Z', 'same'],
      ['alertmanager-1', ['alerts', 0, 'labels', 'severity'], 'warning', 'same'],
      ['alertmanager-1', ['alerts', 0, 'fingerprint'], '0000000000000000', 'other'],
      ['alertmanager-6', ['alerts', 0, 'labels', 'instance'], 'another', 'other'],
      ['aws-sns-1', ['MessageId'], 'another', 'same'],
      ['crowdsec-1', [0, 'events_count'], 7, 'same'],
      ['crowdsec-1', [0, 'source', 'value'], '192.0.2.1', 'other'],
      ['falco-1', ['output'], 'at another time', 'same'],
      ['falco-1', ['output_fields', 'container.id'], 'another', 'other'],
      ['github-4', ['action'], 'reopened', 'same'],
      ['github-4', ['alert', 'number'], 21, 'other'],
      ['journald-1', ['__CURSOR'], 'another', 'same'],
      ['journald-1', ['MESSAGE'], 'Something else', 'other'],
      ['kibana-1', ['kibana.alert.uuid'], 'another', 'same'],
      ['kibana-1', ['kibana.alert.rule.uuid'], 'another', 'other'],
      ['kibana-1', ['host', 'name'], 'another', 'other'],
      ['mqtt-1', ['after', 'severity'], 'detection', 'same'],
      ['sentry-3', ['data', 'event', 'event_id'], 'another', 'same'],
      ['suricata-1', ['alert', 'rev'], 9, 'same'],
      ['suricata-1', ['dest_ip'], '192.0.2.1', 'other'],
      ['syslog-1', ['message'], 'Event log entries', 'other'],
      ['thehive-2', ['sourceRef'], 'another', 'other'],
      ['uptimekuma-1', ['heartbeat', 'msg'], 'another', 'same'],
      ['wazuh-1', ['rule', 'firedtimes'], 99, 'same'],
      ['wazuh-1', ['id'], '1.1', 'same'],
      ['wazuh-1', ['data', 'srcip'], '192.0.2.1', 'other'],
      ['wazuh-4', ['rule', 'description'], 'MISP - another value', 'other'],
      ['zabbix-1', ['severity'], 'Disaster', 'same'],
      ['zabbix-1', ['hostname'], 'another', 'other'],
      ['zeek-1', ['msg'], 'seen in 60 connections', 'same'],
      ['zeek-4', ['dst'], '192.0.2.1', 'other']
    ]
    for (const [name, path, value, key] of changes) {
      if (!both(name)) continue
      it(`${name} has ${key === 'same' ? 'the same key' : 'another key'} with another ${path.join(' → ')}`, () => {
        const look = watchdogOf(presetOf(name))
        const before = alertIn(look(read(name))[0]).key
        const after = alertIn(look(changed(read(name), path, value))[0]).key
        assert.equal(after === before, key === 'same')
      })
    }

    if (both('zeek-4')) {
      it('zeek-4 has the same key by its literal dotted keys alone', () => {
        const { src, dst, p, ...dotted } = read('zeek-4') as Readonly<Record<string, unknown>>
        assert.deepEqual([src, dst, p], [dotted['id.orig_h'], dotted['id.resp_h'], dotted['id.resp_p']])
        const [whole] = watchdogOf('zeek')(read('zeek-4'))
        const [without] = watchdogOf('zeek')(dotted)
        assert.equal(alertIn(without).key, alertIn(whole).key)
        assert.notEqual(alertIn(watchdogOf('zeek')({ ...dotted, 'id.orig_h': '192.0.2.1' })[0]).key, alertIn(whole).key)
      })
    }

    if (both('alertmanager-1')) {
      it('alertmanager-1 holds two alerts of one name, which are not repeats of each other', () => {
        const [one, two] = watchdogOf('alertmanager')(read('alertmanager-1')).map((finding) => alertIn(finding).key)
        assert.notEqual(one, two)
      })
    }

    if (both('aws-sns-3')) {
      it('aws-sns-3 resolves an alarm in the envelope of a Lambda function', () => {
        const look = watchdogOf('aws-sns')
        const raised = JSON.parse(JSON.stringify(read('aws-sns-3')).replace(/\\"NewStateValue\\":\s*\\"OK\\"/, '\\"NewStateValue\\":\\"ALARM\\"')) as unknown
        const began = alertIn(look(raised)[0])
        const over = alertIn(look(read('aws-sns-3'))[0])
        assert.deepEqual([over.key, over.status, began.status], [began.key, 'DONE', 'NEW'])
      })
    }

    for (const name of names.filter((one) => presetOf(one) === 'falco')) {
      it(`${name} shows no number whose last digits JSON has lost`, () => {
        const written = /"evt\.time": *(\d+)/.exec(readFileSync(join(folder, `${name}.json`), 'utf8'))?.[1] ?? ''
        assert.ok(BigInt(written) > BigInt(Number.MAX_SAFE_INTEGER))
        const [finding] = watchdogOf('falco')(read(name))
        const fields = Object.keys(at(read(name), 'output_fields') as object)
        const shown = alertIn(finding).details.map((detail) => detail.name)
        assert.ok(fields.length > 1 && !shown.includes('evt.time'))
        for (const field of fields) {
          const value = at(read(name), 'output_fields', field)
          if (field !== 'evt.time' && value !== null && value !== '') assert.ok(shown.includes(field), field)
        }
      })
    }
  })
} else {
  console.warn('The events of the folder beside the project are not there: none of them is tried.')
}
