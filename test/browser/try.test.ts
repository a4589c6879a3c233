import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { sharedNodeRed } from '../support/real-node-red'
import { inject } from '../support/saved'
import { describeInBrowser, openEditor } from './browser'
import type { Editor } from './editor'
import { flow, rule, sieve } from './flows'

const z = 'trying'
const tab = flow(z, 'Trying')

describeInBrowser('A sieve that is tried in its dialog', () => {
  let nodeRed: NodeRed
  let editor: Editor

  const open = async (nodes: readonly FlowNode[]): Promise<void> => {
    nodeRed = await sharedNodeRed()
    await nodeRed.deploy([tab, ...nodes])
    editor = await openEditor(nodeRed)
  }
  const panel = (): Locator => editor.dialog.locator('#alert-courier-try')
  const verdict = (): Locator => panel().getByRole('status').and(panel().locator('.verdict'))
  const opener = (): Locator => panel().locator('summary')
  const sample = (): Locator => panel().getByLabel('Sample', { exact: true })
  /** Waits until the verdict says something. */
  const says = (words: string): Promise<void> => verdict().filter({ hasText: words }).waitFor()
  const traced = (): Promise<string[]> => panel().locator('ol.trace > li > p:first-child').allInnerTexts()

  afterEach(() => assert.deepEqual(editor.errors, []))

  it('says of a pasted event which rule holds it back and why, and lets it through once the rule is changed', async () => {
    await open([sieve('sift', z, { nodes: [rule('rule.level', '>=', '10'), { type: 'sieve', logic: 'OR', negate: false, nodes: [rule('agent.name', 'equals', 'web'), rule('agent.name', 'begins with', 'Db', { caseSensitive: true })] }] })])
    await editor.edit('sift')
    await opener().press('Enter')
    await says('With a sample you see here what becomes of it, and why.')
    await editor.paste(sample(), '{"rule": {"level": 12}, "agent": {"name": "db-1"}}')
    await says('Holds it back. Group 2 decides.')
    assert.deepEqual(await traced(), [
      '1 holds rule.level >= 10',
      '2 does not hold any of these holds decides',
      '2.1 does not hold agent.name equals “web”',
      '2.2 does not hold agent.name begins with “Db”'
    ])
    assert.match(await panel().locator('ol.trace .saw').nth(2).innerText(), /saw "db-1" Only upper and lower case differ/)
    await editor.dialog.getByLabel('Value').nth(1).fill('db-1')
    await says('Lets it through. All rules hold.')
    await editor.dialog.getByLabel('Value').first().fill('15')
    await says('Holds it back. Rule 1 decides: rule.level >= 15 saw 12')
    // What the rows themselves say.
    const marks = editor.dialog.locator('#alert-courier-rules .note.mark')
    assert.match(await marks.first().innerText(), /does not hold/)
    assert.match(await marks.nth(1).innerText(), /holds/)
    await editor.cancel()

    // The sample, and that the panel was open, are still there.
    await editor.edit('sift')
    await says('Holds it back. Group 2 decides.')
    await opener().click()
    await editor.cancel()
  })

  it('takes the last message that really came, and all that the sieve refers to, though it is not deployed', async () => {
    await open([
      inject('give', { state: 'down', host: 'a' }, ['outer']),
      sieve('outer', z, { nodes: [{ type: 'ref', sieve: 0, negate: false }], sieves: ['inner'] }),
      sieve('inner', z, { y: 300, nodes: [rule('state', 'equals', 'down')] })
    ].map((node) => ({ ...node, z })))
    await editor.press('give')
    await editor.edit('inner')
    await editor.dialog.getByLabel('Value').fill('up')
    await editor.done()
    await editor.edit('outer')
    await opener().click()
    await panel().getByRole('button', { name: 'Last message' }).click()
    await says('Holds it back. Rule 1 decides: matches inner')
    assert.deepEqual(await traced(), ['1 does not hold matches inner decides', '1 does not hold state equals “up” decides'])
    await panel().getByLabel('What the sample is').selectOption({ label: 'the whole message' })
    assert.match(await sample().inputValue(), /"payload": \{/)
    await editor.cancel()
  })

  it('says in words why nothing can be tried', async () => {
    await open([sieve('sift', z, { nodes: [rule('a', 'contains', '(', { regex: true })] })])
    await editor.edit('sift')
    if (!(await sample().isVisible())) await opener().click()
    await sample().fill('{"a": 1}')
    await says('Cannot be tried: the regular expression cannot be read')
    await editor.dialog.getByLabel('Value').first().fill('1')
    await says('Lets it through.')
    await editor.page.route('**/alert-courier/try/**', (route) => route.abort())
    await editor.dialog.getByLabel('Value').first().fill('2')
    await says('Node-RED cannot be reached.')
    await editor.page.unroute('**/alert-courier/try/**')
    for (const [status, words] of [[401, 'You may not try this'], [413, 'The sample is too large'], [500, 'Node-RED could not try it']] as const) {
      await editor.page.route('**/alert-courier/try/**', (route) => route.fulfill({ status, body: '{}' }))
      await editor.dialog.getByLabel('Value').first().fill(String(status))
      await says(words)
      await editor.page.unroute('**/alert-courier/try/**')
    }
    // The browser itself writes of these into its console.
    editor.errors.splice(0)
    await editor.cancel()
  })

  it('shows what an event holds as it is, however hostile', async () => {
    await open([sieve('sift', z, { nodes: [rule('v', 'contains', '<img src=x onerror=alert(1)>'), rule('w', 'is null'), rule('', 'contains', 'x')] })])
    await editor.edit('sift')
    if (!(await sample().isVisible())) await opener().click()
    await editor.paste(sample(), JSON.stringify({ v: '<img src=x onerror=alert(1)> $t(label.name) __place__ \u202e', w: { ['__proto__']: 1, long: 'x'.repeat(900_000) } }))
    await says('Holds it back. Rule 2 decides:')
    assert.equal(await panel().locator('img').count(), 0)
    assert.match(await panel().locator('.saw').first().innerText(), /<img src=x onerror=alert\(1\)> \$t\(label\.name\) __place__/)
    await editor.paste(sample(), `${'['.repeat(10_000)}1${']'.repeat(10_000)}`)
    await says('Holds it back. Rule 1 decides:')
    await editor.cancel()
  })
})

describeInBrowser('A watchdog that is tried in its dialog', () => {
  let nodeRed: NodeRed
  let editor: Editor

  const open = async (nodes: readonly FlowNode[]): Promise<void> => {
    nodeRed = await sharedNodeRed()
    await nodeRed.deploy([tab, ...nodes])
    editor = await openEditor(nodeRed)
  }
  const dog = (id: string, more: object): FlowNode => ({ id, type: 'alert-watchdog', z, name: id, x: 300, y: 200, wires: [[], [], []], ...more })
  const panel = (): Locator => editor.dialog.locator('#alert-courier-try')
  const says = (words: string): Promise<void> => panel().locator('.verdict').filter({ hasText: words }).waitFor()
  const toTab = (name: string): Promise<void> => editor.dialog.getByRole('tab', { name }).press('Enter')
  const paste = (event: object): Promise<void> => editor.paste(panel().getByLabel('Sample', { exact: true }), JSON.stringify(event))
  /** What stands beside a name in what is told. */
  const told = (name: string, where = '.try-parts'): Promise<string> => panel().locator(`${where} dt:text-is("${name}") + dd`).first().innerText()

  afterEach(() => assert.deepEqual(editor.errors, []))

  const wazuh = { timestamp: '2026-11-25T11:59:00.000+0000', rule: { id: '5710', level: 10, description: 'sshd: <b>attempt</b>' }, agent: { id: '001', name: 'web-1' }, full_log: 'x' }

  it('says what it would tell of an event of its source: level, alert and what makes the key', async () => {
    await open([dog('watch', { preset: 'wazuh' })])
    await editor.edit('watch')
    await toTab('Try it')
    await paste(wazuh)
    await says('MEDIUM New alert: sshd: <b>attempt</b>')
    assert.equal(await told('Source shown'), 'Wazuh on web-1')
    assert.equal(await told('rule.id', '.key'), '"5710"')
    assert.equal(await told('data.srcip', '.key'), 'nothing')
    await panel().getByText('Events with all this in common and the same level count as repeats of the first alert for 1 hour.').waitFor()
    assert.equal(await panel().locator('b').count(), 0)
    // Why it has this level.
    await panel().locator('summary').filter({ hasText: /^Level$/ }).press('Enter')
    const trigger = panel().locator('summary').filter({ hasText: 'Trigger 2' })
    assert.match(await trigger.innerText(), /^Trigger 2 HIGH\s+does not hold$/)
    await trigger.press('Enter')
    await panel().getByText('rule.level >= 12').waitFor()
    assert.match(await panel().locator('summary').filter({ hasText: 'Trigger 3' }).innerText(), /MEDIUM\s+holds decides$/)
    await panel().locator('summary').filter({ hasText: 'The alert as JSON' }).click()
    assert.equal((JSON.parse(await panel().locator('pre').innerText()) as { level: string }).level, 'MEDIUM')

    // What was unfolded stays so; another level, then none.
    await paste({ ...wazuh, rule: { ...wazuh.rule, level: 15 } })
    await says('CRITICAL New alert:')
    await panel().getByText('rule.level >= 12').waitFor()
    await paste({ ...wazuh, rule: { ...wazuh.rule, level: 0 } })
    await says('Nothing for us. Nothing gives it a level.')
    await paste({ hello: 1 })
    await says('Nothing for us. The rules for which events are looked at do not hold.')
    await editor.cancel()
  })

  it('is tried as it stands in the dialog, with all events of one message', async () => {
    await open([
      dog('watch', {
        split: 'hosts',
        title: '{{host}}',
        triggers: [{ level: 'HIGH', logic: 'AND', negate: false, nodes: [rule('state', 'equals', 'down')] }],
        resolvedWhen: { logic: 'AND', negate: false, nodes: [rule('state', 'equals', 'up')] },
        muzzleFields: 'host'
      })
    ])
    await editor.edit('watch')
    await toTab('Try it')
    await paste({ hosts: [{ host: 'a', state: 'down' }, { host: 'b', state: 'up' }, { host: 'c', state: 'odd' }] })
    await says('The message brings events: 3. New alerts: 1. Resolutions: 1.')
    const events = panel().locator('section.event')
    assert.match(await events.nth(0).innerText(), /^Event 1\s+HIGH New alert: a/)
    assert.match(await events.nth(1).innerText(), /^Event 2\s+Resolves the open alert with this key. Where none is open, it is nothing for us./)
    assert.match(await events.nth(2).innerText(), /^Event 3\s+Nothing for us. Nothing gives it a level./)
    await toTab('Alert')
    // The rules are seen beside the first of the events.
    await editor.dialog.locator('#alert-courier-triggers').getByText('sample: “down”').waitFor()
    await editor.dialog.locator('#alert-courier-triggers').getByLabel('Value', { exact: true }).fill('odd')
    await toTab('Try it')
    await events.nth(2).getByText('New alert:').waitFor()
    await toTab('Alert')
    await editor.dialog.getByLabel('Title').fill('{{#host}}')
    await toTab('Try it')
    await says('Cannot be tried: The template of "title" cannot be read')
    await editor.cancel()
  })
})
