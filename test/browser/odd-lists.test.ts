import assert from 'node:assert/strict'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { sharedNodeRed } from '../support/real-node-red'
import { action, config } from '../support/saved'
import { describeInBrowser, openEditor } from './browser'
import { flow } from './flows'

const z = 'odd-lists'
const field = { title: 'Host', value: '{{data.host}}', short: true }
const route = { level: 'HIGH', channel: 'soc', mention: '', priority: '', requestedAck: false, silent: false }

describeInBrowser('An action whose lists were written by hand', () => {
  let nodeRed: NodeRed

  it('opens whatever they are, and is left as it is, also after the dialog of another', async () => {
    nodeRed = await sharedNodeRed()
    const odd: readonly object[] = [{ fields: [null, 7, { title: 1 }], routes: { HIGH: route } }, { fields: {}, routes: [null, 'x'] }]
    const actions = odd.map((lists, index) => action(`odd${index}`, 'odd-config', { z, y: 200 + 60 * index, x: 300, ...lists }))
    const good = action('good', 'odd-config', { z, x: 300, y: 100, fields: [field], routes: [route] })
    await nodeRed.deploy([flow(z, 'Odd lists'), config('odd-config', 'https://mm.example.com'), good, ...actions])
    const editor = await openEditor(nodeRed)
    const exported = async (): Promise<readonly FlowNode[]> => (JSON.parse(await editor.export()) as FlowNode[]).filter((node) => node.z === z)
    const before = await exported()
    for (const { id } of actions) {
      // What the one before it was changed to is not this one's.
      await editor.edit(editor.nodeOf('good'))
      await editor.dialog.getByRole('tab', { name: 'Routes' }).click()
      await editor.dialog.getByLabel('Channel').last().fill('elsewhere')
      await editor.cancel()
      await editor.edit(editor.nodeOf(id))
      await editor.done()
    }
    assert.deepEqual(await exported(), before)
    assert.deepEqual(editor.errors, [])
  })
})
