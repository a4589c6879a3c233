import assert from 'node:assert/strict'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { inject } from '../support/saved'
import { sharedNodeRed } from '../support/real-node-red'
import { describeInBrowser, openEditor } from './browser'
import type { Editor } from './editor'
import { flow, rule, sieve } from './flows'

const z = 'copied'

const shows = (id: string, y: number): FlowNode => ({
  id,
  type: 'debug',
  z,
  name: id,
  active: true,
  tosidebar: true,
  complete: 'payload',
  targetType: 'msg',
  x: 500,
  y,
  wires: []
})

/** Sends the levels 6, 8 and 10; `outer` lets pass what `inner` lets pass. */
const flows: readonly FlowNode[] = [
  flow(z, 'Copied'),
  { ...inject('fire', [{ level: 6 }, { level: 8 }, { level: 10 }], ['one by one']), z, x: 100, y: 100 },
  {
    id: 'one by one',
    type: 'split',
    z,
    name: 'one by one',
    arraySplt: 1,
    arraySpltType: 'len',
    property: 'payload',
    x: 250,
    y: 160,
    wires: [['outer']]
  },
  sieve('outer', z, { x: 250, y: 220, nodes: [{ type: 'ref', sieve: 0, negate: false }], sieves: ['inner'], outputs: 2, wires: [['passed'], ['held']] }),
  sieve('inner', z, { x: 250, y: 280, nodes: [rule('level', '>=', '0')] }),
  shows('passed', 220),
  shows('held', 280)
]

describeInBrowser('A sieve that refers to another', () => {
  let nodeRed: NodeRed
  let editor: Editor

  afterEach(() => assert.deepEqual(editor.errors, []))

  /** The levels that the copy on a flow lets pass, as its debug nodes tell. */
  const passedBy = async (copy: ReadonlyMap<unknown, FlowNode>): Promise<number[]> => {
    const [passed, held] = [copy.get('passed')?.id, copy.get('held')?.id]
    const told = (): typeof nodeRed.debugged => nodeRed.debugged.filter(({ id }) => id === passed || id === held)
    await nodeRed.inject(copy.get('fire')?.id ?? '')
    await nodeRed.until(() => told().length === 3, 'the three messages of a copy')
    return told()
      .filter(({ id }) => id === passed)
      .map(({ msg }) => (JSON.parse(msg) as { level: number }).level)
      .sort((one, other) => one - other)
  }

  /** Sets from which level on the `inner` of the flow that is shown lets pass. */
  const setLevel = async (level: string): Promise<void> => {
    await editor.edit('inner')
    await editor.dialog.getByLabel('Value').fill(level)
    await editor.done()
  }

  it('refers to its own copy of it after two imports and a copy and paste, in the editor and at work', async () => {
    nodeRed = await sharedNodeRed()
    await nodeRed.deploy([flow('pasted', 'Pasted')])
    editor = await openEditor(nodeRed)
    for (const level of ['7', '9']) {
      await editor.import(flows)
      await editor.show('Copied')
      await setLevel(level)
    }
    await editor.copyFlow()
    await editor.show('Pasted')
    await editor.pasteNodes()
    await setLevel('5')
    await editor.deploy()

    const saved = (JSON.parse(await nodeRed.admin('GET', '/flows')) as { flows: FlowNode[] }).flows
    const copies = saved
      .filter(({ type }) => type === 'tab')
      .map((tab) => new Map(saved.filter((node) => node.z === tab.id).map((node) => [node.name, node])))
    assert.equal(copies.length, 3)
    for (const copy of copies) assert.deepEqual(copy.get('outer')?.sieves, [copy.get('inner')?.id])
    assert.equal(new Set(copies.map((copy) => copy.get('inner')?.id)).size, 3)

    nodeRed.debugged.length = 0
    const passed = []
    for (const copy of copies) passed.push([(copy.get('inner')?.nodes as { value: string }[])[0]?.value, await passedBy(copy)])
    assert.deepEqual(passed, [
      ['5', [6, 8, 10]],
      ['7', [8, 10]],
      ['9', [10]]
    ])
  })
})
