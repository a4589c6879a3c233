import assert from 'node:assert/strict'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { sharedNodeRed } from '../support/real-node-red'
import { barriers } from './barriers'
import { describeInBrowser, openEditor } from './browser'
import type { Editor } from './editor'
import { flow } from './flows'
import { buildQuickStart } from './newcomer'

describeInBrowser('A newcomer', () => {
  let nodeRed: NodeRed
  let editor: Editor
  let standIn: StandIn

  before(async () => {
    nodeRed = await sharedNodeRed()
    standIn = await StandIn.start()
  })

  after(async () => {
    await standIn.close()
  })

  const onServer = async (): Promise<readonly FlowNode[]> => {
    const all = JSON.parse(await nodeRed.admin('GET', '/flows')) as { readonly flows?: readonly FlowNode[] } | readonly FlowNode[]
    return 'flows' in all ? (all.flows ?? []) : (all as readonly FlowNode[])
  }
  const ours = (flows: readonly FlowNode[]): readonly FlowNode[] =>
    flows.filter(({ type }) => ['alert-watchdog', 'sieve', 'webhook-action', 'mattermost-config'].includes(type))

  it('builds the quick start out of the palette, and sees the alert in the channel', async () => {
    await nodeRed.deploy([flow('empty', 'Flow 1')])
    editor = await openEditor(nodeRed)
    await editor.show('Flow 1')
    const found: string[] = []
    await buildQuickStart(editor, standIn, async (name) => {
      // What is ours, with all that was tried in it.
      if (name !== 'build-1-nodes' && name !== 'build-2-event') found.push(...(await barriers(editor)).map((barrier) => `${name}: ${barrier}`))
    })
    assert.deepEqual(found, [])
    await editor.deploy()
    await editor.press('a Wazuh alert')
    await editor.node('Send a Mattermost message').getByText(/^sent \d\d:\d\d$/).waitFor()

    const channel = await editor.page.context().newPage()
    await channel.goto(standIn.pageUrl)
    await channel.locator('.post').getByText('Multiple authentication failures followed by a success.').first().waitFor()
    await channel.locator('.post').getByText('Test from Node-RED: Alert Courier can post here.').waitFor()
    assert.equal(await channel.locator('.post').count(), 2)
    await channel.close() // behind another page the editor is drawn once a second
    assert.deepEqual(editor.errors, [])
  })

  it('finds all as it was when each dialog is opened again', async () => {
    const before = ours(await onServer())
    assert.equal(before.length, 4)
    for (const label of ['Wazuh', 'new, and severe', 'Send a Mattermost message']) {
      await editor.edit(label)
      if (label === 'Send a Mattermost message') {
        await editor.editConfig()
        await editor.done()
      }
      await editor.done()
    }
    assert.equal(await editor.page.locator('#red-ui-header-button-deploy.disabled').count(), 1)
    assert.deepEqual(ours(await onServer()), before)
    assert.deepEqual(editor.errors, [])
  })

  it('exports it, and imports it into an empty editor, where nothing but the key is missing', async () => {
    const exported = await editor.export()
    assert.doesNotMatch(exported, new RegExp(standIn.key))
    const before = ours(await onServer())
    await nodeRed.deploy([flow('empty', 'Flow 1')])
    editor = await openEditor(nodeRed)
    await editor.import(JSON.parse(exported) as FlowNode[])
    await editor.show('Flow 1')
    assert.match(await editor.problemsOf('Send a Mattermost message'), /Courier is not set up completely/)
    await editor.edit('Send a Mattermost message')
    await editor.editConfig()
    await editor.paste(editor.dialog.getByLabel('Key', { exact: true }), standIn.key)
    await editor.done()
    await editor.done()
    await editor.deploy()
    // Ids and places are anew in an editor that has none of the nodes.
    const anew = ['id', 'z', 'x', 'y', 'wires', 'config']
    const bare = (node: FlowNode): object => Object.fromEntries(Object.entries(node).filter(([name]) => !anew.includes(name)))
    assert.deepEqual(ours(await onServer()).map(bare), before.map(bare))
    await editor.press('a Wazuh alert')
    await standIn.waitForPosts(3)
    assert.deepEqual(editor.errors, [])
  })
})
