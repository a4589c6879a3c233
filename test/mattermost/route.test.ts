import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { levels } from '../../nodes/alert/level'
import { readMessage } from '../../nodes/mattermost/handler'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { post as send } from '../stand-in/posting'
import { anAlert } from './alerts'
import { post, type Sent } from './places'

/** The post for a HIGH alert whose level has a route. */
const routed = (route: object, saved: object = {}, mattermost: object = {}): Sent => post({ ...saved, routes: [{ level: 'HIGH', ...route }] }, anAlert(), { mattermost })

describe('A route', () => {
  it('is taken by the alerts of its level alone', () => {
    const routes = [{ level: 'CRITICAL', channel: 'oncall' }, { level: 'LOW', channel: 'noise' }]
    const channels = levels.map((level) => post({ channel: 'soc', routes }, anAlert({ level })).channel)
    assert.deepEqual(channels, ['oncall', 'soc', 'soc', 'noise', 'soc'])
  })

  it('names its level in any case, and of several for one level the first is taken', () => {
    assert.equal(post({ routes: [{ level: ' high', channel: 'one' }, { level: 'High', channel: 'two' }] }).channel, 'one')
  })

  it('changes nothing where it says nothing', () => {
    assert.deepEqual(routed({ channel: ' ', mention: '\n', priority: '', requestedAck: false, silent: 'false' }), post({}))
    assert.deepEqual(routed({ channel: null, mention: 5, priority: null, requestedAck: null, silent: null }), post({}))
  })

  for (const saved of [undefined, null, 'x', {}, [], ['x', null, 5]]) {
    it(`is none in ${inspect(saved)}`, () => assert.deepEqual(post({ routes: saved }), post({})))
  }

  it('has a channel by a template, over the action\'s and the message\'s', () => {
    assert.equal(routed({ channel: '{{source}}-alerts' }, { channel: 'soc' }, { channel: 'mine' }).channel, 'ossec-alerts')
  })

  it('leaves the channel to the action where its template comes to nothing', () => {
    assert.equal(routed({ channel: '{{data.none}}' }, { channel: 'soc' }).channel, 'soc')
    assert.equal(routed({ channel: '{{data.none}}' }, {}, { channel: 'mine' }).channel, 'mine')
  })

  it('cannot be made to name a person as the channel by an event', () => {
    const sent = post({ routes: [{ level: 'HIGH', channel: '{{data.to}}' }] }, anAlert({ data: { to: '@bob' } }))
    assert.equal(sent.channel, 'bob')
  })

  it('mentions in front of the text, or alone', () => {
    assert.equal(routed({ mention: ' @oncall @channel ' }, { text: '{{title}}!' }).text, `@oncall @channel ${anAlert().title}!`)
    assert.equal(routed({ mention: '@oncall' }, {}, { text: 'from the message' }).text, '@oncall from the message')
    assert.equal(routed({ mention: '@oncall' }).text, '@oncall')
  })

  it('mentions as its author wrote it: that is no template', () => {
    assert.equal(routed({ mention: '@{{source}}' }).text, '@{{source}}')
  })

  it('asks for a priority and an acknowledgement', () => {
    assert.deepEqual(routed({ priority: 'Urgent ', requestedAck: 'true' }).priority, { priority: 'urgent', requested_ack: true })
    assert.deepEqual(routed({ priority: 'important' }).priority, { priority: 'important' })
    assert.deepEqual(routed({ requestedAck: true }).priority, { priority: '', requested_ack: true })
  })

  it('uses the priority that a message brings only where it has none', () => {
    const brought = { priority: { priority: 'urgent', persistent_notifications: true } }
    assert.deepEqual(routed({ priority: 'important' }, {}, brought).priority, { priority: 'important' })
    assert.deepEqual(routed({}, {}, brought).priority, brought.priority)
    assert.deepEqual(routed({ requestedAck: true }, {}, brought).priority, { ...brought.priority, requested_ack: true })
  })

  it('calls nobody for an alert that is resolved, and takes it to the same channel', () => {
    const routes = [{ level: 'HIGH', channel: 'soc', mention: '@oncall', priority: 'urgent', requestedAck: true, silent: true }]
    const { text, channel, priority, silent } = post({ routes }, anAlert({ status: 'DONE' }))
    assert.deepEqual({ text, channel, priority, silent }, { text: undefined, channel: 'soc', priority: undefined, silent: true })
  })

  it('is silent, and then nothing notifies persistently', () => {
    const sent = routed({ silent: 'true' }, {}, { priority: { priority: 'urgent', persistent_notifications: true } })
    assert.deepEqual([sent.silent, sent.priority], [true, { priority: 'urgent' }])
  })

  for (const [what, route, problem] of [
    ['an unknown level', { level: 'SEVERE' }, 'level "SEVERE"'],
    ['no level', {}, 'level ""'],
    ['an unknown priority', { level: 'LOW', priority: 'high' }, 'priority "high"'],
    ['an acknowledgement that is neither on nor off', { level: 'LOW', requestedAck: '' }, 'requestedAck ""'],
    ['a silence that is neither on nor off', { level: 'LOW', silent: 'yes' }, 'silent "yes"'],
    ['a channel that cannot be parsed', { level: 'LOW', channel: '{{#a}}' }, 'Unclosed section "a" at 6']
  ] as const) {
    it(`is told at deploy where it has ${what}`, () => {
      assert.deepEqual(readMessage({ routes: [{ level: 'HIGH' }, route] }), { ok: false, part: 'routes', problem })
    })
  }

  it('is taken by newer servers with all that it can ask for', async () => {
    const standIn = await StandIn.start({ generation: 'wrapped' })
    for (const route of [{ requestedAck: true, mention: '@alice' }, { priority: 'urgent', channel: 'soc' }, { silent: true }]) {
      assert.equal((await send(standIn.webhookUrl, routed(route))).body, 'ok')
    }
    assert.deepEqual(standIn.posts.map(({ channel, priority, notifies }) => [channel, priority?.requested_ack, notifies]), [
      ['town-square', true, ['@alice']],
      ['soc', false, []],
      ['town-square', undefined, []]
    ])
    await standIn.close()
  })
})
