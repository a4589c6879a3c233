/** Platforms that tell of alerts by a webhook of their own. */
import type { Canvas } from './canvas'
import { catching, change, choose, debug, httpResponse, set } from './nodes'
import type { Request } from './http'
import type { HttpSource } from './source'

export const github: HttpSource = {
  kind: 'http',
  number: '17',
  name: 'GitHub',
  preset: 'github',
  path: '/alerts/github',
  hint: 'Add a webhook for code scanning, Dependabot and secret scanning alerts',
  setUp: `*Settings → Webhooks → Add webhook* of a repository or an organization
([webhooks](https://docs.github.com/en/webhooks/using-webhooks/creating-webhooks)):

| | |
| --- | --- |
| Payload URL | \`http://nodered.example.com:1880/alerts/github\` |
| Content type | **application/json** |
| Events | *Let me select individual events*: Code scanning alerts, Dependabot alerts, Secret scanning alerts |

The ping that GitHub sends first is answered with 200 and posts nothing. GitHub does not try again by itself: failed deliveries
are listed under *Recent Deliveries*, where they can be sent again.`,
  sample: {
    name: 'a Dependabot alert',
    event: {
      action: 'created',
      alert: {
        number: 7,
        state: 'open',
        dependency: { package: { ecosystem: 'npm', name: 'fast-dates' }, manifest_path: 'package-lock.json', scope: 'runtime' },
        security_advisory: {
          ghsa_id: 'GHSA-aaaa-bbbb-cccc',
          cve_id: 'CVE-2026-11111',
          summary: 'fast-dates takes exponential time for some formats',
          severity: 'high'
        },
        security_vulnerability: {
          package: { ecosystem: 'npm', name: 'fast-dates' },
          severity: 'high',
          vulnerable_version_range: '< 2.4.1',
          first_patched_version: { identifier: '2.4.1' }
        },
        html_url: 'https://github.com/example/shop/security/dependabot/7',
        created_at: '2026-11-24T09:45:00Z'
      },
      repository: { id: 1, name: 'shop', full_name: 'example/shop', html_url: 'https://github.com/example/shop' }
    }
  }
}

export const sns: HttpSource = {
  kind: 'http',
  number: '18',
  name: 'AWS CloudWatch by SNS',
  preset: 'aws-sns',
  path: '/alerts/sns',
  hint: 'Subscribe this address to the SNS topic of your alarms; it confirms by itself',
  setUp: `Subscribe the address to the topic that your alarms are sent to
([HTTP endpoints](https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.subscribe.html)):

    aws sns subscribe --topic-arn arn:aws:sns:eu-west-1:123456789012:alarms \\
      --protocol https --notification-endpoint https://nodered.example.com/alerts/sns

SNS first asks whether you want that. The flow says yes by a request to the address that SNS sent, where that is one of
\`https://sns.<region>.amazonaws.com/\`; any other is refused with 403. SNS tries again where the answer is an error.

Leave *raw message delivery* off. ALARM is HIGH, INSUFFICIENT_DATA LOW, OK resolves the alarm. What is published to the topic by something
else than CloudWatch is no alert here. Signatures are not checked: keep the address to yourself, or let only AWS reach it.`,
  sample: {
    name: 'an alarm',
    event: {
      Type: 'Notification',
      MessageId: '0f1e2d3c-4b5a-5968-8776-655443322110',
      TopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms',
      Subject: 'ALARM: "orders-queue-age" in EU (Ireland)',
      Message: JSON.stringify({
        AlarmName: 'orders-queue-age',
        AlarmDescription: 'Orders wait too long',
        AWSAccountId: '123456789012',
        NewStateValue: 'ALARM',
        NewStateReason: 'Threshold Crossed: 1 datapoint [912.0] was greater than the threshold (600.0).',
        StateChangeTime: '2026-11-24T09:50:11.870+0000',
        Region: 'EU (Ireland)',
        AlarmArn: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:orders-queue-age',
        OldStateValue: 'OK',
        Trigger: {
          MetricName: 'ApproximateAgeOfOldestMessage',
          Namespace: 'AWS/SQS',
          Dimensions: [{ name: 'QueueName', value: 'orders' }],
          ComparisonOperator: 'GreaterThanThreshold',
          Threshold: 600
        }
      }),
      Timestamp: '2026-11-24T09:50:12.001Z'
    }
  }
}

/** Confirms a subscription, where AWS itself asks for that; other messages go to the watchdog. */
export const confirmSubscription = (canvas: Canvas, { event, watchdog, between, below }: Request): void => {
  const isAsked = canvas.add(
    'switch',
    between,
    choose('asks to confirm', 'payload.Type', { t: 'eq', v: 'SubscriptionConfirmation', vt: 'str' }, true),
    2
  )
  const isAmazon = canvas.add(
    'switch',
    [250, below],
    choose('by AWS itself', 'payload.SubscribeURL', { t: 'regex', v: '^https://sns\\.[a-z0-9-]+\\.amazonaws\\.com/', vt: 'str', case: false }, true),
    2
  )
  const confirm = canvas.add('http request', [450, below], {
    name: 'confirm',
    method: 'GET',
    ret: 'txt',
    paytoqs: 'ignore',
    url: '{{{payload.SubscribeURL}}}',
    tls: '',
    persist: false,
    proxy: '',
    insecureHTTPParser: false,
    authType: '',
    senderr: true,
    headers: []
  })
  const isConfirmed = canvas.add('switch', [630, below], choose('is confirmed', 'statusCode', { t: 'eq', v: '200', vt: 'num' }, true), 2)
  const confirmed = canvas.add('change', [820, below], change('200', set('statusCode', '200', 'num'), set('payload', '', 'str')))
  const refused = canvas.add('change', [450, below + 60], change('403', set('statusCode', '403', 'num'), set('payload', '', 'str')))
  const failed = canvas.add('catch', [170, below + 120], catching('not confirmed', [confirm]))
  const retry = canvas.add('change', [820, below + 120], change('503', set('statusCode', '503', 'num'), set('payload', '', 'str')))
  const why = canvas.add('debug', [450, below + 180], debug('why not confirmed', 'error'), 0)
  const respond = canvas.add('http response', [1000, below], httpResponse, 0)
  const ask = canvas.link([[between[0] + 95, between[1] + 60]], [95, below], 'confirm')
  canvas.line(event, isAsked, ask.outs[0] ?? '')
  canvas.line(ask.into, isAmazon, confirm, isConfirmed, confirmed, respond)
  canvas.wire(isAsked, watchdog, 1)
  canvas.wire(isAmazon, refused, 1)
  canvas.wire(isConfirmed, retry, 1)
  canvas.line(refused, respond)
  canvas.line(failed, retry, respond)
  canvas.wire(failed, why)
}
