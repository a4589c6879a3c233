import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type Alert, readAlert } from '../../nodes/alert/alert'
import { levels } from '../../nodes/alert/level'
import { type Destination, destinationOf, digest } from '../../nodes/mattermost/digest'
import { standsAlone } from '../../nodes/mattermost/attention'
import { linkTarget, webAddress } from '../../nodes/mattermost/web-address'
import { Zone } from '../../nodes/mattermost/zone'
import { mentionsIn } from '../../scripts/stand-in/mentions'
import { rewriteText } from '../../scripts/stand-in/slack-text'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { send } from '../stand-in/posting'
import { anAlert } from './alerts'
import { drawings, expected, inOneLine, mentions, readMarkdown, readPlain } from './reader'
import { harmless, hostile } from './values'

const userId = 'in6az544fidfipw54ksxchrt1w'

interface Sent extends Destination {
  readonly text: string
}

const zoneOf = (name: string): Zone => Zone.read(name) ?? assert.fail(name)

const posts = (alerts: readonly Alert[], to: Destination = {}, zone = 'UTC') =>
  digest(alerts, destinationOf(to), zoneOf(zone)).map(({ members, body }) => ({ members, body, sent: JSON.parse(body.toString('utf8')) as Sent }))

const only = (alerts: readonly Alert[], zone = 'UTC'): string => {
  const [post, ...others] = posts(alerts, {}, zone)
  assert.ok(post && others.length === 0)
  return post.sent.text
}

/** The items of a digest's text, below its head. */
const itemsOf = (text: string): readonly string[] => text.slice(text.indexOf('\n\n') + 2).split('\n')

/** The one item of a digest of one alert. */
const item = (otherwise: Partial<Alert>): string => itemsOf(only([anAlert(otherwise)]))[0]!

/** What Mattermost shows as a link is not looked through for mentions. */
const withoutTargets = (text: string): string => text.replace(/\]\(\S*\)/g, ']')

/** A distinct alert every minute, of levels in turn. */
const many = (count: number, from = '2024-03-01T10:00:00Z'): readonly Alert[] =>
  Array.from({ length: count }, (_, at) => anAlert({ title: `alert ${at}`, level: levels[at % levels.length]!, created: new Date(Date.parse(from) + at * 60_000).toISOString() }))

describe('A digest', () => {
  it('counts the alerts of each level, tells from when to when they are, and lists them', () => {
    const alerts = [
      anAlert({ level: 'INFO', title: 'Logged in: *root*', link: '', source: 'ossec', created: '2024-03-01T09:58:00.000Z' }),
      anAlert({ level: 'CRITICAL', title: 'Disk full on db-1 [/var]', link: 'https://siem.example.com/alerts/1', source: 'zabbix', created: '2024-03-01T10:30:05.000Z' }),
      anAlert({ level: 'HIGH', title: '@channel look', link: 'javascript:alert(1)', source: '', created: '2024-03-01T10:30:06.000Z' }),
      anAlert({ level: 'INFO', title: 'Logged out', link: 'https://siem.example.com/a_(b)', source: '', created: '2024-03-01T10:31:00.000Z' })
    ]
    assert.equal(
      only(alerts, 'Europe/Berlin'),
      [
        '**4 alerts waited** for Mattermost: 1 CRITICAL, 1 HIGH, 2 INFO',
        'From 10:58:00 to 11:31:00 on 2024-03-01 (Europe/Berlin)',
        '',
        '- 10:58:00 INFO Logged in: \\*root\\* · ossec',
        '- 11:30:05 **CRITICAL** [Disk full on db-1 \\[/var\\]](https://siem.example.com/alerts/1) · zabbix',
        '- 11:30:06 **HIGH** @\u200bchannel look',
        '- 11:31:00 INFO [Logged out](https://siem.example.com/a_%28b%29)'
      ].join('\n')
    )
  })

  it('of one alert says so', () => {
    assert.match(only([anAlert({ level: 'LOW' })]), /^\*\*1 alert waited\*\* for Mattermost: 1 LOW\nAt 10:30:05 on 2024-03-01 \(UTC\)\n\n- 10:30:05 LOW \[/)
  })

  it('of no alert is none', () => assert.deepEqual(posts([]), []))

  it('of 500 alerts has every one of them once, in order, over posts that are numbered', () => {
    const alerts = many(500)
    const sent = posts(alerts)
    assert.ok(sent.length > 1 && sent.length < 6)
    assert.deepEqual(sent.flatMap(({ members }) => members), alerts.map((_, at) => at))
    for (const [at, { members, sent: { text } }] of sent.entries()) {
      assert.ok(text.startsWith(`**500 alerts waited** for Mattermost: 100 CRITICAL, 100 HIGH, 100 MEDIUM, 100 LOW, 100 INFO (${at + 1} of ${sent.length})\n`))
      assert.deepEqual(itemsOf(text).map((line) => /alert \d+/.exec(line)?.[0]), members.map((member) => alerts[member]!.title))
    }
  })

  it('fills each post but the last', () => {
    const sent = posts(many(500))
    for (const { sent: { text } } of sent.slice(0, -1)) assert.ok(Array.from(text).length > 16_383 - 200)
  })

  it('counts thousands as people read them', () => {
    assert.match(posts(many(1200))[0]!.sent.text, /^\*\*1,200 alerts waited\*\* for Mattermost: 240 CRITICAL/)
  })

  it('shows the date with each time where they are of several days in that zone', () => {
    const alerts = [anAlert({ created: '2024-03-01T23:30:00Z' }), anAlert({ created: '2024-03-02T00:30:00Z' })]
    assert.match(only(alerts), /\nFrom 2024-03-01 23:30:00 to 2024-03-02 00:30:00 \(UTC\)\n\n- 2024-03-01 23:30:00 .*\n- 2024-03-02 00:30:00 /)
    assert.match(only(alerts, 'America/New_York'), /\nFrom 18:30:00 to 19:30:00 on 2024-03-01 \(America\/New_York\)\n\n- 18:30:00 /)
  })

  it('shows midnight as 00:00:00', () => assert.match(only([anAlert({ created: '2024-03-01T00:00:00Z' })]), /^- 00:00:00 /m))

  it('shows the machine\'s time where no zone is named', () => {
    const [{ body } = { body: '' }] = digest([anAlert()], {}, zoneOf(''))
    assert.ok(body.includes(`(${Intl.DateTimeFormat().resolvedOptions().timeZone})`))
  })

  it('tells the span of alerts that came out of order, and of those alone whose time is one', () => {
    const alerts = ['2024-03-01T12:00:00Z', 'yesterday', '2024-03-01T11:00:00Z'].map((created) => anAlert({ created }))
    const text = only(alerts)
    assert.match(text, /\nFrom 11:00:00 to 12:00:00 on 2024-03-01 \(UTC\)\n/)
    assert.deepEqual(itemsOf(text).map((line) => line.split(' ')[1]), ['12:00:00', '–', '11:00:00'])
    assert.match(only([anAlert({ created: '' })]), /^\*\*1 alert waited\*\* for Mattermost: 1 HIGH\n\n- – \*\*HIGH\*\* \[/)
  })

  it('goes where its alerts would have gone, and has nothing else of their posts', () => {
    const to = { channel: 'soc', username: 'Cyphon Alert', icon_url: 'https://siem/i.png', icon_emoji: ':fire:' }
    const post = { ...to, text: '@channel', attachments: [{ text: 'x' }], priority: { priority: 'urgent', requested_ack: true }, silent: true } as const
    const { text, ...rest } = posts([anAlert()], post)[0]!.sent
    assert.deepEqual(rest, to)
    assert.doesNotMatch(text, /@channel/)
  })

  it('cuts nothing for a long name, and is none for one that leaves no room', () => {
    const alerts = Array.from({ length: 200 }, () => anAlert({ title: '😀'.repeat(255), source: '磁'.repeat(100) }))
    const sent = posts(alerts, { username: '磁'.repeat(9000) })
    assert.equal(sent.flatMap(({ members }) => members).length, 200)
    for (const { body, members, sent: { text } } of sent) {
      assert.ok(body.length <= 95_000)
      assert.equal(itemsOf(text).length, members.length)
    }
    assert.deepEqual(posts(alerts, { username: '磁'.repeat(16_000) }), [])
  })
})

describe('An alert in a digest', () => {
  it('has no link that cannot be followed, or is too long with its brackets encoded', () => {
    for (const link of ['', 'siem', 'javascript:alert(1)', `https://siem/${'('.repeat(4000)}`]) assert.doesNotMatch(item({ link }), /\]\(/)
  })

  it('is shown by a dash where there is nothing of its title to show', () => {
    for (const title of ['\u202e\u0007', '\u200b', '\u2060\u00ad']) assert.match(item({ title }), /\*\* \[–\]\(https:/)
  })

  it('ends with its status where it is not a new one: else the end of an incident would read as its beginning', () => {
    const some = { title: 'Disk full', source: 'db-1', link: '' }
    assert.ok(item({ ...some, status: 'DONE' }).endsWith('Disk full · db-1 · DONE'))
    assert.ok(item({ ...some, source: '', status: 'BUSY' }).endsWith('Disk full · BUSY'))
    assert.ok(item({ ...some, status: 'NEW' }).endsWith('Disk full · db-1'))
  })

  it('has no more of its source than a name is long', () => {
    assert.ok(item({ source: 'x'.repeat(1_000_000), link: '' }).length < 300)
  })

  it('is a line that fits a post, whatever its title, link and source', () => {
    for (const title of ['`', '\u2424', '@', '&', '&a;', ':x:', '磁', '😀']) {
      const alert = anAlert({ title: title.repeat(255 / title.length), source: title.repeat(500), link: `https://siem.example.com/${'x'.repeat(8100)}` })
      const sent = posts([alert, alert, alert])
      assert.deepEqual(sent.flatMap(({ members }) => members), [0, 1, 2])
      for (const { members, sent: { text } } of sent) {
        assert.ok(Array.from(text).length <= 16_383)
        assert.equal(itemsOf(text).length, members.length)
      }
    }
  })

  let parse: (text: string) => string
  before(async () => {
    const { Marked } = await import('marked')
    const marked = new Marked({ gfm: true, breaks: true, async: false }, { tokenizer: { del: (source) => (source.startsWith('~~') ? false : undefined) } })
    parse = (text) => marked.parse(text) as string
  })

  const time = '2024-03-01T10:30:00.000Z'
  const anyAlert = (text: fc.Arbitrary<string>, link: fc.Arbitrary<string>): fc.Arbitrary<Alert> =>
    fc.record({ title: text, source: text, link, level: fc.constantFrom(...levels), created: fc.oneof(fc.constant(time), text) }).map((payload) => {
      const reading = readAlert(payload, time)
      assert.ok(reading.ok)
      return reading.alert
    })

  /** Checks that a digest shows alerts, and does nothing else. */
  const isSafe = (alerts: readonly Alert[]): void => {
    const sent = posts(alerts)
    assert.deepEqual(sent.flatMap(({ members }) => members), alerts.map((_, at) => at))
    for (const { members, body, sent: { text } } of sent) {
      assert.ok(Array.from(text).length <= 16_383 && body.length <= 95_000)
      assert.equal(rewriteText(text, new Map([[userId, 'bob']])), text)
      assert.deepEqual(mentionsIn(text, ['bob', 'alice']), [])
      assert.deepEqual(mentions(withoutTargets(text)), [])
      assert.ok(!standsAlone({ text: withoutTargets(text), attachments: [] }))
      assert.deepEqual(drawings(withoutTargets(text), true), [])
      const items = itemsOf(text)
      assert.equal(items.length, members.length)
      const html = parse(text)
      assert.deepEqual([...new Set(html.match(/<[a-z]\w*/g))].filter((tag) => !['<p', '<strong', '<br', '<ul', '<li', '<a'].includes(tag)), [])
      assert.equal(html.split('<ul>').length - 1, 1)
      assert.equal(html.split('<li>').length - 1, members.length)
      assert.equal(html.split('<strong>').length - 1, 1 + members.filter((member) => ['CRITICAL', 'HIGH'].includes(alerts[member]!.level)).length)
      for (const [at, line] of items.entries()) isRead(line, alerts[members[at]!]!)
      const links = members.filter((member) => webAddress(linkTarget(alerts[member]!.link)) !== undefined)
      assert.equal(html.split('<a href="').length - 1, links.length)
    }
  }

  /** Checks that a person reads the title and the source as they were written. */
  const isRead = (line: string, { title, source, link, level }: Alert): void => {
    const target = webAddress(linkTarget(link))
    const [, rest = ''] = line.split(/^- (?:–|[\d:-]+(?: [\d:]+)?) /)
    const shownLevel = ['CRITICAL', 'HIGH'].includes(level) ? `**${level}**` : level
    assert.ok(rest.startsWith(`${shownLevel} `))
    const said = rest.slice(shownLevel.length + 1)
    const wanted = /[\p{L}\p{N}\p{P}\p{S}]/u.test(expected(title)) ? inOneLine(readPlain(inOneLine(expected(title)))) : '–'
    const from = inOneLine(readPlain(inOneLine(expected(source))))
    const [before, after] = target === undefined ? ['', ''] : ['[', `](${target})`]
    assert.ok(said.startsWith(before))
    const end = target === undefined ? said.length : said.lastIndexOf(after)
    const shownTitle = inOneLine(readMarkdown(said.slice(before.length, end)))
    if (target === undefined) assert.ok(shownTitle.startsWith(wanted))
    else assert.equal(shownTitle, wanted)
    if (from.length <= 100) assert.ok(inOneLine(readMarkdown(said)).endsWith(from))
  }

  const links = ['', ...hostile, ...hostile.map((value) => `https://e.com/${value}`), 'https://siem/a_(b)', 'https://e.com/`x`', 'https://e.com/](http://evil.com)', 'https://bob@e.com/', 'https://e.com/*a*_b_$c$', 'https://e.com/&#64;channel', 'https://e.com/"onmouseover="x', 'https://e.com/[x]']

  it('cannot mention, format, link elsewhere or leave its line, for each of the hostile values', () => {
    const titles = [...hostile, ...harmless]
    isSafe(titles.map((title, at) => anAlert({ title: inOneLine(title) || 'x', source: titles[(at * 7) % titles.length]!, link: '' })))
    isSafe(titles.map((title, at) => anAlert({ title: inOneLine(title) || 'x', source: titles[(at * 5) % titles.length]! })))
    isSafe(links.map((link) => anAlert({ link: link.trim() })))
  })

  it('cannot do so, whatever it is', () => {
    const pieces = [...hostile.filter((value) => value.length < 12), ...'*_~`[](){}<>&#;:@\\|!-+=.$/ \t\n\u200b\u00a0·–x3d'.split('')]
    const text = fc.oneof(fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((some) => some.join('')), fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(...hostile))
    const link = fc.oneof(fc.constantFrom(...links), text.map((some) => `https://e.com/${some}`), fc.webUrl())
    fc.assert(fc.property(fc.array(anyAlert(text, link), { minLength: 1, maxLength: 4 }), isSafe), { numRuns: 1500 })
  })

  it('is posted in one piece by a server', async () => {
    const standIn = await StandIn.start()
    const alerts = many(500).map((alert, at) => ({ ...alert, title: hostile[at % hostile.length]! }))
    for (const { body } of posts(alerts)) assert.equal((await send(standIn.webhookUrl, body)).body, 'ok')
    assert.equal(standIn.posts.length, posts(alerts).length)
    assert.deepEqual(standIn.posts.map(({ text }) => text), posts(alerts).map(({ sent: { text } }) => text))
    assert.deepEqual(standIn.posts.flatMap(({ notifies }) => notifies), [])
    await standIn.close()
  })
})
