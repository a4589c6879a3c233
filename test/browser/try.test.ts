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
    await says('Holds it back. Rule 1 decides: “rule.level >= 15” saw 12')
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
    await says('Holds it back. Rule 1 decides: “matches inner”')
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
