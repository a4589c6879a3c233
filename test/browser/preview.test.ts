import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { pointedAt, readExample } from '../../scripts/trial/quick-start'
import { sharedNodeRed } from '../support/real-node-red'
import { describeInBrowser, openEditor } from './browser'
import type { Editor } from './editor'
import { faint, unlabelled, wordless } from './perceived'

const example = readExample('01 Quick start')

describeInBrowser('The preview of a webhook action', () => {
  let nodeRed: NodeRed
  let standIn: StandIn
  let editor: Editor

  before(async () => {
    nodeRed = await sharedNodeRed()
    standIn = await StandIn.start()
  })

  after(() => standIn.close())

  afterEach(async () => {
    assert.deepEqual(editor.errors, [])
    if ((await editor.dialog.count()) > 0) await editor.cancel()
  })

  const open = async (otherwise: Readonly<Record<string, unknown>> = {}, colorScheme: 'light' | 'dark' = 'light'): Promise<void> => {
    const flows = pointedAt(example, standIn.server, standIn.key).map((node): FlowNode => (node.type === 'webhook-action' ? { ...node, ...otherwise } : node))
    await nodeRed.deploy(flows)
    editor = await openEditor(nodeRed, colorScheme)
    await editor.show('Quick start')
    await editor.edit('Send a Mattermost message')
    await editor.dialog.getByRole('tab', { name: 'Message' }).click()
    await post().locator('.username').waitFor()
  }

  const panel = (): Locator => editor.dialog.getByRole('region', { name: 'Preview' })
  const post = (): Locator => panel().locator('.post')
  const text = (): Locator => editor.dialog.getByLabel('Text', { exact: true })
  const warnings = (): Locator => panel().getByRole('listitem')

  const writeSample = async (payload: unknown): Promise<void> => {
    const sample = panel().locator('textarea')
    if (!(await sample.isVisible())) await panel().locator('summary').click()
    await sample.fill(typeof payload === 'string' ? payload : JSON.stringify(payload))
  }

  it('shows an example at once, and follows what is typed', async () => {
    await open()
    await post().getByText('A new alert was created in Cyphon').waitFor()
    await panel().getByText('This is an example').waitFor()
    await text().fill('**Look** at {{title}}')
    await post().locator('.text strong', { hasText: 'Look' }).waitFor()
    assert.equal(await post().locator('.text').innerText(), 'Look at Disk almost full on db-1.example.com')
    await editor.dialog.getByLabel('Template', { exact: true }).selectOption('full')
    await post().getByRole('link', { name: 'Runbook' }).waitFor()
  })

  it('shows each level, a resolved alert, and what its route does', async () => {
    await open({ template: 'compact', routes: [{ level: 'CRITICAL', channel: 'soc', mention: '@oncall', priority: 'urgent', requestedAck: true, silent: false }] })
    await panel().getByLabel('Level').selectOption('CRITICAL')
    await post().getByText('urgent').waitFor()
    await post().getByText('notifies @oncall').waitFor()
    await panel().getByText('The route for CRITICAL takes effect.').waitFor()
    await panel().getByLabel('Status').selectOption('DONE')
    await post().locator('strong', { hasText: 'Resolved' }).waitFor()
    await post().getByText('urgent').waitFor({ state: 'hidden' })
    await panel().getByLabel('Level').selectOption('LOW')
    await post().getByText('LOW').waitFor()
  })

  it('shows what the last message would be posted as, just as it was posted', async () => {
    await open({ template: 'full' })
    await editor.cancel()
    const posted = standIn.nextPost()
    await editor.press('a Wazuh alert')
    const { attachments } = await posted
    await editor.edit('Send a Mattermost message')
    await editor.dialog.getByRole('tab', { name: 'Message' }).click()
    await panel().locator('summary').click()
    await panel().getByRole('button', { name: 'last message' }).click()
    await post().locator('.title').getByText('Multiple authentication failures followed by a success.').waitFor()
    assert.deepEqual(await post().locator('.field dt').allInnerTexts(), attachments[0]?.fields?.map(({ title }) => title))
    await panel().getByText('This is an example').waitFor({ state: 'hidden' })
  })

  it('warns of what is raw, cut and notifies, and leads to where it comes from', async () => {
    await open({ text: '{{{title}}} @channel', color: 'red', routes: [{ level: 'HIGH', channel: '', mention: '@oncall', priority: '', requestedAck: false, silent: false }] })
    await warnings().getByText('notifies @channel.').waitFor()
    await warnings().getByText('takes {{{title}}} as it is').waitFor()
    await warnings().getByText('is none that Mattermost has: "red"').click()
    assert.equal(await editor.page.evaluate(() => document.activeElement?.id), 'node-input-color')
    await warnings().getByText('notifies @oncall.').click()
    await editor.dialog.getByLabel('Mention').waitFor()
    assert.equal(await editor.page.evaluate(() => (document.activeElement as HTMLElement).dataset.name), 'mention')
    await warnings().getByRole('button', { name: /takes {{{title}}} as it is/ }).focus()
    await editor.page.keyboard.press('Enter')
    assert.equal(await editor.page.evaluate(() => document.activeElement?.id), 'node-input-text')
    await editor.page.keyboard.press('Control+a')
    await editor.page.keyboard.type('{{description}}')
    await warnings().getByText('takes {{{title}}} as it is').waitFor({ state: 'hidden' })
    await writeSample({ title: 'x', description: 'y'.repeat(20_000) })
    await warnings().getByText('holds a value of 20,000 characters, of which no post shows more than 16,383.').waitFor()
  })

  it('says what keeps the post from being made, and shows the last one while it cannot', async () => {
    await open()
    await text().fill('{{#data}}')
    await panel().getByText('There is no preview until this can be read. Text: the section {{#data}} is not closed by {{/data}}').waitFor()
    assert.ok(await post().isVisible())
    await text().fill('{{level}}')
    await panel().getByText('There is no preview').waitFor({ state: 'hidden' })
    await writeSample('{}')
    await panel().getByText('There is no alert in the sample: the object or list in msg.payload is empty.').waitFor()
    await writeSample({ title: 'a', description: 'x'.repeat(5_000_000) })
    await panel().getByText('The sample is too large to be tried').waitFor()
    await writeSample({ title: 'small again' })
    await panel().getByText('The sample is too large').waitFor({ state: 'hidden' })
  })

  it('is text and harmless links, whatever an alert holds, and loads nothing', async () => {
    const asked: string[] = []
    await open({ text: '{{{title}}} {{title}}', body: '{{{description}}}', pretext: '{{description}}', titleLink: '{{{link}}}', iconUrl: 'https://images.example.com/icon.png' })
    editor.page.on('request', (request) => asked.push(request.url()))
    const hostile = '<img src=x onerror=document.title=1> @channel [x](javascript:document.title=1) ![i](https://images.example.com/i.png) $t(label.name) __name__ <script>document.title=1</script>'
    await writeSample({ title: hostile, description: `${hostile}\n${'long '.repeat(4000)}`, link: 'javascript:document.title=1', level: hostile })
    await post().locator('.attachment-text').getByText('onerror').waitFor()
    const found = await post().evaluate((shown) => ({
      odd: Array.from(shown.querySelectorAll('img, script, iframe, object, form, style'), ({ localName }) => localName),
      handlers: Array.from(shown.querySelectorAll('*')).flatMap((element) => element.getAttributeNames().filter((name) => name.startsWith('on'))),
      links: Array.from(shown.querySelectorAll('a'), ({ href, target, rel }) => `${new URL(href).protocol} ${target} ${rel}`)
    }))
    assert.deepEqual({ odd: found.odd, handlers: found.handlers }, { odd: [], handlers: [] })
    assert.deepEqual([...new Set(found.links)], [])
    assert.notEqual(await editor.page.title(), '1')
    assert.deepEqual(asked.filter((url) => !url.startsWith(nodeRed.url)), [])
    await post().locator('.image-name').first().waitFor()
    await warnings().getByText(/has the level "<img.*which is none of the five: INFO is taken/).waitFor()
    // It is folded as in Mattermost, and unfolds.
    await post().getByRole('button', { name: 'Show more' }).click()
    await post().getByRole('button', { name: 'Show less' }).waitFor()
  })

  it('inserts a value where the cursor is, by keyboard and by mouse, with what it brings', async () => {
    await open({ text: 'On : look' })
    await text().focus()
    await text().press('Home')
    for (let step = 0; step < 3; step += 1) await text().press('ArrowRight')
    await editor.page.keyboard.press('Tab')
    await editor.page.keyboard.press('Enter')
    const menu = editor.dialog.getByRole('menu', { name: 'Insert a value…' })
    await menu.getByRole('menuitem', { name: 'data.host.ip 192.0.2.17' }).waitFor()
    await editor.page.keyboard.type('data.host.n')
    await editor.page.keyboard.press('Enter')
    assert.equal(await text().inputValue(), 'On {{data.host.name}}: look')
    await editor.page.keyboard.type('!')
    await post().getByText('On db-1.example.com!: look').waitFor()

    const pretext = editor.dialog.getByLabel('Pretext', { exact: true })
    await pretext.hover()
    await editor.dialog.locator('.form-row', { has: editor.page.locator('#node-input-pretext') }).getByRole('button', { name: 'Insert a value…' }).click()
    await editor.dialog.getByRole('menuitem', { name: /^source / }).click()
    assert.equal(await pretext.inputValue(), '{{source}}')
    await editor.page.keyboard.press('Tab')
    await editor.page.keyboard.press('ArrowDown')
    await editor.page.keyboard.press('Escape')
    await editor.dialog.getByRole('menu').waitFor({ state: 'hidden' })
    assert.ok(await editor.dialog.isVisible())
  })

  it('drops an answer that a later one has overtaken', async () => {
    await open()
    let held: (() => void) | undefined
    await editor.page.route('**/alert-courier/try/post', async (route) => {
      const isFirst = route.request().postData()?.includes('the first') === true
      if (isFirst) await new Promise<void>((release) => (held = release))
      await route.continue()
    })
    await text().fill('the first')
    await editor.page.waitForRequest((request) => request.postData()?.includes('the first') === true)
    await text().fill('the second')
    await post().getByText('the second').waitFor()
    // A post that is shown for a moment only is wrong, too.
    const shown = await post().locator('xpath=..').evaluateHandle((ground) => {
      const texts: string[] = []
      new MutationObserver(() => texts.push(ground.textContent)).observe(ground, { childList: true })
      return texts
    })
    const late = editor.page.waitForResponse((response) => response.request().postData()?.includes('the first') === true)
    held?.()
    await (await late).finished()
    await editor.page.unroute('**/alert-courier/try/post')
    await text().fill('the third')
    await post().getByText('the third').waitFor()
    const texts = await shown.jsonValue()
    assert.ok(texts.some((each) => each.includes('the third')))
    assert.deepEqual(texts.filter((each) => each.includes('the first')), [])
  })

  it('stands beside the templates where there is room, and stays in sight below them where there is none', async () => {
    await open()
    const boxes = async (): Promise<readonly [form: { x: number; width: number }, preview: { x: number; y: number; height: number }]> => {
      const form = await editor.dialog.locator('#alert-courier-panes').boundingBox()
      const shown = await panel().boundingBox()
      assert.ok(form && shown)
      return [form, shown]
    }
    const [wideForm, wide] = await boxes()
    assert.ok(wide.x >= wideForm.x + wideForm.width)
    await editor.page.setViewportSize({ width: 900, height: 800 })
    try {
      await editor.dialog.locator('#alert-courier-desk:not(.wide)').waitFor()
      const [, narrow] = await boxes()
      const { height = 0, y = 0 } = (await editor.dialog.locator('.red-ui-tray-body').boundingBox()) ?? {}
      assert.ok(narrow.y + narrow.height <= y + height + 2)
      assert.ok(narrow.height < height * 0.75)
    } finally {
      await editor.page.setViewportSize({ width: 1500, height: 900 })
    }
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has each control labelled and each text readable where the system is ${colorScheme}, and Mattermost's own theme to choose`, async () => {
      await open({ template: 'full', text: '{{{title}}} @channel', color: 'red', channel: 'ops' }, colorScheme)
      await warnings().first().waitFor()
      const isDark = await editor.page.evaluate(() => document.documentElement.classList.contains('nr-theme-dark'))
      assert.equal(await panel().getByLabel('dark').isChecked(), isDark)
      assert.equal(await post().locator('xpath=..').evaluate((ground) => ground.classList.contains('dark')), isDark)
      await panel().getByLabel('dark').setChecked(!isDark)
      assert.equal(await post().locator('xpath=..').evaluate((ground) => ground.classList.contains('dark')), !isDark)
      await text().focus()
      assert.deepEqual(await unlabelled(editor.dialog), [])
      assert.deepEqual(await wordless(editor.dialog), [])
      assert.deepEqual(await faint(editor.dialog), [])
    })
  }

  it('changes nothing of the flow', async () => {
    await open()
    await writeSample({ title: 'mine' })
    await post().getByText('mine').waitFor()
    await panel().getByLabel('Level').selectOption('LOW')
    await editor.done()
    assert.equal(await editor.page.locator('#red-ui-header-button-deploy.disabled').count(), 1)
  })
})
