import assert from 'node:assert/strict'
import { versionOf } from '../../nodes/saved/steps'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { idOf, pointedAt } from '../../scripts/trial/quick-start'
import { flowOfOld, flowsOfOld, ours } from '../flows-of-old/flow-of-old'
import { sharedNodeRed } from '../support/real-node-red'
import { describeInBrowser, openEditor } from './browser'
import type { Editor } from './editor'
import { flow } from './flows'

const key = 'flowsofoldkeyflowsofoldkey'
const server = 'https://mattermost.example.com'

/** What a node says of itself, and not of where it is. Where it says no `outputs`, the editor itself says one on import. */
const propertiesOf = (node: FlowNode): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries({ ...(['sieve', 'webhook-action'].includes(node.type) ? { outputs: 1 } : {}), ...node }).filter(([name]) => !['id', 'z', 'x', 'y', 'wires', 'config', 'sieves', 'credentials'].includes(name))
  )

/** What our nodes say, in an order that does not depend on their ids. */
const oursIn = (flows: readonly FlowNode[]): readonly string[] =>
  flows.filter(({ type }) => ours.includes(type)).map((node) => JSON.stringify(Object.entries(propertiesOf(node)).sort())).sort()

describeInBrowser('A flow that an earlier version saved', () => {
  let nodeRed: NodeRed
  let editor: Editor

  const open = async (nodes: readonly FlowNode[]): Promise<void> => {
    nodeRed = await sharedNodeRed()
    await nodeRed.deploy(pointedAt(nodes, server, key))
    editor = await openEditor(nodeRed)
    await editor.show(String(nodes.find(({ type }) => type === 'tab')?.label))
  }

  const exported = async (): Promise<readonly FlowNode[]> => JSON.parse(await editor.export()) as FlowNode[]

  const isDeployed = async (): Promise<boolean> => (await editor.page.locator('#red-ui-header-button-deploy.disabled').count()) === 1

  afterEach(() => assert.deepEqual(editor.errors, []))

  for (const { name, nodes, version } of flowsOfOld) {
    it(`such as "${name}", of form ${version}, has nothing wrong, and is as it was when each dialog was opened and closed by Done`, async () => {
      await open(nodes)
      const placed = nodes.filter((node) => ours.includes(node.type) && node.z !== undefined)
      for (const { id } of placed) await editor.nodeOf(id).locator('.red-ui-flow-node-error').waitFor({ state: 'hidden' })
      for (const { id, type } of placed) {
        await editor.edit(editor.nodeOf(id))
        if (type === 'webhook-action') {
          await editor.editConfig()
          assert.equal(await editor.dialog.locator('.input-error').count(), 0)
          await editor.done()
        }
        assert.equal(await editor.dialog.locator('.input-error').count(), 0)
        await editor.done()
      }
      assert.deepEqual(oursIn(await exported()), oursIn(nodes))
      assert.ok(await isDeployed())
    })

    it(`such as "${name}", of form ${version}, is imported and copied with all that it says`, async () => {
      await open([flow('before', 'Before')])
      await editor.import(nodes)
      await editor.page.locator('#red-ui-workspace-chart').focus()
      // Of two clicks on tabs, also on different ones, the editor makes a double click.
      await editor.page.keyboard.press('Control+]')
      await editor.nodeOf(String(nodes.find(({ x }) => x !== undefined)?.id)).waitFor()
      await editor.copyFlow()
      await editor.page.keyboard.press('Control+[')
      await editor.pasteNodes()
      const configs = nodes.filter(({ type }) => type === 'mattermost-config')
      const twice = [...nodes, ...nodes].filter((node) => !configs.includes(node))
      assert.deepEqual(oursIn(await exported()), oursIn([...configs, ...twice]))
    })
  }

  it('keeps its form over an edit that is undone, and says no version where it said none', async () => {
    await open(flowOfOld('quick-start'))
    const before = oursIn(await exported())
    await editor.edit('Send a Mattermost message')
    await editor.dialog.getByLabel('Name', { exact: true }).fill('changed')
    await editor.done()
    assert.equal(await isDeployed(), false)
    await editor.node('changed').waitFor()
    await editor.page.locator('#red-ui-workspace-chart').focus()
    await editor.page.keyboard.press('Control+z')
    await editor.node('Send a Mattermost message').waitFor()
    assert.deepEqual(oursIn(await exported()), before)
  })
})

describeInBrowser('A node that is placed now', () => {
  it('says in which form it is saved, each of ours, through dialogs, copies and exports', async () => {
    const nodeRed = await sharedNodeRed()
    await nodeRed.deploy([flow('now', 'Now')])
    const editor = await openEditor(nodeRed)
    for (const type of ['sieve', 'alert-watchdog', 'webhook-action'] as const) await editor.place(type)
    await editor.edit('Send a Mattermost message')
    await editor.dialog.locator('#node-input-btn-config-add').click()
    await editor.dialog.getByLabel('Server', { exact: true }).fill(server)
    await editor.dialog.getByLabel('Key', { exact: true }).fill(key)
    await editor.done()
    await editor.done()
    await editor.copyFlow()
    await editor.pasteNodes()
    await editor.deploy()
    const flows = (JSON.parse(await nodeRed.admin('GET', '/flows')) as { flows: FlowNode[] }).flows
    const versions = flows.filter(({ type }) => ours.includes(type)).map(({ type, version }) => [type, version])
    assert.equal(versions.length, 7)
    for (const [type, version] of versions) assert.equal(version, versionOf(type as 'sieve'), String(type))
    assert.deepEqual(editor.errors, [])
  })
})

describeInBrowser('A flow that a newer version saved', () => {
  it('is marked with why, and keeps what it says when a dialog was opened and closed by Done', async () => {
    const nodeRed = await sharedNodeRed()
    const nodes = flowOfOld('only-what-matters').map((node) => (ours.includes(node.type) ? { ...node, version: 4711, ofTomorrow: true } : node))
    await nodeRed.deploy(pointedAt(nodes, server, key))
    const editor = await openEditor(nodeRed)
    await editor.show('Only what matters')
    for (const type of ['sieve', 'webhook-action']) {
      const node = editor.nodeOf(idOf(nodes, type))
      assert.match(await editor.problemsOf(node), /Saved by a newer version of Alert Courier, in form 4711/)
      await editor.edit(node)
      await editor.done()
    }
    assert.equal(await editor.page.locator('#red-ui-header-button-deploy.disabled').count(), 1)
    assert.deepEqual(editor.errors, [])
  })
})
