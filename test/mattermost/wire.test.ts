import assert from 'node:assert/strict'
import fc from 'fast-check'
import { broughtAttachments, broughtPriority } from '../../nodes/mattermost/brought'
import { color } from '../../nodes/mattermost/color'
import type { Post } from '../../nodes/mattermost/post'
import { linkTarget, longestIcon, webAddress } from '../../nodes/mattermost/web-address'
import { encode } from '../../nodes/mattermost/wire'

const attachment = (given: unknown) => broughtAttachments([given])[0]

const encoded = (post: Partial<Post>): Record<string, unknown> => {
  const body = encode(post)
  assert.ok(body)
  return JSON.parse(body.toString('utf8')) as Record<string, unknown>
}

describe('A web address', () => {
  it('is taken as it was written', () => {
    for (const address of ['http://siem', 'https://siem.example.com/a?b=c&d=e#f', 'HTTPS://Siem.Example.com/%20', 'http://[::1]:8080/', 'https://例え.jp/ü']) {
      assert.equal(webAddress(address), address)
    }
  })

  it('is trimmed, and written so that nothing ends it early', () => {
    assert.equal(webAddress('  https://siem/a \n'), 'https://siem/a')
    assert.equal(webAddress('https://siem/a b|c<d>"e'), 'https://siem/a%20b%7Cc%3Cd%3E%22e')
  })

  it('is left out if it is none, or not of the web, or longer than servers take', () => {
    for (const text of ['', 'siem', '/alerts/1', 'javascript:alert(1)', 'ftp://siem/a', 'http://', 'https://', 'http:///', 'http://a b/', 'http://[', 'mailto:x@y', `https://siem/${'x'.repeat(8192)}`, `https://siem/${'ü'.repeat(4096)}`]) {
      assert.equal(webAddress(text), undefined, text)
    }
  })

  it('is taken with the whole of a dashboard’s state in it, but not for an icon', () => {
    const link = `https://kibana.example.com/app/discover#/?_g=${'a'.repeat(4000)}`
    assert.equal(webAddress(link), link)
    assert.equal(webAddress(link, longestIcon), undefined)
  })

  it('is the target of a link that a template writes, or nothing is', () => {
    assert.equal(linkTarget('https://e.com/a_(b)'), 'https://e.com/a_%28b%29')
    assert.equal(linkTarget('https://e.com/a) @channel'), 'https://e.com/a%29%20@channel')
    assert.equal(linkTarget('javascript:alert(1)'), '')
  })
})

describe('A colour', () => {
  it('is six hexadecimal digits or one of three words', () => {
    for (const text of ['#c168a6', '#ABCDEF', 'good', 'warning', 'danger']) assert.equal(color(text), text)
    assert.equal(color(' #c168a6 '), '#c168a6')
  })

  it('is left out if it is anything else', () => {
    for (const text of ['', 'red', '#fff', '#c168a6ff', 'c168a6', '#c168ag', '#c168a6;x', 'url(x)']) assert.equal(color(text), undefined, text)
  })
})

describe('An attachment that a message brings', () => {
  it('is sent as it is where Mattermost takes it', () => {
    const given = { color: 'good', pretext: '*p*', title: 't', title_link: 'https://siem', text: '@channel', fields: [{ title: 'a', value: 'b', short: true }], footer: 'f', actions: [{ id: 'ok', name: 'OK', integration: { url: 'https://siem/ok', context: { n: 1 } } }] }
    assert.deepEqual(encoded({ attachments: broughtAttachments([given]) }), { attachments: [given] })
  })

  it('loses the web addresses and the colour that no server takes', () => {
    const made = encoded({ attachments: broughtAttachments([{ color: 'red', title_link: 'siem', image_url: 5, thumb_url: 'ftp://x', author_icon: null, footer_icon: 'https://siem/x.png' }]) })
    assert.deepEqual(made, { attachments: [{ footer_icon: 'https://siem/x.png' }] })
  })

  it('has texts for texts, whatever they were', () => {
    assert.deepEqual(attachment({ text: 5, title: true, pretext: { a: 1 }, footer: null }), {
      color: undefined, title_link: undefined, author_link: undefined, author_icon: undefined, image_url: undefined, thumb_url: undefined, footer_icon: undefined,
      text: '5', title: 'true', pretext: '{"a":1}', footer: ''
    })
  })

  it('has texts for the values of fields, and true or false for short', () => {
    const fields = [{ title: 1, value: 12345678901 }, { title: 'b', value: { a: [1] }, short: 'true' }, { title: 'c', value: null, short: 1 }, { value: true, short: true }, 'no field', null]
    assert.deepEqual(attachment({ fields })?.fields, [
      { title: '1', value: '12345678901', short: false },
      { title: 'b', value: '{"a":[1]}', short: true },
      { title: 'c', value: '', short: false },
      { title: '', value: 'true', short: true }
    ])
  })

  it('loses what Mattermost would refuse the request for', () => {
    assert.deepEqual(encoded({ attachments: broughtAttachments([{ id: 'x', Color: 5, fields: 'none', actions: {}, text: 'a' }]) }), { attachments: [{ text: 'a' }] })
  })

  it('is none if it is no object', () => {
    for (const given of [undefined, null, 'x', 5, []]) assert.equal(attachment(given), undefined)
  })

  it('loses only what throws when it is read', () => {
    const given = Object.defineProperty({ text: 'a' }, 'title', { enumerable: true, get: () => { throw new Error('no') } })
    assert.deepEqual(encoded({ attachments: broughtAttachments([given]) }), { attachments: [{ text: 'a', title: '' }] })
  })
})

describe('A priority that a message brings', () => {
  it('is sent with what it asks for', () => {
    assert.deepEqual(broughtPriority({ priority: 'urgent', requested_ack: true, persistent_notifications: 'yes', x: 1 }), { priority: 'urgent', requested_ack: true })
  })

  it('is left out where it names none, which newer servers refuse', () => {
    for (const given of [undefined, null, 'urgent', {}, { requested_ack: true }, { priority: 1 }]) assert.equal(broughtPriority(given), undefined)
  })
})

describe('The body of a request', () => {
  it('has no control characters and no halves of characters', () => {
    assert.deepEqual(encoded({ text: 'a\u0000b\u0007c\ud800d\r\ne\tf', props: { 'k\u0000': ['\udc00'] } }), { text: 'abc\ufffdd\ne\tf', props: { k: ['\ufffd'] } })
  })

  it('says numbers that JSON has not as text, and leaves out what is no data', () => {
    assert.deepEqual(encoded({ text: 'a', props: { a: NaN, b: 10n, c: undefined, d: () => 1, e: Symbol('x'), f: [undefined, 1], g: new Date(0), h: Buffer.from('x') } }), {
      text: 'a',
      props: { a: 'NaN', b: '10', f: [null, 1], g: '1970-01-01T00:00:00.000Z', h: 'x' }
    })
  })

  it('has no text over 16,383 characters, however many bytes they are', () => {
    const { text } = encoded({ text: '😀'.repeat(16_383) }) as { text: string }
    assert.equal(Array.from(text).length, 16_383)
    const { text: longer } = encoded({ text: 'word '.repeat(4000) }) as { text: string }
    assert.ok(Array.from(longer).length <= 16_383)
    assert.match(longer, /word … and [\d,]+ more characters$/)
  })

  it('is never over 95,000 bytes, and keeps short texts whole', () => {
    const body = encode({ text: '磁'.repeat(20_000), attachments: [{ title: 'short', text: '"'.repeat(90_000), fields: [{ title: 'a', value: '😀'.repeat(16_383), short: false }] }] })
    assert.ok(body && body.length <= 95_000 && body.length > 40_000)
    assert.equal((JSON.parse(body.toString('utf8')) as { attachments: { title: string }[] }).attachments[0]?.title, 'short')
  })

  it('is within the limits for any texts', () => {
    const text = fc.tuple(fc.string({ unit: 'binary', maxLength: 20 }), fc.integer({ min: 0, max: 3000 })).map(([piece, times]) => piece.repeat(times))
    fc.assert(
      fc.property(text, text, text, text, (one, two, three, four) => {
        const body = encode({ text: one, attachments: [{ pretext: two, text: three, fields: [{ title: 'a', value: four, short: true }] }] })
        assert.ok(body && body.length <= 95_000)
        assert.ok(Array.from((JSON.parse(body.toString('utf8')) as { text: string }).text).length <= 16_383)
      }),
      { numRuns: 60 }
    )
  })

  it('never has a cut web address, channel or what is for machines', () => {
    const link = `https://siem.example.com/${'x'.repeat(900)}`
    const made = encoded({ channel: 'c'.repeat(300), icon_url: link, text: '磁'.repeat(16_383), attachments: [{ title_link: link, text: '磁'.repeat(16_383), actions: [{ id: 'a', integration: { url: link, context: { text: 'y'.repeat(5000) } } }] }], props: { data: 'z'.repeat(5000) } })
    const [first] = made.attachments as { title_link: string; actions: { integration: { url: string; context: { text: string } } }[] }[]
    assert.equal(made.channel, 'c'.repeat(300))
    assert.equal(made.icon_url, link)
    assert.equal(first?.title_link, link)
    assert.deepEqual(first.actions[0]?.integration, { url: link, context: { text: 'y'.repeat(5000) } })
    assert.deepEqual(made.props, { data: 'z'.repeat(5000) })
  })

  it('is none where there are too many parts to fit', () => {
    assert.equal(encode({ attachments: Array.from({ length: 3000 }, () => ({ text: 'x'.repeat(50) })) }), undefined)
    assert.equal(encode({ text: 'a', props: { data: 'z'.repeat(100_000) } }), undefined)
  })

  it('is none where the parts lead in circles', () => {
    const loop: Record<string, unknown> = {}
    for (const name of 'abcdefgh') loop[name] = loop
    assert.equal(encode({ text: 'a', props: loop }), undefined)
  })
})
