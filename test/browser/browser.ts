import { type Browser, chromium, type Page } from 'playwright-core'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { Editor } from './editor'

/** The Chromium to test in. Where CHROMIUM names none there are no browser tests: `npm test` says that they did not run. */
const executablePath = process.env.CHROMIUM || undefined

/** What keeps Chromium from reaching for anything but the page, and what a container needs. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
]

/** Starts a Chromium, the one that CHROMIUM names where no other is meant; throws where there is none. */
export const launch = async (path = executablePath): Promise<Browser> => {
  if (path === undefined) throw new Error('CHROMIUM must name a Chromium, such as /usr/bin/chromium')
  return chromium.launch({ executablePath: path, args })
}

let browser: Promise<Browser> | undefined
let editor: Promise<Editor> | undefined

/** The browser that the suites share. */
const sharedBrowser = (): Promise<Browser> => (browser ??= launch())

/**
 * Opens a Node-RED's editor in the page that the suites share: what the page has loaded before it need not load again,
 * which is most of the time that a test would take.
 */
export const openEditor = async (nodeRed: NodeRed, colorScheme: 'light' | 'dark' = 'light'): Promise<Editor> => {
  editor ??= sharedBrowser().then((launched) => Editor.in(launched, {}, true))
  const opened = await editor
  shown = undefined
  await opened.page.emulateMedia({ colorScheme })
  await opened.open(nodeRed.url)
  return opened
}

/** What a Node-RED was given to show in the shared page, and which revision of its flows that is. */
let shown: { readonly nodeRed: NodeRed; readonly flows: readonly FlowNode[]; readonly revision: string } | undefined

const revisionOf = async (nodeRed: NodeRed): Promise<string> => (JSON.parse(await nodeRed.admin('GET', '/flows')) as { readonly rev: string }).rev

/** Whether the shared page shows what this Node-RED runs, and nothing of it was changed in either. */
const isShown = async (nodeRed: NodeRed, flows: readonly FlowNode[], { page }: Editor): Promise<boolean> =>
  shown?.nodeRed === nodeRed && shown.flows === flows && shown.revision === (await revisionOf(nodeRed)) && (await page.locator('#red-ui-header-button-deploy.disabled').count()) === 1

/**
 * Deploys flows and opens the editor with them; where the page has the very same already, as they were deployed, it leaves
 * its dialogs instead.
 */
export const openWith = async (nodeRed: NodeRed, flows: readonly FlowNode[]): Promise<Editor> => {
  const opened = await editor
  if (opened !== undefined && (await isShown(nodeRed, flows, opened))) {
    while ((await opened.dialog.count()) > 0) await opened.cancel()
    await opened.page.emulateMedia({ colorScheme: 'light' })
    opened.errors.length = 0
    return opened
  }
  await nodeRed.deploy(flows)
  const anew = await openEditor(nodeRed)
  shown = { nodeRed, flows, revision: await revisionOf(nodeRed) }
  return anew
}

/** Opens a Node-RED's editor in a page of its own, as a person has it whose browser speaks another language. */
export const openEditorIn = async (nodeRed: NodeRed, locale: string): Promise<Editor> => {
  const opened = await Editor.in(await sharedBrowser(), { locale })
  await opened.open(nodeRed.url)
  return opened
}

/** A new page with nothing in it yet. */
export const openPage = async (): Promise<Page> => (await sharedBrowser()).newPage()

let closes = false

/** `describe` for what needs a browser: defines no tests where there is none. */
export const describeInBrowser = (title: string, tests: () => void): void => {
  if (executablePath === undefined) return
  if (!closes) {
    closes = true
    // Called while mocha reads the first of these files, so this is the hook of the whole run.
    after(async () => (await browser)?.close())
  }
  describe(title, tests)
}
