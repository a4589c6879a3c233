import assert from 'node:assert/strict'
import { sharedNodeRed } from '../support/real-node-red'
import { describeInBrowser, openEditor } from './browser'
import type { Editor } from './editor'
import { flow } from './flows'

describeInBrowser('The palette of the editor', () => {
  let editor: Editor

  before(async () => {
    const nodeRed = await sharedNodeRed()
    await nodeRed.deploy([flow('palette', 'Palette')])
    editor = await openEditor(nodeRed)
  })

  for (const [type, label, icon] of [
    ['sieve', 'sieve', 'alert-courier-sieve.svg'],
    ['webhook-action', 'webhook action', 'alert-courier-action.svg'],
    ['alert-watchdog', 'watchdog', 'alert-courier-watchdog.svg']
  ] as const) {
    it(`has "${label}" under "mattermost", with an icon of ours`, async () => {
      const category = editor.page.locator('.red-ui-palette-category').filter({
        has: editor.page.locator('.red-ui-palette-header').getByText('mattermost', { exact: true })
      })
      const node = category.locator(`.red-ui-palette-node[data-palette-type="${type}"]`)
      // Node-RED breaks long names into lines.
      assert.equal((await node.locator('.red-ui-palette-label').innerText()).replace(/\s+/g, ' '), label)
      const image = await node.locator('.red-ui-palette-icon').first().evaluate((element) => getComputedStyle(element).backgroundImage)
      const address = /url\("(.*)"\)/.exec(image)?.[1] ?? ''
      assert.ok(address.endsWith(icon), image)
      assert.equal((await editor.page.request.get(address)).headers()['content-type'], 'image/svg+xml')
    })
  }

  it('has no place for mattermost-config, which is a config node and is made in the dialog of an action', async () => {
    assert.equal(await editor.page.locator('.red-ui-palette-node[data-palette-type="mattermost-config"]').count(), 0)
    await editor.place('webhook-action')
    await editor.edit('Send a Mattermost message')
    assert.equal(await editor.dialog.locator('#node-input-config').inputValue(), '_ADD_')
    await editor.dialog.locator('#node-input-btn-config-add').click()
    await editor.dialog.getByText('Add new mattermost-config config node').waitFor()
  })
})
