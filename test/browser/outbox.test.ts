import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CourierState, GivenUpAlert } from '../../nodes/desk/courier-desk'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { idOf, pointedAt, readExample } from '../../scripts/trial/quick-start'
import { sharedNodeRed, startNodeRed, userDir } from '../support/real-node-red'
import { describeInBrowser, openEditor, openWith } from './browser'
import { DeskStandIn } from './desk-stand-in'
import type { Editor } from './editor'
import { faint, unlabelled, wordless } from './perceived'

const flows = pointedAt(readExample('01 Quick start'), 'https://mattermost.example.com', 'outboxtestkeyoutboxtestkey')
const id = idOf(flows, 'mattermost-config')
const action = 'Send a Mattermost message'

const withMore = (type: string, more: object): readonly FlowNode[] => flows.map((node) => (node.type === type ? { ...node, ...more } : node))

const savedNode = async (nodeRed: NodeRed, type: string): Promise<FlowNode> => {
  const { flows: saved } = JSON.parse(await nodeRed.admin('GET', '/flows')) as { readonly flows: readonly FlowNode[] }
  return saved.find((node) => node.type === type)!
}

const secondsFromNow = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString()

const calm: CourierState = { id, name: 'Mattermost', outbox: 'disk', waiting: 0, oldest: null, nextTry: null, visaUsedUp: false, lastError: null, trouble: null, givenUp: 0 }

const outage = (): CourierState => ({
  ...calm,
  waiting: 3214,
  oldest: secondsFromNow(-2 * 3600 - 60),
  nextTry: secondsFromNow(90),
  visaUsedUp: true,
  lastError: { at: secondsFromNow(-65), code: 'MATTERMOST_UNREACHABLE', text: `Nothing answers ${'at-the-server'.repeat(60)}` },
  trouble: 'The disk is full'
})

const hostile = [
  `<img src=x onerror="document.title='taken'"> ${'W'.repeat(500)}`,
  '__count__ $t(outbox.no) {{title}}',
  '\u202egpj.exe',
  'a\nb\u0000c',
  '<script>document.title="taken"</script>'
]

const givenUp = (count: number): readonly GivenUpAlert[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `alert ${index}`,
    title: `${index}: ${hostile[index % hostile.length] ?? ''}`,
    level: index % 2 === 0 ? 'CRITICAL' : 'INFO',
    taken: secondsFromNow(-7200 - index),
    givenUp: secondsFromNow(-3600 - index),
    code: 'MATTERMOST_REJECTED',
    text: `No such channel ${hostile[0] ?? ''}`,
    action: 'act'
  }))

describeInBrowser("The Courier's dialog", () => {
  let nodeRed: NodeRed
  let editor: Editor
  let desk: DeskStandIn

  before(async () => {
    nodeRed = await sharedNodeRed()
  })

  afterEach(() => desk.end())

  /** Opens the Courier of the example, with a desk that stands in for the server's. */
  const open = async (deployed = flows): Promise<void> => {
    editor = await openWith(nodeRed, deployed)
    desk = await DeskStandIn.in(editor.page)
    desk.state = calm
    await editor.show('Quick start')
    await editor.edit(action)
  }

  const button = (name: string) => editor.dialog.getByRole('button', { name, exact: true })
  const panel = () => editor.dialog.locator('.outbox')

  it('tells how many alerts wait, since when and why, and when it tries next', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await open()
      await editor.page.emulateMedia({ colorScheme })
      desk.state = outage()
      desk.alerts = givenUp(3)
      await editor.editConfig()
      await panel().getByText('3,214').waitFor()
      const text = await panel().innerText()
      for (const words of [/on disk/, /2 hours ago/, /1 minute ago · MATTERMOST_UNREACHABLE/, /Nothing answers/, /Visa\s+used up/, /in 1 minute/, /The disk is full/, /Given up \(3\)/]) {
        assert.match(text, words)
      }
      assert.deepEqual(await unlabelled(editor.dialog), [])
      assert.deepEqual(await wordless(editor.dialog), [])
      assert.deepEqual(await faint(editor.dialog), [])
      assert.deepEqual(editor.errors, [])
      assert.ok(await panel().evaluate((element) => element.scrollWidth <= element.clientWidth), 'nothing is wider than the panel')
      await desk.end()
    }
  })

  it('tells that nothing waits, or that it is not deployed, in a sentence', async () => {
    await open()
    await editor.editConfig()
    await panel().getByText('Nothing is waiting, and nothing is wrong.').waitFor()
    await panel().getByText('There are no given-up alerts.').waitFor()
    desk.state = undefined
    await panel().getByText('it has not been deployed yet').waitFor()
    assert.equal(await panel().getByRole('button').count(), 0)
    assert.deepEqual(editor.errors, [])
  })

  it('tells who may not see it so, and asks no more', async () => {
    await open()
    desk.reads = 403
    await editor.editConfig()
    await panel().getByText('You are not allowed to see this').waitFor()
    assert.equal(await panel().getByRole('button').count(), 0)
    assert.equal(desk.polls, 1)
  })

  it('keeps showing what it knew where the server does not answer, and goes on when it does', async () => {
    await open()
    desk.state = outage()
    await editor.editConfig()
    await panel().getByText('3,214').waitFor()
    desk.reads = 500
    await panel().getByText("It did not work: Node-RED's log says why.").waitFor()
    assert.ok(await panel().getByText('3,214').isVisible())
    desk.reads = 200
    desk.state = { ...outage(), waiting: 7 }
    await panel().getByText('7', { exact: true }).waitFor()
    assert.equal(await panel().getByText('It did not work').count(), 0)
  })

  it('tries at once where it is asked to, and says so', async () => {
    await open()
    desk.state = outage()
    await editor.editConfig()
    await button('Retry now').click()
    await panel().getByRole('status').getByText('The pause is over.').waitFor()
    assert.deepEqual(desk.asked, [{ what: 'retry', body: {} }])
  })

  it('offers nothing to do where nothing waits', async () => {
    await open()
    await editor.editConfig()
    await button('Retry now').waitFor()
    for (const name of ['Retry now', 'Discard waiting']) {
      assert.equal(await button(name).getAttribute('aria-disabled'), 'true')
      await button(name).click({ force: true })
    }
    await desk.waitForPolls(1)
    assert.deepEqual(desk.asked, [])
    assert.equal(await button('Keep').count(), 0)
  })

  it('discards what waits only after it has asked, by keyboard too', async () => {
    await open()
    desk.state = outage()
    await editor.editConfig()
    await button('Discard waiting').focus()
    for (const no of ['Enter', 'Escape']) {
      await editor.page.keyboard.press('Enter')
      await panel().getByText('Discard all that wait? They are given up, not posted.').waitFor()
      await editor.page.keyboard.press(no) // Keep has the focus
      await button('Discard waiting').and(editor.page.locator(':focus')).waitFor()
    }
    assert.deepEqual(desk.asked, [])
    await editor.page.keyboard.press('Enter')
    await editor.page.keyboard.press('Shift+Tab')
    await editor.page.keyboard.press('Enter')
    await panel().getByText('Discarded: 3,214').waitFor()
    assert.deepEqual(desk.asked, [{ what: 'discard', body: { of: 'waiting' } }])
  })

  for (const [status, words] of [
    [401, 'You may look at this, and not change it'],
    [403, 'A proxy in front of it must pass on the Host header']
  ] as const) {
    it(`says so where what it asks for is answered ${status}, and offers no more of it`, async () => {
      await open()
      desk.state = outage()
      desk.alerts = givenUp(2)
      desk.writes = status
      await editor.editConfig()
      await button('Discard all').click()
      await button('Retry now').click()
      await panel().getByText(words).and(editor.page.locator(':focus')).waitFor()
      assert.ok(await panel().getByText('3,214').isVisible())
      assert.ok(await panel().getByText('Given up (2)').isVisible())
      assert.equal(await panel().getByRole('button').count(), 0)
    })
  }

  it('does once what it is asked for by a double click', async () => {
    await open()
    desk.alerts = givenUp(1)
    let answer = (): void => undefined
    desk.patience = new Promise((resolve) => (answer = resolve))
    await editor.editConfig()
    await button('Send all again').dblclick()
    answer()
    await panel().getByText('Back in the outbox: 3,214').waitFor()
    assert.deepEqual(desk.asked, [{ what: 'send-again', body: { ids: 'all' } }])
  })

  it('says so where nothing was changed', async () => {
    await open()
    desk.alerts = givenUp(1)
    desk.changes = 0
    await editor.editConfig()
    await button('Send all again').click()
    await panel().getByText('the alerts are no longer there, or the outbox is full').waitFor()
  })

  it('names an alert that has no title', async () => {
    await open()
    desk.alerts = givenUp(1).map((alert) => ({ ...alert, title: ' ' }))
    await editor.editConfig()
    await panel().locator('ol.given-up').getByText('no title').waitFor()
    await button('Send again: no title').waitFor()
  })

  it('lists what was given up, newest first and 25 a page, and takes nothing in it for more than text', async () => {
    await open()
    desk.alerts = givenUp(40)
    await editor.editConfig()
    const rows = panel().locator('ol.given-up > li')
    await panel().getByText('1 to 25 of 40').waitFor()
    assert.equal(await rows.count(), 25)
    assert.deepEqual(await rows.locator('.title').evaluateAll((titles) => titles.map(({ textContent }) => textContent)), desk.alerts.slice(0, 25).map(({ title }) => title))
    assert.equal(await panel().locator('img, script').count(), 0)
    assert.doesNotMatch(await editor.page.title(), /taken/)

    await button('Older').click()
    await panel().getByText('26 to 40 of 40').waitFor()
    assert.equal(await rows.count(), 15)
    // The page goes away under who reads it.
    desk.alerts = givenUp(20)
    await panel().getByText('Given up (20)').waitFor()
    assert.equal(await rows.count(), 20)
    assert.deepEqual(editor.errors, [])
  })

  it('sends again or discards one alert that was given up, or all', async () => {
    await open()
    desk.alerts = givenUp(3)
    await editor.editConfig()
    const row = panel().locator('ol.given-up > li').nth(1)
    await row.getByRole('button', { name: 'Send again' }).click()
    await panel().getByText('Back in the outbox: 3,214').waitFor()
    await row.getByRole('button', { name: 'Discard' }).click()
    await panel().getByText('Discarded: 3,214').waitFor()
    await button('Send all again').click()
    await panel().getByText('Back in the outbox: 3,214').waitFor()
    await button('Discard all').click()
    await button('Keep').click()
    await button('Discard all').click()
    await panel().getByRole('group', { name: 'Discard all' }).getByRole('button', { name: 'Discard', exact: true }).click()
    await panel().getByText('Discarded: 3,214').waitFor()
    assert.deepEqual(desk.asked, [
      { what: 'send-again', body: { ids: ['alert 1'] } },
      { what: 'discard', body: { of: 'given-up', ids: ['alert 1'] } },
      { what: 'send-again', body: { ids: 'all' } },
      { what: 'discard', body: { of: 'given-up', ids: 'all' } }
    ])
  })

  it('takes neither the focus nor the place in the list away when it shows what changed', async () => {
    await open()
    const all = givenUp(25)
    desk.alerts = all
    await editor.editConfig()
    const name = `Discard: ${all[12]?.title ?? ''}`
    const focused = panel().locator(':focus')
    await panel().locator('ol.given-up > li').nth(12).getByRole('button', { name: 'Discard' }).focus()
    const placeOf = async (): Promise<number | undefined> => (await focused.boundingBox())?.y
    const before = await placeOf()
    desk.state = outage()
    desk.alerts = all.slice(0, 20)
    await panel().getByText('Given up (20)').waitFor()
    assert.equal(await focused.getAttribute('aria-label'), name)
    assert.equal(await placeOf(), before)
    // The row itself goes: the next one has the focus, and not the top of the page.
    desk.alerts = all.filter((_, index) => index !== 12)
    await panel().getByText('Given up (24)').waitFor()
    assert.match((await focused.getAttribute('aria-label')) ?? '', /^Send again: 13:/)
  })

  it('asks no more once it is closed', async () => {
    await open()
    for (const close of ['done', 'cancel', 'delete'] as const) {
      await editor.editConfig()
      await desk.waitForPolls(2)
      if (close === 'delete') await button('Delete').click()
      else await editor[close]()
      const { polls } = desk
      // That something does not happen shows only in time: longer than between two questions.
      await editor.page.waitForTimeout(2500)
      assert.equal(desk.polls, polls, close)
    }
  })

  it('keeps what is set for waiting alerts', async () => {
    await open()
    await editor.editConfig()
    const field = (label: string) => editor.dialog.getByLabel(label, { exact: true })
    await editor.dialog.getByText('Waiting alerts survive a deploy, a restart and a crash.').waitFor()
    await field('Outbox').selectOption('in memory')
    await editor.dialog.getByText('When Node-RED stops they are lost').waitFor()
    await field('Limit').fill('5000')
    await field('Digest above').fill('0')
    await field('Give up after').fill('3600')
    await editor.done()
    await editor.done()
    await editor.deploy()
    const { outbox, outboxLimit, digestAbove, expireAfter } = await savedNode(nodeRed, 'mattermost-config')
    assert.deepEqual({ outbox, outboxLimit, digestAbove, expireAfter }, { outbox: 'memory', outboxLimit: 5000, digestAbove: 0, expireAfter: 3600 })
    await editor.edit(action)
    await editor.editConfig()
    assert.equal(await field('Outbox').inputValue(), 'memory')
    assert.equal(await field('Limit').inputValue(), '5000')
    assert.equal(await field('Digest above').inputValue(), '0')
    assert.equal(await field('Give up after').inputValue(), '3600')
    assert.deepEqual(editor.errors, [])
  })

  it('leaves alone what only the server, or another version, can read', async () => {
    for (const outbox of ['redis', '${OUTBOX}']) {
      await open(withMore('mattermost-config', { outbox, outboxLimit: '${LIMIT}', digestAbove: '${DIGEST}', expireAfter: '${EXPIRE}' }))
      await editor.editConfig()
      assert.equal(await editor.dialog.getByLabel('Outbox', { exact: true }).inputValue(), outbox)
      assert.equal(await editor.dialog.locator('.input-error').count(), outbox === 'redis' ? 1 : 0)
      await editor.done()
      await editor.done()
      assert.equal(await editor.page.locator('#red-ui-header-button-deploy.disabled').count(), 1)
      await desk.end()
    }
  })

  it('marks what cannot be right for waiting alerts, and says why', async () => {
    await open()
    await editor.editConfig()
    for (const [field, value, words] of [
      ['Limit', '0', /must be a whole number from 1/],
      ['Digest above', '-1', /or 0 for never/],
      ['Give up after', '0', /or blank for never/]
    ] as const) {
      const input = editor.dialog.getByLabel(field, { exact: true })
      await input.fill(value)
      assert.match(`${field}: ${await editor.reasonOf(input)}`, words)
    }
  })
})

describeInBrowser("The Courier's dialog, for a user who may only look,", () => {
  it('shows how it stands, and nothing to change it by', async () => {
    const folder = await userDir()
    writeFileSync(join(folder, 'flows.json'), JSON.stringify(flows))
    const nodeRed = await startNodeRed({ userDir: folder, settings: "adminAuth: { type: 'credentials', users: [], default: { permissions: 'read' } }" })
    const editor = await openEditor(nodeRed)
    const desk = await DeskStandIn.in(editor.page)
    const panel = editor.dialog.locator('.outbox')
    desk.state = outage()
    desk.alerts = givenUp(30)
    try {
      await editor.show('Quick start')
      await editor.edit(action)
      await editor.editConfig()
      await panel.getByText('You may look at this, and not change it').waitFor()
      await panel.getByText('3,214').waitFor()
      assert.deepEqual(await panel.getByRole('button').allInnerTexts(), [' Newer', ' Older'])
      // The real routes, asked past the editor.
      const retry = await fetch(`${nodeRed.url}/alert-courier/couriers/${id}/retry`, { method: 'POST' })
      assert.equal(retry.status, 401)
      assert.equal((await fetch(`${nodeRed.url}/alert-courier/couriers`)).status, 200)
    } finally {
      await desk.end()
      await nodeRed.stop()
    }
  })
})

describeInBrowser("The webhook action's dialog", () => {
  it('adds a second output and takes it away, and leaves the routes as they are', async () => {
    const nodeRed = await sharedNodeRed()
    const routes = [{ level: 'CRITICAL', channel: 'ops', mention: '@here' }]
    await nodeRed.deploy(withMore('webhook-action', { routes }))
    const editor = await openEditor(nodeRed)
    await editor.show('Quick start')
    const ports = editor.node(action).locator('.red-ui-flow-port-output')
    const second = editor.dialog.getByLabel('Second output: tells when the alert is safe in the outbox')
    const saved = async (): Promise<FlowNode> => {
      await editor.deploy()
      return savedNode(nodeRed, 'webhook-action')
    }
    await editor.edit(action)
    assert.equal(await second.isChecked(), false)
    await second.check()
    await editor.done()
    await ports.nth(1).waitFor()
    let node = await saved()
    assert.deepEqual([(node.wires as unknown[]).length, node.routes], [2, routes])

    await editor.edit(action)
    assert.equal(await second.isChecked(), true)
    await second.uncheck()
    await editor.done()
    await ports.nth(1).waitFor({ state: 'detached' })
    node = await saved()
    assert.deepEqual([(node.wires as unknown[]).length, node.routes], [1, routes])
    assert.deepEqual(editor.errors, [])
  })
})
