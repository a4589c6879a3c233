import type { Locator, Page } from 'playwright-core'

/** How many presses of a key may lead somewhere; more than any dialog has stops. */
const most = 150

const hasFocus = (element: Locator): Promise<boolean> => element.evaluate((one) => one === document.activeElement)

/** Presses a shortcut until what it opens is there: the editor takes none while something is still sliding away. */
export const pressUntil = async (page: Page, keys: string, opens: Locator): Promise<void> => {
  for (let presses = 1; !(await opens.isVisible()); presses += 1) {
    await page.keyboard.press(keys)
    const shown = opens.waitFor({ timeout: 3000 })
    await (presses < 10 ? shown.catch(() => undefined) : shown)
  }
}

/** A person at the keyboard: no mouse, no touch of an element but by the keys that lead to it. */
export class Keyboard {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async press(keys: string): Promise<void> {
    await this.#page.keyboard.press(keys)
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text)
  }

  /** Goes on by Tab until an element has the focus. */
  async tabTo(element: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await element.waitFor()
    for (let presses = 0; !(await hasFocus(element)); presses += 1) {
      if (presses === most) throw new Error(`${key} does not lead to ${String(element)}`)
      await this.press(key)
    }
  }

  /** Writes over what is in a field. */
  async fill(field: Locator, text: string): Promise<void> {
    await this.tabTo(field)
    await this.press('Control+a')
    await this.type(text)
  }

  /** Pastes over what is in a field. */
  async paste(field: Locator, text: string): Promise<void> {
    await this.tabTo(field)
    await this.#page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
    await this.press('Control+a')
    await this.press('Control+v')
  }

  /** Chooses of a select by the first letters of a choice. */
  async choose(select: Locator, choice: string): Promise<void> {
    await this.tabTo(select)
    await this.type(choice)
  }

  /** Presses a button by the space bar. */
  async push(button: Locator): Promise<void> {
    await this.tabTo(button)
    await this.press('Space')
  }

  /** Does one of the editor's actions by its list of them. */
  async act(name: string): Promise<void> {
    const list = this.#page.locator('#red-ui-actionList')
    await this.open(list, 'Control+Shift+p')
    await this.type(name)
    await list.locator('li.selected').getByText(name, { exact: true }).waitFor()
    await this.press('Enter')
    await list.waitFor({ state: 'hidden' })
  }

  /** Confirms the dialog that is open. */
  async done(): Promise<void> {
    const tray = await this.#page.locator('.red-ui-tray').last().elementHandle()
    await this.press('Control+Enter')
    await tray.waitForElementState('hidden')
    // Until the tray is gone, the editor takes no keys.
    await tray.evaluate((gone) => new Promise<void>((resolve) => {
      const look = (): void => (gone.isConnected ? void requestAnimationFrame(look) : resolve())
      look()
    }))
  }

  /** Selects a node of those that lie in one row, counted from the left from 0. */
  async select(place: number): Promise<void> {
    await this.tabTo(this.#page.locator('#red-ui-workspace-chart'))
    await this.press('Escape')
    for (let presses = 0; presses <= place; presses += 1) await this.press('ArrowRight')
  }

  /** Opens the dialog of a node, as {@link select} counts them. */
  async edit(place: number): Promise<void> {
    await this.select(place)
    await this.press('Enter')
  }

  /** Opens something by a shortcut. */
  open(opens: Locator, keys: string): Promise<void> {
    return pressUntil(this.#page, keys, opens)
  }
}
