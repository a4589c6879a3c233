import assert from 'node:assert/strict'
import { anAlert } from './alerts'
import { forEach } from './for-each'
import { post, type Sent } from './places'
import { expected, fencedBlocks, readMarkdown, readPlain } from './reader'
import { harmless, hostile } from './values'

const values = [...hostile, ...harmless, '!', 'Disk full!', 'x\\!', '!!', '! ', '!\n', '!\u0000', '\u202e!\u202c', '']

const made = (saved: Readonly<Record<string, unknown>>, a: string, b = ''): Sent => post(saved, anAlert({ data: { a, b } }))

/** The text of a post for a template and the values `a` and `b` of an event. */
const sent = (template: string, a: string, b = ''): string => made({ text: template }, a, b).text ?? ''

describe('A mark of Markdown at the end of a value', () => {
  let parse: (text: string) => string
  before(async () => {
    const { Marked } = await import('marked')
    // Mattermost strikes out with two tildes only.
    const marked = new Marked({ gfm: true, async: false }, { tokenizer: { del: (source) => (source.startsWith('~~') ? false : undefined) } })
    parse = (text) => marked.parse(text) as string
  })

  it('makes no image of the template’s own link behind it', () => {
    forEach(values, (value) => {
      const text = sent('{{data.a}}[Open](https://siem/1)', value)
      assert.doesNotMatch(parse(text), /<img/)
      assert.match(parse(text), /<a href="https:\/\/siem\/1">Open<\/a>/)
      assert.equal(readMarkdown(text), `${readPlain(expected(value))}[Open](https://siem/1)`)
    })
  })

  it('makes no image of it with a value between them of which nothing is left', () => {
    for (const [a, b] of [['Disk full!', ''], ['Disk full!', '\u0000'], ['Disk full!\u202e', '']] as const) {
      assert.equal(sent('{{data.a}}{{data.b}}[Open](https://siem/1)', a, b), 'Disk full\\![Open](https://siem/1)')
    }
    for (const b of ['', '\u0000', '\u202e']) assert.doesNotMatch(parse(sent('Disk full!{{data.b}}[Open](https://siem/1)', '', b)), /<img/)
  })

  it('makes no image of a link that the server makes of the template’s own <…|…>', () => {
    assert.equal(sent('{{data.a}}<https://siem/1|Open>', 'Disk full!'), 'Disk full\\!<https://siem/1|Open>')
  })

  it('makes no image of it in a title’s one line, where blanks at its end are not shown', () => {
    assert.equal(made({ alertTitle: '{{data.a}}[Open](https://siem/1)', titleLink: '{{nothing}}' }, 'Disk full! \n').attachments[0]?.title, 'Disk full\\![Open](https://siem/1)')
  })

  it('makes no image behind a backslash of the template', () => {
    assert.doesNotMatch(parse(sent('\\{{data.a}}[Open](https://siem/1)', '!')), /<img/)
  })

  it('goes out as it is where no link follows', () => {
    for (const template of ['{{data.a}}', '{{data.a}} [Open](https://siem/1)', '`{{data.a}}`[Open](https://siem/1)', '```\n{{data.a}}[x]\n```', '{{{data.a}}}[x]']) {
      assert.equal(sent(template, 'Disk full!'), template.replace(/\{+data\.a\}+/, 'Disk full!'))
    }
  })

  it('goes out as it is where nothing is Markdown', () => {
    const { attachments: [attachment] } = made({ fallback: '{{data.a}}[x]', authorName: '{{data.a}}[x]', fields: [{ title: '{{data.a}}[x]', value: 'x', short: true }] }, 'Disk full!')
    assert.deepEqual([attachment?.fallback, attachment?.author_name, attachment?.fields[0]?.title], ['Disk full![x]', 'Disk full![x]', 'Disk full![x]'])
  })
})

describe('A mark of Markdown at the beginning of a value', () => {
  let parse: (text: string) => string
  before(async () => {
    const { Marked } = await import('marked')
    const marked = new Marked({ gfm: true, async: false })
    parse = (text) => marked.parse(text) as string
  })

  it('makes no link of the template’s own brackets in front of it, or an image', () => {
    for (const template of ['[HIGH]{{data.a}}', '{{data.b}} [{{data.b}}]{{data.a}}', '![x]{{data.a}}']) {
      for (const value of ['(https://evil.com)', '(//evil.com/x.png)', '(x)', '()', '(', '(https://evil.com "x")', '(<x>)']) {
        const text = sent(template, value, 'b')
        assert.doesNotMatch(parse(text), /<a |<img/)
        assert.equal(readMarkdown(text), template.replace('{{data.a}}', value).replaceAll('{{data.b}}', 'b'))
      }
    }
    assert.doesNotMatch(parse(sent('[HIGH]{{data.a}}(x)', '\u0000')), /<a /)
  })

  it('ends no link of the template’s own, though an older web app reads a backslash as text', () => {
    assert.equal(sent('[{{data.b}}] {{data.a}}', '](https://evil.com)', 'HIGH'), '[HIGH] &#93;(https&#58;//evil.com)')
    assert.equal(sent('[x]{{data.a}}({{data.b}})', ']', 'a'), '[x]&#93;(a)')
    assert.equal(sent('{{data.a}}', '[prod](x)'), '\\[prod&#93;(x)')
    forEach(values, (value) => assert.doesNotMatch(sent('[{{data.b}}] {{data.a}}', value, '](x)['), /\]\(/))
  })

  it('makes no definition of a link of them, which no client shows', () => {
    const text = sent('[HIGH]{{data.a}}', ': https://evil.com')
    assert.match(parse(text), /HIGH/)
    assert.equal(readMarkdown(text), '[HIGH]: https://evil.com')
  })

  it('is no address in a definition that the template’s own text begins: nobody would see it', () => {
    for (const [template, more] of [['[{{data.b}}]: {{data.a}}', ''], ['One:\n\n[{{data.b}}]:{{data.a}}\nmore', 'more'], ['[x]:\n{{data.a}}', '']] as const) {
      forEach(values.filter((value) => /[\p{L}\p{N}]/u.test(expected(value))), (value) => {
        const text = parse(sent(template, value, 'HIGH'))
        assert.match(text, /\]:/, text)
        assert.ok(text.includes(more))
      })
    }
    assert.equal(sent('[{{data.b}}]: {{data.a}}', 'Disk full', 'HIGH'), '[HIGH]: Disk full')
  })

  it('makes no image of its own brackets within a link of the template', () => {
    assert.doesNotMatch(parse(sent('[Open!{{data.a}}](https://siem/1)', '[x](y)')), /<img/)
  })

  it('goes out as it is where no bracket is in front of it', () => {
    for (const template of ['HIGH {{data.a}}', '[HIGH] {{data.a}}', 'HIGH{{data.a}}', '`[HIGH]`{{data.a}}']) assert.equal(sent(template, '(5)'), template.replace('{{data.a}}', '(5)'))
    assert.equal(made({ fallback: '[HIGH]{{data.a}}' }, '(5)').attachments[0]?.fallback, '[HIGH](5)')
  })
})

describe('A mark of Markdown on both sides of a value', () => {
  let parse: (text: string) => string
  before(async () => {
    const { Marked } = await import('marked')
    const marked = new Marked({ gfm: true, async: false }, { tokenizer: { del: (source) => (source.startsWith('~~') ? false : undefined) } })
    parse = (text) => marked.parse(text) as string
  })

  const blocks = (text: string): number => fencedBlocks(text).length

  it('begins no block of code together with it, which would swallow the rest of the post', () => {
    for (const template of ['~~{{data.a}}~~\nend', '~{{data.a}}\nend', '~~{{data.a}}\nend', '{{data.a}}~~\nend', '~{{data.b}}~{{data.a}}~\nend', 'x\n~~{{data.a}}~~ {{data.b}}\nend']) {
      forEach([...values, '~', '~x', '~ x', 'x~', 'x ~', '~~', '~~ x', 'x\n~', 'x\n', '~\n~', ' ~'], (value) => {
        const text = sent(template, value)
        assert.equal(blocks(text), 1)
        assert.doesNotMatch(parse(text), /<pre>/)
        assert.equal(readMarkdown(text), template.replace('{{data.a}}', () => readPlain(expected(value))).replace('{{data.b}}', ''))
      })
    }
  })

  it('begins none where the value ends the line that the template’s own marks stand in', () => {
    for (const template of ['~~{{data.a}}~~~~{{data.b}}~~', '~~{{data.a}}~~~ {{data.b}}', '**{{data.a}}``` {{data.b}}']) {
      for (const value of ['x\n', '\n\n', 'x\n ', 'x\r\n']) {
        assert.equal(blocks(sent(template, value, 'b')), 1)
        assert.doesNotMatch(parse(sent(template, value, 'b')), /<pre>/)
      }
    }
    assert.equal(sent('{{data.a}}\n~~~\n{{data.b}}\n~~~', 'x\n', '*y*'), 'x\n\n~~~\n*y*\n~~~')
  })

  it('begins no quote, list or heading where the value ends that line: the web app takes the code below for a part of a quote', () => {
    for (const own of ['>', '> x', ' > x', ' - x', '* x', ' + x', '1. x', ' 2) x', '# x', ' ## x', ' -\nx']) {
      for (const value of ['x\n', 'x\n\n', 'x\n ']) {
        const text = sent(`From {{data.a}}${own}\n\`\`\`\n{{data.b}}\n\`\`\``, value, 'y\n\n[x](https://evil.com)')
        assert.doesNotMatch(parse(text), /<(?:blockquote|ul|ol|h\d)/)
        assert.equal(readPlain(text), `From ${value}${own}\n\`\`\`\ny\n\n[x](https://evil.com)\n\`\`\``)
      }
    }
    for (const b of ['', ' ', '\u0000']) assert.doesNotMatch(parse(sent('From <{{data.a}} {{data.b}}>', 'x\n', b)), /<blockquote>/)
    assert.equal(sent('{{data.a}} - {{data.b}}', 'x', 'y'), 'x - y')
    assert.equal(sent('{{data.a}}\n- {{data.b}}', 'x\n', 'y'), 'x\n\n- y')
  })

  it('strikes out the whole value, whatever it begins and ends with', () => {
    for (const value of ['~', '~x', 'x~', '~x~', '~~x', 'x~~']) assert.equal(parse(sent('~~{{data.a}}~~', value)).trim().replaceAll('&#126;', '~'), `<p><del>${value}</del></p>`)
  })

  it('is none with nothing between them', () => {
    for (const value of ['', '\u0000', '\u202e']) {
      for (const [template, wanted] of [
        ['~~{{data.a}}~~ x', '~~\u200b~~ x'],
        ['**{{data.a}}** x', '**\u200b** x'],
        ['__{{data.a}}__ x', '__\u200b__ x'],
        ['*{{data.a}}* x', '*\u200b* x'],
        ['`{{data.a}}`` x', '`\u200b`` x'],
        ['``{{data.a}}` x', '``\u200b` x'],
        ['~{{data.a}}~{{data.a}}~ x', '~\u200b~\u200b~ x']
      ] as const) {
        assert.equal(sent(template, value), wanted)
        assert.equal(blocks(wanted), 1)
        assert.doesNotMatch(parse(wanted), /<hr>|<pre>/)
      }
    }
    assert.equal(made({ alertTitle: '**{{data.a}}** x', titleLink: '{{nothing}}' }, ' \n').attachments[0]?.title, '**\u200b** x')
  })

  it('goes out as it is where it is none: in words, in code, and where nothing is Markdown', () => {
    for (const template of ['web_{{data.a}}_01', 'web-{{data.a}}-01', '({{data.a}})', '```\n**{{data.a}}**\n```']) assert.equal(sent(template, ''), template.replace('{{data.a}}', ''))
    for (const value of ['', '\u0000']) assert.equal(sent('x **{{data.a}}', value), 'x **')
    for (const value of ['~ 5 min', 'a ~ b']) assert.equal(sent('({{data.a}})', value), `(${value})`)
    assert.equal(made({ fallback: '**{{data.a}}**' }, '').attachments[0]?.fallback, '****')
  })
})

describe('A value in the template’s own emphasis', () => {
  it('is emphasised whole: it holds no star and no underscore that a web app could end it at', () => {
    for (const mark of ['*', '_']) {
      for (const [before, after] of [[mark, mark], [`Host ${mark}`, `${mark} is down`], [`${mark}on `, ` now${mark}`], [`*x* _y_ ${mark}`, `${mark} *z*`], ['**Host *', '* now**'], ['*Alert:\n', ' now*'], ['`*` _on ', '_']] as const) {
        forEach([...values, 'v_max', 'v*max', '_x_', 'a*b*c', ':D_', 'x-d_', '_:)', '_#tag', '_~town'], (value) => {
          const text = sent(`${before}{{data.a}}${after}`, value)
          assert.doesNotMatch(text.slice(before.length, text.length - after.length), /[*_]/)
          assert.equal(readMarkdown(text).replaceAll('\u200b', ''), readPlain(`${before}${expected(value)}${after}`).replaceAll('\u200b', ''))
        })
      }
    }
  })

  it('is read as it is in a code span there, too', () => {
    for (const template of ['_Host `{{data.a}}` is down_', '_x `{{data.a}}`', '_Hosts `{{data.a}}` and `{{data.a}}`_']) {
      assert.doesNotMatch(sent(template, 'db_1'), /&#/)
    }
  })

  it('has its own escapes behind emphasis that has ended, in words and in lists', () => {
    for (const own of ['`*` ', 'x *y\n\n', 'x *y\n- ', '*x* ', '_x_ ', '**x**: ', '* ', '- x * y ', 'my_', 'x_y_z ', '\\*']) assert.equal(sent(`${own}{{data.a}}`, 'a *b*'), `${own}a \\*b\\*`)
  })
})

describe('A value behind a word and a colon', () => {
  const seen = /[A-Za-z0-9.+-]:[\p{L}\d%][^\s\u200b]*\\[*_[\]|]/u

  it('has no backslash behind it, which older web apps would show', () => {
    for (const [value, text] of [['host:web*', 'host&#58;web\\*'], ['a:b_ c', 'a&#58;b\\_ c'], ['x a:b:c|d', 'x a&#58;b&#58;c\\|d'], ['at 12:30 *now*', 'at 12:30 \\*now\\*'], ['a:b`c`', 'a&#58;b&#96;c&#96;']] as const) {
      assert.equal(sent('{{data.a}}', value), text)
      assert.equal(readMarkdown(text), value)
    }
    assert.equal(sent('host:{{data.a}}', 'web*'), 'host:\u200bweb\\*')
    assert.equal(sent('host: {{data.a}}', 'web*'), 'host: web\\*')
    assert.equal(sent('host:{{data.a}}', 'b`c`'), 'host:\u200bb&#96;c&#96;')
    for (const template of ['{{data.a}}', 'host:{{data.a}}']) forEach(values, (value) => assert.doesNotMatch(sent(template, value), seen))
  })

  it('is left as it is where nothing of it is escaped', () => {
    for (const value of ['pod/x', 'pod', '12.30']) assert.equal(sent('host:{{data.a}}', value), `host:${value}`)
  })
})

describe('A value in an address that the template writes as it is', () => {
  it('stays a part of it, whatever it is', () => {
    forEach(values.filter((value) => expected(value) !== ''), (value) => {
      const text = sent('See https://siem/?q={{data.a}} now', value)
      const part = /^See https:\/\/siem\/\?q=([A-Za-z0-9\-._:/%]*) now$/.exec(text)?.[1]
      assert.equal(decodeURIComponent(part ?? 'none'), expected(value).replace(/\s+/gu, ' ').trim())
    })
  })

  it('keeps a host, a port and a path', () => {
    assert.equal(sent('https://{{data.a}}/{{data.b}}', 'web.example.com:8080', 'a/b-c.html'), 'https://web.example.com:8080/a/b-c.html')
    assert.equal(sent('| https://siem/{{data.a}} |', 'a|b'), '| https://siem/a%7Cb |')
  })

  it('is text behind a blank or the end of the address', () => {
    assert.equal(sent('https://siem/ {{data.a}}', 'a*'), 'https://siem/ a\\*')
    assert.equal(sent('https://siem/1，{{data.a}}', '磁盘满'), 'https://siem/1，磁盘满')
    // The web app links none of these.
    assert.equal(sent('file://{{data.a}}', '/srv/__pycache__/x y'), 'file:///srv/\\_\\_pycache\\_\\_/x y')
    assert.doesNotMatch(sent('s3://{{data.a}}', 'www.evil.com/x'), /www\.evil/)
    assert.equal(sent('<https://siem/|{{data.a}}>', 'a b'), '<https://siem/|a b>')
    assert.equal(sent('https://{{data.a}}{{data.b}}', 'shop', '/cart?id=7&x=1#top'), 'https://shop/cart?id=7&x=1#top')
    assert.equal(sent('https://shop/{{data.a}}', 'a%20b c&lt;'), 'https://shop/a%20b%20c&lt%3B')
    assert.equal(sent('https://shop/{{data.a}}', '_x_y_'), 'https://shop/%5Fx_y%5F')
    assert.equal(sent('_https://siem/{{data.a}}_', 'a_b'), '_https://siem/a%5Fb_')
    assert.equal(sent(`[Open](https://siem/${'x'.repeat(4000)}{{data.a}})`, 'a b*').slice(-8), 'a%20b%2A)'.slice(-8))
    assert.equal(sent('[Open](https://siem/1){{data.a}}', 'evil.com/x'), '[Open](https://siem/1)evil.com&#47;x')
  })
})

describe('A value that begins or ends a block of the template', () => {
  it('makes no list, heading or code of what the template goes on with where it is blank', () => {
    for (const own of [' - x', '- x', '1. x', '# x', '> x', '    x', '\tx', '~~~']) {
      for (const value of ['', ' ', '\u0000']) {
        for (const start of ['', 'First\n\n']) {
          assert.match(sent(`${start}{{data.a}}${own}`, value), /^(?:First\n\n)?[ ]?\u200b/)
          assert.match(sent(`${start}{{data.a}}{{data.b}}${own}`, value), /^(?:First\n\n)?[ ]?\u200b/)
        }
      }
    }
    for (const template of ['- {{data.a}}x', '{{data.a}}\n- x', '{{data.a}} x']) assert.equal(sent(template, ''), template.replace('{{data.a}}', ''))
  })

  it('keeps the `#` at the end of a heading, where it would not be shown', () => {
    assert.equal(sent('#### {{data.a}}', 'C#'), '#### C&#35;')
    assert.equal(sent('x\n## In {{data.a}} \ny', 'C##'), 'x\n## In C#&#35; \ny')
    for (const template of ['# {{data.a}}', '> # {{data.a}}', '- ## {{data.a}}', '1. # {{data.a}}']) {
      for (const more of ['', ' ', '\t', '\nmore', ' \nmore']) assert.match(sent(template, `C#${more}`), /# C&#35;/)
    }
    assert.equal(sent('{{data.a}}', 'C#'), sent('## {{data.a}} x', 'C#').slice(3, -2))
  })
})
