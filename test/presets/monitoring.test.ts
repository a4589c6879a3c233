import { Example } from './example'
import type { Shown } from './posted'

/** A suite for the example of a preset: one test per behaviour would be dozens of deploys, so that each is one story. */
const story = (preset: string, title: string, tell: (example: Example) => Promise<void>): void => {
  describe(`The preset ${preset}, in its example`, () => {
    let example: Example

    before(async () => {
      example = await Example.start(preset)
    })

    after(() => example.end())

    it(title, () => tell(example))
  })
}

const done = (shown: Shown, incidents = 1): Shown => ({ ...shown, status: 'DONE', incidents })

story('alertmanager', 'posts each firing alert of a group once, and its resolution, told by the status of each', async (example) => {
  const alert = (instance: string, status: 'firing' | 'resolved', severity: string, fingerprint: string): object => ({
    status,
    labels: { alertname: 'HighLatency', instance, job: 'api', severity },
    annotations: { summary: `Latency of ${instance} is high`, description: 'p99 above 2 s', runbook_url: 'https://runbooks.example.com/latency' },
    startsAt: '2026-11-25T07:10:00.123456789Z',
    // Alertmanager may send the zero time with a resolution, and a time to come with a firing alert.
    endsAt: status === 'firing' ? '2099-01-01T00:00:00Z' : '0001-01-01T00:00:00Z',
    generatorURL: `https://prometheus.example.com/graph?g0.expr=latency&host=${instance}`,
    fingerprint
  })
  const group = (...alerts: readonly object[]): object => ({
    version: '4',
    groupKey: '{}/{team="shop"}:{alertname="HighLatency"}',
    truncatedAlerts: 0,
    status: 'firing',
    receiver: 'mattermost',
    groupLabels: { alertname: 'HighLatency' },
    commonLabels: { alertname: 'HighLatency' },
    commonAnnotations: {},
    externalURL: 'https://alertmanager.example.com',
    alerts
  })
  const shown = (instance: string, level: Shown['level']): Shown => ({
    title: `Latency of ${instance} is high`,
    level,
    source: `Alertmanager: ${instance}`,
    link: `https://prometheus.example.com/graph?g0.expr=latency&host=${instance}`
  })
  const one = shown('api-1:8080', 'CRITICAL')
  const two = shown('api-2:8080', 'MEDIUM')
  await example.sends(group(alert('api-1:8080', 'firing', 'Critical', 'aa01'), alert('api-2:8080', 'firing', 'warning', 'aa02')), [one, two])
  await example.sends(group(alert('api-1:8080', 'firing', 'Critical', 'aa01'), alert('api-2:8080', 'firing', 'warning', 'aa02')))
  await example.sends(group(alert('api-1:8080', 'resolved', 'Critical', 'aa01'), alert('api-2:8080', 'firing', 'warning', 'aa02')), [done(one, 2)])
  await example.sends(group(alert('api-1:8080', 'resolved', 'Critical', 'aa01')))
  await example.sends({ ...group(), status: 'resolved' })
  await example.sends(group(alert('api-3:8080', 'firing', 'none', 'aa03')))
  await example.sends(group({ labels: { alertname: 'Bare', severity: 'info' } }, alert('api-1:8080', 'firing', 'page', 'aa01')), [
    { title: 'Bare', level: 'INFO', source: 'Alertmanager', link: 'https://alertmanager.example.com' },
    one
  ])
})

story('grafana', 'posts firing alerts once with the link to their panel, and their resolution', async (example) => {
  const alert = (instance: string, status: 'firing' | 'resolved', more: object = {}): object => ({
    status,
    labels: { alertname: 'Queue too long', grafana_folder: 'Jobs', instance, severity: 'high' },
    annotations: { summary: `Queue of ${instance} is too long` },
    startsAt: '2026-11-25T07:20:00+01:00',
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: '?orgId=1',
    fingerprint: `f-${instance}`,
    silenceURL: 'https://grafana.example.com/alerting/silence/new',
    dashboardURL: '',
    panelURL: '',
    values: { B: 912 },
    ...more
  })
  const group = (...alerts: readonly object[]): object => ({
    receiver: 'mattermost',
    status: 'firing',
    orgId: 1,
    alerts,
    externalURL: 'https://grafana.example.com/',
    version: '1',
    groupKey: '{}:{alertname="Queue too long"}',
    title: '[FIRING:1] Queue too long',
    state: 'alerting',
    message: 'Firing'
  })
  const panelURL = 'https://grafana.example.com/d/jobs?viewPanel=2'
  const one: Shown = { title: 'Queue of mail is too long', level: 'HIGH', source: 'Grafana: mail', link: panelURL }
  const two: Shown = { title: 'Queue of pdf is too long', level: 'HIGH', source: 'Grafana: pdf', link: 'https://grafana.example.com/?orgId=1' }
  await example.sends(group(alert('mail', 'firing', { panelURL }), alert('pdf', 'firing')), [one, two])
  await example.sends(group(alert('mail', 'firing', { panelURL })))
  await example.sends(group(alert('mail', 'resolved', { panelURL })), [done(one, 2)])
  await example.sends(group(alert('mail', 'resolved', { panelURL })))
  await example.sends(group())
  const legacy = { ruleId: 9, ruleName: 'CPU', title: '[Alerting] CPU', state: 'alerting', ruleUrl: 'https://old.example.com/d/cpu', message: 'Too hot' }
  const old: Shown = { title: '[Alerting] CPU', level: 'MEDIUM', source: 'Grafana', link: 'https://old.example.com/d/cpu' }
  await example.sends({ ...legacy, state: 'pending' })
  await example.sends(legacy, [old])
  await example.sends({ ...legacy, title: '[OK] CPU', state: 'ok' }, [{ ...done(old), title: '[OK] CPU' }])
})

story('zabbix', 'posts a problem once and its recovery, whatever their event ids, each trigger of a host for itself', async (example) => {
  const problem = (status: string, severity: string, trigger: string, eventid: string, more: object = {}): object => ({
    URL: 'http://nodered.example.com:1880/alerts/zabbix',
    status,
    severity,
    hostname: 'web-1',
    trigger,
    eventid,
    item: 'CPU load: 12.1',
    ...more
  })
  const link = (eventid: string): string => `https://zabbix.example.com/tr_events.php?triggerid=77&eventid=${eventid}`
  const one: Shown = { title: 'Load of web-1 is too high', level: 'CRITICAL', source: 'Zabbix: web-1', link: link('1001') }
  await example.sends(problem('PROBLEM', 'Disaster', one.title, '1001', { triggerid: '77', link: link('1001') }), [one])
  await example.sends(problem('PROBLEM', 'Disaster', one.title, '1001', { triggerid: '77', link: link('1001') }))
  await example.sends(problem('RESOLVED', 'Disaster', one.title, '1002', { triggerid: '77', link: link('1002') }), [{ ...done(one, 2), link: link('1002') }])
  await example.sends(problem('RESOLVED', 'Disaster', one.title, '1002', { triggerid: '77', link: link('1002') }))
  // A media type that sends no id of the trigger: its name tells it from others.
  const two: Shown = { title: 'Disk of web-1 is full', level: 'MEDIUM', source: 'Zabbix: web-1' }
  const three: Shown = { title: 'No agent on web-1', level: 'LOW', source: 'Zabbix: web-1' }
  await example.sends(problem('PROBLEM', 'Average', two.title, '1003'), [two])
  await example.sends(problem('PROBLEM', 'Warning', three.title, '1004'), [three])
  await example.sends(problem('OK', 'Average', two.title, '1005'), [done(two)])
  await example.sends({ test: true })
  await example.sends(problem('PROBLEM', '4', 'By number', '1006'), [{ title: 'By number', level: 'HIGH', source: 'Zabbix: web-1' }])
})

story('uptimekuma', 'posts an outage once and its end, the test message, and each certificate that expires', async (example) => {
  const beat = (status: number, name: string, id: number, msg: string): object => ({
    heartbeat: { monitorID: id, status, time: '2026-11-25 07:30:00.000', msg, important: true, duration: 60, timezone: 'UTC' },
    monitor: { id, name, url: `https://${name}.example.com`, hostname: null, port: null, type: 'http' },
    msg: `${name} is ${status === 0 ? 'Down' : 'Up'}: ${msg}`
  })
  const down: Shown = { title: 'shop is Down: 503', level: 'CRITICAL', source: 'Uptime Kuma: shop', link: 'https://shop.example.com' }
  await example.sends(beat(0, 'shop', 3, '503'), [down])
  await example.sends(beat(0, 'shop', 3, '503'))
  await example.sends(beat(3, 'shop', 3, 'maintenance'))
  await example.sends(beat(1, 'shop', 3, '200 - OK'), [{ ...done(down, 2), title: 'shop is Up: 200 - OK' }])
  await example.sends(beat(1, 'shop', 3, '200 - OK'))
  await example.sends({ heartbeat: null, monitor: null, msg: 'Mattermost Testing' }, [{ title: 'Mattermost Testing', level: 'INFO', source: 'Uptime Kuma' }])
  // Without a text of its own.
  await example.sends({ ...beat(0, 'silent', 4, 'timeout'), msg: undefined }, [{ ...down, title: 'timeout', source: 'Uptime Kuma: silent', link: 'https://silent.example.com' }])
  const expires = (name: string): string => `${name}: server certificate ${name}.example.com will expire in 14 days`
  // As version 1 writes it.
  const willBeExpired = 'disk: server certificate disk.example.com will be expired in 7 days'
  for (const msg of [expires('shop'), expires('mail'), willBeExpired]) {
    await example.sends({ heartbeat: null, monitor: null, msg }, [{ title: msg, level: 'MEDIUM', source: 'Uptime Kuma' }])
  }
})

story('gatus', 'posts what is triggered once and what is resolved, by the custom body and by that for PagerDuty', async (example) => {
  const custom = (state: string, name: string): object => ({
    state,
    group: 'core',
    name,
    url: `https://${name}.example.com/health`,
    description: 'health check failed',
    errors: state === 'TRIGGERED' ? 'timeout' : ''
  })
  const cart: Shown = { title: 'cart', level: 'CRITICAL', source: 'Gatus: core', link: 'https://cart.example.com/health' }
  await example.sends(custom('TRIGGERED', 'cart'), [cart])
  await example.sends(custom('TRIGGERED', 'cart'))
  await example.sends(custom('RESOLVED', 'cart'), [done(cart, 2)])
  await example.sends(custom('RESOLVED', 'cart'))
  await example.sends({ name: 'cart', state: 'SOMETHING' })
  const pager = (prefix: string, event_action: string, dedup_key: string): object => ({
    routing_key: '0',
    dedup_key,
    event_action,
    payload: { summary: `${prefix}: core/mail - health check failed`, source: 'Gatus', severity: 'critical' }
  })
  const mail: Shown = { title: 'core/mail - health check failed', level: 'CRITICAL', source: 'Gatus' }
  await example.sends(pager('TRIGGERED', 'trigger', ''), [mail])
  await example.sends(pager('RESOLVED', 'resolve', 'abc'), [done(mail)])
  // Two alerts of one endpoint.
  const slow = { ...custom('TRIGGERED', 'basket'), description: 'slow' }
  const basket: Shown = { ...cart, title: 'basket', link: 'https://basket.example.com/health' }
  await example.sends(slow, [basket])
  await example.sends({ ...slow, description: 'down' }, [basket])
  await example.sends({ ...custom('RESOLVED', 'basket'), description: 'slow' }, [done(basket)])
  await example.sends({ ...custom('RESOLVED', 'basket'), description: 'down' }, [done(basket)])
  // A summary that does not end where its line does.
  await example.sends({ ...pager('TRIGGERED', 'trigger', ''), payload: { summary: 'TRIGGERED: core/mail - first\nsecond\n' } }, [{ ...mail, title: 'core/mail - first second' }])
})

story('healthchecks', 'posts a check that is down once, and that it is up again, with the address of its page', async (example) => {
  const check = (name: string, status: string, uuid: string): object => ({
    name,
    slug: name.toLowerCase(),
    tags: 'prod',
    desc: '',
    grace: 60,
    n_pings: 3,
    status,
    last_ping: '2026-11-25T06:00:00+00:00',
    uuid,
    update_url: `https://hc.example.com/projects/api/v3/checks/${uuid}`
  })
  const link = (uuid: string): string => `https://hc.example.com/projects/checks/${uuid}/details/`
  const down: Shown = { title: 'Backup is down', level: 'HIGH', source: 'Healthchecks', link: link('aaaa-1') }
  await example.sends(check('Backup', 'down', 'aaaa-1'), [down])
  await example.sends(check('Backup', 'down', 'aaaa-1'))
  await example.sends(check('Backup', 'grace', 'aaaa-1'))
  await example.sends(check('Backup', 'up', 'aaaa-1'), [{ ...done(down, 2), title: 'Backup is up' }])
  await example.sends(check('Backup', 'up', 'aaaa-1'))
  await example.sends(check('Mirror', 'down', 'bbbb-2'), [{ title: 'Mirror is down', level: 'HIGH', source: 'Healthchecks', link: link('bbbb-2') }])
})

story('sentry', 'takes an issue and the rules that it triggers for one alert, and posts its resolution', async (example) => {
  const issue = (action: string, id: string, title: string): object => ({
    action,
    installation: { uuid: 'u' },
    data: {
      issue: {
        id,
        shortId: 'SHOP-1',
        title,
        culprit: 'cart.total',
        level: 'error',
        status: action === 'resolved' ? 'resolved' : 'unresolved',
        permalink: null,
        web_url: `https://example.sentry.io/issues/${id}/`,
        project: { id: '4507', name: 'Shop', slug: 'shop' },
        firstSeen: '2026-11-25T07:40:00.000000Z',
        lastSeen: '2026-11-25T07:40:00.000000Z'
      }
    },
    actor: { type: 'application', id: 'sentry', name: 'Sentry' }
  })
  const triggered = (id: string, level: string, title: string): object => ({
    action: 'triggered',
    data: {
      event: {
        event_id: 'e1',
        project: 4507,
        title,
        level,
        datetime: '2026-11-25T07:41:00.000000Z',
        url: 'https://sentry.io/api/0/projects/example/shop/events/e1/',
        web_url: `https://sentry.io/organizations/example/issues/${id}/events/e1/`,
        issue_url: `https://sentry.io/api/0/issues/${id}/`
      },
      triggered_rule: 'Tell us'
    }
  })
  const one: Shown = { title: 'TypeError: no price', level: 'HIGH', source: 'Sentry: shop', link: 'https://example.sentry.io/issues/9001/' }
  await example.sends(issue('created', '9001', one.title), [one])
  await example.sends(triggered('9001', 'error', one.title))
  await example.sends(issue('assigned', '9001', one.title))
  await example.sends(issue('resolved', '9001', one.title), [done(one, 2)])
  await example.sends(issue('resolved', '9001', one.title))
  await example.sends(triggered('9002', 'fatal', 'Out of memory'), [
    { title: 'Out of memory', level: 'CRITICAL', source: 'Sentry: shop', link: 'https://sentry.io/organizations/example/issues/9002/events/e1/' }
  ])
})

story('github', 'answers the ping and posts nothing; posts new alerts of each kind once, and what is fixed', async (example) => {
  const repository = { id: 1, name: 'shop', full_name: 'example/shop' }
  const headers = (event: string): Record<string, string> => ({ 'Content-Type': 'application/json', 'X-GitHub-Event': event })
  const scan = (action: string, state: string): object => ({
    action,
    alert: {
      number: 4,
      state,
      created_at: '2026-11-25T07:50:00Z',
      html_url: 'https://github.com/example/shop/security/code-scanning/4',
      rule: { id: 'js/xss', severity: 'warning', security_severity_level: 'high', description: 'Cross-site scripting' },
      tool: { name: 'CodeQL' },
      most_recent_instance: { ref: 'refs/heads/main', location: { path: 'src/cart.js' }, message: { text: 'A value of the user' } }
    },
    ref: 'refs/heads/main',
    repository
  })
  const scanned: Shown = {
    title: 'Cross-site scripting',
    level: 'HIGH',
    source: 'GitHub: example/shop',
    link: 'https://github.com/example/shop/security/code-scanning/4'
  }
  await example.sends({ zen: 'Design for failure.', hook_id: 1, hook: { type: 'Repository' }, repository }, [], headers('ping'))
  await example.sends(scan('created', 'open'), [scanned], headers('code_scanning_alert'))
  await example.sends(scan('appeared_in_branch', 'open'), [], headers('code_scanning_alert'))
  await example.sends(scan('fixed', 'fixed'), [done(scanned, 2)], headers('code_scanning_alert'))
  await example.sends(scan('fixed', 'fixed'), [], headers('code_scanning_alert'))
  const secret: Shown = { ...scanned, title: 'Amazon AWS Secret Access Key', link: 'https://github.com/example/shop/security/secret-scanning/4' }
  const leak = { number: 4, state: 'open', secret_type: 'aws_secret_access_key', secret_type_display_name: secret.title, html_url: secret.link, created_at: '2026-11-25T07:51:00Z' }
  await example.sends({ action: 'created', alert: leak, repository }, [secret], headers('secret_scanning_alert'))
  await example.sends({ action: 'resolved', alert: { ...leak, state: 'resolved' }, repository }, [done(secret)], headers('secret_scanning_alert'))
  const bump = {
    number: 4,
    state: 'open',
    html_url: 'https://github.com/example/shop/security/dependabot/4',
    created_at: '2026-11-25T07:52:00Z',
    security_advisory: { ghsa_id: 'GHSA-x', summary: 'Denial of service in dates', severity: 'critical' }
  }
  const dependabot: Shown = { ...scanned, title: 'Denial of service in dates', level: 'CRITICAL', link: bump.html_url }
  await example.sends({ action: 'created', alert: bump, repository }, [dependabot], headers('dependabot_alert'))
})
