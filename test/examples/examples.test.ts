import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { examples, nameOf, print, sources } from '../../scripts/examples/all'
import { presets } from '../../nodes/watchdog/preset'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { widthOf } from '../../scripts/examples/canvas'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { idOf, pointedAt, readExample } from '../../scripts/trial/quick-start'
import { sharedNodeRed } from '../support/real-node-red'

const folder = join(__dirname, '..', '..', 'examples')
const names = readdirSync(folder).map((name) => name.replace(/\.json$/, ''))
const ours = ['mattermost-config', 'alert-watchdog', 'sieve', 'webhook-action']
const core = [
  ...['tab', 'comment', 'inject', 'debug', 'catch', 'complete', 'link in', 'link out'],
  ...['change', 'switch', 'delay', 'exec', 'function', 'join', 'json', 'file'],
  ...['http in', 'http response', 'http request', 'tcp in', 'mqtt in', 'mqtt-broker']
]

interface Placed extends FlowNode {
  readonly x: number
  readonly y: number
  readonly wires: readonly (readonly string[])[]
}

/** What the editor writes on a node that has no name. */
const shownAs: Readonly<Record<string, string>> = { 'webhook-action': 'Send a Mattermost message' }

const drawnWidth = ({ type, name, url, topic }: FlowNode): number =>
  type.startsWith('link ') ? 30 : widthOf([name, url, topic, shownAs[type]].find((text) => typeof text === 'string' && text !== '') as string)

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

  const deploy = async (name: string, changed = (node: FlowNode): FlowNode => node): Promise<readonly FlowNode[]> => {
    const flows = pointedAt(readExample(name), standIn.server, standIn.key).map(changed)
    nodeRed.debugged.length = 0
    const printed = nodeRed.log.length
    await nodeRed.deploy(flows)
    assert.doesNotMatch(nodeRed.log.slice(printed), /missing types|\[error\]|\[warn\]/)
    return flows
  }

  it('are the quick start, what can be done with sieves, Dispatches and failures, and one for each preset', () => {
    const basics = ['01 Quick start', '02 Only what matters', '03 Dispatches kept in a file', '04 Failures and what to do']
    assert.deepEqual(names, [...basics, ...sources.map(nameOf)].sort())
    assert.deepEqual(sources.map(({ preset }) => preset).sort(), Object.keys(presets).sort())
  })

  for (const [name, flow] of examples()) {
    it(`"${name}" is what scripts/examples.ts makes`, () => {
      assert.equal(readFileSync(join(folder, `${name}.json`), 'utf8'), print(flow))
    })
  }

  it('share no ids but those of their config nodes', () => {
    const all = names.flatMap((name) => readExample(name).filter(({ type }) => !type.match(/-(config|broker)$/)).map(({ id }) => id))
    assert.equal(new Set(all).size, all.length)
  })

  for (const name of names) {
    it(`"${name}" uses core nodes and ours only, and holds its config with a fixed id and no secret`, () => {
      const flows = readExample(name)
      for (const { type } of flows) assert.ok([...core, ...ours].includes(type), type)
      const configs = flows.filter(({ type }) => type === 'mattermost-config')
      assert.deepEqual(configs.map(({ id }) => id), ['a1e27c0000000001'])
      assert.doesNotMatch(readFileSync(join(folder, `${name}.json`), 'utf8'), /credentials|hooks\/[a-z0-9]{10}|accessToken|"key": "(?!topic")/)
    })

    it(`"${name}" is tidy on the canvas: no node on another, wires from left to right, and none that leads nowhere`, () => {
      const flows = readExample(name)
      const placed = flows.filter((node): node is Placed => typeof node.x === 'number')
      for (const [index, one] of placed.entries()) {
        for (const other of placed.slice(index + 1)) {
          const apart = Math.abs(one.x - other.x) >= (drawnWidth(one) + drawnWidth(other)) / 2 || Math.abs(one.y - other.y) >= 40
          assert.ok(apart, `${String(one.name)} and ${String(other.name)}`)
        }
        assert.ok(one.x - drawnWidth(one) / 2 >= 40, `${String(one.name)} is cut off`)
        for (const id of one.wires.flat()) {
          const to = placed.find((node) => node.id === id)
          assert.ok(to !== undefined && to.x > one.x, `${String(one.name)} to ${String(to?.name)}`)
        }
      }
    })
  }

  it('"01 Quick start" posts the description, level, link and host of a Wazuh alert, and shows its Dispatch', async () => {
    const flows = await deploy('01 Quick start')
    await nodeRed.inject(idOf(flows, 'inject'))
    const { msg } = await nodeRed.debugOf([idOf(flows, 'debug', 'Dispatch')])
    assert.equal((JSON.parse(msg) as { statusCode: number }).statusCode, 200)
    const [attachment] = standIn.posts[0]!.attachments
    assert.equal(attachment!.title, 'Multiple authentication failures followed by a success.')
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

  for (const source of sources) {
    const name = nameOf(source)
    it(`"${name}" posts the event of its inject node`, async () => {
      const flows = await deploy(name)
      await nodeRed.inject(idOf(flows, 'inject', source.sample.name))
      const { msg } = await nodeRed.debugOf([idOf(flows, 'debug', 'Dispatch')])
      assert.equal((JSON.parse(msg) as { statusCode: number }).statusCode, 200)
      assert.notEqual(standIn.posts[0]!.attachments[0]!.title, 'No title available')
    })
  }

  it('"03 Dispatches kept in a file" writes a line for what was delivered, and one for what was not', async () => {
    const kept = mkdtempSync(join(tmpdir(), 'alert-courier-test-'))
    const file = join(kept, 'dispatches.jsonl')
    const flows = await deploy('03 Dispatches kept in a file', (node) => (node.type === 'file' ? { ...node, filename: file } : node))
    const written = idOf(flows, 'debug', 'written')
    await nodeRed.inject(idOf(flows, 'inject'))
    await nodeRed.until(() => nodeRed.debugged.filter(({ id }) => id === written).length === 1, 'the first line')
    standIn.fail({ kind: 'error', cause: 'channel not found' }, 1)
    await nodeRed.inject(idOf(flows, 'inject'))
    await nodeRed.until(() => nodeRed.debugged.filter(({ id }) => id === written).length === 2, 'the second line')
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
    rmSync(kept, { recursive: true, force: true })
    const alert = { title: 'Disk almost full', level: 'HIGH', source: 'db-03' }
    assert.deepEqual(lines.map(({ statusCode, code, alert: about }) => [statusCode, code, about]), [
      [200, undefined, alert],
      [undefined, 'MATTERMOST_REJECTED', alert]
    ])
  })

  it('"04 Failures and what to do" says what to do for each of its two failures', async () => {
    const flows = await deploy('04 Failures and what to do')
    await nodeRed.inject(idOf(flows, 'inject', 'an empty alert'))
    const { msg: empty } = await nodeRed.debugOf([idOf(flows, 'debug', 'what to do: the alert')])
    assert.equal((JSON.parse(empty) as { error: { code: string } }).error.code, 'ALERT_INVALID')
    await nodeRed.inject(idOf(flows, 'inject', 'a channel that is not'))
    const { msg: rejected } = await nodeRed.debugOf([idOf(flows, 'debug', 'what to do: Mattermost said no')])
    assert.match((JSON.parse(rejected) as { todo: string }).todo, /^Mend what the text names/)
  })

  for (const [name, button] of [['01 Quick start', 'a Wazuh alert'], ['02 Only what matters', 'a trojan']] as const) {
    it(`"${name}" tells in its Catch node why an alert was not delivered`, async () => {
      const flows = await deploy(name)
      standIn.fail({ kind: 'error', cause: 'disabled' })
      await nodeRed.inject(idOf(flows, 'inject', button))
      const { msg } = await nodeRed.debugOf([idOf(flows, 'debug', 'why')])
      assert.match(msg, /switched off on this Mattermost/)
    })
  }
})
