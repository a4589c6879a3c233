import assert from 'node:assert/strict'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { pointedAt, readExample } from '../../scripts/trial/quick-start'
import { sharedNodeRed } from '../support/real-node-red'
import { describeInBrowser, openEditor } from './browser'
import type { Editor } from './editor'
import { rule, sieve } from './flows'
import { faint, unlabelled } from './perceived'

const key = 'dialogtestkeydialogtestkey'
const example = readExample('01 Quick start')
const z = example.find(({ type }) => type === 'tab')?.id ?? ''

/** Everything that a dialog can show: rows of each kind, users, fields. */
const flows: readonly FlowNode[] = [
  ...pointedAt(example, 'https://mattermost.example.com', key).map((node) => {
    if (node.type === 'mattermost-config') return { ...node, public: false, passportUsers: ['ann', 'bob'], visaCalls: 10 }
    if (node.type === 'webhook-action') return { ...node, fields: [{ title: 'Host', value: '{{data.host}}', short: true }] }
    return node
  }),
  sieve('all kinds of rows', z, {
    y: 300,
    nodes: [
      rule('rule.level', '>=', '10'),
      { type: 'sieve', logic: 'OR', negate: true, nodes: [rule('agent.name', 'is null', ''), { type: 'ref', sieve: 0, negate: true }] }
    ],
    sieves: ['referred to'],
    outputs: 2
  }),
  sieve('referred to', z, { x: 560, y: 300 })
]

for (const colorScheme of ['light', 'dark'] as const) {
  describeInBrowser(`Where the system is ${colorScheme}, the dialog of`, () => {
    let nodeRed: NodeRed
    let editor: Editor

    before(async () => {
      nodeRed = await sharedNodeRed()
      await nodeRed.deploy(flows)
    })

    beforeEach(async () => {
      editor = await openEditor(nodeRed, colorScheme)
      await editor.show('Quick start')
    })

    const check = async (): Promise<void> => {
      // The editor follows the system from Node-RED 5.
      const { version } = JSON.parse(await nodeRed.admin('GET', '/settings')) as { version: string }
      const isDark = await editor.page.evaluate(() => document.documentElement.classList.contains('nr-theme-dark'))
      assert.equal(isDark, colorScheme === 'dark' && Number.parseInt(version) >= 5)
      assert.deepEqual(await unlabelled(editor.dialog), [])
      assert.deepEqual(await faint(editor.dialog), [])
      assert.deepEqual(editor.errors, [])
      assert.equal(await editor.dialog.locator('.input-error').count(), 0)
    }

    it('a sieve opens with each control labelled and each text readable', async () => {
      await editor.edit('all kinds of rows')
      assert.equal(await editor.dialog.locator('.rules li').count(), 4)
      await check()
    })

    it('a webhook action does so on both its tabs, and its Courier', async () => {
      await editor.edit('Send a Mattermost message')
      await check()
      await editor.dialog.getByRole('tab', { name: 'Message' }).click()
      await editor.dialog.getByLabel('Fallback').waitFor()
      await check()
      await editor.editConfig()
      await editor.dialog.getByLabel('User name').nth(1).waitFor()
      await check()
    })
  })
}

describeInBrowser('A dialog', () => {
  it('leaves the flow as it was when it is opened and closed by Done', async () => {
    const nodeRed = await sharedNodeRed()
    await nodeRed.deploy(flows)
    const editor = await openEditor(nodeRed)
    await editor.show('Quick start')
    for (const label of ['all kinds of rows', 'Send a Mattermost message']) {
      await editor.edit(label)
      await editor.done()
    }
    await editor.edit('Send a Mattermost message')
    await editor.editConfig()
    await editor.done()
    await editor.done()
    assert.equal(await editor.page.locator('#red-ui-header-button-deploy.disabled').count(), 1)
  })
})
