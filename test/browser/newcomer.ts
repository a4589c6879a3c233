import type { StandIn } from '../../scripts/stand-in/stand-in'
import type { Editor } from './editor'

/** Called when something is to be seen: a flow, a dialog. Its name is that of the README's picture. */
export type Seen = (name: string) => Promise<void>

/** What a Wazuh sends, as its manual has it. */
export const event = {
  timestamp: '2026-11-24T09:15:42.118+0100',
  rule: { id: '40501', level: 12, description: 'Multiple authentication failures followed by a success.', groups: ['syslog', 'attacks'] },
  agent: { id: '007', name: 'bastion-01', ip: '192.0.2.7' },
  manager: { name: 'wazuh' },
  data: { srcip: '203.0.113.9', dstuser: 'root' },
  location: '/var/log/auth.log'
}

/** What a sieve sees of the alert that the watchdog makes of it. */
const alert = { title: event.rule.description, level: 'HIGH', status: 'NEW', source: 'Wazuh on bastion-01', data: event }

/** The nodes of the quick start as they come out of the palette, by the label that they have there. */
const fromThePalette = [
  ['inject', 'timestamp', { x: 130, y: 100 }],
  ['alert-watchdog', 'watchdog', { x: 330, y: 100 }],
  ['sieve', 'sieve', { x: 540, y: 100 }],
  ['webhook-action', 'Send a Mattermost message', { x: 800, y: 100 }]
] as const

/** Gives the inject node the event as its payload, and a name. */
const fillInject = async (editor: Editor, seen: Seen): Promise<void> => {
  await editor.edit('timestamp')
  const { dialog } = editor
  await dialog.locator('#node-input-name').fill('a Wazuh alert')
  const payload = dialog.locator('.node-input-prop-property-value').first()
  const typed = payload.locator('xpath=following-sibling::*').first()
  await typed.locator('.red-ui-typedInput-type-select').click()
  await editor.page.locator('.red-ui-typedInput-options:visible').getByText('JSON', { exact: true }).click()
  await editor.paste(typed.locator('input.red-ui-typedInput-input'), JSON.stringify(event))
  await seen('build-2-event')
  await editor.done()
}

/**
 * Builds the flow of the quick start, and a sieve in it, as somebody does who never saw these nodes: out of the palette, by
 * mouse, and by pasting the webhook's URL. Leaves it undeployed.
 */
export const buildQuickStart = async (editor: Editor, standIn: StandIn, seen: Seen): Promise<void> => {
  for (const [type, , at] of fromThePalette) await editor.place(type, at)
  const labels = fromThePalette.map(([, label]) => label)
  for (const [index, label] of labels.slice(1).entries()) await editor.wire(labels[index] ?? '', label)
  await seen('build-1-nodes')

  await fillInject(editor, seen)

  await editor.edit('watchdog')
  await editor.dialog.getByLabel('Source', { exact: true }).first().selectOption({ label: 'Wazuh' })
  await editor.dialog.getByRole('tab', { name: 'Alert', exact: true }).press('Enter')
  await seen('build-3-watchdog')
  await editor.dialog.getByRole('tab', { name: 'Try it' }).press('Enter')
  await editor.paste(editor.dialog.getByLabel('Sample', { exact: true }), JSON.stringify(event))
  await editor.dialog.getByText('New alert:').waitFor()
  await seen('try-watchdog')
  await editor.done()

  await editor.edit('sieve')
  await fillSieve(editor)
  await editor.dialog.getByText('In words:').waitFor()
  await editor.dialog.getByText('Try it', { exact: true }).click()
  const sample = editor.dialog.getByLabel('Sample', { exact: true })
  await editor.paste(sample, JSON.stringify({ ...alert, status: 'DONE' }, null, 2))
  await editor.dialog.getByText('Holds it back.').waitFor()
  await seen('try-sieve')
  await editor.paste(sample, JSON.stringify(alert, null, 2))
  await editor.dialog.getByText('Lets it through.').waitFor()
  await seen('build-4-sieve')
  await editor.done()

  await editor.edit('Send a Mattermost message')
  await editor.dialog.locator('#node-input-btn-config-add').click()
  await editor.configOpened()
  await editor.paste(editor.dialog.getByLabel('Server', { exact: true }), standIn.webhookUrl)
  await editor.dialog.getByText('The URL was split into server and key.').waitFor()
  await editor.dialog.getByLabel('Name', { exact: true }).fill('Our Mattermost')
  await editor.dialog.getByRole('button', { name: 'Check', exact: true }).click()
  await editor.dialog.getByText('All is well: Mattermost would take a post. Nothing was posted.').waitFor()
  await editor.dialog.getByRole('button', { name: 'Send a test' }).click()
  await editor.dialog.getByText('Mattermost has posted the test.').waitFor()
  await seen('build-5-connection')
  await editor.done()
  await editor.dialog.getByRole('tab', { name: 'Message' }).press('Enter')
  await editor.dialog.getByLabel('Template', { exact: true }).selectOption('full')
  await editor.dialog.getByRole('link', { name: 'Runbook' }).waitFor()
  await seen('preview')
  await editor.done()
}

/** A rule, and beside it any of two in a group. */
const fillSieve = async (editor: Editor): Promise<void> => {
  const { dialog } = editor
  await dialog.getByLabel('Name', { exact: true }).fill('new, and severe')
  const top = dialog.locator('.group.top')
  const adder = (label: string) => top.locator(':scope > .adders').getByRole('button', { name: label, exact: true })
  await adder('rule').click()
  const rule = (row: ReturnType<typeof top.locator>) => ({ field: row.getByLabel('Field', { exact: true }), operator: row.getByLabel('Operator'), value: row.getByLabel('Value', { exact: true }) })
  const write = async (row: ReturnType<typeof top.locator>, [field, operator, value]: readonly [string, string, string]): Promise<void> => {
    const parts = rule(row)
    await parts.field.fill(field)
    await parts.operator.selectOption({ label: operator })
    await parts.value.fill(value)
  }
  await write(top.locator('li.rule').nth(0), ['status', 'equals', 'NEW'])
  await adder('group').click()
  const inner = top.locator('li.group')
  await write(inner.locator('li.rule').nth(0), ['level', 'equals', 'CRITICAL'])
  await inner.locator(':scope > .adders').getByRole('button', { name: 'rule', exact: true }).click()
  await write(inner.locator('li.rule').nth(1), ['data.rule.level', '>=', '12'])
}
