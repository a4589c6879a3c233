import assert from 'node:assert/strict'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { sharedNodeRed } from '../support/real-node-red'
import { describeInBrowser, openEditor } from './browser'
import type { Editor } from './editor'
import { flow } from './flows'
import { Keyboard } from './keyboard'
import { event } from './newcomer'

/** Nodes as they come out of the palette, which is for the mouse only: by keyboard they are imported. */
const bare: readonly object[] = [
  { id: 'k0', type: 'tab', label: 'Keys', disabled: false, info: '' },
  { id: 'k1', type: 'inject', z: 'k0', name: 'give', props: [{ p: 'payload' }], payload: JSON.stringify(event), payloadType: 'json', repeat: '', crontab: '', once: false, onceDelay: 0.1, topic: '', x: 110, y: 100, wires: [[]] },
  { id: 'k2', type: 'alert-watchdog', z: 'k0', name: 'dog', x: 290, y: 100, wires: [[], [], []] },
  { id: 'k3', type: 'sieve', z: 'k0', name: 'sift', x: 450, y: 100, wires: [[]] },
  { id: 'k4', type: 'webhook-action', z: 'k0', name: 'act', x: 610, y: 100, wires: [[]] }
]

describeInBrowser('By keyboard alone', () => {
  let nodeRed: NodeRed
  let editor: Editor
  let keyboard: Keyboard
  let standIn: StandIn

  before(async () => {
    nodeRed = await sharedNodeRed()
    standIn = await StandIn.start()
  })

  after(() => standIn.close())

  it('a person wires the nodes, fills them in, deploys, and sends an alert', async () => {
    await nodeRed.deploy([flow('empty', 'Flow 1')])
    editor = await openEditor(nodeRed)
    const { page } = editor
    keyboard = new Keyboard(page)

    const text = page.locator('#red-ui-clipboard-dialog-import-text')
    await keyboard.open(text, 'Control+i')
    await keyboard.paste(text, JSON.stringify(bare))
    await keyboard.push(page.locator('#red-ui-clipboard-dialog-ok'))
    await page.locator('.red-ui-notification').getByText('Imported:').waitFor()
    await keyboard.act('Show Next Tab')
    await editor.node('sift').waitFor()

    // From left to right, as they lie.
    await keyboard.tabTo(page.locator('#red-ui-workspace-chart'))
    await keyboard.press('Control+a')
    await keyboard.act('Wire Series Of Nodes')
    assert.equal(await page.locator('.red-ui-flow-link-line').count(), 3)

    await keyboard.edit(1)
    await editor.opened()
    await keyboard.choose(editor.dialog.locator('#node-input-preset'), 'Wazuh')
    await keyboard.done()

    await keyboard.edit(2)
    await editor.opened()
    const rules = editor.dialog.locator('.group.top')
    await keyboard.push(rules.locator(':scope > .adders').getByRole('button', { name: 'group', exact: true }))
    const rule = rules.locator('li.group li.rule')
    await keyboard.fill(rule.getByLabel('Field', { exact: true }), 'status')
    await keyboard.choose(rule.getByLabel('Operator'), 'equals')
    await keyboard.fill(rule.getByLabel('Value', { exact: true }), 'NEW')
    await keyboard.done()

    await keyboard.edit(3)
    await editor.opened()
    await keyboard.push(editor.dialog.locator('#node-input-btn-config-add'))
    await editor.configOpened()
    await keyboard.paste(editor.dialog.getByLabel('Server', { exact: true }), standIn.webhookUrl)
    await editor.dialog.getByText('The URL was split into server and key.').waitFor()
    await keyboard.done()
    await editor.opened()
    // Node-RED leaves the focus nowhere when a config's dialog closes over another.
    await keyboard.tabTo(editor.dialog.locator('#node-input-name'))
    await keyboard.done()

    const deployed = page.locator('#red-ui-header-button-deploy.disabled')
    await keyboard.press('Control+d')
    await deployed.waitFor()
    await keyboard.select(0)
    await keyboard.act('Trigger Selected Nodes Action')
    await editor.node('act').getByText(/^sent \d\d:\d\d$/).waitFor()
    assert.equal(standIn.posts.length, 1)
    assert.deepEqual(editor.errors, [])

    const flows = JSON.parse(await nodeRed.admin('GET', '/flows')) as { readonly flows?: readonly FlowNode[] }
    const sieve = (flows.flows ?? (flows as readonly FlowNode[])).find(({ type }) => type === 'sieve')
    assert.deepEqual(
      sieve?.nodes,
      [{ type: 'sieve', logic: 'OR', negate: false, nodes: [{ type: 'rule', field: 'status', operator: 'equals', value: 'NEW', regex: false, caseSensitive: false, negate: false }] }]
    )
  })
})
