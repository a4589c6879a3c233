import assert from 'node:assert/strict'
import type { NodeRed } from '../../scripts/trial/node-red'
import { sharedNodeRed, startNodeRed } from '../support/real-node-red'
import { barriers } from './barriers'
import { describeInBrowser, openEditor } from './browser'
import type { Editor } from './editor'
import { everything, flowOfEverything, inEveryDialog } from './every-dialog'
import { faint, unlabelled, wordless } from './perceived'
import { pressThrough } from './press-through'

describeInBrowser('Every dialog', () => {
  let nodeRed: NodeRed
  let editor: Editor

  const open = async (colorScheme: 'light' | 'dark' = 'light'): Promise<void> => {
    editor = await openEditor(nodeRed, colorScheme)
    await editor.show(flowOfEverything)
  }

  /** Calls `find` in every dialog, and tells all that it found, a line each: what is the same once, with where it was first. */
  const foundIn = async (find: () => Promise<readonly string[]>): Promise<string> => {
    const found = new Map<string, string>()
    await inEveryDialog(editor, async (where) => {
      for (const each of await find()) if (!found.has(each)) found.set(each, where)
    })
    return [...found].map(([each, where]) => `${where}: ${each}`).join('\n')
  }

  before(async () => {
    nodeRed = await sharedNodeRed()
    await nodeRed.deploy(everything)
  })

  afterEach(() => assert.deepEqual(editor.errors, []))

  it('has nothing in it that keeps somebody from using it, light or dark', async function () {
    this.timeout(240_000)
    const { version } = JSON.parse(await nodeRed.admin('GET', '/settings')) as { version: string }
    // The editor follows the system from Node-RED 5.
    for (const colorScheme of Number.parseInt(version) >= 5 ? (['light', 'dark'] as const) : (['light'] as const)) {
      await open(colorScheme)
      assert.equal(await editor.page.evaluate(() => document.documentElement.classList.contains('nr-theme-dark')), colorScheme === 'dark')
      const hindrances = async (): Promise<readonly string[]> => {
        const { dialog } = editor
        return [await barriers(editor), await unlabelled(dialog), await wordless(dialog), await faint(dialog)].flat()
      }
      assert.equal(await foundIn(hindrances), '', colorScheme)
    }
  })

  it('is used by keyboard alone: each control is reached, shows that it has the focus, and lets it go', async function () {
    this.timeout(240_000)
    await open()
    assert.equal(await foundIn(() => pressThrough(editor)), '')
  })

  it('takes an environment variable in each field that takes a text', async function () {
    this.timeout(240_000)
    await open()
    // As a person who writes it into one field after the other, and what was there again.
    const refused = (): Promise<readonly string[]> =>
      editor.dialog.locator('.alert-courier').evaluate((form) => {
        const fields = form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input[type=text], input:not([type]), textarea')
        const write = (field: HTMLInputElement | HTMLTextAreaElement, text: string): void => {
          field.focus()
          field.value = text
          field.dispatchEvent(new InputEvent('input', { bubbles: true }))
          field.dispatchEvent(new Event('change', { bubbles: true }))
          field.blur()
        }
        return Array.from(fields).flatMap((field) => {
          if (!field.checkVisibility() || field.disabled || field.readOnly) return []
          const before = field.value
          write(field, '${VARIABLE}')
          const isWrong = field.classList.contains('input-error') || field.getAttribute('aria-invalid') === 'true'
          write(field, before)
          return isWrong ? [field.outerHTML.slice(0, 160)] : []
        })
      })
    assert.equal(await foundIn(refused), '')
  })

  it('opens and closes with the basic code editor', async function () {
    this.timeout(240_000)
    const basic = await startNodeRed({
      settings: "editorTheme: { tours: false, palette: { catalogues: [] }, codeEditor: { lib: 'basic' } },"
    })
    try {
      await basic.deploy(everything)
      editor = await openEditor(basic)
      await editor.show(flowOfEverything)
      const seen: string[] = []
      await inEveryDialog(editor, (where) => {
        seen.push(where)
        return Promise.resolve()
      })
      assert.ok(seen.length > 8, seen.join('\n'))
    } finally {
      await basic.stop()
    }
  })
})
