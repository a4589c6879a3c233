// npm run bench: measures the nodes beside what a user would take instead, prints each figure, and writes the table and the
// picture that the README shows. `npm run bench -- sieve delivery` measures some of it, and writes nothing. It needs a build
// (`npm run build`) and, for the editor, a Chromium; it fails where a target is not reached.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { launch } from '../test/browser/browser'
import { Editor } from '../test/browser/editor'
import { Backlog } from './bench/backlog'
import { deliveryFigures, deliveryFlow, deliveryGrowths } from './bench/delivery'
import { editorFigures, showEditor } from './bench/editor'
import { type Figure, measure, type Measured } from './bench/figure'
import { Footprint } from './bench/footprint'
import { type Growth, measureGrowth, type MeasuredGrowth } from './bench/growth'
import { tab } from './bench/lane'
import { manyRulesFigures, manyRulesFlow, manyRulesGrowths } from './bench/many-rules'
import { installApart, installBenchNodes } from './bench/own-nodes'
import { plot } from './bench/plot'
import { growthText, markdown, text, withTable } from './bench/report'
import { allMet } from './bench/results'
import { TakingServer } from './bench/server'
import { sieveFigures, sieveFlow } from './bench/sieve'
import { watchdogFigures, watchdogFlow, watchdogGrowths } from './bench/watchdog'
import { type FlowNode, NodeRed } from './trial/node-red'
import { pack } from './trial/package'

const root = join(__dirname, '..')

const figures: Measured[] = []
const growths: MeasuredGrowth[] = []

const showRun = (): void => void process.stderr.write('.')

const report = async (planned: readonly Figure[], grown: readonly Growth[] = []): Promise<void> => {
  for (const figure of planned) {
    const measured = await measure(figure, showRun)
    figures.push(measured)
    console.log(`\n${text(measured)}`)
  }
  for (const growth of grown) {
    const measured = await measureGrowth(growth, showRun)
    growths.push(measured)
    console.log(`\n${growthText(measured)}`)
  }
}

/** In a Node-RED of their own, so that what one has left does not weigh on the next. */
const inNodeRed = async (folder: string, flows: readonly FlowNode[], work: (nodeRed: NodeRed) => Promise<void>): Promise<void> => {
  const nodeRed = await NodeRed.start({ userDir: folder })
  try {
    await nodeRed.deploy(flows)
    await work(nodeRed)
  } finally {
    await nodeRed.stop()
  }
}

const benchDelivery = async (folder: string): Promise<void> => {
  const server = await TakingServer.start()
  try {
    await inNodeRed(folder, [tab, ...deliveryFlow(server.url, folder)], async (nodeRed) => report(await deliveryFigures(nodeRed, server), deliveryGrowths(nodeRed)))
  } finally {
    await server.close()
  }
}

const benchBacklog = async (folder: string): Promise<void> => {
  const backlog = await Backlog.prepare(join(folder, 'backlog'))
  try {
    await report(backlog.figures(), backlog.growths())
  } finally {
    backlog.remove()
  }
}

const benchFootprint = async (folder: string, tarball: string): Promise<void> => {
  const footprint = await Footprint.prepare(folder, tarball)
  try {
    await report(footprint.figures())
  } finally {
    footprint.remove()
  }
}

const benchEditor = async (folder: string): Promise<void> => {
  const { ensureChromium } = await import('./chromium.mjs')
  const { path, missing } = ensureChromium()
  if (path === undefined) throw new Error(`The editor is not measured: ${missing}`)
  const browser = await launch(path)
  try {
    await inNodeRed(folder, [tab], async (nodeRed) => {
      const editor = await Editor.in(browser)
      await showEditor(nodeRed, editor)
      await report(editorFigures(editor))
    })
  } finally {
    await browser.close()
  }
}

const parts: Readonly<Record<string, (folder: string, tarball: string) => Promise<void>>> = {
  sieve: (folder) => inNodeRed(folder, [tab, ...sieveFlow], (nodeRed) => report(sieveFigures(nodeRed))),
  rules: (folder) => inNodeRed(folder, [tab, ...manyRulesFlow], (nodeRed) => report(manyRulesFigures(nodeRed), manyRulesGrowths(nodeRed))),
  watchdog: (folder) => inNodeRed(folder, [tab, ...watchdogFlow], (nodeRed) => report(watchdogFigures(nodeRed), watchdogGrowths(nodeRed))),
  delivery: benchDelivery,
  backlog: benchBacklog,
  footprint: benchFootprint,
  editor: benchEditor
}

const machine = (): string => {
  const [cpu] = cpus()
  const { version } = JSON.parse(readFileSync(require.resolve('node-red/package.json'), 'utf8')) as { readonly version: string }
  return `${cpus().length} cores of ${cpu?.model.trim() ?? 'a machine'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}, Node.js ${process.versions.node}, Node-RED ${version}`
}

/** Writes the table and the picture that the README shows. */
const write = (): void => {
  const results = { machine: machine(), date: new Date().toISOString().slice(0, 10), figures, growths }
  writeFileSync(join(root, 'doc', 'images', 'benchmark.svg'), plot(results))
  const readme = join(root, 'README.md')
  writeFileSync(readme, withTable(readFileSync(readme, 'utf8'), markdown(results)))
}

const bench = async (asked: readonly string[]): Promise<void> => {
  const unknown = asked.filter((name) => parts[name] === undefined)
  if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')} to measure; there is ${Object.keys(parts).join(', ')}`)
  if (!existsSync(join(root, 'dist', 'sieve.html'))) throw new Error('There is no build: run `npm run build` first')
  // Not where temporary files are: that is no disk on some machines.
  mkdirSync(join(root, '.tmp'), { recursive: true })
  const folder = mkdtempSync(join(root, '.tmp', 'bench-'))
  try {
    const tarball = await pack(folder)
    await installApart(folder, tarball)
    await installBenchNodes(folder)
    for (const [name, part] of Object.entries(parts)) if (asked.length === 0 || asked.includes(name)) await part(folder, tarball)
    if (asked.length === 0) write()
    if (!allMet({ figures, growths })) process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

bench(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
