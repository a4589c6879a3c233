import assert from 'node:assert/strict'
import fc from 'fast-check'
import { caption, channelName, name, plain } from '../../nodes/mattermost/escape'
import { markdown } from '../../nodes/mattermost/escape-markdown'
import { forEach } from './for-each'
import { drawings, expected, inOneLine, mentions, readMarkdown, readPlain } from './reader'
import { harmless, hostile, untouched } from './values'
import { type Place, places, sent } from './places'

const values = [...hostile, ...harmless]

/** Values made of the pieces that do something, and of any characters at all. */
const pieces = [...values.filter((value) => value.length < 12), ...'*_~`[](){}<>&#;:@\\|!-+=.$/ \t\n\u200b\u00a0x3d'.split('')]
const anyValue = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((some) => some.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 40 })
)

const readAs = ({ kind }: Place, text: string): string => (kind === 'markdown' ? readMarkdown(text) : readPlain(text))

describe('A value from an event', () => {
  it('is tried with 150 hostile and 50 harmless values at least', () => {
    assert.ok(new Set(hostile).size >= 150 && new Set(harmless).size >= 50)
  })

  for (const place of places) {
    describe(`in the ${place.name}`, () => {
      it('is read as it was written', () => {
        forEach(values, (value) => {
          const wanted = readPlain(place.lines ? expected(value) : inOneLine(expected(value)))
          assert.equal(readAs(place, sent(place, value)), place.around.replace('…', () => wanted))
        })
      })

      // Mattermost looks for mentions in Markdown, and rewrites Slack's tokens in titles too.
      if (place.kind === 'markdown' || place.slack) {
        it('mentions nobody', () => {
          forEach(hostile, (value) => assert.deepEqual(mentions(place.slack ? slackOnly(sent(place, value)) : sent(place, value)), []))
        })
      }

      if (place.kind !== 'plain') {
        it('is neither linked nor drawn as something else', () => {
          forEach(hostile, (value) => assert.deepEqual(drawings(sent(place, value), place.kind === 'markdown'), []))
        })
      }

      it('goes out as it is where nothing can happen', () => {
        forEach(untouched, (value) => assert.equal(sent(place, value), place.around.replace('…', () => (place.lines ? value : inOneLine(value)))))
      })
    })
  }
})

/** Only what the server would make of Slack's tokens: titles are not searched for `@`. */
const slackOnly = (text: string): string => (/<!(?:channel|here|all)>|<@[a-zA-Z0-9]+>/.test(text) ? text : '')

describe('A value in Markdown', () => {
  // The lists above are the author's imagination; a parser of GitHub's Markdown has its own.
  let parse: (text: string) => string
  before(async () => {
    const { Marked } = await import('marked')
    // Mattermost strikes out with two tildes only.
    const marked = new Marked({ gfm: true, async: false }, { tokenizer: { del: (source) => (source.startsWith('~~') ? false : undefined) } })
    parse = (text) => marked.parse(text) as string
  })

  const unformatted = (text: string): string => {
    const tags = new Set(parse(text).match(/<[a-z]\w*/g))
    tags.delete('<p')
    tags.delete('<br')
    return [...tags].join(' ')
  }

  it('is not formatted at the start of a line', () => {
    forEach(values, (value) => assert.equal(unformatted(markdown(value)), ''))
  })

  it('is not formatted within a line', () => {
    forEach(values, (value) => assert.equal(unformatted(`Host ${markdown(value)} end`), ''))
  })

  it('is not formatted below or above a line', () => {
    forEach(values, (value) => assert.equal(unformatted(`above\n${markdown(value)}\nbelow`), ''))
  })

  it('stays within the list item, the emphasis or the table cell that a template puts it in, while it is one line', () => {
    forEach(values.map((value) => inOneLine(expected(value))), (value) => {
      assert.equal(unformatted(`- ${markdown(value)}`), '<ul <li')
      assert.equal(unformatted(`**Host ${markdown(value)} end**`), '<strong')
      assert.equal(unformatted(`| a | b |\n|---|---|\n| ${markdown(value)} | x |`), '<table <thead <tr <th <tbody <td')
    })
  })

  it('stays the text of the link that a template puts it in, while it is one line', () => {
    forEach(values.map((value) => inOneLine(expected(value))), (value) => {
      assert.equal(unformatted(`Open [${markdown(value)}](https://siem.example.com)`), '<a')
    })
  })

  it('is formatted if it is not made safe, so that these checks can fail', () => {
    assert.equal(unformatted('*x*'), '<em')
    assert.ok(hostile.filter((value) => unformatted(value) !== '').length > 60)
    assert.ok(hostile.filter((value) => mentions(value).length > 0).length > 40)
    assert.ok(hostile.filter((value) => drawings(value, true).length > 0).length > 60)
  })

  it('is read as it was written, whatever it is', () => {
    fc.assert(fc.property(anyValue, (value) => assert.equal(readMarkdown(markdown(value)), readPlain(expected(value)))), { numRuns: 3000 })
  })

  it('mentions nobody, whatever it is', () => {
    fc.assert(fc.property(anyValue, (value) => assert.deepEqual(mentions(markdown(value)), [])), { numRuns: 3000 })
  })

  it('mentions nobody together with the value beside it', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (one, other) => assert.deepEqual(mentions(markdown(one) + markdown(other)), [])),
      { numRuns: 3000 }
    )
    for (const [one, other] of [['@', 'channel'], ['<!chan', 'nel>'], ['&#64', ';bob'], ['&', '#64;bob'], ['&comm', 'at;all'], ['x', '@bob'], ['x@', 'bob']] as const) {
      assert.deepEqual(mentions(markdown(one) + markdown(other)), [])
    }
  })

  it('is neither formatted, linked nor drawn as something else, whatever it is', () => {
    const shown = anyValue.filter((value) => /\S/.test(value))
    fc.assert(
      fc.property(shown, (value) => {
        assert.equal(unformatted(`Host ${markdown(value)} end`), '')
        assert.equal(unformatted(markdown(value)), '')
        assert.deepEqual(drawings(markdown(value), true), [])
      }),
      { numRuns: 3000 }
    )
  })

  it('is no formula, whichever of its dollars a server takes for the first', () => {
    assert.equal(markdown('$$x$$ y\n$5 and $6'), '&#36;&#36;x&#36;$ y\n$5 and $6')
    assert.equal(markdown('$a$b c$'), '&#36;a&#36;b c$')
  })

  it('keeps the indentation of its lines', () => {
    assert.equal(readMarkdown(markdown('if x:\n    y\n\tz')), 'if x:\n    y\n\tz')
  })

  it('is copied from a post without invisible characters, but for a mention', () => {
    forEach(values.filter((value) => !/(?<![A-Za-z0-9])@|@(?![A-Za-z0-9])|\u200b/.test(value)), (value) => assert.ok(!markdown(value).includes('\u200b')))
  })

  it('of a megabyte is made safe', () => {
    for (const piece of ['@', '*', ' ', ' -', '\t#', '&#', '$', '<a|', '\\', '~', 'www.', '_a', ':a', '1. ', '- - ']) {
      markdown(piece.repeat(1_000_000 / piece.length))
    }
  })
})

describe('A value in a plain place', () => {
  it('is read as it was written, whatever it is', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        for (const escape of [plain, caption, name]) assert.equal(readPlain(escape(value)), readPlain(inOneLine(expected(value))))
      }),
      { numRuns: 3000 }
    )
  })

  it('is not drawn as something else in the title of a field, whatever it is', () => {
    fc.assert(fc.property(anyValue, (value) => assert.deepEqual(drawings(caption(value), false), [])), { numRuns: 3000 })
  })

  it('has no backslash and no entity that is not its own', () => {
    assert.equal(plain('*a* [b] <c> & "d" #e | f'), '*a* [b] <c> & "d" #e | f')
    assert.equal(caption('*a* [b] <c> & "d" | f'), '*a* [b] <c> & "d" | f')
  })
})

describe('A value that names a channel', () => {
  it('is made a name that a channel can have', () => {
    assert.equal(channelName('Team Alerts'), 'teamalerts')
    assert.equal(channelName('#soc'), 'soc')
    assert.equal(channelName('svc_web-01.prod'), 'svc_web-01.prod')
  })

  it('cannot name a person', () => {
    assert.equal(channelName('@bob'), 'bob')
    assert.equal(channelName(`${'a'.repeat(26)}__${'b'.repeat(26)}`), 'a'.repeat(26) + 'b'.repeat(26))
  })
})
