import assert from 'node:assert/strict'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { sharedNodeRed } from '../support/real-node-red'
import { describeInBrowser, openEditor } from './browser'
import type { Editor } from './editor'
import { everything } from './every-dialog'

/** The routes of the action among all. */
const { routes } = everything.find(({ type }) => type === 'webhook-action') as unknown as { readonly routes: readonly object[] }

describeInBrowser('A dialog', () => {
  it('leaves the flow as it was when it is opened and closed by Done', async () => {
    const nodeRed = await sharedNodeRed()
    await nodeRed.deploy(everything)
    const editor = await openEditor(nodeRed)
    await editor.show('Quick start')
    for (const label of ['rows of each kind', 'Send a Mattermost message']) {
      await editor.edit(label)
      assert.equal(await editor.dialog.locator('.input-error').count(), 0)
      await editor.done()
    }
    await editor.edit('Send a Mattermost message')
    await editor.editConfig()
    assert.equal(await editor.dialog.locator('.input-error').count(), 0)
    await editor.done()
    await editor.done()
    assert.equal(await editor.page.locator('#red-ui-header-button-deploy.disabled').count(), 1)
  })
})

describeInBrowser('The dialog of a webhook action', () => {
  let nodeRed: NodeRed
  let editor: Editor

  /** The action as the server now has it. */
  const saved = async (): Promise<FlowNode> => {
    await editor.done()
    await editor.deploy()
    const all = JSON.parse(await nodeRed.admin('GET', '/flows')) as { readonly flows?: readonly FlowNode[] } | readonly FlowNode[]
    const list = 'flows' in all ? (all.flows ?? []) : (all as readonly FlowNode[])
    const action = list.find(({ type }) => type === 'webhook-action')
    assert.ok(action)
    return action
  }

  const open = async (otherwise: Readonly<Record<string, unknown>> = {}): Promise<void> => {
    await nodeRed.deploy(everything.map((node) => (node.type === 'webhook-action' ? { ...node, ...otherwise } : node)))
    editor = await openEditor(nodeRed)
    await editor.show('Quick start')
    await editor.edit('Send a Mattermost message')
  }

  before(async () => {
    nodeRed = await sharedNodeRed()
  })

  afterEach(() => assert.deepEqual(editor.errors, []))

  it('saves what is chosen for each level, by keyboard alone', async () => {
    await open()
    const { dialog, page } = editor
    await dialog.getByRole('tab', { name: 'Routes' }).press('Enter')
    const pane = dialog.getByRole('tabpanel', { name: 'Routes' })
    await pane.getByRole('button', { name: 'route' }).press('Enter')
    // The new row is for the next level, and has the focus.
    await page.keyboard.press('Tab')
    await page.keyboard.type('soc-{{source}}')
    await page.keyboard.press('Tab')
    await page.keyboard.type('@soc')
    await page.keyboard.press('Tab')
    await page.keyboard.type('important')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await pane.getByRole('button', { name: 'Move up' }).nth(1).press('Enter')
    assert.deepEqual((await saved()).routes, [
      { level: 'HIGH', channel: 'soc-{{source}}', mention: '@soc', priority: 'important', requestedAck: false, silent: true },
      ...routes
    ])
  })

  it('says of a route what is wrong with it, there and at the node', async () => {
    await open()
    await editor.dialog.getByRole('tab', { name: 'Routes' }).click()
    const pane = editor.dialog.getByRole('tabpanel', { name: 'Routes' })
    await pane.getByRole('button', { name: 'route' }).click()
    await pane.getByLabel('Level', { exact: true }).nth(1).selectOption('CRITICAL')
    await pane.getByLabel('Channel for this level').nth(1).fill('{{#x}}')
    await pane.getByText('Route 2: CRITICAL has a route already, number 1, and only that is used').waitFor()
    await pane.getByText('Channel of route 2: the section {{#x}} is not closed by {{/x}}').waitFor()
    await editor.done()
    assert.match(await editor.problemsOf('Send a Mattermost message'), /Route 2: CRITICAL has a route already/)
  })

  it('shows in blank fields what the chosen template has there, and saves the choice', async () => {
    await open()
    const { dialog } = editor
    await dialog.getByRole('tab', { name: 'Message' }).click()
    assert.equal(await dialog.getByLabel('Body').getAttribute('placeholder'), 'A new alert was created in Cyphon')
    await dialog.getByLabel('Template').selectOption('full')
    assert.equal(await dialog.getByLabel('Body').getAttribute('placeholder'), '{{description}}')
    await dialog.getByText('With no fields here: Source, Level, Status, Incidents, Since, Details, Links.').waitFor()
    await dialog.getByLabel('Time zone').fill('Europe/Berlin')
    const { template, timeZone } = await saved()
    assert.deepEqual([template, timeZone], ['full', 'Europe/Berlin'])
  })

  it('says that there is no such time zone, and takes an environment variable for one', async () => {
    await open()
    await editor.dialog.getByRole('tab', { name: 'Message' }).click()
    const zone = editor.dialog.getByLabel('Time zone')
    await zone.fill('Europe/Berlyn')
    assert.match(await editor.reasonOf(zone), /There is no time zone "Europe\/Berlyn"/)
    await zone.fill('${ZONE}')
    await zone.blur()
    await editor.dialog.locator('#node-input-timeZone:not(.input-error)').waitFor()
  })

  it('keeps a template that is an environment variable, and routes as they were written by hand', async () => {
    const written = [{ level: 'high', mention: '@soc' }]
    await open({ template: '${TEMPLATE}', routes: written, name: '' })
    await editor.dialog.getByLabel('Title', { exact: true }).first().fill('Other title')
    const { template, routes: now } = await saved()
    assert.deepEqual([template, now], ['${TEMPLATE}', written])
  })
})
