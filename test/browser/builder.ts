import type { Locator, Page } from 'playwright-core'
import type { Editor } from './editor'

/** The rule builder of the open dialog, used as a person does. */

/** The rows of a group, without those of groups in it. */
export const rowsOf = (group: Locator): Locator => group.locator(':scope > ol > li')

/** The whole of the rules. */
export const top = (editor: Editor): Locator => editor.dialog.locator('.rules > .group')

/** The row at a place, such as `2.1`. */
export const rowAt = (editor: Editor, place: string): Locator =>
  place.split('.').reduce((group, number) => rowsOf(group).nth(Number(number) - 1), top(editor))

export const fill = async (row: Locator, field: string, operator: string, value: string): Promise<void> => {
  const own = row.locator(':scope > .line')
  await own.getByLabel('Field').fill(field)
  await own.getByLabel('Operator').selectOption({ label: operator })
  await own.getByLabel('Value').fill(value)
}

export const add = (group: Locator, what: 'rule' | 'group' | 'sieve'): Promise<void> =>
  group.locator(':scope > .adders').getByRole('button', { name: what, exact: true }).click()

/** Chooses something in a row's menu. */
export const choose = async (row: Locator, what: string): Promise<void> => {
  await row.locator(':scope > .line').getByRole('button', { name: 'More to do with this row' }).click()
  await row.getByRole('menuitem', { name: what }).click()
}

/** Where a mouse lets go of what it drags: over a place of an element, in parts of its width and height. */
export interface Drop {
  readonly over: Locator
  readonly at: readonly [number, number]
}

/** Drags a row by its grip, with the mouse, in steps as a hand does. */
export const drag = async (page: Page, row: Locator, { over, at }: Drop): Promise<void> => {
  const grip = row.locator(':scope > .line > .handle')
  await grip.hover()
  const to = await over.boundingBox()
  if (to === null) throw new Error('There is nothing to drop it on')
  await page.mouse.down()
  await page.mouse.move(to.x + to.width * at[0], to.y + to.height * at[1], { steps: 8 })
  await page.mouse.up()
}

/** The rules as they are seen: each row by its field or what it says of its rows, groups with their rows in brackets. */
export const seen = (editor: Editor): Promise<string> =>
  top(editor).evaluate((element) => {
    const told = (row: Element): string => {
      const value = (name: string): string => row.querySelector<HTMLInputElement | HTMLSelectElement>(`:scope > .line > [data-name=${name}]`)?.value ?? ''
      if (!row.classList.contains('group')) return value(row.classList.contains('ref') ? 'sieve' : 'field')
      return `${value('joint')}(${Array.from(row.querySelectorAll(':scope > ol > li'), told).join(' ')})`
    }
    return told(element)
  })

/** What a screen reader is told of what was done. */
export const heard = async (editor: Editor): Promise<string> => (await editor.dialog.locator('.rules > .told').textContent()) ?? ''

/** The label, and the field of the row, of what has the focus. */
export const focused = (editor: Editor): Promise<string> =>
  editor.page.evaluate(() => {
    const { activeElement } = document
    const field = activeElement?.closest('li')?.querySelector<HTMLInputElement>(':scope > .line > .field')?.value
    return `${activeElement?.getAttribute('aria-label') ?? activeElement?.textContent.trim() ?? ''}${field === undefined ? '' : ` of ${field}`}`
  })
