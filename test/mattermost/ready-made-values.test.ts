import assert from 'node:assert/strict'
import type { Alert } from '../../nodes/alert/alert'
import { anAlert } from './alerts'
import { forEach } from './for-each'
import { post, type Sent } from './places'
import { drawings, expected, inOneLine, mentions, readMarkdown, readPlain, tableCells } from './reader'
import { harmless, hostile } from './values'

const values = [...hostile, ...harmless]

/** Where an alert can hold what somebody else wrote. */
const fillings: readonly (readonly [name: string, fill: (value: string) => Partial<Alert>])[] = [
  ['title', (title) => ({ title: inOneLine(title) || 'No title available' })],
  ['source', (source) => ({ source })],
  ['description', (description) => ({ description })],
  ['names of details', (name) => ({ details: [{ name: `x ${name}`, value: 'y' }] })],
  ['values of details', (value) => ({ details: [{ name: 'x', value }] })],
  ['keys of the event', (key) => ({ data: { [`x ${key}`]: 'y' } })],
  ['values of the event', (value) => ({ data: { x: { y: value } } })],
  ['link', (link) => ({ link })],
  ['runbook', (runbook) => ({ runbook })],
  ['time', (created) => ({ created })]
]

/** What of a post Mattermost looks through, as Markdown: without the targets of its links, which it does not. */
const markdownOf = ({ text, attachments = [] }: Partial<Sent>): readonly string[] =>
  [text, ...attachments.flatMap((attachment) => [attachment.text, attachment.pretext, ...('fields' in attachment ? attachment.fields : []).map(({ value }) => value)])]
    .filter((part) => part !== undefined)
    .map((part) => part.replace(/\]\([^\s)]*\)/g, ']'))

const plain = (alert: Alert, template: string) => post({ template, timeZone: 'UTC' }, alert)

/** The shape of a text: how many lines, and what begins them. */
const shapeOf = (sent: Partial<Sent>): readonly string[] => (sent.attachments?.[0]?.fields ?? []).map(({ title }) => title)

for (const template of ['cyphon', 'compact', 'full']) {
  describe(`What others wrote, in the ${template} message`, () => {
    for (const [name, fill] of fillings) {
      it(`mentions nobody and is drawn as nothing else, in the ${name}`, () => {
        forEach(hostile, (value) => {
          const sent = plain(anAlert(fill(value)), template)
          for (const text of markdownOf(sent)) {
            assert.deepEqual(mentions(text), [], text)
            assert.deepEqual(drawings(text, true), [], text)
          }
          for (const { title = '' } of 'attachments' in sent ? sent.attachments : []) assert.doesNotMatch(title, /<!(?:channel|here|all)>|<@[a-zA-Z0-9]+>/)
        })
      })
    }

    it('of a megabyte is sent all the same, and says that it is cut', () => {
      for (const [name, fill] of fillings) {
        if (['title', 'link', 'runbook'].includes(name)) continue
        for (const piece of ['x', '@channel ', '`', '| ', '\u202e', '\u200b', 'مرحبا ', '<a|b>', '\n', '```\n']) {
          const alert = anAlert(fill(piece.repeat(1_000_000 / piece.length)))
          const sent = plain(alert, template)
          for (const text of markdownOf(sent)) {
            assert.ok(Array.from(text).length <= 16_383)
            assert.deepEqual(mentions(text), [], name)
          }
        }
      }
      const long = plain(anAlert({ source: 'x '.repeat(500_000) }), template)
      assert.ok(markdownOf(long).some((text) => /… and [\d,]+ more characters/.test(text)))
    })
  })
}

describe('What others wrote', () => {
  it('is read in the compact message as it was written, in one line', () => {
    forEach(values, (value) => {
      const wanted = readPlain(inOneLine(expected(value)))
      if (wanted === '') return
      assert.equal(inOneLine(readMarkdown(plain(anAlert({ level: 'INFO', title: 'It broke', link: '', source: `x ${value} y` }), 'compact').text ?? '')), inOneLine(`INFO It broke · x ${wanted} y`))
      assert.equal(inOneLine(readMarkdown(plain(anAlert({ level: 'INFO', title: `x ${inOneLine(value)} y`, link: '', source: '' }), 'compact').text ?? '')), inOneLine(`INFO x ${wanted} y`))
      assert.ok(!plain(anAlert({ source: value }), 'compact').text?.includes('\n'))
    })
  })

  it('stays in its link in the compact message', () => {
    forEach(values, (value) => {
      const text = plain(anAlert({ title: `x ${inOneLine(value)} y`, source: '' }), 'compact').text ?? ''
      assert.match(text, /^\*\*HIGH\*\* \[x (?:\\.|[^[\]\\])* y\]\(https:\/\/siem\.example\.com\/alerts\/17\)$/)
    })
  })

  it('is read in the full message as it was written', () => {
    forEach(values, (value) => {
      const wanted = readPlain(expected(value))
      const attachment = plain(anAlert({ description: `x ${value}` }), 'full').attachments[0]
      assert.equal(readMarkdown(attachment?.text ?? ''), `x ${wanted}`)
    })
  })

  it('stays in its cell of the full message’s table, and adds no field', () => {
    const fields = ['Source', 'Level', 'Status', 'Incidents', 'Since', 'Details', 'Links']
    forEach(values, (value) => {
      for (const alert of [{ details: [{ name: `x ${value}`, value: `y ${value}` }] }, { data: { z: `y ${value}` } }]) {
        const sent = plain(anAlert(alert), 'full')
        assert.deepEqual(shapeOf(sent), fields)
        const cells = tableCells(sent.attachments[0]?.fields[5]?.value ?? '')
        assert.deepEqual(cells?.map((row) => row.length), [2, 2])
        assert.equal(inOneLine(readMarkdown(cells[1]?.[1] ?? '')), inOneLine(readPlain(inOneLine(`y ${expected(value)}`))))
      }
    })
  })

  it('leaves no trace in the full message where it holds nothing', () => {
    for (const value of ['', ' ', '\n', '\u0000']) {
      const [attachment] = plain(anAlert({ description: value, source: value, data: { x: value } }), 'full').attachments
      assert.ok(attachment && !('text' in attachment))
      assert.deepEqual(attachment.fields.map(({ title }) => title), ['Level', 'Status', 'Incidents', 'Since', 'Links'])
    }
  })

  it('is no link where it cannot be followed', () => {
    forEach(hostile.filter((value) => !/^https?:\/\/[^/]/i.test(value)), (value) => {
      const sent = plain(anAlert({ link: value, runbook: value }), 'full')
      assert.ok(!('title_link' in (sent.attachments[0] ?? {})))
      assert.ok(!shapeOf(sent).includes('Links'))
    })
  })
})
