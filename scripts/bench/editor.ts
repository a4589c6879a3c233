import type { Editor } from '../../test/browser/editor'
import type { FlowNode, NodeRed } from '../trial/node-red'
import type { Figure } from './figure'

/** The editor with a sieve of many rules, beside Node-RED's own switch with as many. */

const count = 300
const z = 'many'

const rules = Array.from({ length: count }, (_, index) => ({
  type: 'rule',
  field: `host${index % 40}.level`,
  operator: ['>=', 'contains', 'equals', 'begins with'][index % 4],
  value: String(index),
  regex: index % 8 === 1,
  caseSensitive: false,
  negate: index % 5 === 0
}))

/** The same in groups of ten, three deep. */
const groups = Array.from({ length: count / 10 }, (_, at) => ({
  type: 'sieve',
  logic: 'OR',
  negate: at % 3 === 0,
  nodes: [...rules.slice(at * 10, at * 10 + 5), { type: 'sieve', logic: 'AND', negate: false, nodes: rules.slice(at * 10 + 5, at * 10 + 10) }]
}))

const sieve = (name: string, y: number, nodes: readonly object[]): FlowNode => ({
  id: name,
  type: 'sieve',
  z,
  name,
  property: 'payload',
  logic: 'OR',
  negate: false,
  nodes,
  sieves: [],
  outputs: 1,
  x: 200,
  y,
  wires: [[]]
})

/** What there is to open. */
export const flows: readonly FlowNode[] = [
  { id: z, type: 'tab', label: 'Many rules', disabled: false, info: '' },
  sieve('sieve', 100, rules),
  sieve('sieve in groups', 200, groups),
  {
    id: 'switch',
    type: 'switch',
    z,
    name: 'switch',
    property: 'payload',
    propertyType: 'msg',
    rules: rules.map(({ value }, index) => ({ t: ['gte', 'cont', 'eq', 'regex'][index % 4], v: value, vt: 'str', case: false })),
    checkall: 'true',
    repair: false,
    outputs: count,
    x: 200,
    y: 400,
    wires: rules.map(() => [])
  }
]

/** When all that was asked for is done and drawn: two frames after now, for the first may be drawn already. */
const drawn = 'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now()))))'

interface Watched {
  benchBegins: number
}

/** Opens a node's dialog by its node's double click, as Node-RED does it, until the dialog has been drawn. */
const open = async ({ page }: Editor, id: string): Promise<number> => {
  const begun = await page.evaluate((node) => {
    const { RED } = window as unknown as { RED: { editor: { edit(node: unknown): void }; nodes: { node(id: string): unknown } } }
    const begins = performance.now()
    RED.editor.edit(RED.nodes.node(node))
    return begins
  }, id)
  await page.locator('.red-ui-tray').waitFor()
  const ended = await page.evaluate<number>(drawn)
  // What slides in does so for as long as Node-RED likes, with both alike.
  await page.waitForFunction(() => document.querySelector<HTMLElement>('#red-ui-editor-stack')?.style.zIndex === '13')
  return ended - begun
}

/** Presses Done, until the flow behind the dialog has been drawn. */
const save = async (editor: Editor): Promise<number> => {
  const { page } = editor
  const begun = await page.evaluate(() => {
    const begins = performance.now()
    document.querySelector<HTMLElement>('#node-dialog-ok')?.click()
    return begins
  })
  const ended = await page.evaluate<number>(drawn)
  await editor.closed()
  return ended - begun
}

const openAndSave = async (editor: Editor, id: string): Promise<number> => (await open(editor, id)) + (await save(editor))

/** Writes a character into a field in the middle of all rows, until it has been drawn. */
const write = async (editor: Editor, id: string, fields: string): Promise<number> => {
  await open(editor, id)
  const { page } = editor
  await page.evaluate(
    ([selector]) => {
      const all = document.querySelectorAll<HTMLInputElement>(`.red-ui-tray ${selector}`)
      const field = all[Math.floor(all.length / 2)]
      field?.focus()
      field?.addEventListener('keydown', () => ((window as unknown as Watched).benchBegins = performance.now()), { once: true, capture: true })
    },
    [fields]
  )
  await page.keyboard.press('7')
  const took = (await page.evaluate<number>(drawn)) - (await page.evaluate(() => (window as unknown as Watched).benchBegins))
  await page.locator('#node-dialog-cancel').click()
  await editor.closed()
  return took
}

/** The figures of an editor that shows {@link flows}. */
export const editorFigures = (editor: Editor): readonly Figure[] => [
  {
    title: `Opening and saving ${count} rules in the editor`,
    unit: 'ms',
    contenders: [
      { name: 'sieve', run: () => openAndSave(editor, 'sieve') },
      { name: 'sieve, in groups in groups', run: () => openAndSave(editor, 'sieve in groups') },
      { name: 'core switch', run: () => openAndSave(editor, 'switch') }
    ],
    targets: [
      { kind: 'times', beside: 'core switch', atLeast: 1 },
      { kind: 'at most', atMost: 2000 }
    ]
  },
  {
    title: `A key pressed in one of ${count} rules, until it is seen`,
    unit: 'ms',
    contenders: [
      { name: 'sieve', run: () => write(editor, 'sieve', '.rule .value') },
      { name: 'sieve, in groups in groups', run: () => write(editor, 'sieve in groups', '.rule .value') }
    ],
    targets: [{ kind: 'at most', atMost: 200 }]
  }
]

/** Puts {@link flows} into a Node-RED and shows them. */
export const showEditor = async (nodeRed: NodeRed, editor: Editor): Promise<void> => {
  await nodeRed.deploy(flows)
  await editor.open(nodeRed.url)
}
