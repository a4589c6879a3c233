import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { sharedNodeRed } from '../support/real-node-red'
import { describeInBrowser, openEditor } from './browser'
import { flow } from './flows'

describeInBrowser('The quick start', () => {
  let standIn: StandIn
  let channel: Page | undefined

  before(async () => {
    standIn = await StandIn.start()
  })

  after(async () => {
    await channel?.close()
    await standIn.close()
  })

  it('takes a newcomer from the examples to the alert in the channel, by mouse and paste alone', async () => {
    const nodeRed = await sharedNodeRed()
    await nodeRed.deploy([flow('before', 'Before')])
    const editor = await openEditor(nodeRed)

    await editor.importExample('01 Quick start')
    await editor.show('Quick start')
    await editor.edit('Send a Mattermost message')
    await editor.editConfig()
    await editor.paste(editor.dialog.getByLabel('Server', { exact: true }), standIn.webhookUrl)
    await editor.dialog.getByText('The URL was split into server and key.').waitFor()
    await editor.done()
    await editor.done()
    await editor.deploy()
    await editor.press('a Wazuh alert')
    await editor.node('Send a Mattermost message').getByText(/^sent \d\d:\d\d$/).waitFor()

    channel = await editor.page.context().newPage()
    await channel.goto(standIn.pageUrl)
    const post = channel.locator('.post')
    await post.getByText('Multiple authentication failures followed by a success.').waitFor()
    assert.equal(await post.count(), 1)
    assert.equal(await post.locator('.username').textContent(), 'Cyphon Alert')
    assert.match((await post.locator('.fields').allTextContents()).join(' '), /Wazuh on bastion-01\s.*HIGH/s)
    assert.deepEqual(editor.errors, [])
  })
})
