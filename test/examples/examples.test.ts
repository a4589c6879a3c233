import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { NodeRed } from '../../scripts/trial/node-red'
import { idOf, pointedAt, readExample } from '../../scripts/trial/quick-start'
import { sharedNodeRed } from '../support/real-node-red'

const folder = join(__dirname, '..', '..', 'examples')
const names = readdirSync(folder).map((name) => name.replace(/\.json$/, ''))
const ours = ['mattermost-config', 'sieve', 'webhook-action']
const core = ['tab', 'comment', 'inject', 'change', 'debug', 'catch']

interface Fields {
  readonly fields: readonly { readonly title: string; readonly value: string }[]
}

const valueOf = ({ fields }: Fields, title: string): string | undefined => fields.find((field) => field.title === title)?.value

describe('The examples', () => {
  let nodeRed: NodeRed
  let standIn: StandIn

  beforeEach(async () => {
    nodeRed = await sharedNodeRed()
    standIn = await StandIn.start()
  })

  afterEach(() => standIn.close())

  const deploy = async (name: string): Promise<ReturnType<typeof readExample>> => {
    const flows = pointedAt(readExample(name), standIn.server, standIn.key)
    nodeRed.debugged.length = 0
    const printed = nodeRed.log.length
    await nodeRed.deploy(flows)
    assert.doesNotMatch(nodeRed.log.slice(printed), /missing types|\[error\]|\[warn\]/)
    return flows
  }

  it('are those that the tests below fire', () => {
    assert.deepEqual(names, ['01 Quick start', '02 Only what matters'])
  })

  for (const name of names) {
    it(`"${name}" uses core nodes and ours only, and holds its config with a fixed id and no secret`, () => {
      const flows = readExample(name)
      for (const { type } of flows) assert.ok([...core, ...ours].includes(type), type)
      const configs = flows.filter(({ type }) => type === 'mattermost-config')
      assert.deepEqual(configs.map(({ id }) => id), ['a1e27c0000000001'])
      assert.doesNotMatch(readFileSync(join(folder, `${name}.json`), 'utf8'), /credentials|hooks\/[a-z0-9]{10}|"key"/)
    })
  }

  it('"01 Quick start" posts the description, level, link and host of a Wazuh alert, and shows its Dispatch', async () => {
    const flows = await deploy('01 Quick start')
    await nodeRed.inject(idOf(flows, 'inject'))
    const { msg } = await nodeRed.debugOf([idOf(flows, 'debug', 'Dispatch')])
    assert.equal((JSON.parse(msg) as { statusCode: number }).statusCode, 200)
    const [attachment] = standIn.posts[0]!.attachments
    assert.equal(attachment!.title, 'sshd: brute force trying to get access to the system. Non existent user.')
    assert.equal(attachment!.title_link, 'https://wazuh.example.com/app/endpoints-summary#/agents?agent=014')
    assert.equal(valueOf(attachment as Fields, 'Level'), 'HIGH')
    assert.equal(valueOf(attachment as Fields, 'Source'), 'Wazuh on bastion-01')
  })

  it('"02 Only what matters" posts the trojan with description, level, link and host, and neither notice nor flow record', async () => {
    const flows = await deploy('02 Only what matters')
    for (const noise of ['a DNS notice', 'a flow record']) await nodeRed.inject(idOf(flows, 'inject', noise))
    await nodeRed.inject(idOf(flows, 'inject', 'a trojan'))
    await nodeRed.debugOf([idOf(flows, 'debug', 'Dispatch')])
    assert.equal(standIn.requests.length, 1)
    const [attachment] = standIn.posts[0]!.attachments
    assert.equal(attachment!.title, 'ET ATTACK_RESPONSE Win32/LeftHook Stealer Browser Extension Config Inbound')
    assert.equal(attachment!.title_link, 'https://evebox.example.com/#/events?q=alert.signature_id:2045001')
    assert.equal(valueOf(attachment as Fields, 'Level'), 'CRITICAL')
    assert.equal(valueOf(attachment as Fields, 'Host'), '192.0.2.58:49175')
  })

  for (const name of names) {
    it(`"${name}" tells in its Catch node why an alert was not delivered`, async () => {
      const flows = await deploy(name)
      standIn.fail({ kind: 'error', cause: 'disabled' })
      await nodeRed.inject(idOf(flows, 'inject', name.startsWith('01') ? 'a Wazuh alert' : 'a trojan'))
      const { msg } = await nodeRed.debugOf([idOf(flows, 'debug', 'why')])
      assert.match(msg, /switched off on this Mattermost/)
    })
  }
})
