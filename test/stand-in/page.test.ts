import assert from 'node:assert/strict'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { post } from './posting'

/** Reads server-sent events of a stream until one is called `name`. */
const eventNamed = async (reader: ReadableStreamDefaultReader<Uint8Array>, name: string): Promise<string> => {
  let text = ''
  for (;;) {
    const end = text.indexOf('\n\n')
    if (end === -1) {
      const { done, value } = await reader.read()
      if (done) throw new Error(`The stream ended before ${name}`)
      text += Buffer.from(value).toString('utf8')
      continue
    }
    const event = text.slice(0, end)
    text = text.slice(end + 2)
    if (event.startsWith(`event: ${name}\n`)) return event.slice(event.indexOf('data: ') + 6)
  }
}

describe('The page of the stand-in', () => {
  let standIn: StandIn
  beforeEach(async () => {
    standIn = await StandIn.start()
  })
  afterEach(() => standIn.close())

  const page = async (): Promise<string> => (await fetch(standIn.pageUrl)).text()
  /** The posts' HTML alone: the page around them has scripts and forms of its own. */
  const postsHtml = async (): Promise<string> => {
    const html = await page()
    return html.slice(html.indexOf('<article'), html.lastIndexOf('</article>'))
  }

  it('says what to do when there are no posts yet', async () => {
    const html = await page()
    assert.match(html, /Click the button of the <b>inject<\/b> node/)
    assert.ok(html.includes(standIn.webhookUrl))
  })

  it('forbids all scripts and resources but its own, and images', async () => {
    const policy = (await fetch(standIn.pageUrl)).headers.get('content-security-policy') ?? ''
    for (const rule of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]) {
      assert.ok(policy.includes(rule), rule)
    }
    const html = await page()
    assert.deepEqual(html.match(/(?:src|href)="(?!#|data:|\/stand-in\/)[^"]*"/g), null)
  })

  it('shows an attachment as Mattermost does', async () => {
    await post(standIn.webhookUrl, {
      username: 'Cyphon Alert',
      attachments: [
        {
          color: '#c168a6',
          pretext: 'before **it**',
          author_name: 'Cyphon',
          title: 'Beacon',
          title_link: 'https://cyphon.example/1',
          text: 'A new alert',
          fields: [
            { title: 'Source', value: 'suricata', short: true },
            { title: 'Level', value: '**HIGH**', short: true },
            { title: 'Long', value: 'alone', short: false }
          ],
          footer: `${'f'.repeat(300)}gone`
        }
      ]
    })
    const html = await postsHtml()
    assert.match(html, /<span class="username">Cyphon Alert<\/span><span class="bot">BOT<\/span>/)
    assert.match(html, /style="--bar: #c168a6"/)
    assert.match(html, /before <strong>it<\/strong>/)
    assert.match(html, /<a href="https:\/\/cyphon\.example\/1" target="_blank" rel="noopener noreferrer">Beacon<\/a>/)
    assert.match(html, /<dt>Level<\/dt><dd class="markdown"><p><strong>HIGH<\/strong>/)
    assert.equal(html.match(/<dl class="fields">/g)?.length, 2)
    assert.match(html, /f{300}…/)
  })

  it('shows whom a post notifies, and its priority', async () => {
    await post(standIn.webhookUrl, { text: '@channel now', priority: { priority: 'urgent', requested_ack: true } })
    const html = await postsHtml()
    assert.match(html, /<span class="label notifies">notifies @channel<\/span>/)
    assert.match(html, /<span class="label urgent">urgent<\/span>/)
    assert.match(html, /<span class="mention">@channel<\/span> now/)
  })

  it('renders Markdown as Mattermost does: line ends break, snake_case stays, entities are characters', async () => {
    await post(standIn.webhookUrl, { text: 'a\nb snake_case_word &lt;x&gt; \\@bob \\* `c`' })
    const html = await postsHtml()
    assert.match(html, /a<br>b snake_case_word &lt;x&gt; \\/)
    assert.match(html, /\* <code>c<\/code>/)
  })

  it('shows as it is what no renderer gets to the end of', async () => {
    await post(standIn.webhookUrl, { text: '> '.repeat(8000) + '<b>' })
    assert.match(await postsHtml(), /(?:&gt; ){100}[^]*&lt;b&gt;/)
  })

  const hostile = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)>',
    '</article></section><script>alert(1)</script>',
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java&#10;script:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '![x](javascript:alert(1))',
    '![x" onerror="alert(1)](https://x.org/a.png)',
    '[x](https://x.org/"onmouseover="alert(1))',
    '[x](https://x.org "t\\" onmouseover=\\"alert(1)")',
    '<javascript:alert(1)>',
    '```"><script>alert(1)</script>\ncode\n```',
    '`<script>alert(1)</script>`',
    '| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |',
    '[x]: javascript:alert(1)\n\n[x]',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '<!-- --><script>alert(1)</script>',
    '{posts} $& $1 {key}'
  ]
  /** Elements and attributes that rendered posts are made of. */
  const innocent =
    /^<\/?(?:article|div|header|span|time|svg|path|p|strong|em|del|code|pre|br|h[1-6]|ul|ol|li|a|img|table|thead|tbody|tr|th|td|dl|dt|dd|button|blockquote|hr)(?:\s+(?:class|data-[a-z]+|datetime|title|style|href|target|rel|src|alt|referrerpolicy|loading|viewBox|aria-hidden|d|fill|disabled|align)(?:="[^"<>]*")?)*\s*\/?>/
  for (const text of hostile) {
    it(`shows ${JSON.stringify(text)} as nothing but text and harmless links`, async () => {
      const everywhere = { pretext: text, author_name: text, title: text, text, footer: text, color: text }
      const links = { author_link: text, author_icon: text, title_link: text, image_url: text, thumb_url: text }
      await post(standIn.webhookUrl, {
        text,
        username: text,
        icon_url: text,
        icon_emoji: text,
        attachments: [
          { ...everywhere, ...links, footer_icon: text, fields: [{ title: text, value: text }], actions: [{ name: text }] }
        ]
      })
      const html = await postsHtml()
      for (const at of [...html.matchAll(/</g)].map((match) => match.index)) {
        assert.match(html.slice(at), innocent)
      }
      for (const [, address = ''] of html.matchAll(/(?:href|src)="([^"]*)"/g)) {
        assert.match(address, /^(?:https?|mailto):/)
      }
    })
  }

  it('shows a request’s body as text', async () => {
    await post(standIn.webhookUrl, { text: '</pre><script>alert(1)</script>' })
    const html = await page()
    assert.equal(html.match(/<script/g)?.length, 1)
  })

  it('gets posts, requests and faults live', async () => {
    const html = await page()
    const run = /data-run="([^"]*)"/.exec(html)?.[1] ?? ''
    const stream = await fetch(`${standIn.server}/stand-in/events?run=${run}&posts=0`)
    assert.equal(stream.headers.get('content-type'), 'text/event-stream')
    const reader = stream.body!.getReader()
    await eventNamed(reader, 'faults')
    await post(standIn.webhookUrl, { text: 'live **now**' })
    assert.match(await eventNamed(reader, 'post'), /live <strong>now<\/strong>/)
    standIn.fail({ kind: 'hang' })
    assert.match(await eventNamed(reader, 'faults'), /Never answers · until healed/)
    await standIn.close()
    await assert.rejects(eventNamed(reader, 'post'))
    standIn = await StandIn.start()
  })

  it('gets what came while it was away, and no post twice', async () => {
    const run = /data-run="([^"]*)"/.exec(await page())?.[1] ?? ''
    for (const text of ['seen', 'missed']) await post(standIn.webhookUrl, { text })
    const stream = await fetch(`${standIn.server}/stand-in/events?run=${run}&posts=1`)
    const reader = stream.body!.getReader()
    assert.match(await eventNamed(reader, 'post'), /missed/)
    await reader.cancel()
  })

  it('loads anew after a restart', async () => {
    const stream = await fetch(`${standIn.server}/stand-in/events?run=of-another&posts=0`)
    const reader = stream.body!.getReader()
    assert.equal(await eventNamed(reader, 'reload'), '{}')
    await reader.cancel()
  })

  it('serves its style and its script, below a subpath too', async () => {
    const below = await StandIn.start({ subpath: '/mattermost' })
    const html = await (await fetch(below.pageUrl)).text()
    const addresses = [...html.matchAll(/(?:src|href)="(\/mattermost\/stand-in\/[^"]*)"/g)].map((match) => match[1] ?? '')
    const types = []
    for (const address of addresses) {
      const response = await fetch(new URL(address, below.server))
      types.push([response.status, response.headers.get('content-type')])
      assert.ok((await response.text()).length > 1000)
    }
    await below.close()
    assert.deepEqual(types, [
      [200, 'text/css; charset=utf-8'],
      [200, 'text/javascript; charset=utf-8']
    ])
  })
})
