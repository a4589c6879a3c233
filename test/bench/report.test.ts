import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Measured } from '../../scripts/bench/figure'
import type { MeasuredGrowth } from '../../scripts/bench/growth'
import { plot } from '../../scripts/bench/plot'
import { markdown, text, withTable, written } from '../../scripts/bench/report'
import { allMet, type Results } from '../../scripts/bench/results'

const figure = (isMet: boolean): Measured => ({
  title: 'Sieve of 3 rules',
  unit: 'messages/s',
  outcomes: [
    { name: 'sieve', median: 512_345, least: 400_000, most: 600_000 },
    { name: 'a | b <core>', median: 100, least: 90, most: 110 }
  ],
  verdicts: [{ target: { kind: 'times', beside: 'a | b <core>', atLeast: 3 }, reached: 2.5, isMet }]
})

const growth: MeasuredGrowth = {
  title: 'A message through a sieve',
  unit: 'µs',
  along: 'rules',
  points: [1, 10, 100].map((x) => ({ x, title: String(x), unit: 'µs', outcomes: [{ name: 'sieve', median: x, least: x, most: x }], verdicts: [] })),
  verdicts: [{ target: { kind: 'linear', slack: 1.5 }, reached: 1, isMet: true }]
}

const results = (isMet: boolean): Results => ({ machine: 'two cores', date: '2026-01-31', figures: [figure(isMet)], growths: [growth] })

describe('What the benchmark tells', () => {
  it('writes numbers with the digits that count', () => {
    assert.deepEqual([512_345, 1234, 45.678, 4.5678, 0.4567].map(written), ['512,300', '1,234', '45.7', '4.57', '0.457'])
  })

  it('says of each target whether it was reached', () => {
    assert.match(text(figure(true)), / {2}reached: ≥ 3 × a \| b <core>: 2\.50 ×/)
    assert.match(text(figure(false)), / {2}NOT REACHED: /)
    assert.equal(allMet(results(true)), true)
    assert.equal(allMet(results(false)), false)
  })

  it('has a table whose cells hold whatever a name does', () => {
    const table = markdown(results(false))
    const rows = table.split('\n').filter((line) => line.startsWith('|'))
    for (const row of rows) assert.equal(row.split(/(?<!\\)\|/).length, 6, row)
    assert.match(table, /✗ 2\.50 ×/)
    assert.match(table, /2026-01-31, two cores/)
  })

  it('puts the table between its marks, and leaves the rest of the page as it is', () => {
    const marks = ['<!-- begin of what npm run bench wrote -->', '<!-- end of what npm run bench wrote -->'] as const
    const page = `before\n${marks[0]}\nold\n${marks[1]}\nafter\n`
    const once = withTable(page, 'new')
    assert.equal(once, `before\n${marks[0]}\nnew\n${marks[1]}\nafter\n`)
    assert.equal(withTable(once, 'new'), once)
    assert.throws(() => withTable('a page without', 'new'), /no place/)
  })

  it('draws a picture of it, in which names are no markup', () => {
    const picture = plot(results(false))
    assert.match(picture, /^<svg [^>]*viewBox="0 0 960 \d+"/)
    assert.match(picture, /a \| b &lt;core&gt;/)
    assert.equal(picture.match(/class="unmet"/g)?.length, 1)
    assert.equal(picture.match(/<polyline/g)?.length, 1)
    assert.doesNotMatch(picture, /NaN|Infinity|undefined/)
  })

  it('is what the README shows', () => {
    const root = join(__dirname, '..', '..')
    const readme = readFileSync(join(root, 'README.md'), 'utf8')
    const picture = readFileSync(join(root, 'doc', 'images', 'benchmark.svg'), 'utf8')
    const [, told] = /^(Measured on .*?)\. Medians/m.exec(readme) ?? []
    assert.ok(told !== undefined, 'the README has no table')
    assert.ok(picture.includes(told.replaceAll('&', '&amp;')), 'the picture is of another run than the table')
    assert.doesNotMatch(picture, /NaN|Infinity|undefined/)
  })
})
