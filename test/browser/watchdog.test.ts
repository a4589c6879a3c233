import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { presets } from '../../nodes/watchdog/preset'
import { sharedNodeRed } from '../support/real-node-red'
import { describeInBrowser, openEditor } from './browser'
import type { Editor } from './editor'
import { flow, rule } from './flows'
import { faint, unlabelled, wordless } from './perceived'

const z = 'watchdogs'
const tab = flow(z, 'Watchdogs')

/** A watchdog as a person writes it by hand: only what is not the default, or not its preset's. */
const watchdog = (id: string, more: object = {}): FlowNode => ({ id, type: 'alert-watchdog', z, name: id, x: 300, y: 200, wires: [[], [], []], ...more })

/** A watchdog that was just placed. */
const placed = (id: string): FlowNode =>
  watchdog(id, {
    preset: '', property: 'payload', derive: [], split: '', onlyWhen: rules([]), source: '', title: '', link: '', description: '', runbook: '', time: '',
    details: '', triggers: [], levelFrom: { field: '', map: {} }, resolvedWhen: rules([]), muzzleFields: '', muzzleInterval: 1, muzzleUnit: 'h',
    muzzleEnabled: false, muzzleWindow: 'bucket', sieves: []
  })

const rules = (nodes: readonly object[]): object => ({ logic: 'AND', negate: false, nodes })

const trigger = (level: string, ...nodes: readonly object[]): object => ({ level, ...rules(nodes) })

describeInBrowser('The dialog of a watchdog', () => {
  let nodeRed: NodeRed
  let editor: Editor

  const open = async (nodes: readonly FlowNode[], colorScheme: 'light' | 'dark' = 'light'): Promise<void> => {
    nodeRed = await sharedNodeRed()
    await nodeRed.deploy([tab, ...nodes])
    editor = await openEditor(nodeRed, colorScheme)
    await editor.show('Watchdogs')
  }

  const propertiesIn = (flows: readonly FlowNode[], id: string): Readonly<Record<string, unknown>> => {
    const ofAnyNode = ['id', 'type', 'z', 'name', 'x', 'y', 'wires']
    return Object.fromEntries(Object.entries(flows.find((node) => node.id === id)!).filter(([name]) => !ofAnyNode.includes(name)))
  }

  const saved = async (id: string): Promise<Readonly<Record<string, unknown>>> =>
    propertiesIn((JSON.parse(await nodeRed.admin('GET', '/flows')) as { flows: FlowNode[] }).flows, id)

  const label = (name: string): Locator => editor.dialog.getByLabel(name, { exact: true })

  const source = (): Locator => label('Source')

  const go = (name: 'Event' | 'Alert' | 'Repeats'): Promise<void> => editor.dialog.getByRole('tab', { name }).click()

  const triggers = (): Locator => editor.dialog.locator('#alert-courier-triggers > ol > li')

  const add = (place: Locator, what: string): Promise<void> => place.getByRole('button', { name: what, exact: true }).last().click()

  const fill = async (row: Locator, field: string, operator: string, value: string): Promise<void> => {
    await row.getByLabel('Field').fill(field)
    await row.getByLabel('Operator').selectOption({ label: operator })
    await row.getByLabel('Value').fill(value)
  }

  const question = (): Locator => editor.dialog.locator('#alert-courier-question')

  const isDeployed = async (): Promise<boolean> => (await editor.page.locator('#red-ui-header-button-deploy.disabled').count()) === 1

  afterEach(() => assert.deepEqual(editor.errors, []))

  it('is filled in by the choice of a source, may be changed, and reopens as it was saved', async () => {
    await open([placed('mine')])
    await editor.edit('mine')
    await source().selectOption({ label: 'Wazuh' })
    await editor.dialog.getByText('what a custom integration of the Wazuh manager posts').waitFor()
    await go('Alert')
    assert.equal(await label('Title').inputValue(), '{{rule.description}}')
    assert.equal(await triggers().count(), 5)
    await triggers().nth(1).getByLabel('Value').fill('11')
    await triggers().nth(4).locator('> .line').getByRole('button', { name: 'Delete' }).click()
    await add(editor.dialog.locator('#alert-courier-triggers'), 'trigger')
    await triggers().nth(4).getByLabel('Level of the trigger').selectOption('INFO')
    await triggers().nth(4).getByText('No rules: always.').waitFor()
    await triggers().nth(4).locator('> .line').getByRole('button', { name: 'Move up' }).click()
    await editor.done()
    await editor.deploy()

    const level = (at: string): object => rule('rule.level', '>=', at)
    const expected = {
      preset: 'wazuh', property: 'payload', derive: [], split: '', link: '', runbook: '', levelFrom: { field: '', map: {} }, resolvedWhen: rules([]), sieves: [],
      ...presets.wazuh,
      onlyWhen: rules([rule('rule.description', 'is null', '', { negate: true })]),
      triggers: [
        trigger('CRITICAL', level('15')), trigger('HIGH', level('11')), trigger('MEDIUM', level('7')), trigger('INFO'), trigger('LOW', level('4'))
      ]
    }
    assert.deepEqual(await saved('mine'), expected)
    assert.deepEqual(propertiesIn(JSON.parse(await editor.export()) as FlowNode[], 'mine'), expected)

    await editor.edit('mine')
    await go('Alert')
    assert.deepEqual(await triggers().getByLabel('Level of the trigger').evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value)), [
      'CRITICAL', 'HIGH', 'MEDIUM', 'INFO', 'LOW'
    ])
    await editor.done()
    assert.ok(await isDeployed())
  })

  it('fills in every source as it will be read again, and asks only where something was written by hand', async () => {
    await open([placed('mine')])
    await editor.edit('mine')
    const names = await source().locator('option').allTextContents()
    assert.equal(names.length, Object.keys(presets).length + 1)
    for (const name of names.slice(1)) {
      await source().selectOption({ label: name })
      assert.equal(await question().textContent(), '', name)
    }
    await label('Time').fill('at')
    await source().selectOption({ label: 'Falco' })
    assert.match((await question().textContent()) ?? '', /changed something by hand.*“Falco”/)
    await editor.dialog.getByRole('button', { name: 'Keep mine' }).click()
    assert.equal(await source().locator('option:checked').textContent(), names.at(-1))
    assert.equal(await label('Time').inputValue(), 'at')
    await source().selectOption({ label: 'Falco' })
    await editor.dialog.getByRole('button', { name: 'Fill in' }).click()
    assert.equal(await label('Time').inputValue(), 'time')
    assert.ok(await source().evaluate((element) => element === document.activeElement))
    await editor.cancel()
    assert.ok(await isDeployed())
  })

  it('leaves a flow that was written by hand as it is, and shows what the runtime takes: the preset, else the default', async () => {
    const sparse = { preset: 'alertmanager', title: 'mine: {{headline}}', triggers: [{ level: 'high', nodes: [{ type: 'rule', field: 'severity', operator: 'is null' }] }] }
    await open([watchdog('sparse', sparse), watchdog('bare', { y: 300, triggers: [{ level: 'LOW' }] }), watchdog('gone', { y: 400, preset: 'none of ours' })])
    await editor.edit('sparse')
    assert.equal(await label('Split').inputValue(), 'alerts')
    await go('Alert')
    assert.equal(await label('Title').inputValue(), 'mine: {{headline}}')
    assert.equal(await triggers().getByLabel('Level of the trigger').inputValue(), 'HIGH')
    await go('Repeats')
    assert.ok(await editor.dialog.getByLabel('Fold repeats').isChecked())
    await editor.done()
    await editor.edit('bare')
    assert.equal(await editor.dialog.locator('#node-input-property').inputValue(), 'payload')
    await editor.done()
    await editor.edit('gone')
    await editor.dialog.getByText('There is no preset "none of ours" in this version').waitFor()
    await editor.done()
    assert.ok(await isDeployed())

    await editor.edit('sparse')
    await label('Time').fill('endsAt')
    await editor.done()
    await editor.deploy()
    assert.deepEqual(await saved('sparse'), { ...sparse, time: 'endsAt' })

    // One's own goes on from what is there, and no preset answers for it any more.
    await editor.edit('sparse')
    await source().selectOption({ label: 'your own' })
    assert.equal(await question().textContent(), '')
    await editor.done()
    await editor.deploy()
    const own = await saved('sparse')
    assert.equal(Object.keys(own).length, Object.keys(placed('')).length - Object.keys(watchdog('')).length)
    assert.deepEqual({ preset: own.preset, split: own.split, title: own.title, muzzleWindow: own.muzzleWindow }, { preset: '', split: 'alerts', title: sparse.title, muzzleWindow: 'sliding' })
  })

  it('saves derived values and a level from a field, keeps them over undo, and over copy and paste', async () => {
    await open([placed('mine')])
    await editor.edit('mine')
    const derive = editor.dialog.locator('#alert-courier-derive')
    await add(derive, 'value')
    await label('Name of the value').fill('what')
    await label('Paths, the first that is not empty').fill('a["x, y"].b, c,.')
    await label('Regular expression').last().fill('^(\\w+)')
    await label('JSON').check()
    await label('numbers as #').check()
    await add(derive, 'value')
    await go('Alert')
    await label('Level is given').selectOption('field')
    await editor.dialog.getByText('Nothing gives a level').locator('visible=true').waitFor()
    await editor.dialog.locator('#alert-courier-level-field').fill('labels.severity')
    for (const [value, level] of [['page', 'CRITICAL'], ['none', '']] as const) {
      await add(editor.dialog.locator('#alert-courier-map'), 'value')
      await label('Value').last().fill(value)
      await label('Level of the value').last().selectOption(level)
    }
    await editor.dialog.locator('#alert-courier-other').selectOption('LOW')
    await editor.done()
    await editor.page.keyboard.press('Control+z')
    assert.ok(await isDeployed())
    await editor.page.keyboard.press('Control+y')
    await editor.copyFlow()
    await editor.pasteNodes()
    await editor.deploy()

    const { flows } = JSON.parse(await nodeRed.admin('GET', '/flows')) as { flows: FlowNode[] }
    const copies = flows.filter(({ type }) => type === 'alert-watchdog')
    assert.equal(copies.length, 2)
    for (const { derive: values, levelFrom, triggers: none } of copies) {
      assert.deepEqual(values, [{ name: 'what', from: ['a["x, y"].b', 'c', ''], json: true, match: '^(\\w+)', mask: true }])
      assert.deepEqual(levelFrom, { field: 'labels.severity', map: { page: 'CRITICAL', none: '', '*': 'LOW' } })
      assert.deepEqual(none, [])
    }
  })

  it('has rules in several places that do not disturb each other, by key and by drag', async () => {
    const three = rules([rule('a', 'equals', '1'), rule('b', 'equals', '2'), rule('c', 'equals', '3')])
    await open([watchdog('mine', { onlyWhen: three, resolvedWhen: three, triggers: [trigger('HIGH', rule('x', 'equals', '1'), rule('y', 'equals', '2')), trigger('LOW', rule('z', 'equals', '3'))] })])
    await editor.edit('mine')
    const ids = await editor.dialog.locator('[id]').evaluateAll((all) => all.map(({ id }) => id))
    assert.equal(new Set(ids).size, ids.length)
    await editor.dialog.locator('#alert-courier-onlyWhen .rule').nth(2).getByLabel('Field').press('Alt+ArrowUp')
    await go('Alert')
    await triggers().nth(0).locator('.rule').nth(1).getByRole('button', { name: 'Delete' }).click()
    assert.equal(await editor.page.evaluate(() => (document.activeElement as HTMLInputElement).value), 'x')
    // A rule that is dragged to another trigger stays where it was; a trigger that is dragged takes its rules along.
    const grip = (row: Locator): Locator => row.locator(':scope > .line > .handle')
    await grip(triggers().nth(1).locator('.rule')).dragTo(grip(triggers().nth(0).locator('.rule')))
    await grip(triggers().nth(1)).dragTo(grip(triggers().nth(0)), { targetPosition: { x: 3, y: 1 } })
    await go('Repeats')
    await add(editor.dialog.locator('#alert-courier-resolvedWhen'), 'rule')
    await fill(editor.dialog.locator('#alert-courier-resolvedWhen .rule').last(), 'd', 'equals', '4')
    await editor.done()
    await editor.deploy()
    const { onlyWhen, resolvedWhen, triggers: all } = await saved('mine')
    assert.deepEqual(onlyWhen, rules([rule('a', 'equals', '1'), rule('c', 'equals', '3'), rule('b', 'equals', '2')]))
    assert.deepEqual(resolvedWhen, rules([rule('a', 'equals', '1'), rule('b', 'equals', '2'), rule('c', 'equals', '3'), rule('d', 'equals', '4')]))
    assert.deepEqual(all, [trigger('LOW', rule('z', 'equals', '3')), trigger('HIGH', rule('x', 'equals', '1'))])
  })

  it('tells wrong values in words where they are, in the tabs and in the flow', async () => {
    await open([placed('mine')])
    await editor.edit('mine')
    await label('Split').fill('a..b')
    await editor.dialog.getByText('The path “a..b” has a dot with no key beside it').waitFor()
    assert.match(await editor.reasonOf(label('Split')), /Split: The path “a\.\.b”/)
    await add(editor.dialog.locator('#alert-courier-derive'), 'value')
    await label('Name of the value').fill('a.b')
    await editor.dialog.getByText('A derived value cannot be named "a.b"').waitFor()
    await label('Name of the value').fill('what')
    await label('Paths, the first that is not empty').fill('message')
    await label('Regular expression').last().fill('a(?=b)')
    await editor.dialog.getByText(/uses look-ahead \(\?=/).waitFor()
    await go('Alert')
    await editor.dialog.getByText('Nothing gives a level').locator('visible=true').waitFor()
    await label('Title').fill('{{#hosts}}{{name}}')
    await editor.dialog.getByText('The section {{#hosts}} is not closed by {{/hosts}}').waitFor()
    await label('Link').fill('${LINK}')
    await add(editor.dialog.locator('#alert-courier-triggers'), 'trigger')
    await add(triggers().last(), 'rule')
    await fill(triggers().last().locator('.rule'), 'level', '>=', 'ten')
    await go('Repeats')
    await editor.dialog.getByLabel('Fold repeats').check()
    await editor.dialog.getByText('every alert of this watchdog counts as the same').waitFor()
    await label('For').fill('')
    await editor.dialog.getByText('The time must be a number above 0').waitFor()
    await label('For').fill('2')
    await editor.dialog.getByText('The time must be a number above 0').waitFor({ state: 'hidden' })
    await label('For').fill('0')
    await editor.dialog.getByText('The time must be a number above 0').waitFor()
    assert.equal(await editor.dialog.locator('[role=tab].wrong').count(), 3)
    await editor.done()
    const told = await editor.problemsOf('mine')
    for (const words of [
      /Split: The path “a\.\.b”/, /Derived value 1: This regular expression .* look-ahead/, /Title: the section {{#hosts}}/, /Trigger 1: Rule 1: “ten” is no decimal number/,
      /Matching fields: Without matching fields/, /For: The time must be a number above 0/
    ]) assert.match(told, words)
    assert.doesNotMatch(told, /Link|Nothing gives a level/)

    await editor.edit('mine')
    await label('Split').fill('')
    await editor.dialog.locator('#alert-courier-derive').getByRole('button', { name: 'Delete' }).click()
    await go('Alert')
    await label('Title').fill('${TITLE}')
    await triggers().locator('.rule').getByLabel('Value').fill('${LEAST}')
    await go('Repeats')
    await label('For').fill('${HOURS}')
    await label('Matching fields').fill('host')
    assert.equal(await editor.dialog.locator('[role=tab].wrong').count(), 0)
    await editor.done()
    assert.equal(await editor.node('mine').locator('.red-ui-flow-node-error path:visible').count(), 0)
    await editor.deploy()
    assert.equal((await saved('mine')).muzzleInterval, '${HOURS}')
  })

  it('is filled in by keyboard alone', async () => {
    await open([placed('mine')])
    await editor.edit('mine')
    const { keyboard } = editor.page
    const focused = (): Promise<string> =>
      editor.page.evaluate(() => {
        const { activeElement } = document
        const by = activeElement?.getAttribute('aria-labelledby')
        return (activeElement?.getAttribute('aria-label') ?? (by ? document.getElementById(by)?.textContent : undefined) ?? activeElement?.textContent ?? '').trim()
      })
    const tabTo = async (name: string, key = 'Tab'): Promise<void> => {
      for (let steps = 0; (await focused()) !== name; steps += 1) {
        assert.ok(steps < 60, `Tab does not lead to ${name}`)
        await keyboard.press(key)
      }
    }
    await tabTo('Source')
    await keyboard.type('Sensor')
    await tabTo('Alert')
    await keyboard.press('Enter')
    await tabTo('Level of the trigger')
    await keyboard.type('MEDIUM')
    await tabTo('Move down')
    await keyboard.press('Space')
    await tabTo('Repeats', 'Shift+Tab')
    await keyboard.press('Space')
    await tabTo('Matching fields')
    await keyboard.press('End')
    await keyboard.type(', unit')
    await keyboard.press('Control+Enter')
    await editor.closed()
    await editor.deploy()
    const { triggers: all, muzzleFields, preset } = await saved('mine')
    assert.deepEqual((all as { level: string }[]).map(({ level }) => level), ['HIGH', 'MEDIUM'])
    assert.deepEqual({ muzzleFields, preset }, { muzzleFields: 'topic, name, sensor, device, device_id, id, unit', preset: 'sensor' })
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has each control labelled and each text readable where the system is ${colorScheme}`, async () => {
      await open([watchdog('grafana', { preset: 'grafana' }), watchdog('wazuh', { y: 300, preset: 'wazuh' }), watchdog('', { y: 400, preset: 'falco' })], colorScheme)
      await editor.node('Falco').waitFor()
      for (const name of ['grafana', 'wazuh']) {
        await editor.edit(name)
        for (const pane of ['Event', 'Alert', 'Repeats'] as const) {
          await go(pane)
          assert.deepEqual(await unlabelled(editor.dialog), [])
          assert.deepEqual(await wordless(editor.dialog), [])
          assert.deepEqual(await faint(editor.dialog), [])
          assert.equal(await editor.dialog.locator('.input-error').count(), 0)
        }
        await editor.cancel()
      }
    })
  }
})
