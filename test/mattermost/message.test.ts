import assert from 'node:assert/strict'
import { levelColors, levels } from '../../nodes/alert/level'
import { prepare, readMessage } from '../../nodes/mattermost/handler'
import { encode } from '../../nodes/mattermost/wire'
import { anAlert } from './alerts'
import { post } from './places'

const only = (sent: ReturnType<typeof post>) => {
  assert.equal(sent.attachments.length, 1)
  return sent.attachments[0]!
}

describe("Cyphon's message", () => {
  it('is what goes out where every template is blank, byte for byte', () => {
    const reading = readMessage({})
    assert.ok(reading.ok)
    assert.equal(
      encode(prepare(reading.message, anAlert(), {}, 'Cyphon Alert'))?.toString('utf8'),
      '{"username":"Cyphon Alert","attachments":[{"fallback":"#### New Cyphon Alert! \\nTitle: sshd: brute force trying to get access to the system. Non existent user.\\nLink: https://siem.example.com/alerts/17",' +
        '"color":"#d6705c","author_name":"Cyphon","title":"sshd: brute force trying to get access to the system. Non existent user.","title_link":"https://siem.example.com/alerts/17",' +
        '"text":"A new alert was created in Cyphon","fields":[{"title":"Source","value":"ossec","short":true},{"title":"Level","value":"HIGH","short":true},{"title":"Status","value":"NEW","short":true},{"title":"Incidents","value":"1","short":true}]}]}'
    )
  })

  it("has the level's colour", () => {
    for (const level of levels) assert.equal(only(post({}, anAlert({ level }))).color, levelColors[level])
  })

  it('shows – for a field with no value, and for no link', () => {
    const sent = only(post({}, anAlert({ source: '', link: '' })))
    assert.equal(sent.fields[0]?.value, '–')
    assert.equal(sent.fallback?.split('\n')[2], 'Link: –')
    assert.ok(!('title_link' in sent))
  })

  it('shows – for a field whose value is taken out as it is sent', () => {
    const fields = [{ title: 'Host', value: '{{{data.host}}}', short: true }]
    assert.equal(post({ fields }, anAlert({ data: { host: '\u0000' } })).attachments[0]?.fields[0]?.value, '–')
  })

  it('leaves the name to the webhook where the config has none', () => {
    assert.ok(!('username' in post({}, anAlert(), {}, '')))
  })

  it('has no link where the alert has none that can be followed', () => {
    assert.ok(!('title_link' in only(post({}, anAlert({ link: 'javascript:alert(1)' })))))
  })

  it('is the same for templates of blanks', () => {
    assert.deepEqual(post({ text: ' ', body: '\n', fields: [] }), post({}))
  })
})

describe("An action's templates", () => {
  const data = { team: 'SOC', host: 'web-1', color: 'good', icon: 'https://siem/i.png', emoji: 'fire' }

  it('each make their part of the post', () => {
    const saved = {
      channel: '{{data.team}}-alerts', username: 'Alerts of {{data.team}}', iconUrl: '{{data.icon}}', iconEmoji: ':{{data.emoji}}:', text: '**{{title}}** @here', fallback: '{{title}}!', color: '{{data.color}}',
      pretext: 'On {{data.host}}:', authorName: '{{source}}', alertTitle: '{{level}}: {{title}}', titleLink: 'https://siem/{{id}}', body: '`{{key}}`', footer: '{{created}}',
      fields: [{ title: 'Host', value: '{{data.host}}', short: false }, { title: '{{topic}}', value: '{{msg.extra}}', short: true }]
    }
    assert.deepEqual(post(saved, anAlert({ title: 'Disk full', data }), { topic: 'disks', extra: 7 }), {
      channel: 'soc-alerts', username: 'Alerts of SOC', icon_url: 'https://siem/i.png', icon_emoji: ':fire:', text: '**Disk full** @here',
      attachments: [{
        fallback: 'Disk full!', color: 'good', pretext: 'On web-1:', author_name: 'ossec', title: 'HIGH: Disk full', title_link: 'https://siem/17', text: '`sshd`', footer: '2024-03-01T10:30:05.000Z',
        fields: [{ title: 'Host', value: 'web-1', short: false }, { title: 'disks', value: '7', short: true }]
      }]
    })
  })

  it('see the payload as it came', () => {
    assert.equal(post({ text: '{{payload.a[1]}}' }, anAlert(), { payload: { a: [1, 'two'] } }).text, 'two')
  })

  it('put raw Markdown in with three braces', () => {
    assert.equal(post({ text: '{{{data.x}}} {{data.x}}' }, anAlert({ data: { x: '*b*' } })).text, '*b* \\*b\\*')
  })

  it('may give a colour or an address that cannot be used: it is left out', () => {
    const sent = post({ color: 'red', iconUrl: '{{data.none}}', titleLink: 'nowhere' })
    assert.equal(only(sent).color, levelColors.HIGH)
    assert.ok(!('icon_url' in sent) && !('title_link' in only(sent)))
  })

  it('cannot be made to name a person as the channel by an event', () => {
    assert.equal(post({ channel: '{{data.to}}' }, anAlert({ data: { to: '@bob' } })).channel, 'bob')
    assert.equal(post({ channel: '@{{data.to}}' }, anAlert({ data: { to: 'bob' } })).channel, '@bob')
  })

  it('that cannot be parsed are told by their part', () => {
    assert.deepEqual(readMessage({ body: '{{#a}}' }), { ok: false, part: 'body', problem: 'Unclosed section "a" at 6' })
    const fields = readMessage({ fields: [{ title: 'a', value: '{{', short: true }] })
    assert.ok(!fields.ok && fields.part === 'fields')
  })

  it('are read from any saved flow', () => {
    assert.deepEqual(only(post({ text: 5, fields: [{ title: 'a', value: null, short: 'true' }, 'x'], body: null })).fields, [
      { title: 'a', value: '–', short: true },
      { title: '', value: '–', short: false }
    ])
  })
})

describe('What a message brings in msg.mattermost', () => {
  const brought = { channel: '@bob', username: 'Me', iconUrl: 'https://siem/i.png', iconEmoji: ':fire:', text: '@channel *now*', attachments: [{ text: 'mine' }], props: { card: 'c' }, priority: { priority: 'urgent' } }

  it('is used as it is for what the action leaves blank', () => {
    assert.deepEqual(post({}, anAlert(), { mattermost: brought }), {
      text: '@channel *now*', channel: '@bob', username: 'Me', icon_url: 'https://siem/i.png', icon_emoji: ':fire:', attachments: [{ text: 'mine' }], props: { card: 'c' }, priority: { priority: 'urgent' }
    })
  })

  it('is not used for what the action has', () => {
    const sent = post({ channel: 'soc', username: 'Us', iconUrl: 'https://us/i.png', iconEmoji: 'bell', text: 'ours', body: 'ours' }, anAlert(), { mattermost: brought })
    assert.deepEqual([sent.channel, sent.username, sent.icon_url, sent.icon_emoji, sent.text], ['soc', 'Us', 'https://us/i.png', 'bell', 'ours'])
    assert.equal(only(sent).text, 'ours')
  })

  it('does not replace the attachment where any of its parts, or a field, is the action\'s', () => {
    for (const saved of [{ pretext: 'p' }, { color: 'good' }, { footer: 'f' }, { fields: [{ title: 'a', value: 'b', short: true }] }]) {
      assert.equal(only(post(saved, anAlert(), { mattermost: brought })).author_name, 'Cyphon')
    }
  })

  it('replaces the attachment where only the text and the like are the action\'s', () => {
    assert.deepEqual(post({ text: 'ours', channel: 'soc' }, anAlert(), { mattermost: brought }).attachments, [{ text: 'mine' }])
  })

  it('is not used where it is of no use', () => {
    for (const mattermost of [undefined, null, 'x', [], { attachments: [] }, { attachments: 'x' }, { attachments: [null, 5] }, { props: [] }, { priority: 'urgent' }, { text: 5, iconUrl: 'siem', username: null }]) {
      assert.deepEqual(post({}, anAlert(), { mattermost }), post({}))
    }
  })
})
