import assert from 'node:assert/strict'
import fc from 'fast-check'
import { cutMarkdown } from '../../nodes/mattermost/cut-markdown'
import { encode } from '../../nodes/mattermost/wire'
import { anAlert } from './alerts'
import { post } from './places'
import { codeSpans, drawings, fencedBlocks, mentions, readCode, readMarkdown, tableCells } from './reader'
import { harmless, hostile } from './values'

const points = (text: string): number => Array.from(text).length

/** What was kept, without what was closed behind it, and how much a cut text says is missing. */
const parts = (text: string): { readonly kept: string; readonly missing: number } => {
  const match = /^([\s\S]*?)\s?… and ([\d,]+) more characters$/.exec(text)
  assert.ok(match, text.slice(-80))
  return { kept: match[1]!, missing: Number(match[2]!.replaceAll(',', '')) }
}

const words = 'some words '.repeat(200)

describe('Markdown that is too long', () => {
  it('is left as it is within the limit', () => {
    for (const text of ['```\nnot closed', '😀'.repeat(100), '`x', '| a |']) assert.equal(cutMarkdown(text, 100), text)
  })

  it('is cut as a plain text is where nothing is open', () => {
    assert.equal(cutMarkdown(`first line\nsecond line\n${'x'.repeat(3089)}`, 60), 'first line\nsecond line … and 3,090 more characters')
    assert.equal(cutMarkdown(`some words and then ${'x'.repeat(1000)}`, 50), 'some words and then … and 1,001 more characters')
  })

  it('has its block of code closed, and says outside of it how much is missing', () => {
    assert.equal(cutMarkdown(`Log:\n\`\`\`\n${'a line\n'.repeat(100)}\`\`\``, 60), 'Log:\n```\na line\na line\na line\n```\n… and 683 more characters')
    assert.equal(cutMarkdown(`~~~~\n${'a line\n'.repeat(100)}~~~~`, 50), '~~~~\na line\na line\n~~~~\n… and 691 more characters')
    assert.equal(cutMarkdown(`> \`\`\`\n${'> a line\n'.repeat(100)}> \`\`\``, 55), '> ```\n> a line\n> a line\n> ```\n… and 888 more characters')
  })

  it('has its span of code closed', () => {
    assert.equal(cutMarkdown(`text \`${words}\` end`, 60), 'text `some words some words` … and 2,184 more characters')
    assert.equal(cutMarkdown(`text \`\`a\`b ${words}\`\` end`, 60), 'text ``a`b some words some`` … and 2,191 more characters')
  })

  it('has no block or span without anything in it', () => {
    assert.equal(cutMarkdown(`text\n\`\`\`\n${'x'.repeat(200)}`, 36).split('\n').length, 1)
    assert.doesNotMatch(cutMarkdown(`some words \`${'x'.repeat(2000)}\``, 40), /`/)
  })

  it('ends a table at a whole row, and says below it how much is missing', () => {
    const table = `| a | b |\n| -- | -- |\n${'| x | y |\n'.repeat(100)}`
    const cut = cutMarkdown(table, 80)
    assert.equal(cut, '| a | b |\n| -- | -- |\n| x | y |\n| x | y |\n| x | y |\n\n… and 971 more characters')
    for (let limit = 60; limit < 200; limit += 1) {
      const [rows = '', ...rest] = cutMarkdown(table, limit).split('\n\n')
      assert.ok(rest.length === 1 && (tableCells(rows)?.length ?? 0) >= 2 && tableCells(rows)?.every((row) => row.length === 2))
    }
  })

  it('has no table without rows', () => {
    assert.equal(cutMarkdown(`Before\n\n| a | b |\n| -- | -- |\n| ${words} | y |\n`, 80), 'Before … and 2,233 more characters')
  })

  it('has no half of a link or an address', () => {
    for (const link of [`[Open](https://e.com/${'x'.repeat(200)})`, `<https://e.com/${'x'.repeat(200)}|Open it>`, `https://e.com/${'x'.repeat(200)}`, `![x](http://e.com/${'x'.repeat(200)})`, `[${'text '.repeat(40)}](https://e.com)`]) {
      for (const limit of [40, 60, 100, 200]) assert.match(cutMarkdown(`see ${link} end`, limit), /^see … and 2\d\d more characters$/)
    }
  })

  it('is not cut through an escaped character, so that it comes alive', () => {
    for (let limit = 40; limit < 80; limit += 1) {
      assert.doesNotMatch(parts(cutMarkdown('\\*'.repeat(500), limit)).kept, /\\$|^\*/)
      assert.doesNotMatch(parts(cutMarkdown('&lt;'.repeat(500), limit)).kept, /&\w*$/)
    }
  })

  it('is never over the limit, counts what is missing exactly, and is the beginning of the whole', () => {
    const piece = fc.constantFrom('a', 'word ', '\n', '\n\n', '😀', '`', '``', '```', '\n```\n', '\n~~~\n', '\\`', '| a | b |\n', '| -- | -- |\n', '[x](http://e.com/x)', '<a|b>', '\\*', '&amp;', '@\u200b', '> ', '- ')
    const text = fc.array(piece, { maxLength: 300 }).map((some) => some.join(''))
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 300 }), (whole, limit) => {
        const short = cutMarkdown(whole, limit)
        assert.ok(points(short) <= limit)
        if (points(whole) <= limit) assert.equal(short, whole)
        else if (short.endsWith(' more characters')) {
          const { kept, missing } = parts(short)
          const beginning = Array.from(whole).slice(0, points(whole) - missing).join('')
          assert.ok(kept.startsWith(beginning), short)
          assert.match(kept.slice(beginning.length), /^(?:\s?`+|\n[\s>]*[`~]+|\n)?$/)
        } else assert.ok(limit < 40)
      }),
      { numRuns: 3000 }
    )
  })

  it('leaves no code open that was closed, wherever it is cut', () => {
    const fenced = `Log of *x*\n\n\`\`\`\n${'a line of it\n'.repeat(30)}\`\`\`\n\nend\n${words}`
    const spans = `Hosts: ${'`web 01` and ``a`b`` '.repeat(30)}\n${words}`
    for (let limit = 40; limit < 600; limit += 1) {
      assert.ok(!fencedBlocks(cutMarkdown(fenced, limit)).at(-1)?.endsWith('no end'))
      assert.match(fencedBlocks(cutMarkdown(fenced, limit)).at(-1) ?? '', /more characters$/)
      assert.match(codeSpans(cutMarkdown(spans, limit)).at(-1) ?? '', /more characters$/)
      assert.doesNotMatch(codeSpans(cutMarkdown(spans, limit)).filter((_, at) => at % 2 === 0).join(''), /`/)
    }
  })

  it('takes no longer for its brackets, escaped or not, than for as many letters', () => {
    // Long enough that to begin anew at each of them would take a hundred times as long.
    const time = (piece: string): number => {
      const text = piece.repeat(400_000 / piece.length)
      const taken = Array.from({ length: 3 }, () => {
        const start = performance.now()
        cutMarkdown(text, 100_000)
        return performance.now() - start
      })
      return Math.min(...taken)
    }
    const letters = time('ab')
    for (const piece of ['\\[', '[', '\\[ ', '!\\[', '\\!\\[', '`\\[', '\\\\[', '[\\]', '[a](', '[a\\](', '[a]((b)', '[a](b(c)', '<a|', '](']) {
      const ratio = time(piece) / letters
      assert.ok(ratio < 30, `${piece}: ${ratio}`)
    }
  })

  it('has no half of a link behind an escaped bracket or backslash', () => {
    for (const before of ['\\[', '\\\\', '\\[\\[x\\]', '\\\\\\[']) {
      for (const limit of [60, 100, 200]) assert.match(cutMarkdown(`see${before}[Open](https://e.com/${'x'.repeat(200)}) end`, limit), /^see[\\[\]x]* … and 2\d\d more characters$/)
    }
  })

  it('of megabytes is cut in no time', () => {
    const start = Date.now()
    for (const piece of ['`a` [b] <c ', '` `` ``` ', '[', '[a](', '<', '| a |\n', '```\n', '\n \n', '\\`', 'www.', '😀 x\n', '~~~\n> ']) {
      assert.ok(points(cutMarkdown(piece.repeat(2_000_000 / piece.length), 16_383)) <= 16_383)
    }
    assert.ok(Date.now() - start < 10_000)
  })
})

describe('A post that is too long', () => {
  const long = (template: string, value: string): string => post({ text: template }, anAlert({ data: { value } })).text ?? ''

  it('has nothing of a long value alive, in text, code or table', () => {
    const value = [...hostile, ...harmless].join(' ').repeat(20)
    for (const template of ['{{data.value}}', '`{{data.value}}`', '```\n{{data.value}}\n```', '| a |\n| -- |\n| {{data.value}} |\n']) {
      const text = long(template, value)
      assert.ok(points(text) <= 16_383)
      assert.match(text, /… and [\d,]+ more characters/)
      assert.deepEqual(mentions(text), [])
    }
    assert.deepEqual(drawings(long('{{data.value}}', value), true), [])
  })

  it('reads as the beginning of the value, and as how much is missing', () => {
    const piece = fc.oneof(fc.constantFrom(...hostile.filter((value) => value.length < 12), ' ', 'word '), fc.string({ maxLength: 20 }))
    const value = fc.array(piece, { minLength: 20, maxLength: 60 }).map((some) => some.join('').replace(/[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b-\u001f\u007f\u200b\u2060\ufeff]/g, '').repeat(100)).filter((text) => text.length > 17_000)
    fc.assert(
      fc.property(value, (text) => {
        const shown = readMarkdown(long('{{data.value}}', text)).replace(/\s*… and [\d,]+ more characters$/, '').replace(/\s*… and [\d,]+ more characters$/, '')
        assert.ok(text.startsWith(shown) && shown.length > 1000)
        const code = fencedBlocks(long('```\n{{data.value}}\n```', text))[1] ?? ''
        assert.ok(text.startsWith(readCode(code).slice(0, 1000)))
      }),
      { numRuns: 100 }
    )
  })

  it('has no backticks behind texts that are no Markdown', () => {
    const text = '`code '.repeat(20_000)
    const body = JSON.parse(encode({ attachments: [{ fallback: text, author_name: text, text }] })?.toString('utf8') ?? '') as { attachments: { fallback: string; author_name: string; text: string }[] }
    assert.match(body.attachments[0]?.fallback ?? '', /`code … and [\d,]+ more characters$/)
    assert.match(body.attachments[0]?.author_name ?? '', /`code … and [\d,]+ more characters$/)
    assert.match(body.attachments[0]?.text ?? '', /`code` … and [\d,]+ more characters$/)
  })

  it('has a block closed that a section over a long list was in', () => {
    const list = Array.from({ length: 20_000 }, (_, at) => `line *${at}*`)
    const { text = '' } = post({ text: '```\n{{#data.list}}{{.}}\n{{/data.list}}```' }, anAlert({ data: { list } }))
    assert.match(text, /^```\nline \*0\*\n[\s\S]*\n```\n… and more$/)
    assert.ok(points(text) <= 16_383)
  })
})
