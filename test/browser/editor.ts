import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { pressUntil } from './keyboard'

/** How long anything may take on a busy machine before it is wrong, in milliseconds. */
const patience = 30_000

/** Node-RED raises the place of its dialogs to this once one is open for good. */
const openedForGood = '13'

/** Node-RED's own tips, which are shown after a second, though on a busy machine there is no place for them yet. */
const ofTips = /reading 'html'\)\n +at a \(\S+\/red\/red\.min\.js\S*\)$/

/** Puts a style into the page by which nothing glides and fades. */
const standStill = (): void => {
  document.addEventListener('DOMContentLoaded', () => {
    const style = document.createElement('style')
    style.textContent = '*, ::before, ::after { transition: none !important; animation: none !important }'
    document.head.append(style)
  })
}

/** Node-RED's editor in a browser, used as a person does: by what is seen, by mouse and by keyboard. */
export class Editor {
  /** What went wrong in the page: uncaught errors, and what the console says is an error. */
  readonly errors: string[] = []
  readonly page: Page

  private constructor(page: Page) {
    this.page = page
    page.setDefaultTimeout(patience)
    page.on('pageerror', (error) => {
      const words = error.stack ?? error.message
      if (!ofTips.test(words)) this.errors.push(words)
    })
    page.on('console', (message) => {
      // Node-RED logs what a dialog's or validator's own code throws, and as no error.
      if (message.type() === 'error' || /\b(oneditprepare|oneditsave|validat\w+|label\w*)\b.*error|error.*\b(edit|validat)/i.test(message.text())) {
        this.errors.push(`${message.text()} ${message.location().url}`)
      }
    })
  }

  /**
   * A page of a browser profile of its own, with no editor in it yet.
   *
   * @param still whether nothing glides and fades: drawing that takes half of the time of a dialog where no GPU does it
   */
  static async in(browser: Browser, options: BrowserContextOptions = {}, still = false): Promise<Editor> {
    const context = await browser.newContext({ viewport: { width: 1500, height: 900 }, reducedMotion: 'reduce', ...options })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    // What compiles the tests wraps functions in this one, which a page does not have.
    await context.addInitScript('globalThis.__name = (named) => named')
    if (still) await context.addInitScript(standStill)
    // As a person who lets Node-RED 5 follow the system: light or dark.
    await context.addInitScript("localStorage.setItem('view-dark-theme', 'auto')")
    return new Editor(await context.newPage())
  }

  /** Opens the editor of a running Node-RED, or opens it anew; what was not deployed is gone. */
  async open(url: string): Promise<void> {
    this.errors.length = 0
    await this.page.goto(url)
    // Node-RED shows its menu once it has loaded the nodes and the flows; its progress is hidden before it begins, too.
    await this.page.locator('#red-ui-header-button-sidemenu').waitFor()
    await this.page.locator('#red-ui-loading-progress').waitFor({ state: 'hidden' })
  }

  async close(): Promise<void> {
    await this.page.context().close()
  }

  /** The dialog that is open, the last one where one lies over another. */
  get dialog(): Locator {
    return this.page.locator('.red-ui-tray').last()
  }

  /** A node in the flow that is shown, by its label. */
  node(label: string): Locator {
    return this.page.locator('.red-ui-flow-node-group').filter({ has: this.page.getByText(label, { exact: true }) })
  }

  /** A node in the flow that is shown, by its id, where several have the same label. */
  nodeOf(id: string): Locator {
    return this.page.locator(`.red-ui-flow-node-group[id="${id}"]`)
  }

  /** Opens a node's dialog by double click. */
  async edit(label: string | Locator): Promise<void> {
    const node = (typeof label === 'string' ? this.node(label) : label).locator('.red-ui-flow-node')
    // The editor takes two clicks in the same millisecond for one, and those that a busy machine takes apart for two.
    await node.dblclick({ delay: 20 })
    const opens = await this.dialog.waitFor({ timeout: patience / 3 }).then(() => true, () => false)
    if (!opens) await node.dblclick({ delay: 20 })
    await this.opened()
  }

  /** Drags a node from the palette into the flow, to a place of what is shown of it. */
  async place(type: string, at = { x: 300, y: 300 }): Promise<void> {
    const nodes = this.page.locator('.red-ui-flow-node-group')
    const before = await nodes.count()
    const target = this.page.locator('#red-ui-workspace-chart')
    await this.page.locator(`.red-ui-palette-node[data-palette-type="${type}"]`).dragTo(target, { targetPosition: at })
    await nodes.nth(before).waitFor()
  }

  /** Draws a wire with the mouse, from an output of one node to the input of another. */
  async wire(from: string, to: string, output = 0): Promise<void> {
    const wires = this.page.locator('.red-ui-flow-link-line')
    const before = await wires.count()
    await this.node(from).locator('.red-ui-flow-port-output .red-ui-flow-port').nth(output).dragTo(this.node(to).locator('.red-ui-flow-port-input .red-ui-flow-port'))
    await wires.nth(before).waitFor({ state: 'attached' })
  }

  /** Waits until the dialog of a config that is opening is there. */
  async configOpened(): Promise<void> {
    await this.page.locator('#node-config-dialog-ok').waitFor()
    await this.opened()
  }

  /** Opens the config that the open dialog has chosen, by its pencil. */
  async editConfig(): Promise<void> {
    await this.dialog.locator('#node-input-btn-config-edit').click()
    await this.configOpened()
  }

  /** Closes the open dialog by its "Done", "Update" or "Add". */
  async done(): Promise<void> {
    await this.#close('ok')
  }

  async cancel(): Promise<void> {
    await this.#close('cancel')
  }

  /** Pastes a text over what is in a field, from the clipboard. */
  async paste(field: Locator, text: string): Promise<void> {
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
    await field.press('Control+a')
    await field.press('Control+v')
  }

  /** Shows a flow by its tab. */
  async show(flow: string): Promise<void> {
    await this.page.locator('#red-ui-workspace-tabs').getByText(flow, { exact: true }).last().click()
  }

  /** Imports a flow by the Import dialog; where the editor has its nodes already, as a copy. */
  async import(flow: readonly object[]): Promise<void> {
    const { page } = this
    const text = page.locator('#red-ui-clipboard-dialog-import-text')
    await pressUntil(page, 'Control+i', text)
    await text.fill(JSON.stringify(flow))
    await text.press('Space') // the dialog reads what is in the field when a key goes up
    await page.locator('#red-ui-clipboard-dialog-ok').click()
    await text.waitFor({ state: 'hidden' })
    await this.#imported()
  }

  /** All flows as the Export dialog gives them. */
  async export(): Promise<string> {
    const { page } = this
    const full = page.locator('#red-ui-clipboard-dialog-export-rng-full')
    await pressUntil(page, 'Control+e', full)
    await full.click()
    await page.locator('#red-ui-clipboard-dialog-export-tab-clipboard').getByText('JSON', { exact: true }).click()
    const text = await page.locator('#red-ui-clipboard-dialog-export-text').inputValue()
    await page.locator('#red-ui-clipboard-dialog-cancel').click()
    return text
  }

  /** Clicks "Deploy", also where a node is not set up completely, and waits until the flows have started. */
  async deploy(): Promise<void> {
    const { page } = this
    const deployed = page.waitForResponse((response) => response.request().method() === 'POST' && response.url().endsWith('/flows'))
    await page.locator('#red-ui-header-button-deploy').click()
    const confirm = page.locator('#red-ui-deploy-dialog-confirm-deploy-deploy')
    await Promise.race([deployed, confirm.waitFor().then(() => confirm.click())])
    await deployed
    await page.locator('#red-ui-header-button-deploy.disabled').waitFor()
    await page.locator('#red-ui-header-shade').waitFor({ state: 'hidden' })
  }

  /** Imports an example of this package by the Import dialog, found in its list of examples. */
  async importExample(name: string): Promise<void> {
    const { page } = this
    await page.locator('#red-ui-header-button-sidemenu').click()
    await page.locator('#red-ui-header-button-sidemenu-submenu').getByText('Import', { exact: true }).click()
    const dialog = page.locator('.ui-dialog').filter({ has: page.locator('#red-ui-clipboard-dialog') })
    await dialog.getByRole('link', { name: 'Examples' }).click()
    await dialog.getByText('@alert-courier/node-red-mattermost').click()
    await dialog.getByText(name).click()
    await page.locator('#red-ui-clipboard-dialog-ok').click()
    await this.#imported()
  }

  /** Clicks the button of an inject node. */
  async press(label: string): Promise<void> {
    await this.node(label).locator('.red-ui-flow-node-button-button').click()
  }

  /** Copies all nodes of the flow that is shown. */
  async copyFlow(): Promise<void> {
    await this.page.locator('#red-ui-workspace-chart').focus()
    await this.page.keyboard.press('Control+a')
    await this.page.keyboard.press('Control+c')
  }

  /** Pastes nodes that were copied into the flow that is shown, and drops them. */
  async pasteNodes(): Promise<void> {
    const chart = this.page.locator('#red-ui-workspace-chart')
    await chart.hover({ position: { x: 400, y: 300 } })
    await this.page.keyboard.press('Control+v')
    await this.page.locator('.red-ui-flow-node-group').first().waitFor()
    await chart.click({ position: { x: 400, y: 300 } })
  }

  /** What a field of the open dialog says is wrong with it once it is left, while the mouse is over it. */
  async reasonOf(field: Locator): Promise<string> {
    await field.blur()
    await this.page.mouse.move(0, 0)
    await field.and(this.page.locator('.input-error')).hover()
    const popover = this.page.locator('.red-ui-popover')
    await popover.waitFor()
    const text = await popover.innerText()
    await this.page.mouse.move(0, 0)
    await popover.waitFor({ state: 'hidden' })
    return text
  }

  /** What the red triangle of a node says is wrong with it. */
  async problemsOf(label: string | Locator): Promise<string> {
    await (typeof label === 'string' ? this.node(label) : label).locator('.red-ui-flow-node-error path').hover()
    const tip = this.page.locator('.red-ui-flow-port-tooltip')
    await tip.waitFor()
    const text = await tip.locator('text').allTextContents()
    await this.page.mouse.move(0, 0)
    await tip.waitFor({ state: 'hidden' })
    return text.join('\n')
  }

  /** Drags the open dialog's edge, so that it is wider by so many CSS pixels. */
  async widen(by: number): Promise<void> {
    const box = await this.dialog.locator('.red-ui-tray-resize-handle').boundingBox()
    if (box === null) throw new Error('The dialog has no edge to drag')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await this.page.mouse.move(x, y)
    await this.page.mouse.down()
    await this.page.mouse.move(x - by, y, { steps: 5 })
    await this.page.mouse.up()
  }

  /** Waits for the word that nodes were imported; where the editor has them already, takes them as a copy. */
  async #imported(): Promise<void> {
    const copy = this.page.getByRole('button', { name: 'Import copy' })
    const imported = this.page.locator('.red-ui-notification').getByText('Imported:')
    await copy.or(imported).first().waitFor()
    if (await copy.isVisible()) await copy.click()
    await imported.click() // away with it: it lies over the tabs
    await imported.waitFor({ state: 'hidden' })
  }

  /** Waits until the dialog that is opening stands still and has the focus. */
  async opened(): Promise<void> {
    await this.page.waitForFunction((still) => {
      const stack = document.querySelector<HTMLElement>('#red-ui-editor-stack')
      const tray = stack?.lastElementChild
      return stack?.style.zIndex === still && tray?.matches('.red-ui-tray') && tray.getAnimations().length === 0
    }, openedForGood, { polling: 50 })
  }

  /** Waits until the last dialog is gone: the editor takes no keys before. */
  async closed(): Promise<void> {
    await this.page.waitForFunction(() => document.querySelector('#red-ui-editor-stack')?.childElementCount === 0, undefined, { polling: 50 })
  }

  async #close(button: 'ok' | 'cancel'): Promise<void> {
    const isConfig = await this.dialog.locator('#node-config-dialog-ok').isVisible()
    const clicked = this.dialog.locator(`#node-${isConfig ? 'config-' : ''}dialog-${button}`)
    const handle = await clicked.elementHandle()
    await clicked.click()
    await handle.waitForElementState('hidden')
    if ((await this.dialog.count()) > 0) await this.opened()
    else await this.closed()
  }
}
