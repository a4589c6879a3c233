import assert from 'node:assert/strict'
import type { NodeRed } from '../../scripts/trial/node-red'
import { pointedAt, readExample } from '../../scripts/trial/quick-start'
import { sharedNodeRed } from '../support/real-node-red'
import { describeInBrowser, openEditor } from './browser'
import type { Editor } from './editor'

const flows = pointedAt(readExample('01 Quick start'), 'https://mattermost.example.com', 'wrongvalueswrongvalueswron')

describeInBrowser('A value that cannot be right', () => {
  let nodeRed: NodeRed
  let editor: Editor

  beforeEach(async () => {
    nodeRed = await sharedNodeRed()
    await nodeRed.deploy(flows)
    editor = await openEditor(nodeRed)
    await editor.edit('Send a Mattermost message')
  })

  afterEach(() => assert.deepEqual(editor.errors, []))

  it('of a Courier is marked once it is left, says why, and marks the action too', async () => {
    await editor.editConfig()
    for (const [field, value, words] of [
      ['Server', 'mattermost.example.com', /must begin with https:\/\/ or http:\/\//],
      ['Server', 'https://mattermost.example.com/?team=soc', /must not hold \? or #/],
      ['Key', 'not a key!', /a character that no key has/],
      ['At most', '2.5', /must be a whole number from 1/],
      ['Timeout', '0', /number of seconds, .*3600/]
    ] as const) {
      const input = editor.dialog.getByLabel(field, { exact: true })
      await input.fill(value)
      assert.match(`${field}: ${await editor.reasonOf(input)}`, words)
    }
    await editor.done()
    await editor.done()
    assert.match(await editor.problemsOf('Send a Mattermost message'), /The Courier is not set up completely/)
  })

  it('of a template is marked once it is left, and says what is not closed', async () => {
    await editor.dialog.getByRole('tab', { name: 'Message' }).click()
    const body = editor.dialog.getByLabel('Body')
    await body.fill('{{#data.hosts}}{{name}}')
    assert.match(await editor.reasonOf(body), /Body: the section {{#data\.hosts}} is not closed by {{\/data\.hosts}}/)
    await editor.dialog.locator('#alert-courier-fields').getByRole('button', { name: 'field' }).click()
    await editor.dialog.getByLabel('Value of the field').fill('{{data.host')
    await editor.dialog.getByText('Value of field 1: a tag that {{ opens is not closed').waitFor()
    await editor.done()
    const told = await editor.problemsOf('Send a Mattermost message')
    assert.match(told, /Body: the section {{#data\.hosts}} is not closed/)
    assert.match(told, /Value of field 1: a tag that {{ opens is not closed/)
  })
})
