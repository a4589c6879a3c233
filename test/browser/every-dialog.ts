import type { FlowNode } from '../../scripts/trial/node-red'
import { pointedAt, readExample } from '../../scripts/trial/quick-start'
import type { Editor } from './editor'
import { rule, sieve } from './flows'

const key = 'everydialogeverydialogever'
const example = readExample('01 Quick start')
const z = example.find(({ type }) => type === 'tab')?.id ?? ''

/** More rows than a dialog can show at once. */
const many = Array.from({ length: 12 }, (_, index) => rule(`field${index}`, 'contains', `value ${index}`))

const rulesOf = (...nodes: readonly object[]): object => ({ logic: 'AND', negate: false, nodes })

const watchdog = (id: string, y: number, more: object): FlowNode => ({ id, type: 'alert-watchdog', z, name: id, x: 560, y, wires: [[], [], []], ...more })

/** Flows whose dialogs show all that they can, as far as it can be saved: rows of each kind, long lists, and what is wrong. */
export const everything: readonly FlowNode[] = [
  ...pointedAt(example, 'https://mattermost.example.com', key).map((node) => {
    if (node.type === 'mattermost-config') return { ...node, public: false, passportUsers: ['ann', 'bob'], visaCalls: 10 }
    if (node.type !== 'webhook-action') return node
    const fields = [{ title: 'Host', value: '{{data.host}}', short: true }]
    return { ...node, fields, routes: [{ level: 'CRITICAL', channel: 'ops', mention: '@oncall', priority: 'urgent', requestedAck: true, silent: false }] }
  }),
  sieve('rows of each kind', z, {
    y: 300,
    nodes: [
      rule('rule.level', '>=', '10'),
      { type: 'sieve', logic: 'OR', negate: true, nodes: [rule('agent.name', 'is null', ''), { type: 'ref', sieve: 0, negate: true }] },
      ...many
    ],
    sieves: ['referred to'],
    outputs: 2
  }),
  sieve('referred to', z, { x: 560, y: 300 }),
  sieve('wrong rules', z, { y: 360, nodes: [rule('a[', '>', 'much'), rule('b', 'contains', '(?=x)', { regex: true }), { type: 'ref', sieve: 7, negate: false }] }),
  watchdog('by triggers', 360, {
    derive: [{ name: 'device', from: ['topic', 'payload.device'], json: false, match: '^[^/]+', mask: true }],
    onlyWhen: rulesOf(rule('kind', 'equals', 'alert')),
    triggers: [{ level: 'CRITICAL', ...rulesOf(...many) }, { level: 'LOW', ...rulesOf() }],
    resolvedWhen: rulesOf(rule('state', 'equals', 'ok')),
    muzzleFields: 'device',
    muzzleEnabled: true
  }),
  watchdog('by a field', 420, { levelFrom: { field: 'severity', map: { high: 'HIGH', '*': 'INFO' } }, muzzleFields: '', muzzleEnabled: true, title: '{{#open' })
]

/** The flow that they are on. */
export const flowOfEverything = 'Quick start'

/** The labels of their nodes whose dialogs are different. */
const labels = ['rows of each kind', 'wrong rules', 'by triggers', 'by a field', 'Send a Mattermost message']

/**
 * Opens every dialog, each of its tabs in turn and all that can be unfolded, and calls `look` with where that is: whatever the dialogs hold, it is seen.
 * Leaves each by `Cancel`.
 */
export const inEveryDialog = async (editor: Editor, look: (where: string) => Promise<void>): Promise<void> => {
  const unfolded = async (where: string): Promise<void> => {
    const folded = editor.dialog.locator('.alert-courier details:not([open]) > summary:visible')
    while ((await folded.count()) > 0) await folded.first().press('Enter')
    await look(where)
  }
  const everyTab = async (label: string): Promise<void> => {
    const names = await editor.dialog.locator('.alert-courier').getByRole('tab').allInnerTexts()
    if (names.length === 0) await unfolded(label)
    for (const name of names) {
      // By keyboard: Node-RED takes two clicks within 0.4 s for a double click.
      await editor.dialog.locator('.alert-courier').getByRole('tab', { name: name.trim() }).press('Enter')
      await unfolded(`${label}, ${name.trim()}`)
    }
  }
  for (const label of labels) {
    await editor.edit(label)
    await everyTab(label)
    if (label === 'Send a Mattermost message') {
      await editor.dialog.locator('.alert-courier').getByRole('tab').first().press('Enter')
      await editor.editConfig()
      await everyTab('mattermost-config')
      await editor.cancel()
    }
    await editor.cancel()
  }
}
