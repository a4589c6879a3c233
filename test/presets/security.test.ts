import { Example, LogFile } from './example'
import type { Shown } from './posted'

describe('The preset wazuh, in its example', () => {
  const file = new LogFile()
  let example: Example

  before(async () => {
    example = await Example.start('wazuh', file.change)
    await file.followed(example)
  })

  after(async () => {
    await example.end()
    file.end()
  })

  const alert = (level: number, description: string, srcip: string, more: object = {}): object => ({
    timestamp: '2026-11-25T08:00:00.000+0100',
    rule: { level, description, id: '5763', firedtimes: 4, mail: false, groups: ['syslog', 'sshd'], mitre: { id: ['T1110'], tactic: ['Credential Access'] } },
    agent: { id: '007', name: 'web-1', ip: '192.0.2.7' },
    manager: { name: 'wazuh' },
    id: `1795590000.${level}`,
    full_log: 'sshd[1]: Failed password for root – ¡otra vez!',
    data: { srcip },
    location: '/var/log/auth.log',
    ...more
  })

  it('posts each alert of the growing file once, over its rotation, and lines that came in pieces', async () => {
    const one: Shown = { title: 'sshd: brute force', level: 'MEDIUM', source: 'Wazuh on web-1' }
    const two: Shown = { title: 'Intrusion', level: 'CRITICAL', source: 'Wazuh on web-1' }
    file.append(alert(10, one.title, '198.51.100.1'), alert(10, one.title, '198.51.100.1'), alert(0, 'Ignored', '198.51.100.1'), alert(15, two.title, '198.51.100.2'))
    await example.posts([one, two])

    file.rotate()
    // Cut in the middle of a character: what tail hands on ends anywhere.
    const line = Buffer.from(`${JSON.stringify(alert(12, 'Überfall', '198.51.100.3'))}\n`)
    const cut = line.indexOf(Buffer.from('Ü')) + 1
    file.write(line.subarray(0, cut))
    file.write(line.subarray(cut))
    await example.posts([{ title: 'Überfall', level: 'HIGH', source: 'Wazuh on web-1' }])
    file.append(alert(10, one.title, '198.51.100.1'), alert(7, 'File changed', '', { rule: { level: 7, description: 'File changed', id: '550' }, syscheck: { path: '/etc/passwd' } }))
    await example.posts([{ title: 'File changed', level: 'MEDIUM', source: 'Wazuh on web-1' }])
  })
})

describe('The preset suricata, in its example', () => {
  const file = new LogFile()
  let example: Example

  before(async () => {
    example = await Example.start('suricata', file.change)
    await file.followed(example)
  })

  after(async () => {
    await example.end()
    file.end()
  })

  const alert = (severity: number, signature: string, src_ip: string): object => ({
    timestamp: '2026-11-25T08:10:00.123456+0100',
    flow_id: 12,
    in_iface: 'eth0',
    event_type: 'alert',
    src_ip,
    src_port: 4444,
    dest_ip: '192.0.2.9',
    dest_port: 443,
    proto: 'TCP',
    alert: { action: 'blocked', gid: 1, signature_id: 2100 + severity, rev: 2, signature, category: 'Misc Attack', severity },
    host: 'sensor-1'
  })

  it('posts each signature between two hosts once, by its severity, and no other events of the file', async () => {
    const shown = (title: string, level: Shown['level']): Shown => ({ title, level, source: 'Suricata on sensor-1' })
    file.append(
      { timestamp: '2026-11-25T08:10:00.000000+0100', event_type: 'stats', stats: { uptime: 5 } },
      alert(1, 'Trojan', '198.51.100.1'),
      { timestamp: '2026-11-25T08:10:01.000000+0100', event_type: 'flow', src_ip: '198.51.100.1' },
      alert(1, 'Trojan', '198.51.100.1'),
      alert(1, 'Trojan', '198.51.100.2'),
      alert(2, 'Scan', '198.51.100.1'),
      alert(3, 'Odd', '198.51.100.1'),
      alert(4, 'Note', '198.51.100.1')
    )
    await example.posts([shown('Trojan', 'CRITICAL'), shown('Trojan', 'CRITICAL'), shown('Scan', 'HIGH'), shown('Odd', 'MEDIUM'), shown('Note', 'LOW')])
  })
})

describe('The preset zeek, in its example', () => {
  const file = new LogFile()
  let example: Example

  before(async () => {
    example = await Example.start('zeek', file.change)
    await file.followed(example)
  })

  after(async () => {
    await example.end()
    file.end()
  })

  it('posts each notice between two hosts once, by the actions of its policy', async () => {
    const notice = (note: string, msg: string, action: string, more: object): object => ({
      ts: 1795590600.5,
      note,
      msg,
      peer_descr: 'worker-1',
      actions: ['Notice::ACTION_LOG', `Notice::ACTION_${action}`],
      suppress_for: 3600,
      ...more
    })
    const shown = (title: string, level: Shown['level']): Shown => ({ title, level, source: 'Zeek on worker-1' })
    const scan = notice('Scan::Port_Scan', '198.51.100.5 scanned 15 ports', 'LOG', { src: '198.51.100.5', dst: '192.0.2.1' })
    file.append(
      scan,
      { ...scan, ts: 1795590601.5, msg: '198.51.100.5 scanned 30 ports' },
      { ts: 1795590602.1, uid: 'C1', 'id.orig_h': '192.0.2.1', proto: 'tcp' },
      notice('SSL::Invalid_Server_Cert', 'certificate has expired', 'EMAIL', { 'id.orig_h': '192.0.2.2', 'id.resp_h': '203.0.113.1', 'id.resp_p': 443 }),
      notice('SSL::Invalid_Server_Cert', 'certificate has expired', 'EMAIL', { 'id.orig_h': '192.0.2.2', 'id.resp_h': '203.0.113.2', 'id.resp_p': 443 }),
      notice('CaptureLoss::Too_Much_Loss', 'The capture loss is 12%', 'ALARM', {})
    )
    await example.posts([
      shown('198.51.100.5 scanned 15 ports', 'LOW'),
      shown('certificate has expired', 'MEDIUM'),
      shown('certificate has expired', 'MEDIUM'),
      shown('The capture loss is 12%', 'HIGH')
    ])
  })
})

describe('The preset falco, in its example', () => {
  let example: Example

  before(async () => {
    example = await Example.start('falco')
  })

  after(() => example.end())

  it('posts a rule once for a host and container, whatever the time in its text', async () => {
    const alert = (rule: string, priority: string, container: string, at: string): object => ({
      hostname: 'node-1',
      output: `${at}: ${priority} ${rule} (container=${container})`,
      priority,
      rule,
      source: 'syscall',
      tags: ['container'],
      time: `2026-11-25T${at}Z`,
      output_fields: { 'container.id': container, 'evt.time': 1795591200000000000, 'proc.cmdline': 'sh', 'user.name': null }
    })
    const shown = (title: string, level: Shown['level']): Shown => ({ title, level, source: 'Falco on node-1' })
    await example.sends(alert('Shell in container', 'Critical', 'c1', '08:20:00.000000001'), [shown('Shell in container', 'CRITICAL')])
    await example.sends(alert('Shell in container', 'Critical', 'c1', '08:20:01.000000002'))
    await example.sends({ output: 'no rule' })
    await example.sends(alert('Shell in container', 'Critical', 'c2', '08:20:02.000000003'), [shown('Shell in container', 'CRITICAL')])
    await example.sends(alert('Write below etc', 'Error', 'c1', '08:20:03.000000004'), [shown('Write below etc', 'HIGH')])
    await example.sends(alert('Contact the API', 'Notice', 'c1', '08:20:04.000000005'), [shown('Contact the API', 'LOW')])
  })
})

describe('The preset crowdsec, in its example', () => {
  let example: Example

  before(async () => {
    example = await Example.start('crowdsec')
  })

  after(() => example.end())

  it('posts each alert of a list once for an address and scenario', async () => {
    const alert = (ip: string, scenario: string, more: object): object => ({
      capacity: 5,
      decisions: null,
      events_count: 6,
      machine_id: 'edge',
      message: `Ip ${ip} performed ${scenario}`,
      remediation: false,
      scenario: `crowdsecurity/${scenario}`,
      simulated: false,
      source: { cn: 'NL', ip, scope: 'Ip', value: ip },
      start_at: '2026-11-25T07:30:00.123456789Z',
      ...more
    })
    const shown = (ip: string, scenario: string, level: Shown['level']): Shown => ({
      title: `Ip ${ip} performed ${scenario}`,
      level,
      source: 'CrowdSec',
      link: `https://app.crowdsec.net/cti/${ip}`
    })
    const ban = { remediation: true, decisions: [{ type: 'ban', duration: '4h', scope: 'Ip', value: '198.51.100.7' }] }
    await example.sends(
      [alert('198.51.100.7', 'ssh-bf', ban), alert('198.51.100.7', 'ssh-bf', ban), alert('198.51.100.8', 'http-probing', {}), { uuid: 'nothing' }],
      [shown('198.51.100.7', 'ssh-bf', 'HIGH'), shown('198.51.100.8', 'http-probing', 'MEDIUM')]
    )
    await example.sends([alert('198.51.100.7', 'ssh-bf', ban)])
    await example.sends([])
    const range = { scope: 'Range', value: '198.51.100.0/24' }
    await example.sends([alert('', 'scan', { simulated: true, source: range, message: 'A range was scanned' })], [{ title: 'A range was scanned', level: 'INFO', source: 'CrowdSec' }])
  })
})

describe('The preset thehive, in its example', () => {
  let example: Example

  before(async () => {
    example = await Example.start('thehive')
  })

  after(() => example.end())

  it('posts an alert once, and that it is closed, by its type, source and reference', async () => {
    const change = (operation: string, sourceRef: string, severity: number, stage: string): object => ({
      operation,
      objectId: `~${sourceRef}`,
      objectType: 'Alert',
      object: {
        _id: `~${sourceRef}`,
        _createdAt: 1795591800000,
        type: 'edr',
        source: 'gateway',
        sourceRef,
        title: `Alert ${sourceRef}`,
        description: 'Something happened',
        severity,
        date: 1795591800000,
        status: stage === 'Closed' ? 'FalsePositive' : stage,
        stage
      }
    })
    const one: Shown = { title: 'Alert a-1', level: 'HIGH', source: 'TheHive: gateway' }
    await example.sends(change('create', 'a-1', 3, 'New'), [one])
    await example.sends(change('update', 'a-1', 3, 'InProgress'))
    await example.sends(change('update', 'a-1', 3, 'Closed'), [{ ...one, status: 'DONE', incidents: 2 }])
    await example.sends(change('update', 'a-1', 3, 'Closed'))
    await example.sends({ operation: 'create', objectType: 'Observable', object: { dataType: 'ip', data: '192.0.2.1' } })
    await example.sends({ operation: 'delete', objectType: 'Alert', objectId: '~a-1', object: null })
    await example.sends(change('create', 'a-2', 4, 'New'), [{ ...one, title: 'Alert a-2', level: 'CRITICAL' }])
  })
})

describe('The preset kibana, in its example', () => {
  let example: Example

  before(async () => {
    example = await Example.start('kibana')
  })

  after(() => example.end())

  it('posts the alerts of a rule once for each host, nested or with dotted keys, and what is closed', async () => {
    const dotted = (name: string, rule: string, severity: string, more: object = {}): object => ({
      '@timestamp': '2026-11-25T07:40:00.000Z',
      'kibana.alert.uuid': `${name}-${rule}`,
      'kibana.alert.rule.name': `Rule ${rule}`,
      'kibana.alert.rule.uuid': rule,
      'kibana.alert.severity': severity,
      'kibana.alert.reason': 'it happened',
      'kibana.alert.status': 'active',
      'kibana.alert.workflow_status': 'open',
      'kibana.alert.url': `https://kibana.example.com/alerts/${name}-${rule}`,
      host: { name },
      ...more
    })
    const shown = (name: string, rule: string, level: Shown['level']): Shown => ({
      title: `Rule ${rule}`,
      level,
      source: `Elastic Security on ${name}`,
      link: `https://kibana.example.com/alerts/${name}-${rule}`
    })
    await example.sends({ alerts: [dotted('win-1', 'r1', 'critical'), dotted('win-2', 'r1', 'critical'), dotted('win-1', 'r1', 'critical')] }, [
      shown('win-1', 'r1', 'CRITICAL'),
      shown('win-2', 'r1', 'CRITICAL')
    ])
    const nested = {
      '@timestamp': '2026-11-25T07:41:00.000Z',
      kibana: { alert: { rule: { name: 'Rule r2', uuid: 'r2' }, severity: 'medium', url: 'https://kibana.example.com/alerts/win-1-r2', status: 'active' } },
      host: { name: 'win-1' }
    }
    await example.sends(nested, [shown('win-1', 'r2', 'MEDIUM')])
    await example.sends(dotted('win-1', 'r1', 'critical', { 'kibana.alert.workflow_status': 'closed' }), [{ ...shown('win-1', 'r1', 'CRITICAL'), status: 'DONE', incidents: 2 }])
    await example.sends({ alerts: [] })
    await example.sends(dotted('win-3', 'r3', 'low'), [shown('win-3', 'r3', 'LOW')])
  })
})
