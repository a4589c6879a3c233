import assert from 'node:assert/strict'
import { versionOf } from '../../nodes/saved/steps'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { NodeRed } from '../../scripts/trial/node-red'
import { idOf, pointedAt } from '../../scripts/trial/quick-start'
import { startNodeRed } from '../support/real-node-red'
import { flowOfOld, flowsOfOld, ours } from './flow-of-old'

interface Fields {
  readonly fields: readonly { readonly title: string; readonly value: string }[]
}

const valueOf = (attachment: unknown, title: string): string | undefined =>
  (attachment as Fields).fields.find((field) => field.title === title)?.value

describe('A flow that was saved by an earlier version works as it did:', () => {
  let nodeRed: NodeRed
  let standIn: StandIn

  // One of their own: the watchdogs of the examples have the same ids, and would know what is open.
  before(async () => {
    nodeRed = await startNodeRed()
    await nodeRed.listen()
  })

  after(() => nodeRed.stop())

  beforeEach(async () => {
    standIn = await StandIn.start()
  })

  afterEach(() => standIn.close())

  const deploy = async (name: string, more: object = {}): Promise<void> => {
    nodeRed.debugged.length = 0
    const flows = pointedAt(flowOfOld(name), standIn.server, standIn.key)
    await nodeRed.deploy(flows.map((node) => (ours.includes(node.type) ? { ...node, ...more } : node)))
  }

  const inject = (flow: string, name: string): Promise<void> => nodeRed.inject(idOf(flowOfOld(flow), 'inject', name))

  const debugOf = async (flow: string, name: string): Promise<unknown> => {
    const { msg } = await nodeRed.debugOf([idOf(flowOfOld(flow), 'debug', name)])
    return JSON.parse(msg)
  }

  it('stored are flows of each form that a node was ever saved in', () => {
    for (const type of ['mattermost-config', 'alert-watchdog', 'sieve', 'webhook-action'] as const) {
      const stored = flowsOfOld.filter(({ nodes }) => nodes.some((node) => node.type === type)).map(({ version }) => version)
      // Of the form of now there are the examples.
      for (let version = 1; version < Math.max(2, versionOf(type)); version += 1) assert.ok(stored.includes(version), `${type} of form ${version}`)
    }
  })

  for (const { version, name } of flowsOfOld) {
    it(`"${name}", of form ${version}, is deployed without a word of warning`, async () => {
      const printed = nodeRed.log.length
      await deploy(name)
      assert.doesNotMatch(nodeRed.log.slice(printed), /missing types|\[error\]|\[warn\]/)
    })
  }

  it('the first quick start posts its Wazuh alert', async () => {
    await deploy('quick-start')
    await inject('quick-start', 'a Wazuh alert')
    assert.equal(((await debugOf('quick-start', 'Dispatch')) as { statusCode: number }).statusCode, 200)
    const [post] = standIn.posts
    assert.deepEqual([post!.username, post!.attachments[0]!.title, post!.attachments[0]!.text], [
      'Cyphon Alert',
      'sshd: brute force trying to get access to the system. Non existent user.',
      'A new alert was created in Cyphon'
    ])
    assert.equal(valueOf(post!.attachments[0], 'Level'), 'HIGH')
    assert.equal(valueOf(post!.attachments[0], 'Source'), 'Wazuh on bastion-01')
  })

  it('the first sieve lets the trojan through, and neither notice nor flow record', async () => {
    await deploy('only-what-matters')
    for (const name of ['a DNS notice', 'a flow record', 'a trojan']) await inject('only-what-matters', name)
    await debugOf('only-what-matters', 'Dispatch')
    assert.deepEqual(standIn.posts.map(({ attachments }) => valueOf(attachments[0], 'Level')), ['CRITICAL'])
  })

  it('the first watchdog makes an alert of each that Alertmanager tells in one message, and folds what comes again', async () => {
    await deploy('alertmanager')
    for (let times = 0; times < 2; times += 1) await inject('alertmanager', 'a firing alert')
    await debugOf('alertmanager', 'Dispatch')
    const titles = standIn.posts.map(({ attachments }) => attachments[0]!.title)
    assert.equal(new Set(titles).size, titles.length)
    assert.notEqual(titles[0], 'No title available')
  })

  it('what was written by hand has the defaults of the contract: config, action, and a watchdog that names its preset alone', async () => {
    await deploy('by-hand')
    await inject('by-hand', 'of Wazuh')
    await debugOf('by-hand', 'dispatch')
    const [post] = standIn.posts
    const [attachment] = post!.attachments
    assert.deepEqual([post!.username, post!.text, attachment!.title, valueOf(attachment, 'Level')], [
      'Cyphon Alert', '@soc', 'sshd: brute force', 'HIGH'
    ])
  })

  it('a watchdog that was written by hand reads levels in any case, folds repeats and lets nothing else through', async () => {
    await deploy('by-hand')
    for (let times = 0; times < 2; times += 1) await inject('by-hand', 'its own')
    const { title, level, source, key } = (await debugOf('by-hand', 'alert')) as Record<string, unknown>
    assert.deepEqual([title, level, source], ['disk is full', 'CRITICAL', 'db-03'])
    const repeat = (await debugOf('by-hand', 'repeat')) as Record<string, unknown>
    assert.deepEqual([repeat.key, repeat.incidents], [key, 2])
  })

  it('a sieve that was written by hand reads numbers in texts, groups and references', async () => {
    await deploy('by-hand')
    for (const name of ['three', 'a test', 'five']) await inject('by-hand', name)
    assert.deepEqual(await debugOf('by-hand', 'match'), { level: '5', agent: 'web-01' })
    const others = nodeRed.debugged.filter(({ name }) => name === 'no match').map(({ msg }) => (JSON.parse(msg) as { level: number }).level)
    assert.deepEqual(others, [3, 12])
  })

  it('says in the log, once for each node, that a newer version saved it, and works by what it understands', async () => {
    const printed = nodeRed.log.length
    await deploy('by-hand', { version: 4711 })
    await inject('by-hand', 'five')
    await debugOf('by-hand', 'match')
    const told = nodeRed.log.slice(printed).match(/\[warn\] .*newer version of Alert Courier.*4711/g) ?? []
    assert.equal(told.length, flowOfOld('by-hand').filter(({ type }) => ours.includes(type)).length)
  })
})
