import assert from 'node:assert/strict'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { NodeRed } from '../../scripts/trial/node-red'
import { startNodeRed, userDir } from '../support/real-node-red'
import { action, config, functionNode, httpIn, tab } from '../support/saved'
import { hearing, Printed, type Tiding } from './support/heard'
import { hourLater } from './support/hour-later'
import { isDigest, titlesOf } from './support/posted'
import { hand } from './support/sender'

const channels = ['alerts', 'soc', 'town-square'] as const
const count = 500

/** The one that somebody is called for; it came in the middle. */
const calledFor = 250

describe('After an outage of an hour', function () {
  let standIn: StandIn
  let nodeRed: NodeRed
  let tidings: Printed<Tiding>

  const titleOf = (number: number): string => `alert ${number}`
  const all = Array.from({ length: count }, (_, number) => number)

  before(async () => {
    standIn = await StandIn.start({ channels: [...channels], users: ['oncall'] })
    standIn.fail({ kind: 'answer', status: 503 })
    tidings = new Printed()
    const folder = await userDir()
    const before = await startNodeRed({ userDir: folder })
    await before.deploy([
      tab('flow'),
      config('courier', standIn.server, { credentials: { key: standIn.key } }),
      httpIn('in', 'post', '/events', ['spread']),
      functionNode('spread', `for (const event of msg.payload) node.send(channels.map((channel) => channel === event.channel ? { payload: event } : null))`.replace('channels', JSON.stringify(channels)), channels.map((channel) => [channel])),
      ...channels.map((channel) =>
        action(channel, 'courier', {
          outputs: 2,
          channel,
          routes: [{ level: 'CRITICAL', mention: '@oncall' }],
          wires: [['delivered'], ['safe']]
        })
      ),
      hearing('safe', 'safe'),
      hearing('delivered', 'delivered')
    ])
    // Nobody answers: the flow prints what is safe.
    void hand(before, all.map((number) => ({ title: titleOf(number), level: number === calledFor ? 'CRITICAL' : 'HIGH', channel: channels[number % channels.length] ?? '' })))
    await tidings.until(before, (lines) => lines.length >= count, 'all alerts to be safe')
    await before.stop('SIGKILL')
    standIn.heal()
    nodeRed = await startNodeRed({ userDir: folder, env: hourLater })
    await tidings.until(nodeRed, (lines) => lines.filter(({ heard }) => heard === 'delivered').length >= count, 'every outcome')
  })

  after(async () => {
    await nodeRed.stop('SIGKILL')
    await standIn.close()
  })

  it('the alert that somebody is called for comes alone, and before all others', () => {
    const [first] = standIn.posts
    assert.ok(first)
    assert.deepEqual(titlesOf(first), [titleOf(calledFor)])
    assert.equal(isDigest(first), false)
    assert.equal(first.channel, channels[calledFor % channels.length])
    assert.deepEqual(first.notifies, ['@oncall'])
  })

  it('each of 500 alerts is named once, in its own channel and in order, in few posts', () => {
    for (const [index, channel] of channels.entries()) {
      const posts = standIn.posts.slice(1).filter((post) => post.channel === channel)
      assert.ok(posts.every(isDigest))
      assert.deepEqual(posts.flatMap(titlesOf), all.filter((number) => number % channels.length === index && number !== calledFor).map(titleOf))
    }
    assert.ok(standIn.posts.length <= 1 + 2 * channels.length, `${standIn.posts.length} posts`)
    assert.ok(standIn.posts.every(({ notifies }, index) => index === 0 || notifies.length === 0))
  })

  it('each alert is told as delivered', () => {
    const titles = tidings.lines.filter(({ heard }) => heard === 'delivered').map(({ title }) => title)
    assert.deepEqual([...new Set(titles)].sort(), all.map(titleOf).sort())
  })
})
