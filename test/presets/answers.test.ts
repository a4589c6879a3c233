import assert from 'node:assert/strict'
import { sources } from '../../scripts/examples/all'
import { type Change, Example } from './example'
import { posted, type Shown } from './posted'

const firing = (...names: readonly string[]): object => ({
  version: '4',
  status: 'firing',
  externalURL: 'https://alertmanager.example.com',
  alerts: names.map((name) => ({ status: 'firing', labels: { alertname: name, severity: 'critical' }, annotations: {}, fingerprint: name }))
})

const shown = (title: string): Shown => ({ title, level: 'CRITICAL', source: 'Alertmanager', link: 'https://alertmanager.example.com' })

const set =
  (type: string, more: object): Change =>
  (node) =>
    node.type === type ? { ...node, ...more } : node

describe('The examples that are sent requests', () => {
  let example: Example

  for (const source of sources.filter(({ kind }) => kind === 'http')) {
    it(`"${source.name}" answers what is no event of its tool, and posts nothing`, async () => {
      example = await Example.start(source.preset)
      const json = { 'Content-Type': 'application/json' }
      const text = { 'Content-Type': 'text/plain; charset=UTF-8' }
      const answers: readonly (readonly [body: string, headers: Record<string, string>, status: number])[] = [
        ['{}', json, 200],
        ['[]', json, 200],
        ['', json, 200], // Node-RED reads this as {}
        ['{"alerts":[]}', json, 200],
        ['{"alerts":{"a":1},"Records":5}', json, 200],
        ['[null, 1, "text", []]', json, 200],
        ['null', text, 200],
        ['42', text, 200],
        ['a=1&b=2', { 'Content-Type': 'application/x-www-form-urlencoded' }, 200],
        ['', text, 400],
        ['{"alerts":[', text, 400],
        ['no JSON', { 'Content-Type': 'application/octet-stream' }, 400],
        ['{"alerts":[', json, 400] // by Node-RED itself
      ]
      for (const [body, headers, status] of answers) assert.equal((await example.post(body, headers)).status, status, body)
      assert.equal(example.standIn.requests.length, 0)
      await example.end(true)
    })
  }

  const refuseAll = { kind: 'answer', status: 503 } as const

  it('answer 503 where an alert is not taken in, once for all alerts of the request, and post it when it is sent again', async () => {
    example = await Example.start('alertmanager', set('mattermost-config', { outboxLimit: 1 }))
    example.standIn.fail(refuseAll)
    assert.deepEqual(await example.post(firing('first', 'second', 'third')), { status: 503, body: '' })
    await example.standIn.waitForRequests(1)
    // Nothing changed: what the sender tries again is not taken for repeats.
    assert.equal((await example.post(firing('second'))).status, 503)
    example.standIn.heal()
    await example.standIn.waitForPosts(1)
    assert.equal((await example.post(firing('first', 'second'))).status, 200)
    await example.standIn.waitForPosts(2)
    assert.equal((await example.post(firing('third'))).status, 200)
    const posts = await example.standIn.waitForPosts(3)
    assert.deepEqual(posts.map(({ attachments }) => attachments[0]?.title), ['first', 'second', 'third'])
    await example.end(true)
  })

  it('answer 503 where a resolution is not taken in, and post it when it is sent again', async () => {
    const problem = (trigger: string, status: string): object => ({ hostname: 'h', severity: 'High', status, trigger, triggerid: trigger })
    example = await Example.start('zabbix', set('mattermost-config', { outboxLimit: 1 }))
    await example.sends(problem('full', 'PROBLEM'), [{ title: 'full', level: 'HIGH', source: 'Zabbix: h' }])
    example.standIn.fail(refuseAll)
    assert.equal((await example.post(problem('other', 'PROBLEM'))).status, 200)
    assert.equal((await example.post(problem('full', 'OK'))).status, 503)
    example.standIn.heal()
    await example.standIn.waitForPosts(2)
    assert.equal((await example.post(problem('full', 'OK'))).status, 200)
    const [, , post] = await example.standIn.waitForPosts(3)
    assert.equal(post?.attachments[0]?.fields?.[2]?.value, 'DONE')
    await example.end(true)
  })

  it('answer a request of hundreds of alerts once, when the last of them is safe', async () => {
    example = await Example.start('alertmanager')
    const all = Array.from({ length: 300 }, (_, index) => `many ${index}`)
    assert.deepEqual(await example.post(firing(...all)), { status: 200, body: '' })
    const posts = await example.standIn.waitForPosts(300)
    assert.deepEqual(posts.map(({ attachments }) => attachments[0]?.title), all)
    await example.end()
  })

  it('answer each of many requests that come together once', async () => {
    for (const preset of ['alertmanager', 'zabbix']) {
      example = await Example.start(preset)
      const event = (index: number): object =>
        preset === 'zabbix'
          ? { hostname: 'crowd', severity: 'High', status: 'PROBLEM', trigger: `crowd ${index}`, triggerid: `crowd ${index}` }
          : firing(`crowd ${index} a`, `crowd ${index} b`, `crowd ${index % 7} c`)
      const answers = await Promise.all(Array.from({ length: 60 }, (_, index) => example.post(event(index))))
      assert.deepEqual(answers, answers.map(() => ({ status: 200, body: '' })))
      await example.standIn.waitForPosts(preset === 'zabbix' ? 60 : 127, 30_000)
      await example.end() // an answer that is given twice is an error in the log
    }
  })

  it('answer 503 while the settings refuse every alert', async () => {
    example = await Example.start('alertmanager', set('mattermost-config', { public: false, passportUsers: ['someone'] }))
    assert.equal((await example.post(firing('one', 'two'))).status, 503)
    assert.equal((await example.post(firing('one', 'two'))).status, 503)
    await example.end(true)

    example = await Example.start('alertmanager', set('alert-watchdog', { muzzleWindow: 'round' }))
    assert.equal((await example.post(firing('one', 'two'))).status, 503)
    await example.end(true)
  })

  it('answer 200 while the action is switched off', async () => {
    example = await Example.start('alertmanager', set('webhook-action', { enabled: false }))
    assert.equal((await example.post(firing('off 1', 'off 2'))).status, 200)
    await example.end()
  })

  it('have answered before an alert is given up, which ends in the Catch node and is not taken back', async () => {
    example = await Example.start('alertmanager')
    example.standIn.fail({ kind: 'error', cause: 'channel not found' }, 1)
    assert.equal((await example.post(firing('lost'))).status, 200)
    await example.nodeRed.until(() => example.nodeRed.debugged.some(({ msg }) => msg.includes('MATTERMOST_REJECTED')), 'the Catch node to tell')
    assert.equal((await example.post(firing('lost'))).status, 200)
    assert.equal((await example.post(firing('next'))).status, 200)
    await example.standIn.waitForPosts(1)
    assert.deepEqual(JSON.parse(example.standIn.requests.at(-1)?.body ?? ''), posted(shown('next')))
    assert.doesNotMatch(example.log, /headers/i)
    await example.end(true)
  })
})
