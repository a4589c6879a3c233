import assert from 'node:assert/strict'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { group, reference } from '../sieve/saved-sieves'
import { sharedNodeRed } from '../support/real-node-red'
import { describeInBrowser, openEditor } from './browser'
import { add, choose, drag, fill, focused, heard, rowAt, rowsOf, seen, top } from './builder'
import type { Editor } from './editor'
import { flow, rule, sieve } from './flows'
import { faint, unlabelled, wordless } from './perceived'

const z = 'building'
const named = (field: string): object => rule(field, 'equals', '1')

describeInBrowser('The rule builder', () => {
  let nodeRed: NodeRed
  let editor: Editor

  const open = async (nodes: readonly object[], sieves: readonly string[] = [], colorScheme: 'light' | 'dark' = 'light'): Promise<void> => {
    nodeRed = await sharedNodeRed()
    await nodeRed.deploy([flow(z, 'Building'), sieve('built', z, { nodes, sieves }), sieve('inner', z, { y: 300, nodes: [named('i')] })])
    editor = await openEditor(nodeRed, colorScheme)
    await editor.edit('built')
  }

  const saved = async (): Promise<Record<string, unknown>> => {
    await editor.done()
    await editor.deploy()
    const { flows } = JSON.parse(await nodeRed.admin('GET', '/flows')) as { flows: FlowNode[] }
    return flows.find(({ id }) => id === 'built') as Record<string, unknown>
  }

  const undo = (): Promise<void> => editor.dialog.getByRole('button', { name: 'Undo' }).click()

  afterEach(() => assert.deepEqual(editor.errors, []))

  it('moves rows by drag: among others, into a group and out of it, onto an empty group, and groups too', async () => {
    await open([named('a'), named('b'), named('c'), group('OR', [named('d'), named('e')]), group('OR', [])])
    const { page } = editor
    await drag(page, rowAt(editor, '3'), { over: rowAt(editor, '1'), at: [0.1, 0.1] })
    assert.equal(await seen(editor), 'AND(c a b OR(d e) OR())')
    await drag(page, rowAt(editor, '2'), { over: rowAt(editor, '4.2'), at: [0.1, 0.2] })
    assert.equal(await seen(editor), 'AND(c b OR(d a e) OR())')
    await drag(page, rowAt(editor, '3.1'), { over: rowAt(editor, '1'), at: [0.1, 0.1] })
    assert.equal(await seen(editor), 'AND(d c b OR(a e) OR())')
    await drag(page, rowAt(editor, '2'), { over: rowAt(editor, '5'), at: [0.1, 0.7] })
    assert.equal(await seen(editor), 'AND(d b OR(a e) OR(c))')
    await drag(page, rowAt(editor, '4'), { over: rowAt(editor, '3.1'), at: [0.1, 0.8] })
    assert.equal(await seen(editor), 'AND(d b OR(a OR(c) e))')
    assert.deepEqual((await saved()).nodes, [named('d'), named('b'), group('OR', [named('a'), group('OR', [named('c')]), named('e')])])
  })

  it('leaves a row where it was when Escape is pressed while it is dragged, and the dialog open', async () => {
    await open([named('a'), named('b')])
    const { page } = editor
    await rowAt(editor, '2').locator('.handle').hover()
    const to = await rowAt(editor, '1').boundingBox()
    await page.mouse.down()
    await page.mouse.move(to?.x ?? 0, to?.y ?? 0, { steps: 4 })
    await editor.dialog.locator('.drop-line').waitFor()
    await page.keyboard.press('Escape')
    await page.mouse.up()
    assert.equal(await seen(editor), 'AND(a b)')
    assert.equal(await editor.dialog.locator('.drop-line').count(), 0)
    await editor.cancel()
  })

  it('moves rows by Alt and the arrows from any control, which keeps the focus, and says where they are', async () => {
    await open([named('a'), group('OR', [named('b')]), named('c')])
    const { keyboard } = editor.page
    await rowAt(editor, '3').getByLabel('Operator').focus()
    const steps = [
      ['ArrowUp', 'AND(a OR(b c))', 'Now at place 2.2.'],
      ['ArrowUp', 'AND(a OR(c b))', 'Now at place 2.1.'],
      ['ArrowLeft', 'AND(a OR(b) c)', 'Now at place 3.'],
      ['ArrowDown', 'AND(a OR(b) c)', 'This is the last already.'],
      ['ArrowRight', 'AND(a OR(b c))', 'Now at place 2.2.'],
      ['ArrowDown', 'AND(a OR(b) c)', 'Now at place 3.'],
      ['ArrowLeft', 'AND(a OR(b) c)', 'This is in no group that it could leave.'],
      ['ArrowUp', 'AND(a OR(b c))', 'Now at place 2.2.']
    ] as const
    for (const [key, rows, words] of steps) {
      await keyboard.press(`Alt+${key}`)
      assert.deepEqual([await seen(editor), await heard(editor), await focused(editor)], [rows, words, 'Operator of c'], key)
    }
    // A row before a group goes to its beginning; a group itself moves from the control of its own line.
    await rowAt(editor, '1').getByLabel('Value').press('Alt+ArrowRight')
    assert.equal(await seen(editor), 'AND(OR(a b c))')
    await rowAt(editor, '1.2').getByRole('button', { name: 'Case sensitive' }).press('Alt+ArrowLeft')
    assert.equal(await seen(editor), 'AND(OR(a c) b)')
    assert.equal(await focused(editor), 'Case sensitive of b')
    await rowAt(editor, '1').locator(':scope > .line').getByLabel('How many of these must hold').press('Alt+ArrowDown')
    assert.equal(await seen(editor), 'AND(b OR(a c))')
    assert.deepEqual((await saved()).nodes, [named('b'), group('OR', [named('a'), named('c')])])
  })

  it('does all that a row can by its menu and the keyboard alone', async () => {
    await open([named('a'), named('b')])
    const { keyboard } = editor.page
    await rowAt(editor, '2').getByLabel('Value').focus()
    const more = async (what: string): Promise<void> => {
      for (let steps = 0; !(await focused(editor)).startsWith('More to do'); steps += 1) {
        assert.ok(steps < 6, 'Tab does not lead to the menu')
        await keyboard.press('Tab')
      }
      await keyboard.press('Enter')
      for (let steps = 0; !(await focused(editor)).startsWith(what); steps += 1) {
        assert.ok(steps < 9, `The menu has no ${what}`)
        await keyboard.press('ArrowDown')
      }
      await keyboard.press('Enter')
    }
    await more('Put into a new group')
    assert.equal(await seen(editor), 'AND(a OR(b))')
    assert.equal(await focused(editor), 'How many of these must hold')
    await more('Duplicate')
    assert.equal(await seen(editor), 'AND(a OR(b) OR(b))')
    assert.equal(await heard(editor), 'Duplicated: the copy is at place 3.')
    await more('Dissolve the group')
    assert.equal(await seen(editor), 'AND(a OR(b) b)')
    assert.equal(await focused(editor), 'Field of b')
    await more('Move into the group')
    assert.equal(await seen(editor), 'AND(a OR(b b))')
    assert.equal(await focused(editor), 'More to do with this row of b')
    await more('Move out of the group')
    await more('Delete')
    assert.equal(await seen(editor), 'AND(a OR(b))')
    assert.equal(await heard(editor), 'Rule deleted.')
    // Escape closes the menu, not the dialog, and Tab goes on from its button.
    await rowAt(editor, '1').getByRole('button', { name: 'More to do with this row' }).press('ArrowDown')
    await editor.dialog.getByRole('menu').waitFor()
    await keyboard.type('dup')
    assert.match(await focused(editor), /^Duplicate/)
    await keyboard.press('Escape')
    await editor.dialog.getByRole('menu').waitFor({ state: 'detached' })
    assert.equal(await focused(editor), 'More to do with this row of a')
    assert.deepEqual((await saved()).nodes, [named('a'), group('OR', [named('b')])])
  })

  it('duplicates groups with all that is in them, references and switches too', async () => {
    const all = group('OR', [rule('a', 'contains', '^x', { regex: true, caseSensitive: true, negate: true }), reference(0, true), group('AND', [named('b')], true)], true)
    await open([all], ['inner'])
    await choose(rowAt(editor, '1'), 'Duplicate')
    const { nodes, sieves } = await saved()
    assert.deepEqual({ nodes, sieves }, { nodes: [all, all], sieves: ['inner'] })
  })

  it('wraps a rule in a group that asks for what the outer does not, and dissolves a group into its place', async () => {
    await open([named('a'), named('b')])
    await choose(rowAt(editor, '1'), 'Put into a new group')
    await choose(rowAt(editor, '1.1'), 'Put into a new group')
    assert.equal(await seen(editor), 'AND(OR(AND(a)) b)')
    await add(rowAt(editor, '1.1'), 'rule')
    await fill(rowAt(editor, '1.1.2'), 'c', 'equals', '1')
    await choose(rowAt(editor, '1'), 'Dissolve the group')
    await choose(rowAt(editor, '1'), 'Dissolve the group')
    assert.equal(await seen(editor), 'AND(a c b)')
    await undo()
    assert.equal(await seen(editor), 'AND(AND(a c) b)')
    await undo()
    assert.equal(await seen(editor), 'AND(OR(AND(a c)) b)')
  })

  it('brings back what was deleted, one after the other, where it was', async () => {
    await open([named('a'), group('OR', [named('b'), named('c')]), reference(0), named('d')], ['inner'])
    const { dialog } = editor
    const remove = (place: string): Promise<void> => rowAt(editor, place).locator(':scope > .line').getByRole('button', { name: 'Delete' }).click()
    await remove('2.2')
    await remove('2')
    await remove('2')
    assert.equal(await focused(editor), 'Field of d')
    await remove('2')
    await remove('1')
    assert.equal(await seen(editor), 'AND()')
    assert.equal(await focused(editor), 'rule')
    const line = dialog.locator('.undo-line')
    for (const [words, rows] of [
      ['Rule deleted.', 'AND(a)'],
      ['Rule deleted.', 'AND(a d)'],
      ['Reference deleted.', 'AND(a inner d)'],
      ['Group deleted.', 'AND(a OR(b) inner d)'],
      ['Rule deleted.', 'AND(a OR(b c) inner d)']
    ] as const) {
      assert.match((await line.textContent()) ?? '', new RegExp(words))
      await undo()
      assert.equal(await seen(editor), rows)
    }
    assert.ok(await line.isHidden())
    assert.equal(await focused(editor), 'Field of c')
    await editor.done()
    assert.equal(await editor.page.locator('#red-ui-header-button-deploy.disabled').count(), 1)
  })

  it('brings back a group that was deleted though it was empty, and not what was deleted before it', async () => {
    await open([named('a'), group('OR', [], true)])
    const remove = (place: string): Promise<void> => rowAt(editor, place).locator(':scope > .line').getByRole('button', { name: 'Delete' }).click()
    await remove('1')
    await remove('1')
    await undo()
    assert.equal(await seen(editor), 'AND(not OR())')
    await undo()
    assert.equal(await seen(editor), 'AND(a not OR())')
    await editor.cancel()
  })

  it('says in words what the sieve lets through, as the rules now stand, and on the node', async () => {
    await open([named('a')])
    const words = editor.dialog.locator('#alert-courier-summary')
    assert.equal(await words.textContent(), 'In words: a equals “1”')
    assert.equal(await words.getAttribute('aria-live'), 'polite')
    await add(top(editor), 'group')
    await fill(rowAt(editor, '2.1'), 'b', '>=', '10')
    await add(rowAt(editor, '2'), 'sieve')
    await rowAt(editor, '2.2').getByLabel('Sieve', { exact: true }).selectOption({ label: 'inner' })
    await words.getByText('a equals “1” and (b >= 10 or matches inner)').waitFor()
    await rowAt(editor, '2').locator(':scope > .line').getByLabel('How many of these must hold').selectOption({ label: 'none of these holds' })
    await words.getByText('a equals “1” and none of (b >= 10, matches inner)').waitFor()
    await editor.dialog.getByLabel('Name').fill('')
    await editor.done()
    await editor.node('a equals “1” and 1 more').waitFor()
  })

  it('says what is odd about a rule, and that two never both hold, without calling the sieve wrong', async () => {
    await open([rule('level', '>=', '10'), rule('user', 'contains', '')])
    const odd = editor.dialog.locator('.note.odd')
    assert.deepEqual(await odd.allTextContents(), ['The value is empty: this holds for every text.'])
    await rowAt(editor, '2').getByLabel('Value').fill('ann ')
    assert.deepEqual(await odd.allTextContents(), ['The value begins or ends with a space, which counts.'])
    await fill(rowAt(editor, '2'), 'level', '<', '5')
    assert.deepEqual(await odd.allTextContents(), ['Rules 1 and 2 never both hold: no number is within both bounds.'])
    assert.equal(await editor.dialog.locator('.input-error').count(), 0)
    await rowAt(editor, '1').getByLabel('Value').fill('3')
    assert.deepEqual(await odd.allTextContents(), [])
    await rowAt(editor, '1').getByLabel('Value').fill('30')
    await editor.done()
    await editor.edit('built')
    assert.deepEqual(await odd.allTextContents(), ['Rules 1 and 2 never both hold: no number is within both bounds.'])
    await editor.done()
    assert.equal(await editor.node('built').locator('.red-ui-flow-node-error path:visible').count(), 0)
  })

  it('offers the operators by what they are for', async () => {
    await open([named('a')])
    const groups = await rowAt(editor, '1').getByLabel('Operator').locator('optgroup').evaluateAll((all) => all.map((one) => `${(one as HTMLOptGroupElement).label}: ${one.children.length}`))
    assert.deepEqual(groups, ['Text: 8', 'Number: 8', 'Presence: 2'])
  })

  it('offers the fields of a sample, shows what it has there, picks a fitting operator, and hints at one that never holds', async () => {
    const event = { rule: { level: 12, description: 'sshd: brute force' }, 'host.name': 'web-1', data: { ok: true }, hostile: '<img src=x onerror=alert(1)> $t(label.name)' }
    await open([named('rule.level'), rule('rule.description', '>=', '10'), rule('data', 'contains', 'x'), rule('hostile', 'is null')])
    const panel = editor.dialog.locator('#alert-courier-try')
    await panel.locator('summary').press('Enter')
    await editor.paste(panel.getByLabel('Sample', { exact: true }), JSON.stringify(event))
    await editor.dialog.locator('.note.seen').first().waitFor()
    assert.deepEqual(await editor.dialog.locator('.note.seen').allTextContents(), [
      'sample: 12',
      'sample: “sshd: brute force”',
      'sample: an object',
      'sample: “<img src=x onerror=alert(1)> $t(label.name)”'
    ])
    assert.deepEqual(await editor.dialog.locator('.note.odd').allTextContents(), [
      'This never holds for the sample, which has no number here.',
      'This never holds for the sample, which has no text here but an object: choose a field in it.'
    ])
    const offered = await rowAt(editor, '1').getByLabel('Field').evaluate((field) => Array.from((field as HTMLInputElement).list?.options ?? [], ({ value, label }) => `${value}: ${label}`))
    assert.ok(offered.includes('rule.level: 12') && offered.includes('host.name: “web-1”'), offered.join('\n'))

    for (const [index, [field, operator]] of [['rule.level', '>='], ['host.name', 'contains'], ['data.ok', 'equals'], ['data', 'is not null']].entries()) {
      await add(top(editor), 'rule')
      const row = rowAt(editor, `${5 + index}`)
      await row.getByLabel('Field').fill(field ?? '')
      assert.equal(await row.getByLabel('Operator').locator('option:checked').textContent(), operator)
    }
    // What somebody chose stays.
    await rowAt(editor, '5').getByLabel('Operator').selectOption({ label: '<' })
    await rowAt(editor, '5').getByLabel('Field').fill('host.name')
    assert.equal(await rowAt(editor, '5').getByLabel('Operator').inputValue(), '<')
    await panel.locator('summary').click()
    await editor.cancel()
  })

  it('does what is pressed, though what is said of the rules comes and goes by then', async () => {
    await open([rule('level', '>=', '10')])
    const { page } = editor
    const panel = editor.dialog.locator('#alert-courier-try')
    await panel.locator('summary').press('Enter')
    await editor.paste(panel.getByLabel('Sample', { exact: true }), JSON.stringify({ level: 12 }))
    const mark = rowAt(editor, '1').locator('.note.mark')
    await mark.getByText('holds', { exact: true }).waitFor()

    // The field is left by the press; the mark below it must not go by that, nor for good.
    await rowAt(editor, '1').getByLabel('Value').press('End')
    await page.keyboard.type('0')
    await mark.getByText('does not hold', { exact: true }).waitFor()
    await panel.locator('summary').focus()
    await mark.getByText('does not hold', { exact: true }).waitFor()
    await rowAt(editor, '1').getByLabel('Value').fill('10')
    await mark.getByText('holds', { exact: true }).waitFor()
    await add(top(editor), 'rule')
    assert.equal(await rowsOf(top(editor)).count(), 2)

    // All that is said of a change is said well within the time for which the mouse is down here.
    await rowAt(editor, '2').getByLabel('Field').fill('level')
    const box = await top(editor).locator(':scope > .adders').getByRole('button', { name: 'rule', exact: true }).boundingBox()
    assert.ok(box !== null)
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.waitForTimeout(2000)
    await page.mouse.up()
    assert.equal(await rowsOf(top(editor)).count(), 3)
    await rowAt(editor, '2').locator('.note.mark').waitFor()
    await panel.locator('summary').click()
    await editor.cancel()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is labelled and readable with its menu open and all that it can say, where the system is ${colorScheme}`, async () => {
      await open([rule('level', '>=', '10'), rule('level', '<', '1'), rule('user', 'contains', ''), rule('x', '>=', 'ten'), group('OR', [reference(0)])], ['inner'], colorScheme)
      await rowAt(editor, '1').getByRole('button', { name: 'Delete' }).click()
      await rowAt(editor, '4').locator(':scope > .line').getByRole('button', { name: 'More to do with this row' }).click()
      await editor.dialog.getByRole('menuitem').first().waitFor()
      assert.deepEqual(await unlabelled(editor.dialog), [])
      assert.deepEqual(await wordless(editor.dialog), [])
      assert.deepEqual(await faint(editor.dialog), [])
      assert.equal(await rowsOf(top(editor)).count(), 4)
    })
  }

  it('stays usable four groups deep in a narrow window', async () => {
    const deep = group('OR', [named('a'), group('AND', [named('b'), group('OR', [named('c'), group('AND', [rule('agent.name', 'begins with', 'web', { negate: true })])])])])
    await open([deep])
    const { page } = editor
    const before = page.viewportSize() ?? { width: 1500, height: 900 }
    try {
      await page.setViewportSize({ width: 830, height: 900 }) // the sidebar takes 330 of these
      const body = await editor.dialog.locator('.red-ui-tray-body').boundingBox()
      const row = rowAt(editor, '1.2.2.2.1')
      for (const control of [row.getByLabel('Field'), row.getByLabel('Operator'), row.getByLabel('Value'), row.getByRole('button', { name: 'Delete' })]) {
        const box = await control.boundingBox()
        assert.ok(box !== null && body !== null && box.x >= body.x && box.x + box.width <= body.x + body.width, 'lies outside of the dialog')
        if (await control.evaluate((element) => element.matches('input, select'))) assert.ok(box.width >= 60, `is ${box.width} wide`)
      }
      await editor.cancel()
    } finally {
      await page.setViewportSize(before)
    }
  })
})
