import assert from 'node:assert/strict'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { FlowNode } from '../../scripts/trial/node-red'
import { idOf, pointedAt, readExample } from '../../scripts/trial/quick-start'
import { sharedNodeRed } from '../support/real-node-red'
import { describeInBrowser, openEditor } from './browser'
import type { Editor } from './editor'

const action = 'Send a Mattermost message'

describeInBrowser("An outage, seen and ended in the Courier's dialog", () => {
  let standIn: StandIn
  let editor: Editor

  beforeEach(async () => {
    standIn = await StandIn.start()
  })

  afterEach(() => standIn.close())

  /** Opens the quick start with a Courier of its own: what another test gave up is kept for a month. */
  const open = async (): Promise<void> => {
    const example = pointedAt(readExample('01 Quick start'), standIn.server, standIn.key)
    const ofThisTest = JSON.stringify(example).replaceAll(idOf(example, 'mattermost-config'), `outage-${standIn.key}`)
    const nodeRed = await sharedNodeRed()
    await nodeRed.deploy(JSON.parse(ofThisTest) as FlowNode[])
    editor = await openEditor(nodeRed)
    await editor.show('Quick start')
  }

  /** Clicks the example's button so many times, and waits for what the action then shows. */
  const press = async (times: number, status: RegExp): Promise<void> => {
    for (let time = 0; time < times; time += 1) await editor.press('a Wazuh alert')
    await editor.node(action).getByText(status).waitFor()
  }

  const openCourier = async (): Promise<void> => {
    await editor.edit(action)
    await editor.editConfig()
  }

  const button = (name: string) => editor.dialog.getByRole('button', { name, exact: true })
  const panel = () => editor.dialog.locator('.outbox')
  const rows = () => panel().locator('ol.given-up > li')

  it('tells what waits and why, and delivers it at the press of a button once the server is well', async () => {
    standIn.fail({ kind: 'answer', status: 503, body: 'down' })
    await open()
    await press(3, /^3 waiting$|^retry in \d+ s$/)
    await openCourier()
    await panel().getByText('MATTERMOST_UNREACHABLE').waitFor()
    await panel().locator('dd.count').getByText('3', { exact: true }).waitFor()
    assert.equal(standIn.posts.length, 0)

    standIn.heal()
    await button('Retry now').click()
    await panel().getByText('Nothing is waiting, and nothing is wrong.').waitFor()
    assert.equal(standIn.posts.length, 3)
    assert.deepEqual(editor.errors, [])
  })

  it('lists what was given up with its reason, sends one again, and discards the other', async () => {
    standIn.fail({ kind: 'answer', status: 403, body: 'no' }, 2)
    await open()
    await press(2, /^rejected 403$/)
    await standIn.waitForRequests(2)
    await openCourier()
    await panel().getByText('Given up (2)').waitFor()
    assert.match(await rows().first().innerText(), /Multiple authentication failures/)
    assert.match((await rows().first().locator('.reason').getAttribute('title')) ?? '', /403.*\(MATTERMOST_REJECTED\)/s)
    assert.equal(standIn.posts.length, 0)

    await rows().first().getByRole('button', { name: 'Send again' }).click()
    await panel().getByText('Given up (1)').waitFor()
    await standIn.waitForPosts(1)
    await rows().first().getByRole('button', { name: 'Discard' }).click()
    await panel().getByText('There are no given-up alerts.').waitFor()
    assert.equal(standIn.posts.length, 1)
    assert.deepEqual(editor.errors, [])
  })
})
