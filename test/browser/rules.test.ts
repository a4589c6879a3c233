import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { sharedNodeRed } from '../support/real-node-red'
import { describeInBrowser, openEditor } from './browser'
import { add, fill, rowsOf, top as topOf } from './builder'
import type { Editor } from './editor'
import { flow, rule, sieve } from './flows'

const z = 'rules'
const tab = flow(z, 'Rules')

describeInBrowser('The rules of a sieve', () => {
  let nodeRed: NodeRed
  let editor: Editor

  const open = async (nodes: readonly FlowNode[]): Promise<void> => {
    nodeRed = await sharedNodeRed()
    await nodeRed.deploy([tab, ...nodes])
    editor = await openEditor(nodeRed)
  }

  const saved = async (id: string): Promise<FlowNode | undefined> => {
    const { flows } = JSON.parse(await nodeRed.admin('GET', '/flows')) as { flows: FlowNode[] }
    return flows.find((node) => node.id === id)
  }

  const top = (): Locator => topOf(editor)

  afterEach(() => assert.deepEqual(editor.errors, []))

  it('are built by mouse and keyboard, groups in groups and a reference, and reopen as they were saved', async () => {
    await open([sieve('outer', z), sieve('inner', z, { y: 300 })])
    await editor.edit('outer')
    await add(top(), 'rule')
    await fill(rowsOf(top()).nth(0), 'rule.level', '>=', '10')
    await add(top(), 'group')
    const group = rowsOf(top()).nth(1)
    await group.getByLabel('How many of these must hold').selectOption({ label: 'none of these holds' })
    await fill(rowsOf(group).nth(0), 'agent.name', 'does not begin with', 'Lab-')
    await rowsOf(group).nth(0).getByRole('button', { name: 'Case sensitive' }).click()
    await add(group, 'group')
    const deeper = rowsOf(group).nth(1)
    await fill(rowsOf(deeper).nth(0), 'data.srcip', 'contains', '^10\\.')
    await rowsOf(deeper).nth(0).getByRole('button', { name: 'Regular expression' }).click()
    await add(deeper, 'sieve')
    const reference = rowsOf(deeper).nth(1)
    await reference.getByLabel('Whether the sieve must match').selectOption({ label: 'does not match' })
    await reference.getByLabel('Sieve', { exact: true }).selectOption({ label: 'inner' })
    await editor.dialog.getByLabel('Send what does not match to a second output').check()
    await editor.done()
    await editor.deploy()

    const { nodes, sieves, outputs, logic, negate } = (await saved('outer')) as Record<string, unknown>
    const expected = [
      rule('rule.level', '>=', '10'),
      {
        type: 'sieve',
        logic: 'OR',
        negate: true,
        nodes: [
          rule('agent.name', 'begins with', 'Lab-', { negate: true, caseSensitive: true }),
          {
            type: 'sieve',
            logic: 'OR',
            negate: false,
            nodes: [rule('data.srcip', 'contains', '^10\\.', { regex: true }), { type: 'ref', sieve: 0, negate: true }]
          }
        ]
      }
    ]
    assert.deepEqual({ nodes, sieves, outputs, logic, negate }, { nodes: expected, sieves: ['inner'], outputs: 2, logic: 'AND', negate: false })

    await editor.edit('outer')
    assert.equal(await rowsOf(group).nth(0).getByLabel('Operator').locator('option:checked').textContent(), 'does not begin with')
    assert.equal(await rowsOf(deeper).nth(0).getByRole('button', { name: 'Regular expression' }).getAttribute('aria-pressed'), 'true')
    assert.equal(await reference.getByLabel('Sieve', { exact: true }).locator('option:checked').textContent(), 'inner')
    await editor.done()
    assert.equal(await editor.page.locator('#red-ui-header-button-deploy.disabled').count(), 1)
  })

  it('come back by undo, with the output and the wire that went with them', async () => {
    const before = [rule('a', 'equals', '1'), { type: 'ref', sieve: 0, negate: false }]
    await open([
      sieve('outer', z, { nodes: before, sieves: ['inner'], outputs: 2, wires: [[], ['inner']] }),
      sieve('inner', z, { x: 600, y: 300 })
    ])
    await editor.edit('outer')
    await editor.dialog.getByLabel('Value').fill('2')
    await rowsOf(top()).nth(1).getByRole('button', { name: 'Delete' }).click()
    await editor.dialog.getByLabel('Send what does not match to a second output').uncheck()
    await editor.done()
    await editor.page.locator('.red-ui-flow-link-line').waitFor({ state: 'detached' })

    await editor.page.keyboard.press('Control+z')
    await editor.page.locator('.red-ui-flow-link-line').waitFor({ state: 'attached' })
    await editor.edit('outer')
    assert.equal(await editor.dialog.getByLabel('Value').inputValue(), '1')
    assert.equal(await rowsOf(top()).count(), 2)
    assert.ok(await editor.dialog.getByLabel('Send what does not match to a second output').isChecked())
    await editor.cancel()
    // Something to deploy, so that what the undo left is saved.
    await editor.place('sieve')
    await editor.deploy()
    const { nodes, sieves, outputs, wires } = (await saved('outer')) as Record<string, unknown>
    assert.deepEqual({ nodes, sieves, outputs, wires }, { nodes: before, sieves: ['inner'], outputs: 2, wires: [[], ['inner']] })
  })

  it('are told to be wrong, in the dialog and in the flow: patterns that look ahead or cannot be read, numbers that are none', async () => {
    await open([sieve('outer', z)])
    await editor.edit('outer')
    const wrong = [
      ['contains', 'admin(?=istrator)', /uses look-ahead \(\?=, which expressions in linear time do not have/],
      ['contains', 'admin(', /cannot be read: missing closing \)/],
      ['>=', 'ten', /“ten” is no decimal number/]
    ] as const
    for (const [index, [operator, value, words]] of wrong.entries()) {
      await add(top(), 'rule')
      const row = rowsOf(top()).nth(index)
      if (operator === 'contains') await row.getByRole('button', { name: 'Regular expression' }).click()
      await fill(row, 'user', operator, value)
      assert.match((await row.locator('.problem').textContent()) ?? '', words)
      assert.equal(await row.getByLabel('Value').getAttribute('aria-invalid'), 'true')
    }
    await editor.done()
    const told = (await editor.problemsOf('outer')).split('\n').filter((line) => line.includes('Rule'))
    assert.deepEqual(told.map((line) => /Rule \d/.exec(line)?.[0]), ['Rule 1', 'Rule 2', 'Rule 3'])
    for (const [index, [, , words]] of wrong.entries()) assert.match(told[index] ?? '', words)
  })
})
