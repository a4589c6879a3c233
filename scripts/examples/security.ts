/** Security tools, and where their alerts arrive. */
import type { FileSource, HttpSource } from './source'

const follows = `The flow follows the file over rotation, from its end on: what is written while Node-RED does not run is not seen. It uses \`tail -F\`, which Linux,
macOS and BSD have.`

export const wazuh: FileSource = {
  kind: 'file',
  number: '20',
  name: 'Wazuh',
  preset: 'wazuh',
  file: '/var/ossec/logs/alerts/alerts.json',
  hint: 'Let Node-RED read alerts.json on the Wazuh server',
  setUp: `Wazuh writes each alert to \`/var/ossec/logs/alerts/alerts.json\` where \`ossec.conf\` says so, which is the default
([global](https://documentation.wazuh.com/current/user-manual/reference/ossec-conf/global.html)):

    <global>
      <jsonout_output>yes</jsonout_output>
    </global>

Let the user that Node-RED runs as read it: \`usermod -aG wazuh node-red\`. ${follows}

A rule's level of 15 and more is CRITICAL, 12 HIGH, 7 MEDIUM, 4 LOW, 1 INFO: what of that may reach the channel is for the triggers
of the watchdog. Wazuh does not tell that something is over.`,
  sample: {
    name: 'a Wazuh alert',
    event: {
      timestamp: '2026-11-24T08:15:42.117+0000',
      rule: {
        level: 12,
        description: 'Multiple authentication failures followed by a success.',
        id: '40112',
        mitre: { id: ['T1078', 'T1110'], tactic: ['Defense Evasion', 'Credential Access'], technique: ['Valid Accounts', 'Brute Force'] },
        firedtimes: 1,
        mail: true,
        groups: ['syslog', 'attacks', 'authentication_failures']
      },
      agent: { id: '014', name: 'bastion-01', ip: '192.0.2.14' },
      manager: { name: 'wazuh-manager' },
      id: '1795508142.20481',
      full_log: 'Nov 24 08:15:41 bastion-01 sshd[20481]: Accepted password for admin from 198.51.100.23 port 51824 ssh2',
      predecoder: { program_name: 'sshd', timestamp: 'Nov 24 08:15:41', hostname: 'bastion-01' },
      decoder: { parent: 'sshd', name: 'sshd' },
      data: { srcip: '198.51.100.23', srcport: '51824', dstuser: 'admin' },
      location: '/var/log/auth.log'
    }
  }
}

export const suricata: FileSource = {
  kind: 'file',
  number: '21',
  name: 'Suricata',
  preset: 'suricata',
  file: '/var/log/suricata/eve-alerts.json',
  hint: 'Let Suricata write its alerts to a file of their own',
  setUp: `A second \`eve-log\` in \`suricata.yaml\` ([EVE output](https://docs.suricata.io/en/latest/output/eve/eve-json-output.html)) keeps flows and
statistics out of the way; \`eve.json\` itself works too, what is no alert goes to "nothing for us":

    outputs:
      - eve-log:
          enabled: yes
          filetype: regular
          filename: eve-alerts.json
          types:
            - alert

${follows}

Severity 1 is the worst and CRITICAL, 2 HIGH, 3 MEDIUM, 4 LOW. Suricata does not tell that something is over.`,
  sample: {
    name: 'an alert',
    event: {
      timestamp: '2026-11-24T09:02:11.532140+0000',
      flow_id: 1795512131612680,
      in_iface: 'eth1',
      event_type: 'alert',
      src_ip: '198.51.100.77',
      src_port: 443,
      dest_ip: '192.0.2.58',
      dest_port: 49175,
      proto: 'TCP',
      alert: {
        action: 'allowed',
        gid: 1,
        signature_id: 2045001,
        rev: 1,
        signature: 'ET ATTACK_RESPONSE Win32/LeftHook Stealer Browser Extension Config Inbound',
        category: 'A Network Trojan was detected',
        severity: 1
      },
      app_proto: 'http',
      host: 'sensor-02'
    }
  }
}

export const zeek: FileSource = {
  kind: 'file',
  number: '22',
  name: 'Zeek notices',
  preset: 'zeek',
  file: '/opt/zeek/logs/current/notice.log',
  hint: 'Let Zeek write its logs as JSON',
  setUp: `In \`local.zeek\` ([JSON logs](https://docs.zeek.org/en/master/log-formats.html#zeek-json-format-logs)):

    @load policy/tuning/json-logs

${follows}

Zeek's notices have no severity: the notice policy's actions give the level. ACTION_ALARM is HIGH, ACTION_EMAIL and ACTION_PAGE MEDIUM, others LOW.
Zeek does not tell that something is over.`,
  sample: {
    name: 'a notice',
    event: {
      ts: 1795513210.448121,
      note: 'SSH::Password_Guessing',
      msg: '198.51.100.61 appears to be guessing SSH passwords (seen in 30 connections).',
      sub: 'Sampled servers: 192.0.2.10, 192.0.2.11',
      src: '198.51.100.61',
      peer_descr: 'worker-1',
      actions: ['Notice::ACTION_LOG', 'Notice::ACTION_EMAIL'],
      suppress_for: 3600
    }
  }
}

export const falco: HttpSource = {
  kind: 'http',
  number: '23',
  name: 'Falco',
  preset: 'falco',
  path: '/alerts/falco',
  hint: 'Switch on http_output and json_output in falco.yaml',
  setUp: `In \`falco.yaml\` ([HTTP output](https://falco.org/docs/concepts/outputs/channels/#http-output)):

    json_output: true
    http_output:
      enabled: true
      url: http://nodered.example.com:1880/alerts/falco

Emergency, Alert and Critical are CRITICAL, Error HIGH, Warning MEDIUM, Notice LOW, the rest INFO. Falco does not try again, and does not tell that
something is over.`,
  sample: {
    name: 'a shell in a container',
    event: {
      hostname: 'node-4',
      output: '09:55:03.104420000: Notice A shell was spawned in a container with an attached terminal (user=root container=cart)',
      priority: 'Notice',
      rule: 'Terminal shell in container',
      source: 'syscall',
      tags: ['container', 'mitre_execution', 'shell'],
      time: '2026-11-24T09:55:03.104420000Z',
      output_fields: {
        'container.id': '3ad7b26ded6d',
        'container.name': 'cart',
        'k8s.ns.name': 'shop',
        'k8s.pod.name': 'cart-7c9f',
        'proc.cmdline': 'bash',
        'user.name': 'root'
      }
    }
  }
}

export const crowdsec: HttpSource = {
  kind: 'http',
  number: '24',
  name: 'CrowdSec',
  preset: 'crowdsec',
  path: '/alerts/crowdsec',
  hint: 'Set up the http plugin, and name it in a profile',
  setUp: `In \`/etc/crowdsec/notifications/http.yaml\` ([HTTP plugin](https://docs.crowdsec.net/docs/local_api/notification_plugins/http)):

    type: http
    name: http_default
    log_level: info
    format: |
      {{.|toJson}}
    url: http://nodered.example.com:1880/alerts/crowdsec
    method: POST
    headers:
      Content-Type: application/json

and in \`/etc/crowdsec/profiles.yaml\`:

    notifications:
      - http_default

One request brings a list of alerts. It is answered with 200 when all are safe; else CrowdSec tries again, as \`max_retry\` says. What led to a
decision is HIGH, what was only simulated INFO, the rest MEDIUM.`,
  sample: {
    name: 'two alerts',
    event: [
      {
        capacity: 5,
        decisions: [{ duration: '4h', origin: 'crowdsec', scenario: 'crowdsecurity/ssh-bf', scope: 'Ip', type: 'ban', value: '198.51.100.99' }],
        events_count: 6,
        machine_id: 'edge-1',
        message: "Ip 198.51.100.99 performed 'crowdsecurity/ssh-bf' (6 events over 10.2s) at 2026-11-24 09:58:12 +0000 UTC",
        remediation: true,
        scenario: 'crowdsecurity/ssh-bf',
        simulated: false,
        source: { as_name: 'EXAMPLE-AS', cn: 'NL', ip: '198.51.100.99', range: '198.51.100.0/24', scope: 'Ip', value: '198.51.100.99' },
        start_at: '2026-11-24T09:58:02.1Z',
        stop_at: '2026-11-24T09:58:12.3Z'
      },
      {
        capacity: 40,
        decisions: null,
        events_count: 41,
        machine_id: 'edge-1',
        message: "Ip 203.0.113.12 performed 'crowdsecurity/http-crawl-non_statics' (41 events over 2.0s) at 2026-11-24 09:58:14 +0000 UTC",
        remediation: false,
        scenario: 'crowdsecurity/http-crawl-non_statics',
        simulated: false,
        source: { as_name: 'EXAMPLE-AS', cn: 'US', ip: '203.0.113.12', range: '203.0.113.0/24', scope: 'Ip', value: '203.0.113.12' },
        start_at: '2026-11-24T09:58:12.2Z',
        stop_at: '2026-11-24T09:58:14.2Z'
      }
    ]
  }
}

export const thehive: HttpSource = {
  kind: 'http',
  number: '25',
  name: 'TheHive',
  preset: 'thehive',
  path: '/alerts/thehive',
  hint: 'Make a webhook endpoint with this address, and notify it of alerts',
  setUp: `In \`application.conf\` ([webhook](https://docs.strangebee.com/thehive/user-guides/organization/configure-organization/manage-notifications/notifiers/webhook/)),
or as a local endpoint in *Organization → Endpoints*:

    notification.webhook.endpoints = [
      {
        name: alert-courier
        url: "http://nodered.example.com:1880/alerts/thehive"
        version: 1
        wsConfig: {}
        auth: { type: "none" }
        includedTheHiveOrganisations: ["*"]
        excludedTheHiveOrganisations: []
      }
    ]

and in *Organization → Notifications* a notification with the trigger *AnyEvent* (or *AlertCreated* and *AlertClosed*) and the notifier **Webhook**.
Severity 4 is CRITICAL, 3 HIGH, 2 MEDIUM, 1 LOW. Closing, ignoring or importing an alert resolves it.`,
  sample: {
    name: 'a new alert',
    event: {
      operation: 'create',
      objectId: '~41213952',
      objectType: 'Alert',
      object: {
        _id: '~41213952',
        _type: 'Alert',
        _createdAt: 1795513980000,
        type: 'edr',
        source: 'edr-gateway',
        sourceRef: 'case-7781',
        title: 'Credential dumping on win-17',
        description: 'lsass.exe was read by an unsigned process.',
        severity: 3,
        date: 1795513975000,
        tags: ['win-17', 'T1003'],
        tlp: 2,
        pap: 2,
        status: 'New',
        stage: 'New'
      },
      organisation: 'soc',
      requestId: '3c1f'
    }
  }
}

export const kibana: HttpSource = {
  kind: 'http',
  number: '26',
  name: 'Elastic Security',
  preset: 'kibana',
  path: '/alerts/kibana',
  hint: 'Make a Webhook connector with this address, and use it with this body',
  setUp: `*Stack Management → Connectors → Webhook* ([connector](https://www.elastic.co/guide/en/kibana/current/webhook-action-type.html)): POST to

    http://nodered.example.com:1880/alerts/kibana

with the header \`Content-Type: application/json\`. Then add it as an action to your detection rules, for each run of the rule, with the body

    {"alerts": {{{context.alerts.asJSON}}}}

which sends all of the rule's new alerts at once (\`asJSON\` came with Kibana 8.8). The request is answered with 200 when all of them are safe.`,
  sample: {
    name: 'a detection',
    event: {
      alerts: [
        {
          '@timestamp': '2026-11-24T10:03:20.551Z',
          'kibana.alert.uuid': '7f7c6d',
          'kibana.alert.rule.name': 'Suspicious PowerShell download',
          'kibana.alert.rule.uuid': 'b1c0f3aa-6f0e-11ee-8c99-0242ac120002',
          'kibana.alert.severity': 'high',
          'kibana.alert.risk_score': 73,
          'kibana.alert.reason': 'process event with process powershell.exe, by alice on win-17 created high alert Suspicious PowerShell download.',
          'kibana.alert.url': 'https://kibana.example.com/app/security/alerts/redirect/7f7c6d',
          'kibana.alert.status': 'active',
          'kibana.alert.workflow_status': 'open',
          host: { name: 'win-17' },
          user: { name: 'alice' },
          process: { name: 'powershell.exe' }
        }
      ]
    }
  }
}
