import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Example } from './example'
import { alertIn, watchdogOf } from './looking'
import type { Shown } from './posted'

describe('The preset aws-sns, in its example', () => {
  let example: Example
  let amazon: Server
  let status = 200
  const asked: string[] = []

  before(async () => {
    amazon = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.writeHead(status, { 'Content-Type': 'text/xml' }).end('<ConfirmSubscriptionResponse/>')
    })
    await new Promise<void>((listening) => amazon.listen(0, '127.0.0.1', listening))
    // The address itself is Amazon's: what is asked of it comes here.
    const here = `http://127.0.0.1:${(amazon.address() as AddressInfo).port}/{{{payload.Token}}}`
    example = await Example.start('aws-sns', (node) => (node.type === 'http request' ? { ...node, url: here } : node))
  })

  after(async () => {
    await example.end(true)
    await new Promise((closed) => amazon.close(closed))
  })

  /** SNS says that its JSON is text. */
  const headers = { 'Content-Type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': 'Notification' }

  const alarm = (AlarmName: string, state: string, before: string): string =>
    JSON.stringify({
      Type: 'Notification',
      MessageId: `${AlarmName}-${state}`,
      TopicArn: 'arn:aws:sns:eu-central-1:123456789012:alarms',
      Subject: `${state}: "${AlarmName}" in EU (Frankfurt)`,
      Message: JSON.stringify({
        AlarmName,
        AlarmDescription: 'Too slow',
        AWSAccountId: '123456789012',
        NewStateValue: state,
        NewStateReason: 'Threshold Crossed',
        StateChangeTime: '2026-11-25T08:00:00.000+0000',
        Region: 'EU (Frankfurt)',
        OldStateValue: before,
        Trigger: { MetricName: 'Latency', Namespace: 'AWS/ELB', Dimensions: [{ name: 'LoadBalancer', value: 'shop' }] }
      }),
      Timestamp: '2026-11-25T08:00:00.100Z'
    })

  const shown = (AlarmName: string, state: string, level: Shown['level']): Shown => ({
    title: `${state}: "${AlarmName}" in EU (Frankfurt)`,
    level,
    source: 'CloudWatch: 123456789012',
    link: `https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#alarmsV2:alarm/${AlarmName}`
  })

  it('posts an alarm once, what is not known of it, and that it is over', async () => {
    await example.sends(alarm('latency', 'ALARM', 'OK'), [shown('latency', 'ALARM', 'HIGH')], headers)
    await example.sends(alarm('latency', 'ALARM', 'OK'), [], headers)
    await example.sends(alarm('latency', 'OK', 'ALARM'), [{ ...shown('latency', 'OK', 'HIGH'), status: 'DONE', incidents: 2 }], headers)
    await example.sends(alarm('latency', 'OK', 'ALARM'), [], headers)
    await example.sends(JSON.stringify({ Type: 'Notification', Subject: 'Your bill', Message: 'no JSON' }), [], headers)
    await example.sends(JSON.stringify({ Type: 'UnsubscribeConfirmation', SubscribeURL: 'https://sns.eu-central-1.amazonaws.com/?x' }), [], headers)
    await example.sends(alarm('disk', 'INSUFFICIENT_DATA', 'OK'), [shown('disk', 'INSUFFICIENT_DATA', 'LOW')], headers)
  })

  it('tells alarms of two regions apart, where it says so only in its ARN', () => {
    const look = watchdogOf('aws-sns')
    const key = (region: string): string => alertIn(look({ TopicArn: 'arn:aws:sns:eu-west-1:1:t', Message: JSON.stringify({ AlarmName: 'a', AlarmArn: `arn:aws:cloudwatch:${region}:1:alarm:a`, NewStateValue: 'ALARM' }) })[0]).key
    assert.notEqual(key('eu-west-1'), key('us-east-1'))
  })

  it('links to the console of the cloud that an alarm is from', () => {
    const link = (arn: string): string => alertIn(watchdogOf('aws-sns')({ TopicArn: arn, Message: JSON.stringify({ AlarmName: 'a', NewStateValue: 'ALARM' }) })[0]).link
    const path = (region: string): string => `/cloudwatch/home?region=${region}#alarmsV2:alarm/a`
    assert.equal(link('arn:aws-cn:sns:cn-north-1:1:t'), `https://cn-north-1.console.amazonaws.cn${path('cn-north-1')}`)
    assert.equal(link('arn:aws-us-gov:sns:us-gov-west-1:1:t'), `https://us-gov-west-1.console.amazonaws-us-gov.com${path('us-gov-west-1')}`)
    assert.equal(link('arn:aws:sns:eu-west-1:1:t'), `https://eu-west-1.console.aws.amazon.com${path('eu-west-1')}`)
  })

  const confirmation = (SubscribeURL: unknown, Token: string): string =>
    JSON.stringify({ Type: 'SubscriptionConfirmation', MessageId: 'm', Token, TopicArn: 'arn:aws:sns:eu-central-1:123456789012:alarms', Message: 'You have chosen to subscribe', SubscribeURL })
  const amazons = 'https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=t'

  it('confirms a subscription by the address that Amazon sends, and posts nothing', async () => {
    await example.sends(confirmation(amazons, 'token-1'), [], headers)
    assert.deepEqual(asked, ['/token-1'])
  })

  it('answers 503 where Amazon does not take the confirmation, so that SNS asks again', async () => {
    status = 500
    assert.equal((await example.post(confirmation(amazons, 'token-2'), headers)).status, 503)
    status = 200
    assert.deepEqual(asked, ['/token-1', '/token-2'])
  })

  for (const url of [
    'https://evil.example.com/',
    'http://sns.eu-central-1.amazonaws.com/',
    'https://sns.eu-central-1.amazonaws.com.evil.example.com/',
    'https://sns.eu-central-1.amazonaws.com@evil.example.com/',
    'https://evil.example.com/https://sns.eu-central-1.amazonaws.com/',
    'https://sns.evil.example.com/.amazonaws.com/',
    ' https://sns.eu-central-1.amazonaws.com/',
    undefined
  ]) {
    it(`asks nothing of ${url === undefined ? 'an address that is missing' : JSON.stringify(url)}, and answers 403`, async () => {
      asked.length = 0
      assert.equal((await example.post(confirmation(url, 'token-3'), headers)).status, 403)
      await example.sends(confirmation(amazons, 'token-4'), [], headers)
      assert.deepEqual(asked, ['/token-4'])
    })
  }
})
