import assert from 'node:assert/strict'
import fc from 'fast-check'
import { gap } from '../../nodes/mattermost/escape'
import { rewriteText } from '../../scripts/stand-in/slack-text'
import { anAlert } from './alerts'
import { post } from './places'
import { drawings, mentions, readMarkdown } from './reader'
import { hostile, untouched } from './values'

/** What goes out as the text of a post, and in a field's title, for a template and the values `a` and `b` of an event. */
const sent = (template: string, a: string, b = ''): readonly [text: string, caption: string] => {
  const made = post({ text: template, fields: [{ title: template, value: 'x', short: true }] }, anAlert({ data: { a, b } }))
  return [made.text ?? '', made.attachments[0]!.fields[0]!.title]
}

const inert = (template: string, a: string, b = ''): void => {
  const [text, caption] = sent(template, a, b)
  assert.deepEqual(mentions(text), [], text)
  assert.deepEqual(drawings(text, true), [], text)
  assert.deepEqual(drawings(caption, false), [], caption)
}

describe('Values that stand together in a template', () => {
  let parse: (text: string) => string
  before(async () => {
    const { Marked } = await import('marked')
    const marked = new Marked({ gfm: true, async: false })
    parse = (text) => marked.parseInline(text) as string
  })

  for (const [template, a, b] of [
    ['{{data.a}}{{data.b}}', '@', 'channel'],
    ['{{data.a}}{{data.b}}', '<!', 'channel>'],
    ['{{data.a}}{{data.b}}', ':smi', 'le:'],
    ['{{data.a}}{{data.b}}', '&#64', ';channel'],
    ['{{data.a}}{{#data.b}}{{.}}{{/data.b}}', ':', ')'],
    ['@{{data.a}}', 'channel', ''],
    ['<!{{data.a}}>', 'channel', ''],
    ['<!{{data.b}}{{data.a}}>', 'nel', 'chan'],
    ['<!chan{{data.a}}>', 'nel', ''],
    ['@{{! a remark }}{{data.a}}', 'channel', ''],
    ['@{{=<% %>=}}<%data.a%>', 'channel', ''],
    ['@{{>partial}}{{data.a}}', 'channel', ''],
    ['{{data.a}}&{{data.b}}', 'x', '#64;channel'],
    ['&#{{data.a}}', '64;channel', ''],
    ['Status:{{data.a}}', 'smile:', ''],
    ['Status:{{data.a}}', ')', ''],
    ['{{data.a}}smile:', ':', ''],
    ['From <{{data.a}}>', '!channel', ''],
    ['From {{data.b}} <{{data.a}}>', '@in6az544fidfipw54ksxchrt1w', 'Bob'],
    ['free <{{data.a}}%', '3', ''],
    ['{{data.a}}-{{data.b}}', 'x', 'd'],
    ['{{data.a}}channel', '@', '']
  ] as const) {
    it(`neither mention nor turn into an emoji: ${template} of ${a} and ${b}`, () => inert(template, a, b))
  }

  for (const [template, a, b] of [
    ['{{data.a}}{{data.b}}', 'evil.com', '/login'],
    ['{{data.a}}{{data.b}}', 'evil', '.com/login'],
    ['{{data.a}}{{data.b}}', 'www', '.evil.com'],
    ['{{data.a}}{{data.b}}', 'http', '://evil.com'],
    ['{{data.a}}{{data.b}}', 'https:', '//evil.com'],
    ['{{data.a}}{{data.b}}', 'mailto', ':a@b.de'],
    ['{{data.a}}.{{data.b}}', 'evil', 'com/login'],
    ['{{data.a}}/login', 'evil.com', ''],
    ['{{data.a}}', 'evil.com/login', ''],
    ['{{data.a}}', '...user/group', ''],
    ['...{{data.a}}', 'user/group', ''],
    ['{{data.a}}/login', '://evil.com', ''],
    ['{{data.a}}/{{data.b}}', 'http://evil.com', 'login'],
    ['{{data.a}}/login', '](evil.com', ''],
    ['{{data.a}}:{{data.b}}', 'https', 'evil.com'],
    ['{{data.a}}:{{data.b}}', 'tel', '+123456'],
    ['From <{{data.a}}>', '@bob', ''],
    ['From <x{{data.a}}>', '@bob', ''],
    ['From <{{data.a}}>', 'javascript:alert(1)', ''],
    ['From <{{data.a}}>', 'fe80::1', ''],
    ['From <{{data.a}}:{{data.b}}>', 'data', 'text/html,x'],
    ['{{data.a}}({{data.b}})', 'x]', 'https://evil.com/*b*_c_']
  ] as const) {
    it(`do not link: ${template} of ${a} and ${b}`, () => {
      const [text] = sent(template, a, b)
      assert.doesNotMatch(parse(text), /<a /)
      // Mattermost links these too, which GitHub's Markdown does not.
      assert.doesNotMatch(text, /[\p{L}\d.-]\.\p{L}{2,4}\/|www\.\S|(?:https?|mailto|tel):[^\s\u200b]|<[^ <>]+@[^ <>]+>/iu)
      assert.equal(readMarkdown(text), template.replace('{{data.a}}', a).replace('{{data.b}}', b))
    })
  }

  it('go out byte for byte where nothing can happen between them', () => {
    for (const [template, a, b] of [
      ['{{data.a}}:{{data.b}}', '192.0.2.58', '49175'],
      ['{{data.a}}{{data.b}}', '/var/log', '/auth.log'],
      ['{{data.a}}{{data.b}}', 'web-', '01'],
      ['{{data.a}}/{{data.b}}', '3', '6'],
      ['{{data.a}} ({{data.b}})', 'A Network Trojan was detected', 'allowed'],
      ['{{data.a}}%', '97.3', ''],
      ['at {{data.a}}:{{data.b}}:05', '10', '30'],
      ['{{data.a}}({{data.b}})', 'sshd', '5'],
      ['Path:{{data.a}}', '/var/log', ''],
      ['{{data.a}}-{{data.b}}', 'web', '01'],
      ['<{{data.a}}>', 'bob', '']
    ] as const) {
      const wanted = template.replace('{{data.a}}', a).replace('{{data.b}}', b)
      assert.deepEqual(sent(template, a, b), [wanted, wanted])
    }
    for (const value of untouched.filter((text) => !text.includes('\n'))) assert.equal(sent('({{data.a}})', value)[0], `(${value})`)
  })

  it('make no link of Slack’s with the template’s angle brackets, which know no backslash', () => {
    for (const template of ['From <{{data.a}}>', '!<{{data.a}}>', '< {{data.a}} >', 'a < 5 {{data.b}} {{data.a}} > b', '| <{{data.a}}> |', `<${'x'.repeat(200)}{{data.a}}>`]) {
      for (const value of ['https://evil.com|Open', 'x|y', '//evil.com|Open', '|x', 'x|', '||', 'a|b|c']) {
        const [text] = sent(template, value, 'b')
        assert.equal(rewriteText(text, new Map()), text)
        assert.equal(readMarkdown(text), template.replace('{{data.a}}', value).replace('{{data.b}}', 'b'))
      }
    }
    assert.equal(sent('<b> {{data.a}}', 'x|y')[0], '<b> x\\|y')
    assert.equal(rewriteText(sent('<https://siem|{{data.a}}>', 'Open')[0], new Map()), '[Open](https://siem)', 'the template’s own')
  })

  it('stay where brackets of a value and of the template would make a link', () => {
    assert.equal(readMarkdown(sent('{{data.a}}({{data.b}})', '[kernel]', '5')[0]), '[kernel](5)')
    assert.equal(sent('[{{data.a}}]({{data.b}})', 'HIGH', 'ossec')[1], '[HIGH](ossec)', 'in a field’s title there are no links')
  })

  it('keep their backslash from one that the template has in front of them', () => {
    assert.equal(sent('C:\\{{data.a}}', '*x*')[0], 'C:\\\u200b\\*x\\*')
    assert.equal(sent('C:\\{{data.a}}', 'x')[0], 'C:\\x')
  })

  it('stay in a link that the template itself writes', () => {
    assert.equal(sent('mailto:{{data.a}}', 'ops')[0], 'mailto:ops')
    assert.equal(sent('[Open]({{data.a}})', 'https://e.com/\u2424x')[0], '[Open](https://e.com/%E2%90%A4x)')
    assert.equal(sent('https://{{data.a}}/status', 'web.example.com')[0], 'https://web.example.com/status')
    assert.equal(sent('[Open]({{data.a}})', 'https://e.com/a?b=c&d=e_f')[0], '[Open](https://e.com/a?b=c&d=e_f)')
    assert.equal(sent('[Open](<{{data.a}}>)', 'https://e.com/(a)')[0], '[Open](<https://e.com/%28a%29>)')
    assert.equal(sent('[Open]({{data.a}})', 'https://e.com) @channel')[0], '[Open](https://e.com%29%20@channel/)')
    assert.equal(sent('[Open]({{data.a}})', 'javascript:alert(1)')[0], '[Open]()')
    for (const link of ['https://e.com/;', 'https://e.com/:', 'https://e.com/x:']) assert.equal(sent('[Open]({{data.a}})', link)[0], `[Open](${link})`)
  })

  it('do nothing together, whatever they are', () => {
    const some = fc.constantFrom(...hostile, ':', '/', '.', '@', '&', '#', ';', 'x', 'com', 'smile', 'channel', 'www', 'http')
    const templates = fc.constantFrom('{{data.a}}{{data.b}}', 'x {{data.a}}{{data.b}} y', '@{{data.a}}{{data.b}}', '{{data.a}}:{{data.b}}', '{{data.a}}@{{data.b}}', '{{data.a}}&{{data.b}}')
    fc.assert(fc.property(templates, some, some, (template, a, b) => inert(template, a, b)), { numRuns: 3000 })
  })

  it('are parted by what no person sees', () => assert.equal(gap, '\u200b'))
})
