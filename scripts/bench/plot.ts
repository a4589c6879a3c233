/** What was measured, as a picture: how each figure stands to what it is to reach, and how costs grow. */
import { lineOf, type MeasuredGrowth } from './growth'
import { written } from './report'
import type { Results } from './results'

const width = 960
const margin = 24
const rowHeight = 22

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const label = (x: number, y: number, text: string, kind = '', anchor = 'start'): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}"${kind === '' ? '' : ` class="${kind}"`}>${escaped(text)}</text>`

const line = (x1: number, y1: number, x2: number, y2: number, kind: string): string =>
  `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" class="${kind}"/>`

/** One bar: how many times as good as it is to be. */
interface Bar {
  readonly title: string
  readonly told: string
  readonly share: number
  readonly isMet: boolean
}

const barsOf = ({ figures, growths }: Results): readonly Bar[] =>
  [...figures, ...growths.flatMap(({ points }) => points)].flatMap(({ title, verdicts, unit }) =>
    verdicts.map(({ target, reached, isMet }) => {
      if (target.kind === 'times') {
        return { title: `${title} | ${target.beside}`, told: `${reached.toFixed(2)} × (≥ ${target.atLeast})`, share: reached / target.atLeast, isMet }
      }
      const beside = target.kind === 'on top' ? ` | more than ${target.beside}` : ''
      // Nothing more at all would be without end.
      return { title: title + beside, told: `${written(reached)} ${unit} (≤ ${written(target.atMost)})`, share: target.atMost / Math.max(reached, target.atMost / 100), isMet }
    })
  )

/** Powers of ten from one that is no more to one that is no less. */
const decades = (least: number, most: number): readonly number[] => {
  const from = Math.floor(Math.log10(least))
  const to = Math.max(Math.ceil(Math.log10(most)), from + 1)
  return Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index))
}

/** Where a value stands between two others, on a scale of powers of ten, from 0 to 1. */
const along = (value: number, least: number, most: number): number => Math.log10(value / least) / Math.log10(most / least)

const bars = (all: readonly Bar[], top: number): string => {
  const left = 500
  const right = width - margin - 150
  const least = 0.1
  const most = 100
  const at = (share: number): number => left + (right - left) * Math.min(1, Math.max(0, along(share, least, most)))
  const bottom = top + all.length * rowHeight
  return [
    ...[0.1, 1, 10, 100].flatMap((share) => [line(at(share), top, at(share), bottom, share === 1 ? 'target' : 'grid'), label(at(share), top - 8, `${share} ×`, 'small', 'middle')]),
    ...all.map(({ title, told, share, isMet }, index) => {
      const y = top + index * rowHeight
      const from = Math.min(at(1), at(share))
      return [
        label(left - 12, y + 15, title.length > 88 ? `${title.slice(0, 87)}…` : title, 'small', 'end'),
        `<rect x="${from.toFixed(1)}" y="${y + 4}" width="${Math.max(1, Math.abs(at(share) - at(1))).toFixed(1)}" height="14" class="${isMet ? 'met' : 'unmet'}"/>`,
        label(right + 10, y + 15, told, 'small')
      ].join('')
    })
  ].join('\n')
}

const short = (value: number): string => (value >= 1e6 ? `${value / 1e6} M` : value >= 1000 ? `${value / 1000} k` : String(Number(value.toPrecision(3))))

const panel = (growth: MeasuredGrowth, x: number, y: number, wide: number, high: number): string => {
  const names = [...new Set(growth.points.flatMap(({ outcomes }) => outcomes.map(({ name }) => name)))]
  const lines = names.map((name) => lineOf(growth, name).toSorted((one, other) => one.x - other.x))
  const xs = lines.flat().map((point) => point.x)
  const ys = lines.flat().map(({ median }) => median)
  const [columns, rows] = [decades(Math.min(...xs), Math.max(...xs)), decades(Math.min(...ys), Math.max(...ys))]
  const plot = { left: x + 46, right: x + wide - 12, top: y + 44, bottom: y + high - 40 }
  const atX = (value: number): number => plot.left + (plot.right - plot.left) * along(value, columns[0] ?? 1, columns.at(-1) ?? 10)
  const atY = (value: number): number => plot.bottom - (plot.bottom - plot.top) * along(value, rows[0] ?? 1, rows.at(-1) ?? 10)
  return [
    label(x, y + 14, `${growth.title}, ${growth.unit}`, 'title'),
    ...columns.flatMap((value) => [line(atX(value), plot.top, atX(value), plot.bottom, 'grid'), label(atX(value), plot.bottom + 15, short(value), 'small', 'middle')]),
    ...rows.flatMap((value) => [line(plot.left, atY(value), plot.right, atY(value), 'grid'), label(plot.left - 6, atY(value) + 4, short(value), 'small', 'end')]),
    label((plot.left + plot.right) / 2, plot.bottom + 30, growth.along, 'small', 'middle'),
    ...lines.flatMap((points, index) => [
      `<polyline points="${points.map((point) => `${atX(point.x).toFixed(1)},${atY(point.median).toFixed(1)}`).join(' ')}" class="line${index}"/>`,
      ...points.map((point) => `<circle cx="${atX(point.x).toFixed(1)}" cy="${atY(point.median).toFixed(1)}" r="3" class="dot${index}"/>`),
      `<circle cx="${plot.left + 4 + index * ((plot.right - plot.left) / 2)}" cy="${y + 30}" r="4" class="dot${index}"/>`,
      label(plot.left + 12 + index * ((plot.right - plot.left) / 2), y + 34, names[index]?.slice(0, 34) ?? '', 'small')
    ])
  ].join('\n')
}

const style = `
  svg { color-scheme: light dark }
  .ground { fill: #ffffff; stroke: #d0d7de }
  text { font: 13px sans-serif; fill: #1f2328 }
  .title { font-weight: 600 }
  .small { font-size: 11px; fill: #59636e }
  .grid { stroke: #d0d7de; stroke-width: 1 }
  .target { stroke: #1f2328; stroke-width: 1.5 }
  .met { fill: #1a7f37 }
  .unmet { fill: #cf222e }
  polyline { fill: none; stroke-width: 2 }
  .line0 { stroke: #0969da } .dot0 { fill: #0969da }
  .line1 { stroke: #bc4c00 } .dot1 { fill: #bc4c00 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117; stroke: #3d444d }
    text { fill: #f0f6fc }
    .small { fill: #9198a1 }
    .grid { stroke: #3d444d }
    .target { stroke: #f0f6fc }
    .met { fill: #3fb950 }
    .unmet { fill: #f85149 }
    .line0 { stroke: #4493f8 } .dot0 { fill: #4493f8 }
    .line1 { stroke: #db6d28 } .dot1 { fill: #db6d28 }
  }`

/** The picture, as SVG, in light and dark. */
export const plot = (results: Results): string => {
  const all = barsOf(results)
  const columns = 2
  const wide = (width - 2 * margin) / columns
  const high = 250
  const barsTop = margin + 50
  const panelsTop = barsTop + all.length * rowHeight + 40
  const height = panelsTop + Math.ceil(results.growths.length / columns) * high + margin
  const told = `Measured on ${results.date}, ${results.machine}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="How fast the nodes are, beside what a user would take instead">
<style>${style}
</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6" class="ground"/>
${label(margin, margin + 8, 'What is reached, of what is to be reached (the line: 1 ×; to the right is better)', 'title')}
${bars(all, barsTop)}
${results.growths.map((growth, index) => panel(growth, margin + (index % columns) * wide, panelsTop + Math.floor(index / columns) * high, wide, high)).join('\n')}
${label(margin, height - 12, told, 'small')}
</svg>
`
}
