import assert from 'node:assert/strict'
import fc from 'fast-check'
import { standsAlone } from '../../nodes/mattermost/attention'
import { prepare, readMessage } from '../../nodes/mattermost/handler'
import type { Attachment, Post } from '../../nodes/mattermost/post'
import { mentionsIn } from '../../scripts/stand-in/mentions'
import { rewriteText } from '../../scripts/stand-in/slack-text'
import { anAlert } from './alerts'
import { mentions } from './reader'
import { harmless, hostile } from './values'

const said = (text: string): Post => ({ text, attachments: [] })
const attached = (attachment: Attachment): Post => ({ attachments: [attachment] })

/** The post that an action makes. */
const made = (saved: object, alert = anAlert(), msg: object = {}): Post => {
  const reading = readMessage({ ...saved })
  assert.ok(reading.ok)
  return prepare(reading.message, alert, { ...msg }, 'Cyphon Alert')
}

const userId = 'in6az544fidfipw54ksxchrt1w'
const users = ['bob', 'alice']
/** Whom a server would notify. */
const notified = (text: string): readonly string[] => mentionsIn(rewriteText(text.replaceAll('\u0000', ''), new Map([[userId, 'bob']])), users)

describe('A post stands alone', () => {
  for (const text of ['@oncall', 'now @channel', '@here: disk full', '(@bob)', '**@bob**', 'x.@bob', 'a:@all', '<!here>', '<!channel>', `<@${userId}>`, '\\@channel', '&#64;channel', '&#x40;bob', '&commat;all', '`a`@bob', '@\u000bchannel', '@\u0000bob', '_@bob_', '[@bob](http://e.com)']) {
    it(`that mentions by ${JSON.stringify(text)}`, () => assert.ok(standsAlone(said(text))))
  }

  for (const place of ['pretext', 'text'] as const) {
    it(`that mentions in the ${place} of an attachment`, () => assert.ok(standsAlone(attached({ [place]: 'Hello @bob' }))))
  }

  it('that mentions in the value of a field', () => {
    assert.ok(standsAlone(attached({ fields: [{ title: 'Owner', value: '@bob', short: true }] })))
  })

  it("that has Slack's mentions in a title", () => {
    for (const title of ['<!here> now', `<@${userId}>`]) assert.ok(standsAlone(attached({ title })))
  })

  it('that its action or route makes mention somebody', () => {
    assert.ok(standsAlone(made({ text: '@oncall {{title}}' })))
    assert.ok(standsAlone(made({ routes: [{ level: 'HIGH', mention: '@channel' }] })))
    assert.ok(standsAlone(made({ text: '{{{data.who}}}' }, anAlert({ data: { who: '@bob' } }))))
    assert.ok(standsAlone(made({}, anAlert(), { mattermost: { text: '@bob' } })))
    assert.ok(standsAlone(made({}, anAlert(), { mattermost: { attachments: [{ pretext: 'for @bob' }] } })))
  })

  it('that asks for an acknowledgement or for persistent notifications', () => {
    assert.ok(standsAlone(made({ routes: [{ level: 'HIGH', requestedAck: true }] })))
    assert.ok(standsAlone({ attachments: [], priority: { priority: '', requested_ack: true } }))
    assert.ok(standsAlone({ attachments: [], priority: { priority: 'urgent', persistent_notifications: true } }))
  })

  it('that brings blocks, which have texts of their own', () => {
    assert.ok(standsAlone(made({}, anAlert(), { mattermost: { props: { mm_blocks: [{ type: 'text', text: '@bob' }] } } })))
  })

  it('wherever a server would find a mention in it', () => {
    const alive = hostile.filter((value) => notified(value).length > 0 || mentions(value).length > 0)
    assert.ok(alive.length > 50)
    for (const value of alive) assert.ok(standsAlone(said(value)), JSON.stringify(value))
    const pieces = ['@', '@bob', '@channel', '<!here>', `<@${userId}>`, '&#64;', '&commat;', '&#x00040;', 'bob', 'channel', 'a', 'é', '\u0301', '.', '-', '_', ':', '`', '*', '[', '](', ')', '<', '|', '>', '\\', ' ', '\n', '\u0000', '\u200b', 'http://e.com/', 'www.e.com', '!', '磁']
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((some) => some.join(''))
    fc.assert(fc.property(text, (one) => assert.ok(notified(one).length === 0 || standsAlone(said(one)))), { numRuns: 20_000 })
  })
})

describe('A post need not stand alone', () => {
  it("that is Cyphon's message, whatever the alert's title", () => {
    for (const title of [...hostile, ...harmless]) assert.ok(!standsAlone(made({}, anAlert({ title, source: title }))), JSON.stringify(title))
  })

  it('that is only important, or silent', () => {
    assert.ok(!standsAlone(made({ routes: [{ level: 'HIGH', priority: 'urgent', silent: true }] })))
  })

  it('for what an event says, made safe', () => {
    const saved = { text: '{{data.value}}', pretext: 'On {{data.value}}', body: '{{data.value}}', fields: [{ title: '{{data.value}}', value: '{{data.value}}', short: true }] }
    for (const value of [...hostile, ...harmless]) assert.ok(!standsAlone(made(saved, anAlert({ data: { value } }))), JSON.stringify(value))
  })

  for (const text of ['root@10.0.0.1 failed', 'mail ann@example.com', '5 @ 3', '@', '@\u200bchannel', 'x@\u200bchannel', 'AT&T <here>']) {
    it(`for ${JSON.stringify(text)}`, () => assert.ok(!standsAlone(said(text))))
  }

  it('for what people do not see of it as a text: names, addresses, what a push notification says', () => {
    assert.ok(!standsAlone({ channel: '@bob', username: '@bob', icon_url: 'https://e.com/@bob', attachments: [{ fallback: '@bob', author_name: '@bob', title_link: 'https://e.com/@bob' }] }))
  })
})
