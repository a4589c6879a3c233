import assert from 'node:assert/strict'
import { sharedNodeRed } from '../support/real-node-red'
import { describeInBrowser, openEditor } from './browser'
import type { Editor } from './editor'
import { flow } from './flows'

/** What the editor knows of a type, as far as it is asked here. */
interface Definition {
  readonly category: string
  readonly categoryDescription?: string
  readonly color: string
  readonly align?: string
  readonly inputs?: number
  readonly hasUsers?: boolean
  label(this: object): string
  labelStyle(this: object): string
  inputLabels?(this: object): string
  outputLabels?(this: object, port: number): string
}

interface Known {
  readonly category: string
  readonly description: string
  readonly color: string
  readonly align: string
  readonly hasUsers: boolean | undefined
  readonly named: string
  readonly styles: readonly string[]
  readonly ports: readonly string[]
}

/** One hue for the family: what is before the alert is light, what sends it darker. */
const colors: Readonly<Record<string, string>> = { 'alert-watchdog': '#C0DEED', sieve: '#C0DEED', 'webhook-action': '#A6BBCF', 'mattermost-config': '#A6BBCF' }

/** How many outputs each has at most. */
const outputs: Readonly<Record<string, number>> = { 'alert-watchdog': 3, sieve: 2, 'webhook-action': 2 }

describeInBrowser('What the editor knows of', () => {
  let editor: Editor

  before(async () => {
    const nodeRed = await sharedNodeRed()
    await nodeRed.deploy([flow('definitions', 'Definitions')])
    editor = await openEditor(nodeRed)
  })

  const known = (type: string): Promise<Known> =>
    editor.page.evaluate(
      ({ asked, count }) => {
        const red = (globalThis as unknown as { RED: { nodes: { getType(name: string): Definition }; _: (key: string) => string } }).RED
        const definition = red.nodes.getType(asked)
        const node = { _: (key: string) => red._(`@alert-courier/node-red-mattermost/${asked}:${key}`), name: 'mine', nodes: [], sieves: [] }
        const { category, categoryDescription = '', color, align = '', hasUsers } = definition
        return {
          category,
          description: categoryDescription === '' ? '' : red._(categoryDescription),
          color,
          align,
          hasUsers,
          named: definition.label.call(node),
          styles: [definition.labelStyle.call(node), definition.labelStyle.call({ ...node, name: '' })],
          ports: [
            ...(definition.inputs === 1 ? [definition.inputLabels?.call(node) ?? ''] : []),
            ...Array.from({ length: count }, (_, port) => definition.outputLabels?.call(node, port) ?? '')
          ]
        }
      },
      { asked: type, count: outputs[type] ?? 0 }
    )

  for (const type of Object.keys(colors)) {
    it(`${type}: its category, colour, label and ports, in words and as the other nodes have them`, async () => {
      const { category, description, color, align, hasUsers, named, styles, ports } = await known(type)
      const isConfig = type === 'mattermost-config'
      assert.equal(category, isConfig ? 'config' : 'mattermost')
      assert.equal(color, colors[type])
      // With an output it is in the middle of a flow; the editor puts icons to the left there.
      assert.equal(align, '')
      assert.equal(named, 'mine')
      assert.deepEqual(styles, ['node_label_italic', ''])
      if (isConfig) {
        // So the editor tells of a config that no node uses.
        assert.notEqual(hasUsers, false)
        return
      }
      assert.match(description, /^Nodes that bring alerts to Mattermost/)
      assert.equal(new Set(ports).size, (outputs[type] ?? 0) + 1)
      for (const port of ports) assert.match(port, /^[a-z][a-z ,]+$/)
    })
  }
})
