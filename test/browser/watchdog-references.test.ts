import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { sharedNodeRed } from '../support/real-node-red'
import { reference } from '../sieve/saved-sieves'
import { all, trigger } from '../watchdog/looking'
import { describeInBrowser, openEditor } from './browser'
import type { Editor } from './editor'
import { flow, rule, sieve } from './flows'

const z = 'referring'

const watchdog = (id: string, more: object = {}): FlowNode => ({ id, type: 'alert-watchdog', z, name: id, x: 300, y: 300, wires: [[], [], []], title: '{{host}}', ...more })

const at = (y: number): object => ({ x: 600, y })

describeInBrowser('A watchdog that refers to sieves', () => {
  let nodeRed: NodeRed
  let editor: Editor

  const open = async (nodes: readonly FlowNode[]): Promise<void> => {
    nodeRed = await sharedNodeRed()
    await nodeRed.deploy([flow(z, 'Referring'), ...nodes])
    editor = await openEditor(nodeRed)
    await editor.show('Referring')
  }

  afterEach(() => assert.deepEqual(editor.errors, []))

  const flows = async (): Promise<readonly FlowNode[]> => (JSON.parse(await nodeRed.admin('GET', '/flows')) as { flows: FlowNode[] }).flows
  const saved = async (id: string): Promise<FlowNode> => (await flows()).find((node) => node.id === id)!
  const go = (name: 'Event' | 'Alert' | 'Repeats'): Promise<void> => editor.dialog.getByRole('tab', { name }).click()
  const triggers = (): Locator => editor.dialog.locator('#alert-courier-triggers > ol > li')
  const onlyWhen = (): Locator => editor.dialog.locator('#alert-courier-onlyWhen')
  const add = (place: Locator, what: string): Promise<void> => place.getByRole('button', { name: what, exact: true }).last().click()
  const isDeployed = async (): Promise<boolean> => (await editor.page.locator('#red-ui-header-button-deploy.disabled').count()) === 1

  const two = (): FlowNode[] => [
    sieve('severe', z, { ...at(100), name: '', nodes: [rule('level', '>=', '10')] }),
    sieve('inner', z, { ...at(200), name: 'Inner network', nodes: [rule('ip', 'begins with', '10.')] })
  ]

  it('has them chosen in any of its rules, by name or by what they say, in one list', async () => {
    await open([watchdog('mine'), ...two()])
    await editor.edit('mine')
    await add(onlyWhen(), 'sieve')
    const row = onlyWhen().locator('.ref')
    assert.deepEqual(await row.getByLabel('Sieve', { exact: true }).locator('option').allTextContents(), ['choose a sieve…', 'Inner network', 'level >= 10'])
    await row.getByLabel('Sieve', { exact: true }).selectOption({ label: 'Inner network' })
    await row.getByLabel('Whether the sieve must match').selectOption({ label: 'does not match' })
    await go('Alert')
    await add(editor.dialog.locator('#alert-courier-triggers'), 'trigger')
    await add(triggers().last(), 'sieve')
    await triggers().last().getByLabel('Sieve', { exact: true }).selectOption({ label: 'level >= 10' })
    await add(triggers().last(), 'sieve')
    await triggers().last().getByLabel('Sieve', { exact: true }).last().selectOption({ label: 'Inner network' })
    await go('Repeats')
    await add(editor.dialog.locator('#alert-courier-resolvedWhen'), 'sieve')
    await editor.dialog.locator('#alert-courier-resolvedWhen').getByLabel('Sieve', { exact: true }).selectOption({ label: 'level >= 10' })
    await editor.done()
    await editor.deploy()
    const { onlyWhen: looked, triggers: raised, resolvedWhen, sieves } = await saved('mine')
    assert.deepEqual({ looked, raised, resolvedWhen, sieves }, {
      looked: all(reference(0, true)), raised: [trigger('HIGH', reference(1), reference(0))], resolvedWhen: all(reference(1)), sieves: ['inner', 'severe']
    })

    await editor.edit('mine')
    assert.equal(await onlyWhen().getByLabel('Sieve', { exact: true }).locator('option:checked').textContent(), 'Inner network')
    await go('Alert')
    assert.deepEqual(await triggers().getByLabel('Sieve', { exact: true }).locator('option:checked').allTextContents(), ['level >= 10', 'Inner network'])
    await editor.done()
    assert.ok(await isDeployed(), 'nothing was changed')

    // Of what is left, each still means its own.
    await editor.edit('mine')
    await onlyWhen().locator('.ref').getByRole('button', { name: 'Delete' }).click()
    await editor.done()
    await editor.deploy()
    const now = await saved('mine')
    assert.deepEqual([now.onlyWhen, now.triggers, now.resolvedWhen, now.sieves], [
      all(), [trigger('HIGH', reference(0), reference(1))], all(reference(0)), ['severe', 'inner']
    ])
  })

  it('leaves a list that was written by hand as it is, and indexes it anew in all rules where one of them changes', async () => {
    const byHand = { triggers: [{ level: 'high', nodes: [{ type: 'ref', sieve: 2 }] }], onlyWhen: { nodes: [{ type: 'ref', sieve: 1 }] }, sieves: ['unused', 'inner', 'severe'] }
    await open([watchdog('mine', byHand), ...two()])
    assert.equal(await editor.node('mine').locator('.red-ui-flow-node-error path:visible').count(), 0)
    await editor.edit('mine')
    await editor.done()
    assert.ok(await isDeployed())
    await editor.edit('mine')
    await go('Alert')
    await triggers().getByLabel('Whether the sieve must match').selectOption({ label: 'does not match' })
    await editor.done()
    await editor.deploy()
    const { onlyWhen: looked, triggers: raised, sieves, resolvedWhen } = await saved('mine')
    assert.deepEqual({ looked, raised, sieves, resolvedWhen }, {
      looked: all(reference(0)), raised: [trigger('HIGH', reference(1, true))], sieves: ['inner', 'severe'], resolvedWhen: undefined
    })
  })

  it('has one chosen by keyboard alone', async () => {
    await open([watchdog('mine'), ...two()])
    await editor.edit('mine')
    const { keyboard } = editor.page
    await go('Alert')
    await add(editor.dialog.locator('#alert-courier-triggers'), 'trigger')
    await triggers().getByRole('button', { name: 'rule', exact: true }).focus()
    const focused = (): Promise<string> => editor.page.evaluate(() => (document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '').trim())
    const tabTo = async (name: string): Promise<void> => {
      for (let steps = 0; (await focused()) !== name; steps += 1) {
        assert.ok(steps < 10, `Tab does not lead to ${name}`)
        await keyboard.press('Tab')
      }
    }
    await tabTo('sieve')
    await keyboard.press('Enter')
    await tabTo('Whether the sieve must match')
    await tabTo('Sieve')
    await keyboard.type('Inner')
    await keyboard.press('Control+Enter')
    await editor.closed()
    await editor.deploy()
    const { triggers: raised, sieves } = await saved('mine')
    assert.deepEqual({ raised, sieves }, { raised: [trigger('HIGH', reference(0))], sieves: ['inner'] })
  })

  it('refers to its own copies of them after a copy and paste, and after an import', async () => {
    const refers = watchdog('mine', { onlyWhen: all(reference(1, true)), triggers: [trigger('HIGH', reference(0))], sieves: ['severe', 'inner'] })
    await open([refers, ...two()])
    await editor.copyFlow()
    await editor.pasteNodes()
    await editor.import([flow('other', 'Imported'), ...[refers, ...two()].map((node) => ({ ...node, z: 'other' }))])
    await editor.deploy()
    const now = await flows()
    const dogs = now.filter(({ type }) => type === 'alert-watchdog')
    assert.equal(dogs.length, 3)
    const lists = dogs.map(({ sieves }) => sieves as string[])
    assert.equal(new Set(lists.flat()).size, 6)
    for (const [index, dog] of dogs.entries()) {
      assert.deepEqual([dog.onlyWhen, dog.triggers], [all(reference(1, true)), [trigger('HIGH', reference(0))]])
      assert.deepEqual(lists[index]!.map((id) => now.find((node) => node.id === id)?.name), ['', 'Inner network'])
      assert.ok(lists[index]!.every((id) => now.find((node) => node.id === id)?.z === dog.z))
    }
  })

  it('says so in the flow and in the dialog when one of them is deleted, and no longer once it is back', async () => {
    await open([watchdog('mine', { triggers: [trigger('HIGH', reference(0))], sieves: ['inner'] }), ...two()])
    const triangle = editor.node('mine').locator('.red-ui-flow-node-error path:visible')
    assert.equal(await triangle.count(), 0)
    await editor.node('Inner network').locator('.red-ui-flow-node').click()
    await editor.page.keyboard.press('Delete')
    await triangle.first().waitFor()
    assert.match(await editor.problemsOf('mine'), /Trigger 1: A sieve that the rules refer to is no longer there/)
    await editor.edit('mine')
    assert.equal(await editor.dialog.getByRole('tab', { name: 'Alert' }).and(editor.page.locator('.wrong')).count(), 1)
    await go('Alert')
    await triggers().getByLabel('Sieve', { exact: true }).and(editor.page.locator('.input-error')).waitFor()
    assert.equal(await triggers().getByLabel('Sieve', { exact: true }).locator('option:checked').textContent(), 'sieve inner, which cannot be used')
    await editor.cancel()
    await editor.page.keyboard.press('Control+z')
    await triangle.first().waitFor({ state: 'hidden' })
    await editor.edit('mine')
    await go('Alert')
    assert.equal(await triggers().getByLabel('Sieve', { exact: true }).locator('option:checked').textContent(), 'Inner network')
    await editor.cancel()
  })

  it('says so where one of them contains itself, until it no longer does', async () => {
    await open([
      watchdog('mine', { onlyWhen: all(reference(0)), triggers: [trigger('HIGH')], sieves: ['a'] }),
      sieve('a', z, { ...at(100), nodes: [reference(0)], sieves: ['b'] }),
      sieve('b', z, { ...at(200), nodes: [reference(0)], sieves: ['a'] })
    ])
    assert.match(await editor.problemsOf('mine'), /Rules for which events are looked at: A sieve that the rules refer to refers, through others, to itself/)
    await editor.edit('b')
    await editor.dialog.locator('.ref').getByRole('button', { name: 'Delete' }).click()
    await editor.done()
    await editor.node('mine').locator('.red-ui-flow-node-error path:visible').first().waitFor({ state: 'hidden' })
  })
})
