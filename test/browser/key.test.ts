import assert from 'node:assert/strict'
import type { NodeRed } from '../../scripts/trial/node-red'
import { pointedAt, readExample } from '../../scripts/trial/quick-start'
import { sharedNodeRed } from '../support/real-node-red'
import { describeInBrowser, openEditor } from './browser'
import type { Editor } from './editor'
import { flow } from './flows'

const example = readExample('01 Quick start')
const server = 'https://chat.example.com/mattermost'
const key = 'b7x3k9q2m5w8r1t4y6u0i3o7pa'
const lost = /keys are not part of an exported flow/

describeInBrowser("A webhook's key", () => {
  let nodeRed: NodeRed
  let editor: Editor

  beforeEach(async () => {
    nodeRed = await sharedNodeRed()
  })

  afterEach(() => assert.deepEqual(editor.errors, []))

  const open = async (): Promise<void> => {
    editor = await openEditor(nodeRed)
    await editor.show('Quick start')
  }

  it('comes apart from its server when the whole URL of a webhook is pasted, into Server or into Key', async () => {
    await nodeRed.deploy(pointedAt(example, 'https://old.example.com', 'old'))
    await open()
    await editor.edit('Send a Mattermost message')
    for (const field of ['Server', 'Key']) {
      await editor.editConfig()
      await editor.paste(editor.dialog.getByLabel(field, { exact: true }), `${server}/hooks/${key}`)
      await editor.dialog.getByText('The URL was split into server and key.').waitFor()
      assert.equal(await editor.dialog.getByLabel('Server', { exact: true }).inputValue(), server)
      assert.equal(await editor.dialog.getByLabel('Key', { exact: true }).inputValue(), key)
      assert.equal(await editor.dialog.locator('.input-error').count(), 0)
      await editor.cancel()
    }
  })

  it('is saved where it belongs: in no export, in no answer of the server, in no page that is opened later', async () => {
    await nodeRed.deploy(pointedAt(example, 'https://old.example.com', 'old'))
    await open()
    await editor.edit('Send a Mattermost message')
    await editor.editConfig()
    await editor.paste(editor.dialog.getByLabel('Server', { exact: true }), `${server}/hooks/${key}`)
    await editor.dialog.getByText('The URL was split into server and key.').waitFor()
    await editor.done()
    await editor.done()
    assert.doesNotMatch(await editor.export(), new RegExp(key))
    await editor.deploy()

    const saved = await nodeRed.admin('GET', '/flows')
    assert.ok(saved.includes(`"server":"${server}"`))
    const config = example.find(({ type }) => type === 'mattermost-config')?.id ?? ''
    assert.deepEqual(JSON.parse(await nodeRed.admin('GET', `/credentials/mattermost-config/${config}`)), {
      has_key: true,
      has_accessToken: false
    })

    for (const again of ['in this page', 'in another']) {
      if (again === 'in another') await open()
      await editor.edit('Send a Mattermost message')
      await editor.editConfig()
      const shown = editor.dialog.getByLabel('Key', { exact: true })
      assert.equal(await shown.getAttribute('type'), 'password')
      assert.notEqual(await shown.inputValue(), '')
      const fields = await editor.page.locator('input, textarea').evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value))
      for (const text of [saved, await editor.page.content(), fields.join('\n')]) assert.ok(!text.includes(key), again)
      await editor.cancel()
      await editor.cancel()
    }
    assert.ok(!(await editor.export()).includes(key))
  })

  it('is told to be missing, in the flow and in the dialog, when an imported flow came without it', async () => {
    await nodeRed.deploy([flow('before', 'Before')])
    editor = await openEditor(nodeRed)
    await editor.import(example)
    await editor.show('Quick start')
    assert.match(await editor.problemsOf('Send a Mattermost message'), /The Courier is not set up completely/)
    await editor.edit('Send a Mattermost message')
    await editor.editConfig()
    await editor.dialog.getByText(lost).waitFor()
    assert.match((await editor.dialog.getByLabel('Key', { exact: true }).getAttribute('class')) ?? '', /input-error/)

    await editor.dialog.getByLabel('Key', { exact: true }).fill(key)
    await editor.dialog.getByText(lost).waitFor({ state: 'hidden' })
    await editor.done()
    await editor.done()
    await editor.node('Send a Mattermost message').locator('.red-ui-flow-node-error').waitFor({ state: 'hidden' })
  })
})
