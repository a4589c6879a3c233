import assert from 'node:assert/strict'
import { looking, noon, trigger } from './looking'

/** What the last of some derived values is, by an alert's title. */
const derived = (derive: readonly object[], event: unknown, more: object = {}): unknown => {
  const name = (derive.at(-1) as { name: string }).name
  const [finding] = looking({ derive, triggers: [trigger('LOW')], title: `{{${name}}}`, details: name }).look(event, noon, more)
  return finding?.kind === 'new' ? finding.alert.details[0]?.value : undefined
}

describe('A derived value', () => {
  it('is what the first path leads to where something is', () => {
    const derive = [{ name: 'host', from: ['labels.instance', 'labels["my.host"]', 'node'] }]
    assert.equal(derived(derive, { labels: { instance: 'a', 'my.host': 'b' }, node: 'c' }), 'a')
    assert.equal(derived(derive, { labels: { instance: '', 'my.host': 'b' }, node: 'c' }), 'b')
    assert.equal(derived(derive, { labels: null, node: 'c' }), 'c')
    assert.equal(derived(derive, {}), undefined)
    assert.equal(derived([{ name: 'n', from: ['a', 'b'] }], { a: [], b: 0 }), '0', 'zero is something')
  })

  it('is JSON in a text where that is asked for, however deep it is looked into', () => {
    const derive = [{ name: 'alarm', from: ['Message'], json: true }, { name: 'state', from: ['alarm.new.state'] }]
    assert.equal(derived(derive, { Message: '{"new":{"state":"ALARM"}}' }), 'ALARM')
    assert.equal(derived(derive, { Message: Buffer.from('{"new":{"state":"ALARM"}}') }), 'ALARM')
    assert.equal(derived(derive, { Message: { new: { state: 'OK' } } }), 'OK', 'an object already')
    assert.equal(derived(derive, { Message: 'You have chosen to subscribe' }), undefined)
  })

  it('is tried at the next path where there is no JSON, or the expression finds nothing', () => {
    assert.equal(derived([{ name: 'x', from: ['a', 'b'], json: true }], { a: 'no', b: '"yes"' }), 'yes')
    assert.equal(derived([{ name: 'x', from: ['a', 'b'], match: '^https?://.*' }], { a: '?orgId=1', b: 'https://grafana.example.com/' }), 'https://grafana.example.com/')
  })

  it('is a part of a text: the first group of the expression, or all that it matches', () => {
    const link = { link: 'https://zabbix.example.com/tr_events.php?triggerid=14032&eventid=10528' }
    assert.equal(derived([{ name: 'id', from: ['link'], match: '[?&]triggerid=([0-9]+)' }], link), '14032')
    assert.equal(derived([{ name: 'id', from: ['link'], match: 'triggerid=[0-9]+' }], link), 'triggerid=14032')
    assert.equal(derived([{ name: 'id', from: ['n'], match: '^..' }], { n: 12345 }), '12', 'of a number too')
    assert.equal(derived([{ name: 'id', from: ['o'], match: '.*' }], { o: { a: 1 } }), undefined)
  })

  it('has # for its numbers where that is asked for', () => {
    assert.equal(derived([{ name: 'what', from: ['message'], mask: true }], { message: 'Failed password for root from 192.0.2.7 port 51824' }), 'Failed password for root from #.#.#.# port #')
  })

  it('comes from the topic, the message or the whole that the event was split from', () => {
    assert.equal(derived([{ name: 'device', from: ['topic'], match: '^[^/]+/(.+)$' }], { battery: 5 }, { topic: 'zigbee2mqtt/kitchen/sink' }), 'kitchen/sink')
    assert.equal(derived([{ name: 'x', from: ['msg.req.headers.x'] }], {}, { req: { headers: { x: 'y' } } }), 'y')
    assert.equal(derived([{ name: 'x', from: ['a', ''] }], 42), '42', 'the event itself')
  })

  it('wins over what the event has under its name', () => {
    assert.equal(derived([{ name: 'host', from: ['agent.name'] }], { host: 'x', agent: { name: 'y' } }), 'y')
  })

  it('is read in linear time, whatever the event holds', () => {
    assert.equal(derived([{ name: 'x', from: ['a'], match: '^(a+)+$' }], { a: `${'a'.repeat(100_000)}!` }), undefined)
  })

  it('may have its paths as one text, as a flow written by hand would', () => {
    assert.equal(derived([{ name: 'x', from: 'a.b' }], { a: { b: 'c' } }), 'c')
  })
})
