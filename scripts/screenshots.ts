// Takes the README's pictures, into doc/images/: run it as `CHROMIUM=/usr/bin/chromium npx tsx scripts/screenshots.ts`
// after `npm run build`. It starts a real Node-RED with the package, and the stand-in for Mattermost.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { launch } from '../test/browser/browser'
import { Editor } from '../test/browser/editor'
import { buildQuickStart } from '../test/browser/newcomer'
import { StandIn } from './stand-in/stand-in'
import { type FlowNode, NodeRed } from './trial/node-red'
import { installInto, pack } from './trial/package'
import { idOf, pointedAt, readExample } from './trial/quick-start'

const root = join(__dirname, '..')
const images = join(root, 'doc', 'images')
const pathOf = (name: string): string => join(images, `${name}.png`)

const quickStart = readExample('01 Quick start')
const onlyWhatMatters = readExample('02 Only what matters')

/** Both examples as they lie in one Node-RED: they share their config. */
const both: readonly FlowNode[] = [...quickStart, ...onlyWhatMatters.filter(({ type }) => type !== 'mattermost-config')]

/** How the pictures are taken: sharp on any display. */
const sharp: BrowserContextOptions = { deviceScaleFactor: 2, locale: 'en-GB', colorScheme: 'light' }

/** Takes what lies within some elements, and margins beside and below or above them, in CSS pixels. */
const takeAround = async (elements: Locator, margin: { readonly x: number; readonly y: number }, name: string): Promise<void> => {
  const boxes = (await Promise.all((await elements.all()).map((element) => element.boundingBox()))).filter((box) => box !== null)
  const left = Math.floor(Math.min(...boxes.map(({ x }) => x)) - margin.x)
  const top = Math.floor(Math.min(...boxes.map(({ y }) => y)) - margin.y)
  const right = Math.ceil(Math.max(...boxes.map(({ x, width }) => x + width)) + margin.x)
  const bottom = Math.ceil(Math.max(...boxes.map(({ y, height }) => y + height)) + margin.y)
  const clip = { x: left, y: top, width: right - left, height: bottom - top }
  await elements.page().screenshot({ path: pathOf(name), clip })
}

/** Takes the dialog that is open, as high as what is in it. */
const takeDialog = async (editor: Editor, name: string): Promise<void> => {
  const { page, dialog } = editor
  const body = dialog.locator('.red-ui-tray-body')
  const missing = await body.evaluate((element) => {
    for (const part of [element, ...element.querySelectorAll('*')]) if (part.scrollTop > 0) part.scrollTop = 0
    const form = element.querySelector('form') ?? element
    const parts = Array.from(form.querySelectorAll('.alert-courier > *'), (part) => part.getBoundingClientRect().bottom)
    return parts.length === 0 ? 0 : Math.ceil(Math.max(...parts) + 24 - element.getBoundingClientRect().bottom)
  })
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  await page.setViewportSize({ width, height: height + missing })
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  })
  await page.mouse.move(0, 0)
  await dialog.screenshot({ path: pathOf(name) })
}

const openEditor = async (browser: Browser, nodeRed: NodeRed, flow: string): Promise<Editor> => {
  const editor = await Editor.in(browser, { ...sharp, viewport: { width: 1500, height: 800 } })
  await editor.open(nodeRed.url)
  await editor.show(flow)
  return editor
}

/** Fires both examples, and takes the flow that did it and what the channel shows. */
const takeDelivery = async (browser: Browser, nodeRed: NodeRed, standIn: StandIn): Promise<void> => {
  await nodeRed.deploy(pointedAt(both, standIn.server, standIn.key))
  await nodeRed.inject(idOf(quickStart, 'inject'))
  await standIn.waitForPosts(1, 60_000)
  await nodeRed.inject(idOf(onlyWhatMatters, 'inject', 'a trojan'))
  await standIn.waitForPosts(2, 60_000)

  const editor = await openEditor(browser, nodeRed, 'Quick start')
  await editor.page.getByText(/^sent /).first().waitFor()
  await editor.page.mouse.move(0, 0)
  await takeAround(editor.page.locator('.red-ui-flow-node-group'), { x: 24, y: 24 }, 'quick-start-flow')
  await editor.close()

  const context = await browser.newContext({ ...sharp, reducedMotion: 'reduce', viewport: { width: 1260, height: 700 } })
  const page = await context.newPage()
  await page.goto(standIn.pageUrl)
  await page.locator('.post').nth(1).waitFor()
  await takeAround(page.locator('.post'), { x: 0, y: 8 }, 'post')
  await context.close()
}

/** Takes the dialogs of example 02 and the watchdog of 01, set up as for a Mattermost of one's own. */
const takeDialogs = async (browser: Browser, nodeRed: NodeRed): Promise<void> => {
  await nodeRed.deploy(pointedAt(both, 'https://mattermost.example.com', 'a1b2c3d4e5f6g7h8i9j0k1l2m3'))
  const editor = await openEditor(browser, nodeRed, 'Only what matters')
  await editor.edit('tell the channel')
  await editor.editConfig()
  await takeDialog(editor, 'mattermost-config-dialog')
  await editor.cancel()
  await editor.cancel()

  await editor.show('Quick start')
  await editor.edit('make the Alert')
  await editor.dialog.getByRole('tab', { name: 'Alert' }).press('Enter')
  await takeDialog(editor, 'watchdog-dialog')
  await editor.close()
}

/** The nodes of the flow that is shown. */
const flowNodes = (page: Page): Locator => page.locator('.red-ui-flow-node-group')

/** Takes what a newcomer sees who builds the quick start out of the palette, and the post at its end. */
const takeBuilding = async (browser: Browser, nodeRed: NodeRed, standIn: StandIn): Promise<void> => {
  await nodeRed.deploy([{ id: 'empty', type: 'tab', label: 'Flow 1' }])
  const editor = await openEditor(browser, nodeRed, 'Flow 1')
  const { page } = editor
  const size = page.viewportSize()
  await buildQuickStart(editor, standIn, async (name) => {
    if (name === 'build-1-nodes') await takeAround(flowNodes(page), { x: 40, y: 24 }, name)
    else await takeDialog(editor, name)
    if (size !== null) await page.setViewportSize(size)
  })
  await editor.deploy()
  await editor.press('a Wazuh alert')
  await page.getByText(/^sent /).first().waitFor()
  await page.mouse.move(0, 0)
  await takeAround(flowNodes(page), { x: 40, y: 24 }, 'build-6-sent')
  await editor.close()
}

const takeAll = async (): Promise<void> => {
  if (!existsSync(join(root, 'dist', 'sieve.html'))) throw new Error('There is no build: run `npm run build` first')
  const browser = await launch()
  const folder = mkdtempSync(join(tmpdir(), 'alert-courier-screenshots-'))
  const standIn = await StandIn.start({ channels: ['alerts'] })
  let nodeRed: NodeRed | undefined
  try {
    await installInto(folder, await pack(folder))
    nodeRed = await NodeRed.start({ userDir: folder })
    mkdirSync(images, { recursive: true })
    await takeDelivery(browser, nodeRed, standIn)
    await takeDialogs(browser, nodeRed)
    await takeBuilding(browser, nodeRed, standIn)
  } finally {
    await browser.close()
    await nodeRed?.stop()
    await standIn.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

takeAll().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
