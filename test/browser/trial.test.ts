import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { NodeRed } from '../../scripts/trial/node-red'
import { pointedAt, readExample } from '../../scripts/trial/quick-start'
import { ForwardProxy } from '../support/proxy'
import { sharedNodeRed, startNodeRed, userDir } from '../support/real-node-red'
import { describeInBrowser, openEditor } from './browser'
import type { Editor } from './editor'
import { faint, unlabelled, wordless } from './perceived'

const action = 'Send a Mattermost message'
const example = readExample('01 Quick start')

describeInBrowser("The Courier's dialog, to try the connection", () => {
  let nodeRed: NodeRed
  let standIn: StandIn
  let other: StandIn
  let editor: Editor

  before(async () => {
    nodeRed = await sharedNodeRed()
  })

  beforeEach(async () => {
    standIn = await StandIn.start({ generation: 'plain', locked: false })
    other = await StandIn.start()
  })

  afterEach(async () => {
    await standIn.close()
    await other.close()
  })

  const field = (label: string): Locator => editor.dialog.getByLabel(label, { exact: true })
  const button = (name: string): Locator => editor.dialog.getByRole('button', { name, exact: true })
  const outcome = (): Locator => editor.dialog.locator('#alert-courier-trial').getByRole('status')
  const well = (words: string): Promise<void> => outcome().and(editor.dialog.locator('.well')).filter({ hasText: words }).waitFor()
  const wrong = (words: string): Promise<void> => outcome().and(editor.dialog.locator('.wrong')).filter({ hasText: words }).waitFor()

  const open = async (server = standIn.server, key = standIn.key): Promise<void> => {
    await nodeRed.deploy(pointedAt(example, server, key))
    editor = await openEditor(nodeRed)
    await editor.show('Quick start')
    await editor.edit(action)
    await editor.editConfig()
  }

  const leave = async (): Promise<void> => {
    await editor.cancel()
    await editor.cancel()
    assert.deepEqual(editor.errors, [])
  }

  it('says that the key is wrong, and posts with the right one, which the channel shows: nothing of it deployed', async () => {
    await open('https://mattermost.example.com', 'never')
    await field('Server').fill(standIn.server)
    await field('Key').fill('wrongkey000000000000000000')
    await button('Check').click()
    await wrong('Mattermost does not know this webhook')
    await editor.dialog.getByText('Mattermost does not know this key.').waitFor()
    assert.ok(await field('Key').evaluate((key) => key === document.activeElement), 'the key has the focus')
    assert.equal(await field('Key').getAttribute('aria-invalid'), 'true')
    assert.deepEqual(await unlabelled(editor.dialog), [])
    assert.deepEqual(await wordless(editor.dialog), [])
    assert.deepEqual(await faint(editor.dialog), [])

    // The key is selected: what is typed now takes its place.
    await editor.page.keyboard.insertText(standIn.key)
    assert.equal(await field('Key').getAttribute('aria-invalid'), null)
    assert.equal(await outcome().innerText(), '', 'what was said of the other key is gone')
    await button('Check').click()
    await well('Mattermost would take a post. Nothing was posted.')
    assert.deepEqual(standIn.posts, [])
    await button('Send a test').click()
    await well('Mattermost has posted the test.')
    assert.equal(standIn.posts.length, 1)
    await leave()

    const page = await editor.page.context().newPage()
    await page.goto(standIn.pageUrl)
    await page.getByText('Test from Node-RED: Alert Courier can post here.', { exact: true }).waitFor()
    await page.close()
    assert.ok(!(await nodeRed.admin('GET', '/flows')).includes(standIn.server))
  })

  it('is used by keyboard alone, to another channel, with the stored key', async () => {
    await open()
    await field('Channel').focus()
    await editor.page.keyboard.type('nowhere')
    await editor.page.keyboard.press('Tab')
    await editor.page.keyboard.press('Enter')
    await wrong("Mattermost has no such channel in the webhook's team")
    await field('Channel').focus()
    await editor.page.keyboard.press('Control+a')
    await editor.page.keyboard.type('soc')
    await editor.page.keyboard.press('Tab')
    await editor.page.keyboard.press('Tab')
    await editor.page.keyboard.press('Space')
    await well('Mattermost has posted the test.')
    assert.deepEqual(standIn.posts.map(({ channel }) => channel), ['soc'])
    assert.ok(await button('Send a test').evaluate((pressed) => pressed === document.activeElement), 'the focus stays')
    await leave()
  })

  it('keeps the stored key from another server, TLS configuration and proxy, and says how they can be tried', async () => {
    const proxy = await ForwardProxy.start()
    await nodeRed.deploy([...pointedAt(example, standIn.server, standIn.key), { id: 'tap', type: 'http proxy', name: 'A proxy', url: proxy.url, noproxy: [] }])
    editor = await openEditor(nodeRed)
    await editor.show('Quick start')
    await editor.edit(action)
    await editor.editConfig()
    await field('Server').fill(other.server)
    for (const press of ['Check', 'Send a test']) {
      await button(press).click()
      await wrong('To try another server, enter the key again')
    }
    assert.deepEqual(other.requests, [])
    await field('Key').fill(other.key)
    await button('Send a test').click()
    await well('Mattermost has posted the test.')
    assert.equal(other.posts.length, 1)
    await leave()

    await editor.edit(action)
    await editor.editConfig()
    await editor.dialog.locator('#node-config-input-proxy').selectOption('tap')
    await button('Check').click()
    await wrong('enter the key again')
    assert.deepEqual(proxy.passed, [])
    await field('Key').fill(standIn.key)
    await button('Check').click()
    await well('Mattermost would take a post')
    assert.ok(proxy.passed.length > 0)
    await leave()
    await proxy.close()
  })

  it('does one thing at a time, says what it waits for, and ends it when the dialog is left', async () => {
    await open()
    standIn.fail({ kind: 'hang' })
    await button('Send a test').click()
    await outcome().filter({ hasText: 'Sending…' }).waitFor()
    await standIn.waitForRequests(1)
    assert.equal(await button('Check').getAttribute('aria-disabled'), 'true')
    assert.equal(await button('Send a test').getAttribute('aria-disabled'), 'true')
    await button('Check').click({ force: true })
    const failed = editor.page.waitForEvent('requestfailed', (request) => request.url().endsWith('/test'))
    await leave()
    await failed
    assert.equal(standIn.requests.length, 1)
  })

  it('forgets what was said once the fields are others, and not because they were looked at', async () => {
    await open()
    await button('Check').click()
    await well('Mattermost would take a post')
    await field('Server').focus()
    await field('Server').blur()
    await well('Mattermost would take a post')
    await field('Timeout').fill('5')
    await outcome().filter({ hasText: /^$/ }).waitFor({ state: 'attached' })
    await leave()
  })

  it('is off for who may not write, and says so', async () => {
    const folder = await userDir()
    writeFileSync(join(folder, 'flows.json'), JSON.stringify(pointedAt(example, standIn.server, standIn.key)))
    const reading = await startNodeRed({ userDir: folder, settings: "adminAuth: { type: 'credentials', users: [], default: { permissions: 'read' } }" })
    try {
      editor = await openEditor(reading)
      await editor.show('Quick start')
      await editor.edit(action)
      await editor.editConfig()
      await editor.dialog.getByText("You are not allowed to try it: Node-RED's administrator can permit it.").waitFor()
      for (const name of ['Check', 'Send a test']) {
        assert.equal(await button(name).getAttribute('aria-disabled'), 'true')
        await button(name).click({ force: true })
      }
      assert.equal(await outcome().innerText(), '')
      assert.deepEqual(standIn.requests, [])
      assert.deepEqual(editor.errors, [])
    } finally {
      await reading.stop()
    }
  })
})
