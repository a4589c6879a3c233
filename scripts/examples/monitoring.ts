/** Monitoring tools, and where their alerts arrive. */
import type { HttpSource } from './source'

const http = (source: Omit<HttpSource, 'kind'>): HttpSource => ({ kind: 'http', ...source })

export const alertmanager = http({
  number: '10',
  name: 'Prometheus Alertmanager',
  preset: 'alertmanager',
  path: '/alerts/alertmanager',
  hint: 'Add this address to a receiver of alertmanager.yml, as a webhook',
  setUp: `In \`alertmanager.yml\` ([webhook_config](https://prometheus.io/docs/alerting/latest/configuration/#webhook_config)):

    receivers:
      - name: mattermost
        webhook_configs:
          - url: http://nodered.example.com:1880/alerts/alertmanager
            send_resolved: true

One request brings all alerts of a group. It is answered with 200 when all of them are safe; else Alertmanager sends the group again.
The label \`severity\` gives the level; what has none, or one that is not known, is MEDIUM.`,
  sample: {
    name: 'a firing alert',
    event: {
      version: '4',
      groupKey: '{}:{alertname="DiskAlmostFull"}',
      status: 'firing',
      receiver: 'mattermost',
      groupLabels: { alertname: 'DiskAlmostFull' },
      commonLabels: { alertname: 'DiskAlmostFull', severity: 'warning' },
      commonAnnotations: {},
      externalURL: 'https://alertmanager.example.com',
      truncatedAlerts: 0,
      alerts: [
        {
          status: 'firing',
          labels: { alertname: 'DiskAlmostFull', instance: 'db-03:9100', job: 'node', mountpoint: '/var', severity: 'warning' },
          annotations: {
            summary: 'Less than 10% left on /var of db-03',
            description: '/var of db-03 has 8.2% left, and is full in about 5 hours.',
            runbook_url: 'https://runbooks.example.com/disk'
          },
          startsAt: '2026-11-24T09:12:40.112Z',
          endsAt: '0001-01-01T00:00:00Z',
          generatorURL: 'https://prometheus.example.com/graph?g0.expr=node_filesystem_avail_bytes&g0.tab=1',
          fingerprint: '5c1d2e7f90ab3344'
        }
      ]
    }
  }
})

export const grafana = http({
  number: '11',
  name: 'Grafana',
  preset: 'grafana',
  path: '/alerts/grafana',
  hint: 'Make a contact point of type Webhook with this address',
  setUp: `*Alerting → Contact points → Add contact point*, integration **Webhook**, or by
[provisioning](https://grafana.com/docs/grafana/latest/alerting/set-up/provision-alerting-resources/file-provisioning/):

    apiVersion: 1
    contactPoints:
      - orgId: 1
        name: mattermost
        receivers:
          - uid: alert_courier
            type: webhook
            settings:
              url: http://nodered.example.com:1880/alerts/grafana
              httpMethod: POST

Grafana has no severity of its own: give your rules a label \`severity\` (critical, high, warning, low, info). What has none is MEDIUM.
Legacy alerting (to version 8) is understood too.`,
  sample: {
    name: 'a firing alert',
    event: {
      receiver: 'mattermost',
      status: 'firing',
      orgId: 1,
      alerts: [
        {
          status: 'firing',
          labels: { alertname: 'Checkout is slow', grafana_folder: 'Shop', instance: 'checkout-1', severity: 'high' },
          annotations: { summary: 'Checkout takes 4.2 s', description: 'The 95th percentile was above 3 s for 10 minutes.' },
          startsAt: '2026-11-24T09:20:00Z',
          endsAt: '0001-01-01T00:00:00Z',
          generatorURL: 'https://grafana.example.com/alerting/grafana/bdx4k/view?orgId=1',
          fingerprint: '9e107d9d372bb682',
          silenceURL: 'https://grafana.example.com/alerting/silence/new',
          dashboardURL: 'https://grafana.example.com/d/shop',
          panelURL: 'https://grafana.example.com/d/shop?viewPanel=4',
          values: { A: 4.2 },
          valueString: "[ var='A' labels={instance=checkout-1} value=4.2 ]"
        }
      ],
      groupLabels: { alertname: 'Checkout is slow' },
      commonLabels: { alertname: 'Checkout is slow', severity: 'high' },
      commonAnnotations: {},
      externalURL: 'https://grafana.example.com/',
      version: '1',
      groupKey: '{}:{alertname="Checkout is slow"}',
      truncatedAlerts: 0,
      title: '[FIRING:1] Checkout is slow',
      state: 'alerting',
      message: ''
    }
  }
})

export const zabbix = http({
  number: '12',
  name: 'Zabbix',
  preset: 'zabbix',
  path: '/alerts/zabbix',
  hint: 'Make a media type of type Webhook with these parameters and this script',
  setUp: `*Alerts → Media types → Create media type*, type **Webhook**
([manual](https://www.zabbix.com/documentation/current/en/manual/config/notifications/media/webhook)), with these parameters:

| | |
| --- | --- |
| URL | \`http://nodered.example.com:1880/alerts/zabbix\` |
| status | \`{EVENT.STATUS}\` |
| severity | \`{EVENT.SEVERITY}\` |
| hostname | \`{HOST.NAME}\` |
| trigger | \`{EVENT.NAME}\` |
| triggerid | \`{TRIGGER.ID}\` |
| eventid | \`{EVENT.ID}\` |
| item | \`{EVENT.OPDATA}\` |
| link | \`{$ZABBIX.URL}/tr_events.php?triggerid={TRIGGER.ID}&eventid={EVENT.ID}\` |

and this script:

    var params = JSON.parse(value);
    var request = new HttpRequest();
    request.addHeader('Content-Type: application/json');
    request.post(params.URL, JSON.stringify(params));
    if (request.getStatus() !== 200) {
      throw 'Answer: ' + request.getStatus();
    }
    return 'OK';

Set the global macro \`{$ZABBIX.URL}\` to the address of your frontend, give the media type message templates for problem and problem recovery
(any text), and use it in an action with recovery operations. Zabbix tries again where the answer is not 200.`,
  sample: {
    name: 'a problem',
    event: {
      status: 'PROBLEM',
      severity: 'High',
      hostname: 'web-07',
      trigger: 'No data from the agent of web-07 for 5 minutes',
      triggerid: '18412',
      eventid: '903311',
      item: 'Agent availability: not available (0)',
      link: 'https://zabbix.example.com/tr_events.php?triggerid=18412&eventid=903311'
    }
  }
})

export const uptimeKuma = http({
  number: '13',
  name: 'Uptime Kuma',
  preset: 'uptimekuma',
  path: '/alerts/uptime-kuma',
  hint: 'Add a notification of type Webhook with this address',
  setUp: `*Settings → Notifications → Setup Notification*: type **Webhook**, Post URL

    http://nodered.example.com:1880/alerts/uptime-kuma

and request body **Preset - application/json**. *Test* posts an INFO alert. Down is CRITICAL, pending LOW; up again resolves it, and maintenance
says nothing. A warning that a certificate will expire is MEDIUM.`,
  sample: {
    name: 'a site is down',
    event: {
      heartbeat: {
        monitorID: 12,
        status: 0,
        time: '2026-11-24 09:31:07.402',
        msg: 'Request failed with status code 503',
        important: true,
        duration: 60,
        timezone: 'Europe/Berlin',
        timezoneOffset: '+01:00',
        localDateTime: '2026-11-24 10:31:07'
      },
      monitor: { id: 12, name: 'Shop', url: 'https://shop.example.com', hostname: null, port: null, type: 'http', interval: 60 },
      msg: '[Shop] [🔴 Down] Request failed with status code 503'
    }
  }
})

export const gatus = http({
  number: '14',
  name: 'Gatus',
  preset: 'gatus',
  path: '/alerts/gatus',
  hint: 'Add the custom alerting provider, with this body, to config.yaml',
  setUp: `In \`config.yaml\` ([custom alerts](https://github.com/TwiN/gatus#configuring-custom-alerts)):

    alerting:
      custom:
        url: http://nodered.example.com:1880/alerts/gatus
        method: POST
        headers:
          Content-Type: application/json
        body: |
          {
            "state": "[ALERT_TRIGGERED_OR_RESOLVED]",
            "group": "[ENDPOINT_GROUP]",
            "name": "[ENDPOINT_NAME]",
            "url": "[ENDPOINT_URL]",
            "description": "[ALERT_DESCRIPTION]",
            "errors": "[RESULT_ERRORS]"
          }
        default-alert:
          failure-threshold: 3
          success-threshold: 2
          send-on-resolved: true

    endpoints:
      - name: shop
        alerts:
          - type: custom

The body of Gatus's PagerDuty provider is understood too.`,
  sample: {
    name: 'an endpoint fails',
    event: {
      state: 'TRIGGERED',
      group: 'core',
      name: 'shop',
      url: 'https://shop.example.com/health',
      description: 'health check failed 3 times in a row',
      errors: 'context deadline exceeded'
    }
  }
})

export const healthchecks = http({
  number: '15',
  name: 'Healthchecks',
  preset: 'healthchecks',
  path: '/alerts/healthchecks',
  hint: 'Add a Webhook integration whose body is $JSON',
  setUp: `*Integrations → Webhook → Add Integration* ([webhooks](https://healthchecks.io/docs/configuring_notifications/)), the same for
"when a check goes down" and "when a check goes up":

| | |
| --- | --- |
| Method and URL | POST \`http://nodered.example.com:1880/alerts/healthchecks\` |
| Request Body | \`$JSON\` |
| Request Headers | \`Content-Type: application/json\` |

\`$JSON\` is the check, as the API answers it. Healthchecks tries again where the answer is an error.`,
  sample: {
    name: 'a check is down',
    event: {
      name: 'Nightly backup',
      slug: 'nightly-backup',
      tags: 'prod db',
      desc: 'Runs backup.sh on db-03',
      grace: 3600,
      n_pings: 412,
      status: 'down',
      started: false,
      last_ping: '2026-11-23T02:00:09+00:00',
      next_ping: null,
      manual_resume: false,
      uuid: '3f6c2d0e-52b7-4f0f-9d41-0a2b6f0c9e11',
      update_url: 'https://healthchecks.io/api/v3/checks/3f6c2d0e-52b7-4f0f-9d41-0a2b6f0c9e11',
      schedule: '0 2 * * *',
      tz: 'Europe/Berlin'
    }
  }
})

export const sentry = http({
  number: '16',
  name: 'Sentry',
  preset: 'sentry',
  path: '/alerts/sentry',
  hint: 'Make an internal integration with this address as its webhook',
  setUp: `*Settings → Developer Settings → Custom Integrations → Create New Integration → Internal Integration*
([webhooks](https://docs.sentry.io/organization/integrations/integration-platform/webhooks/)): Webhook URL

    http://nodered.example.com:1880/alerts/sentry

switch on **Alert Rule Action** to use it in alert rules, and **issue** under *Webhooks* to hear of new, unresolved and resolved issues.
A new issue and each rule that it triggers are one alert.`,
  sample: {
    name: 'a new issue',
    event: {
      action: 'created',
      installation: { uuid: '24b3e3a5-6c9f-4b2e-8a6f-4b3a0d8a1f52' },
      data: {
        issue: {
          id: '5821774310',
          shortId: 'SHOP-3F',
          title: 'TypeError: Cannot read properties of undefined (reading "price")',
          culprit: 'cart.total',
          level: 'error',
          status: 'unresolved',
          web_url: 'https://example.sentry.io/issues/5821774310/',
          project: { id: '4507', name: 'Shop', slug: 'shop', platform: 'javascript' },
          firstSeen: '2026-11-24T09:40:12.000000Z',
          lastSeen: '2026-11-24T09:40:12.000000Z',
          count: '1',
          userCount: 1
        }
      },
      actor: { type: 'application', id: 'sentry', name: 'Sentry' }
    }
  }
})
