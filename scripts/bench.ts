// npm run bench: measures the nodes beside what a user would take instead, and prints a table a figure. It needs a build
// (`npm run build`) and, for the editor, a Chromium; it fails where a figure is over its limit.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch } from '../test/browser/browser'
import { Editor } from '../test/browser/editor'
import { type Figure, isWithin, measure, table } from './bench/figure'
import { manyRules, showManyRules } from './bench/many-rules'
import { NodeRed } from './trial/node-red'
import { installInto, pack } from './trial/package'

const report = async (figures: readonly Figure[]): Promise<void> => {
  for (const figure of figures) {
    const outcomes = await measure(figure)
    console.log(`\n${table(figure, outcomes)}`)
    if (isWithin(figure, outcomes)) continue
    console.log('  OVER ITS LIMIT')
    process.exitCode = 1
  }
}

const benchEditor = async (nodeRed: NodeRed): Promise<void> => {
  const { ensureChromium } = await import('./chromium.mjs')
  const { path, missing } = ensureChromium()
  if (path === undefined) {
    console.log(`\nNOT MEASURED: the editor (${missing})`)
    return
  }
  const browser = await launch(path)
  try {
    const editor = await Editor.in(browser)
    await showManyRules(nodeRed, editor)
    await report(manyRules(editor))
  } finally {
    await browser.close()
  }
}

const bench = async (): Promise<void> => {
  if (!existsSync(join(__dirname, '..', 'dist', 'sieve.html'))) throw new Error('There is no build: run `npm run build` first')
  const folder = mkdtempSync(join(tmpdir(), 'alert-courier-bench-'))
  let nodeRed: NodeRed | undefined
  try {
    await installInto(folder, await pack(folder))
    nodeRed = await NodeRed.start({ userDir: folder })
    await benchEditor(nodeRed)
  } finally {
    await nodeRed?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

bench().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
