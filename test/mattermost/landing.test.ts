import assert from 'node:assert/strict'
import fc from 'fast-check'
import { anAlert } from './alerts'
import { forEach } from './for-each'
import { post } from './places'
import { codeSpans, expected, expectedInCode, fencedBlocks, inOneLine, mentions, readCode, readMarkdown, readPlain, tableCells } from './reader'
import { harmless, hostile } from './values'

const values = [...hostile, ...harmless, '`a', 'a`', '``', '`````', 'a ``` b', '\n```\n', '~~~~', 'x|y`z', '\\', '](http://e.com)', '$', '\u200b', ' ', '\n', '|', '||', '\\|', 'a\\']

/** The text of a post for a template and the values `a` and `b` of an event. */
const sent = (template: string, a: string, b = ''): string => post({ text: template }, anAlert({ data: { a, b } })).text ?? ''

const some = [...values.filter((value) => value.length < 12), ...'*_~`[](){}<>&#;:@\\|!-+=.$/ \t\n\u200b\u00a0\u2424x3d'.split('')]
const anyValue = fc.oneof(
  fc.array(fc.constantFrom(...some), { maxLength: 6 }).map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 40 })
)

const slackLink = /<[^\n<|>]+\|[^|\n>]+>|<!(?:channel|here|all)>|<@[a-zA-Z0-9]+>/

/** What is read of a value in one line of code. */
const inLine = (value: string): string => inOneLine(readCode(inOneLine(expected(value))))

/** A part of a text, as a parser of GitHub's Markdown reads it. */
interface Token {
  readonly type: string
  readonly raw: string
  readonly tokens?: readonly Token[]
}

describe('A value in code', () => {
  let parse: (text: string) => readonly Token[]
  before(async () => {
    const { Marked } = await import('marked')
    // Mattermost strikes out with two tildes only.
    const marked = new Marked({ gfm: true, async: false }, { tokenizer: { del: (source) => (source.startsWith('~~') ? false : undefined) } })
    parse = (text) => marked.lexer(text)
  })

  /** The inline parts of a text that is one paragraph, by a parser of GitHub's Markdown. */
  const inlines = (text: string): readonly string[] => {
    const [paragraph, ...others] = parse(text)
    assert.ok(paragraph?.type === 'paragraph' && others.length === 0, text)
    return (paragraph.tokens ?? []).map(({ type, raw }) => (type === 'codespan' ? 'code' : raw))
  }

  const checkSpan = (value: string): void => {
    const text = sent('Host `{{data.a}}` end', value)
    const [before, code = '', after, ...others] = codeSpans(text)
    assert.deepEqual([before, others.length, after], ['Host ', 0, ' end'], text)
    assert.equal(inOneLine(readCode(code)), inLine(value))
    assert.deepEqual(mentions(text), [])
    assert.doesNotMatch(text, slackLink)
    assert.ok(!text.includes('\n') && !text.includes('\u2424'))
    assert.deepEqual(inlines(text), ['Host ', 'code', ' end'])
  }

  it('of a line is read as it was written, does nothing, and cannot break out', () => forEach(values, checkSpan))

  it('of a line does so, whatever it is', () => {
    fc.assert(fc.property(anyValue, checkSpan), { numRuns: 3000 })
  })

  const checkBlock = (fence: string) => (value: string): void => {
    const text = sent(`Log:\n${fence}\n{{data.a}}\n${fence}\nend *{{data.b}}*`, value, 'b')
    const [before, code = '', after, ...others] = fencedBlocks(text)
    assert.deepEqual([before, others.length, after], ['Log:', 0, 'end *b*'], text)
    assert.equal(readCode(code), expectedInCode(value))
    assert.deepEqual(mentions(text), [])
    assert.doesNotMatch(text, slackLink)
    assert.deepEqual(parse(text).map(({ type }) => type).filter((type) => type !== 'space'), ['paragraph', 'code', 'paragraph'])
  }

  it('of a block keeps its lines, is read as it was written, does nothing, and cannot break out', () => {
    forEach(values, checkBlock('```'))
    forEach(values, checkBlock('~~~'))
  })

  it('of a block does so, whatever it is', () => {
    fc.assert(fc.property(fc.constantFrom('```', '~~~', '`````'), anyValue, (fence, value) => checkBlock(fence)(value)), { numRuns: 3000 })
  })

  it('beside another value in code does nothing together with it', () => {
    fc.assert(
      fc.property(fc.constantFrom('`{{data.a}}` `{{data.b}}` end', '`{{data.a}}{{data.b}}` x `{{data.a}}` end', '{{data.a}} `{{data.b}}` end', '`{{data.a}}` {{data.b}} end'), anyValue, anyValue, (template, a, b) => {
        const text = sent(template, a, b)
        assert.deepEqual(mentions(text), [], text)
        assert.doesNotMatch(text, slackLink)
        for (const { type } of parse(text).flatMap(({ tokens }) => tokens ?? [])) assert.ok(['text', 'codespan', 'escape', 'br'].includes(type), `${type}: ${text}`)
      }),
      { numRuns: 3000 }
    )
  })

  it('goes in as it is where nothing can happen', () => {
    for (const value of ['a < b && c > d', 'C:\\Windows\\System32', '[ERROR] failed', 'SELECT * FROM `x`'.replaceAll('`', ''), '&lt;b&gt;', 'a|b', 'ops@example.com', '*x* _y_ #z']) {
      assert.equal(sent('`{{data.a}}`', value), `\`${value}\``)
      assert.equal(sent('```\n{{data.a}}\n```', value), `\`\`\`\n${value}\n\`\`\``)
    }
  })

  it('makes the backticks around it longer than its own, with a blank where they would touch', () => {
    assert.equal(sent('`{{data.a}}`', 'a`b'), '``a`b``')
    assert.equal(sent('`{{data.a}}`', '`'), '`` ` ``')
    assert.equal(sent('`x {{data.a}}`', 'a``'), '``` x a`` ```')
    assert.equal(sent('```sh\n{{data.a}}\n```', 'a\n````\nb'), '`````sh\na\n````\nb\n`````')
  })

  it('leaves backticks around nothing apart, so that no span begins where another would end', () => {
    assert.equal(sent('`{{data.none}}` x `{{data.a}}`', 'a``b'), '` ` x ```a``b```')
  })

  it('mentions nobody with the template’s own @ or < in front of it', () => {
    assert.equal(sent('`@{{data.a}}`', 'channel'), '`@\u200bchannel`')
    assert.equal(sent('`<{{data.a}}`', '!channel>'), '`<\u200b!channel>`')
  })

  it('makes no link of Slack’s with what stands around its code', () => {
    assert.equal(sent('a < `{{data.a}}`', 'b|c>'), 'a < `b\u2223c>`')
    assert.equal(sent('< y|`{{data.a}}`', 'c>'), '< y|`c\u203a`')
    assert.equal(sent('`{{data.a}}` |b>', '<a'), '`\u2039a` |b>')
    assert.equal(sent('<https://e.com|Open> `{{data.a}}`', 'x'), '<https://e.com|Open> `x`', 'the template’s own')
  })

  it('is escaped as in any text where a value could end what the template began before its code', () => {
    assert.equal(sent('**Host `{{data.a}}`**', 'b** [c](http://e.com)'), '**Host `b\\*\\* \\[c&#93;(http&#58;//e.com)`**')
    assert.equal(sent('**Host** `{{data.a}}`', 'b** [c]'), '**Host** `b** [c]`')
    assert.equal(sent('http://e.com/`{{data.a}}`', '*\n*'), 'http://e.com/`\\*\n\\*`')
    assert.equal(sent('| `{{data.a}}` |', 'a|b'), '| `a\\|b` |')
  })

  it('is escaped as in any text where a value in emphasis before it could end that: the web app takes its backslash for text', () => {
    assert.equal(sent('*{{data.a}}*: `{{data.b}}`', 'x*y', '*[x](http://e.com)'), '*x\\*y*: `\\*\\[x&#93;(http&#58;//e.com)`')
    assert.equal(sent('_{{data.a}}_: `{{data.b}}`', 'x_ .', '_[x](http://e.com)'), '_x\\_ ._: `\\_\\[x&#93;(http&#58;//e.com)`')
    assert.equal(sent('*{{data.a}}*: `{{data.b}}`', 'x*y', '[x](y)'), '*x&#42;y*: `[x](y)`')
    assert.equal(sent('**{{data.a}}**: `{{data.b}}`', 'x*y', '*x*'), '**x&#42;y**: `*x*`')
  })

  it('is escaped as in any text where clients differ over what is code', () => {
    for (const template of ['- ```\n  {{data.a}}\n  ```', '> ```\n> {{data.a}}\n> ```', '` `{{data.a}}`', '\\``{{data.a}}`', '> x\n```\n{{data.a}}\n```', '`a\n`{{data.a}}`']) {
      assert.ok(sent(template, '*x*').includes('\\*x\\*'), template)
    }
  })

  it('closes a block that the template leaves open', () => {
    assert.equal(sent('```\n{{data.a}}', '*x*\n```'), '````\n*x*\n```\n````')
  })

  it('names no more than a language behind a fence', () => {
    assert.equal(sent('```{{data.b}}\n{{data.a}}\n```', 'x', 'js\n```\n@channel'), '```jschannel\nx\n```')
  })

  it('is as it came with three braces', () => {
    assert.equal(sent('`{{{data.a}}}`', 'a`b*'), '`a`b*`')
  })

  it('of a megabyte, or a thousand values, is made safe in no time', () => {
    const start = Date.now()
    sent('`{{data.a}}`', '`<a|'.repeat(250_000))
    post({ text: '{{#data.list}}| `{{.}}` | **`{{.}}`** |\n{{/data.list}}' }, anAlert({ data: { list: Array.from({ length: 20_000 }, (_, at) => `*${at}`) } }))
    post({ text: '```\n{{#data.list}}{{.}}\n{{/data.list}}```' }, anAlert({ data: { list: Array.from({ length: 20_000 }, (_, at) => `<${at}|`) } }))
    assert.ok(Date.now() - start < 5000)
  })
})

describe('A value in a table’s row', () => {
  const check = (value: string): void => {
    const text = sent('| a | b |\n| :-- | --- |\n| {{data.a}} | x |', value)
    assert.deepEqual(tableCells(text)?.map((row) => row.length), [2, 2], text)
    assert.equal(readMarkdown(tableCells(text)?.[1]?.[0] ?? ''), readPlain(inOneLine(expected(value))))
    assert.deepEqual(mentions(text), [])
  }

  it('stays in its cell, in one line, and is read as it was written', () => forEach(values, check))

  it('does so, whatever it is', () => {
    fc.assert(fc.property(anyValue, check), { numRuns: 3000 })
  })
})

describe('A value in a link’s target', () => {
  const check = (value: string): void => {
    const text = sent('[Open](https://siem/{{data.a}}?q={{data.a}}) end', value)
    const [, path, query] = /^\[Open\]\(https:\/\/siem\/([^?]*)\?q=(.*)\) end$/.exec(text) ?? assert.fail(text)
    for (const part of [path ?? '', query ?? '']) {
      assert.match(part, /^[\w.~%-]*$/)
      assert.equal(decodeURIComponent(part), inOneLine(expected(value)))
    }
  }

  it('stays within the part of the address that the template puts it in', () => forEach(values, check))

  it('does so, whatever it is', () => {
    fc.assert(fc.property(anyValue, check), { numRuns: 3000 })
  })

  it('is a whole address where it stands alone, or begins the target', () => {
    assert.equal(sent('[Open]({{data.a}})', 'https://e.com/a?b=c&d=(e)'), '[Open](https://e.com/a?b=c&d=%28e%29)')
    assert.equal(sent('[Open]({{data.a}}/x?y={{data.b}})', 'https://e.com', '&'), '[Open](https://e.com/x?y=%26)')
    assert.equal(sent('[Open]({{data.a}}/x)', 'javascript:'), '[Open](/x)')
  })
})
