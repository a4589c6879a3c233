import assert from 'node:assert/strict'
import { Agent } from 'node:http'
import { connect } from 'node:net'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { post, send } from './posting'
import type { Post } from '../../scripts/stand-in/stand-in'

describe('A webhook of the stand-in', () => {
  let standIn: StandIn
  beforeEach(async () => {
    standIn = await StandIn.start()
  })
  afterEach(() => standIn.close())

  const posted = async (value: unknown): Promise<Post> => {
    const received = await post(standIn.webhookUrl, value)
    assert.deepEqual([received.status, received.body], [200, 'ok'])
    return standIn.posts.at(-1)!
  }
  const statusOf = async (body: string): Promise<number> => (await send(standIn.webhookUrl, body)).status

  it('answers exactly ok as plain text, with a request id and the version', async () => {
    const received = await post(standIn.webhookUrl, { text: 'x' })
    assert.equal(received.status, 200)
    assert.equal(received.body, 'ok')
    assert.equal(received.headers['content-type'], 'text/plain')
    assert.equal(received.headers['content-length'], '2')
    assert.match(String(received.headers['x-request-id']), /^[a-z0-9]{26}$/)
    assert.match(String(received.headers['x-version-id']), /^11\.6\.0\./)
  })

  it('has a key of 26 characters of Mattermost’s alphabet, another each time', async () => {
    const other = await StandIn.start()
    await other.close()
    assert.match(standIn.key, /^[ybndrfg8ejkmcpqxot1uwisza345h769]{26}$/)
    assert.notEqual(other.key, standIn.key)
    assert.equal(standIn.webhookUrl, `${standIn.server}/hooks/${standIn.key}`)
  })

  it('stores what it was given', async () => {
    const attachment = {
      fallback: 'f',
      color: '#c168a6',
      title: 't',
      title_link: 'https://example.org',
      fields: [{ title: 'Level', value: 'HIGH', short: true }]
    }
    const stored = await posted({
      text: 'a',
      username: 'Cyphon Alert',
      icon_url: 'https://example.org/i.png',
      icon_emoji: ':bell:',
      channel: 'alerts',
      props: { card: 'c', from_webhook: 'no', attachments: [] },
      priority: { priority: 'urgent' },
      attachments: [attachment]
    })
    const { id, createAt, ...rest } = stored
    assert.match(id, /^[a-z0-9]{26}$/)
    assert.ok(Math.abs(createAt - Date.now()) < 10_000)
    assert.deepEqual(rest, {
      channel: 'alerts',
      username: 'Cyphon Alert',
      iconUrl: 'https://example.org/i.png',
      iconEmoji: ':bell:',
      type: 'slack_attachment',
      text: 'a',
      attachments: [attachment],
      props: { card: 'c' },
      priority: { priority: 'urgent', requested_ack: false, persistent_notifications: false },
      notifies: []
    })
  })

  it('posts as “webhook” to its own channel when nothing else is asked for', async () => {
    const { username, channel, type } = await posted({ text: 'a' })
    assert.deepEqual([username, channel, type], ['webhook', 'town-square', ''])
  })

  it('finds channels by name, with or without #, and users without regard to case', async () => {
    const channels = []
    for (const channel of ['soc', '#soc', '@bob', '@BOB', '@alice']) channels.push((await posted({ text: 'x', channel })).channel)
    assert.deepEqual(channels, ['soc', 'soc', '@bob', '@bob', '@alice'])
  })

  for (const channel of ['Alerts', ' alerts', '#', 'nowhere']) {
    it(`answers 404 to the channel “${channel}”`, async () => {
      assert.equal((await post(standIn.webhookUrl, { text: 'x', channel })).status, 404)
    })
  }

  it('lets a locked hook name its own channel', async () => {
    const locked = await StandIn.start({ locked: true })
    const { status } = await post(locked.webhookUrl, { text: 'x', channel: 'town-square' })
    await locked.close()
    assert.equal(status, 200)
  })

  const refused = [
    '[]',
    '"x"',
    '5',
    '{"text":5}',
    '{"text":["x"]}',
    '{"text":"x","props":[]}',
    '{"attachments":{}}',
    '{"attachments":["x"]}',
    '{"attachments":[{"color":5}]}',
    '{"attachments":[{"fields":[{"short":1}]}]}',
    '{"attachments":[{"fields":[{"short":null}]}]}',
    '{"text":"x","priority":"urgent"}',
    '\uFEFF{"text":"x"}',
    '{"text":"x","channel":"a\tb"}',
    '{"text":"x"',
    "{'text':'x'}"
  ]
  for (const body of refused) {
    it(`cannot parse ${JSON.stringify(body)}`, async () => {
      assert.equal(await statusOf(body), 400)
      assert.equal(standIn.posts.length, 0)
    })
  }

  const empty = ['{}', 'null', '{"text":""}', '{"text":null}', '{"attachments":[]}', '{"attachments":[null]}', '{"props":{"attachments":[{"text":"x"}]}}']
  for (const body of empty) {
    it(`finds no text in ${body}`, async () => {
      const plain = await StandIn.start({ generation: 'plain' })
      const received = await send(plain.webhookUrl, body)
      await plain.close()
      assert.equal(received.status, 400)
      assert.match(received.body, /web\.incoming_webhook\.text\.app_error/)
    })
  }

  const taken = [
    ['unknown keys', '{"text":"x","blocks":[1]}'],
    ['what follows the first value', '{"text":"x"} and more'],
    ['keys in any case', '{"TEXT":"x"}'],
    ['raw line ends and tabs in a text', '{"text":"a\n\tb"}'],
    ['white space as text', '{"text":" "}'],
    ['an empty attachment', '{"attachments":[{}]}'],
    ['short as text', '{"attachments":[{"fields":[{"title":"a","value":"b","short":"True"}]}]}'],
    ['a type of one’s own', '{"text":"x","type":"custom_alert"}']
  ] as const
  for (const [what, body] of taken) {
    it(`takes ${what}`, async () => {
      assert.equal(await statusOf(body), 200)
    })
  }

  it('takes any content type for JSON, and none', async () => {
    for (const type of ['text/plain', 'application/json; charset=utf-8', 'application/xml', '']) {
      const { status } = await send(standIn.webhookUrl, '{"text":"x"}', { headers: { 'content-type': type } })
      assert.equal(status, 200, type)
    }
  })

  it('reads the payload of a form', async () => {
    const body = `payload=${encodeURIComponent('{"text":"a & b+c"}')}`
    const { status } = await send(standIn.webhookUrl, body, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' }
    })
    assert.deepEqual([status, standIn.posts[0]?.text], [200, 'a & b+c'])
  })

  it('reads a multipart form by the names of Mattermost’s struct', async () => {
    const part = (name: string, value: string): string =>
      `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
    const { status } = await send(standIn.webhookUrl, `${part('text', 'hi')}${part('ChannelName', 'soc')}--b--\r\n`, {
      headers: { 'content-type': 'multipart/form-data; boundary=b' }
    })
    assert.deepEqual([status, standIn.posts[0]?.text, standIn.posts[0]?.channel], [200, 'hi', 'soc'])
  })

  it('stores lone surrogates as U+FFFD', async () => {
    assert.equal(await statusOf('{"text":"a\\ud800b \\ud83d\\ude00"}'), 200)
    assert.equal(standIn.posts[0]?.text, 'a\uFFFDb 😀')
  })

  it('stores field values as Go prints them', async () => {
    const values = [{ b: [1, null], a: 'x' }, 12345678901, 1.5, 123456, 0.00001, true, null, 'text']
    const stored = await posted({ attachments: [{ fields: values.map((value) => ({ value })) }] })
    const printed = ['map[a:x b:[1 <nil>]]', '1.2345678901e+10', '1.5', '123456', '1e-05', 'true', '', 'text']
    assert.deepEqual(stored.attachments[0]?.fields?.map((field) => field.value), printed)
  })

  it('takes \\u0000 that is written out for the six characters that it is', async () => {
    assert.equal((await posted({ text: '\\u0000' })).text, '\\u0000')
  })

  it('rewrites Slack’s notation where Mattermost does, in code too', async () => {
    const stored = await posted({
      text: `<!channel> <!here> <!all> <@${standIn.userId('bob')}> <@unknown> <http://x|y> a <b|c> \`<!all>\``,
      attachments: [
        {
          pretext: '<!here>',
          text: '<http://x|y>',
          title: '<!all> <http://x|y>',
          author_name: '<!here>',
          fields: [{ title: '<!here>', value: '<!channel>' }]
        }
      ]
    })
    assert.equal(stored.text, '@channel @here @all @bob <@unknown> [y](http://x) a [c](b) `@all`')
    assert.deepEqual(stored.attachments, [
      {
        pretext: '@here',
        author_name: '<!here>',
        title: '@all <http://x|y>',
        text: '[y](http://x)',
        fields: [{ title: '<!here>', value: '@channel', short: false }]
      }
    ])
  })

  it('hides the integration of an action and gives it an id', async () => {
    const stored = await posted({ attachments: [{ actions: [{ name: 'Go', type: 'button', integration: { url: 'http://x' } }] }] })
    const action = stored.attachments[0]?.actions?.[0]
    assert.match(action?.id ?? '', /^[a-z0-9]{26}$/)
    assert.equal(JSON.stringify(stored).includes('http://x'), false)
  })

  it('stores the same request twice when it comes twice', async () => {
    await posted({ text: 'x' })
    await posted({ text: 'x' })
    assert.equal(standIn.posts.length, 2)
  })

  it('keeps connections', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (const text of ['a', 'b']) await send(standIn.webhookUrl, JSON.stringify({ text }), { agent })
    agent.destroy()
    const [first, second] = standIn.requests
    assert.ok(first !== undefined && first.remotePort > 0)
    assert.equal(first.remotePort, second?.remotePort)
  })

  it('records every request with headers, body and status', async () => {
    await send(`${standIn.server}/hooks/abc?x=1`, '{"text":"é"}', { headers: { 'x-mine': '1' } })
    const { method, path, headers, body, status } = standIn.requests[0]!
    assert.deepEqual([method, path, headers['x-mine']], ['POST', '/hooks/abc?x=1', '1'])
    assert.deepEqual([body, status], ['{"text":"é"}', 400])
  })

  it('gives the next post to who waits for it', async () => {
    await posted({ text: 'before' })
    const next = standIn.nextPost()
    await posted({ text: 'after' })
    assert.equal((await next).text, 'after')
  })

  it('says how many posts came when fewer came than were waited for', async () => {
    await posted({ text: 'one' })
    assert.equal((await standIn.waitForPosts(1, 1000)).length, 1)
    await assert.rejects(standIn.waitForPosts(2, 10), /1 of 2 posts after 10 ms/)
  })
})

describe('Addresses of the stand-in', () => {
  let standIn: StandIn
  afterEach(() => standIn.close())

  const rows: readonly (readonly [string, string, number, string?])[] = [
    ['GET', '/hooks/KEY', 200],
    ['GET', '/hooks/abc', 200],
    ['HEAD', '/hooks/KEY', 405],
    ['PUT', '/hooks/KEY', 405],
    ['OPTIONS', '/hooks/KEY', 405],
    ['POST', '/hooks/KEY/', 405],
    ['POST', '/hooks/', 405],
    ['POST', '/hooks/a-b', 405],
    ['POST', '/hooks/a_b', 405],
    ['POST', '//hooks/KEY', 301, '/hooks/KEY'],
    ['POST', '/hooks//KEY', 301, '/hooks/KEY'],
    ['POST', '/hooks/KEY?access_token=x', 200]
  ]
  for (const [method, path, status, location] of rows) {
    it(`answer ${status} to ${method} ${path}`, async () => {
      standIn = await StandIn.start()
      const wire = path.replace('KEY', standIn.key)
      const received = await send(standIn.webhookUrl, '{"text":"x"}', { method, path: wire })
      assert.equal(received.status, status)
      assert.equal(received.headers.location, location?.replace('KEY', standIn.key))
      if (status === 405) assert.deepEqual([received.body, received.headers['content-length']], ['', '0'])
      if (method === 'GET') assert.match(String(received.headers['content-type']), /^text\/html/)
      assert.equal(standIn.requests.length, 1)
    })
  }

  it('take a subpath, and redirect what comes without it', async () => {
    standIn = await StandIn.start({ subpath: '/mattermost' })
    assert.match(standIn.server, /^http:\/\/127\.0\.0\.1:\d+\/mattermost$/)
    assert.equal((await post(standIn.webhookUrl, { text: 'x' })).status, 200)
    const beside = await send(standIn.webhookUrl, '{"text":"x"}', { path: `/hooks/${standIn.key}` })
    assert.deepEqual([beside.status, beside.headers.location, beside.body], [302, `/mattermost/hooks/${standIn.key}`, ''])
  })

  it('serve TLS, and answer 400 to plain HTTP there', async () => {
    const [key, cert] = ['key.pem', 'cert.pem'].map((name) => readFileSync(join(__dirname, 'tls', name), 'utf8'))
    standIn = await StandIn.start({ tls: { key: key!, cert: cert! } })
    assert.match(standIn.webhookUrl, /^https:/)
    const { status } = await send(standIn.webhookUrl, '{"text":"x"}', { ca: cert! })
    assert.equal(status, 200)
    await assert.rejects(send(standIn.webhookUrl, '{"text":"x"}'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })

    const socket = connect(Number(new URL(standIn.server).port), '127.0.0.1')
    socket.end('POST /hooks/x HTTP/1.1\r\nHost: x\r\n\r\n')
    let answer = ''
    for await (const chunk of socket) answer += String(chunk)
    assert.match(answer, /^HTTP\/1\.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server\.\n$/)
  })

  it('can be given, and reject a port that is taken', async () => {
    standIn = await StandIn.start()
    await assert.rejects(StandIn.start({ port: Number(new URL(standIn.server).port) }), { code: 'EADDRINUSE' })
  })
})
