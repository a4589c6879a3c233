import assert from 'node:assert/strict'
import fc from 'fast-check'
import { keep, restore } from '../../nodes/action/kept-message'
import { previewPost, type PreviewRequest } from '../../nodes/action/preview'
import { readAlert } from '../../nodes/alert/alert'
import { levelColors, levels } from '../../nodes/alert/level'
import { prepare, readMessage } from '../../nodes/mattermost/handler'
import type { PostPreview } from '../../nodes/mattermost/preview'
import type { Place, Warning } from '../../nodes/mattermost/warning'
import { encode } from '../../nodes/mattermost/wire'
import { anAlert } from '../mattermost/alerts'

const now = Date.parse('2026-11-25T12:00:00Z')

const ask = (action: object, request: Partial<PreviewRequest> = {}): PostPreview => {
  const preview = previewPost({ action: { ...action }, displayedUsername: 'Cyphon Alert', msg: { payload: anAlert() }, level: undefined, status: undefined, ...request }, now)
  assert.ok(preview.ok, JSON.stringify(preview))
  return preview
}

const of = <Kind extends Warning['kind']>({ warnings }: PostPreview, kind: Kind): readonly Extract<Warning, { kind: Kind }>[] =>
  warnings.filter((warning): warning is Extract<Warning, { kind: Kind }> => warning.kind === kind)

const part = (name: string): Place => ({ kind: 'part', part: name }) as Place

describe('The preview of a post', () => {
  it('is an example where there is no sample, of which nothing is warned', () => {
    for (const template of ['cyphon', 'compact', 'full']) {
      const { post, warnings } = ask({ template }, { msg: undefined })
      assert.match(JSON.stringify(post), /Disk almost full on db-1\.example\.com/)
      assert.deepEqual(warnings, [])
    }
  })

  it('is what the runtime would send, byte for byte, for any templates and alerts', () => {
    const templates = fc.constantFrom('', '{{title}}', '{{{title}}} @channel', '{{#data}}{{host}}{{/data}}', '`{{title}}` | {{level}}', '{{description}}', 'x\u0000y')
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('@channel', '<img src=x onerror=1>', 'a'.repeat(20_000), ''))
    fc.assert(
      fc.property(
        fc.record({ text: templates, body: templates, pretext: templates, alertTitle: templates, titleLink: templates, channel: templates, template: fc.constantFrom('cyphon', 'compact', 'full') }),
        fc.record({ title: texts, description: texts, link: texts, level: fc.constantFrom(...levels), data: fc.record({ host: texts }) }),
        (action, alert) => {
          const msg = { payload: { ...anAlert(), ...alert } }
          const reading = readMessage(action)
          assert.ok(reading.ok)
          const kept = restore(keep(msg).text)
          const read = readAlert(kept.payload, new Date(now).toISOString())
          assert.ok(read.ok)
          const sent = encode(prepare(reading.message, read.alert, kept, 'Cyphon Alert'))
          assert.equal(JSON.stringify(ask(action, { msg }).post), sent?.toString('utf8'))
        }
      ),
      { numRuns: 200 }
    )
  })

  it('can be of each level, in the place of the one that the alert has', () => {
    for (const level of levels) {
      const { post, level: shown } = ask({ body: '{{level}} {{payload.level}}' }, { level })
      assert.equal(shown, level)
      assert.equal(post.attachments?.[0]?.color, levelColors[level])
      assert.equal(post.attachments[0].text, `${level} ${level}`)
    }
  })

  it('can be of an alert that is resolved', () => {
    assert.match(ask({ template: 'full' }, { status: 'DONE' }).post.attachments?.[0]?.title ?? '', /^Resolved: /)
  })

  it('makes no alert of an event that is none, to give it a level', () => {
    const { post } = ask({ template: 'full' }, { msg: { payload: { host: 'db-1' } }, level: 'CRITICAL' })
    assert.match(JSON.stringify(post), /\| host \| db-1 \|/)
    assert.equal(post.attachments?.[0]?.color, levelColors.CRITICAL)
  })

  it("takes the level's route, and says whether there is one", () => {
    const routes = [{ level: 'CRITICAL', channel: 'ops', mention: '@oncall', priority: 'urgent' }]
    const critical = ask({ routes, template: 'compact' }, { level: 'CRITICAL' })
    assert.equal(critical.isRouted, true)
    assert.equal(critical.post.channel, 'ops')
    assert.deepEqual(critical.post.priority, { priority: 'urgent' })
    assert.equal(ask({ routes }, { level: 'LOW' }).isRouted, false)
  })

  it('names what a template can hold, with what it brings', () => {
    const { names } = ask({}, { msg: undefined })
    assert.deepEqual(names.find(({ name }) => name === 'title'), { name: 'title', value: 'Disk almost full on db-1.example.com' })
    assert.deepEqual(names.find(({ name }) => name === 'data.host.ip'), { name: 'data.host.ip', value: '192.0.2.17' })
  })

  it('says which property cannot be read', () => {
    const request = { displayedUsername: '', msg: undefined, level: undefined, status: undefined }
    assert.deepEqual(previewPost({ ...request, action: { body: '{{#a}}' } }, now), { ok: false, why: 'message', part: 'body', problem: 'Unclosed section "a" at 6' })
    assert.deepEqual(previewPost({ ...request, action: {}, msg: { payload: {} } }, now), { ok: false, why: 'alert', problem: 'empty' })
    assert.deepEqual(previewPost({ ...request, action: {}, msg: {} }, now), { ok: false, why: 'alert', problem: 'nothing' })
  })

  it('looks no environment variable up, and says where one is', () => {
    process.env.PREVIEW_SECRET = 'hidden away'
    try {
      const variable = '${PREVIEW_SECRET}'
      const preview = ask({
        text: variable,
        template: variable,
        timeZone: variable,
        fields: [{ title: 'a', value: variable }],
        routes: [{ level: variable, channel: 'a' }, { level: 'HIGH', priority: variable, mention: variable }]
      })
      assert.ok(!JSON.stringify(preview).includes('hidden away'))
      assert.match(preview.post.text ?? '', /\$\{PREVIEW_SECRET\}/)
      const places = of(preview, 'variable').map(({ at }) => at)
      assert.deepEqual(places.map((at) => (at.kind === 'choice' ? at.of : at.kind)), ['part', 'field', 'template', 'timeZone', 'routes', 'routes', 'routes'])
    } finally {
      delete process.env.PREVIEW_SECRET
    }
  })
})

describe('A preview warns', () => {
  it('of a value that is longer than a post may be', () => {
    const preview = ask({ body: 'It says: {{description}}' }, { msg: { payload: anAlert({ description: 'a'.repeat(20_000) }) } })
    const cuts = of(preview, 'cut')
    assert.ok(cuts.some(({ at, by, size, kept }) => (at as { part?: string }).part === 'body' && by === 'value' && size === 20_000 && kept === 16_383))
  })

  it('of a text that is longer than a post may be, in code points', () => {
    const [cut] = of(ask({ text: '😀'.repeat(16_400) }), 'cut')
    assert.deepEqual({ ...cut, kept: 0 }, { kind: 'cut', at: part('text'), by: 'post', size: 16_400, kept: 0 })
    assert.ok((cut?.kept ?? 0) <= 16_383)
    assert.deepEqual(of(ask({ text: '😀'.repeat(16_383) }), 'cut'), [])
  })

  it('of texts that are too large together', () => {
    const cuts = of(ask({ text: 'ä'.repeat(16_000), body: 'ä'.repeat(16_000), pretext: 'ä'.repeat(16_000), footer: 'short' }), 'cut')
    assert.deepEqual(cuts.map(({ at, by }) => [(at as { part?: string }).part, by]), [['text', 'body'], ['pretext', 'body'], ['body', 'body']])
  })

  it('of a section that is repeated too often', () => {
    const msg = { payload: anAlert({ data: { list: Array.from({ length: 5000 }, () => 'a long text, again and again') } }) }
    assert.ok(of(ask({ body: '{{#data.list}}{{.}}{{/data.list}}' }, { msg }), 'cut').some(({ by }) => by === 'sections'))
  })

  it("of a title that is longer than Cyphon's, and a footer that is longer than the web app shows", () => {
    const msg = { payload: { title: 'a'.repeat(300) } }
    assert.deepEqual(of(ask({ footer: 'b'.repeat(301) }, { msg }), 'cut'), [
      { kind: 'cut', at: part('footer'), by: 'footer', size: 301, kept: 300 },
      { kind: 'cut', at: { kind: 'alert' }, by: 'title', size: 300, kept: 255 }
    ])
  })

  it('of values that are raw, by field, also in sections', () => {
    const preview = ask({ body: '{{{title}}} {{&link}} {{title}} {{#data}}{{{host}}}{{/data}}', fields: [{ title: 'a', value: 'b' }, { title: '{{{level}}}', value: '{{{level}}}' }] })
    assert.deepEqual(of(preview, 'raw'), [
      { kind: 'raw', at: part('body'), names: ['title', 'link', 'host'] },
      { kind: 'raw', at: { kind: 'field', index: 1, of: 'title' }, names: ['level'] },
      { kind: 'raw', at: { kind: 'field', index: 1, of: 'value' }, names: ['level'] }
    ])
    assert.deepEqual(of(ask({}), 'raw'), [])
  })

  it('of whom it notifies: by a route, by the template, by a raw value, and by no other value', () => {
    const routes = [{ level: 'HIGH', mention: '@oncall' }]
    const msg = { payload: anAlert({ title: '@here and @Bob.', description: 'mail@example.com @channel' }) }
    const preview = ask({ routes, text: 'See <!channel>, {{title}}', body: '`@all` {{{title}}} {{description}}' }, { msg })
    assert.deepEqual(of(preview, 'notifies'), [
      { kind: 'notifies', at: { kind: 'route', level: 'HIGH', of: 'mention' }, names: ['@oncall'], silent: false },
      { kind: 'notifies', at: part('text'), names: ['@channel'], silent: false },
      { kind: 'notifies', at: part('body'), names: ['@here', '@bob'], silent: false }
    ])
    assert.deepEqual(of(ask({ routes, text: '{{title}}' }, { msg, status: 'DONE' }), 'notifies'), [])
  })

  it('of names that a user can have, and of no longer ones', () => {
    const [longest, longer] = [64, 65].map((length) => `@${'a'.repeat(length)}`)
    const found = of(ask({ text: `${longest}... ${longer} (http://a.example.com/@bob)))` }), 'notifies')
    assert.deepEqual(found.map(({ names }) => names), [[longest]])
  })

  it('of a field that notifies by its place among the fields, those without a value counted', () => {
    const fields = [{ title: 'a', value: '{{source}}' }, { title: 'b', value: '@bob' }]
    const [found] = of(ask({ template: 'full', fields }, { msg: { payload: { title: 'x' } } }), 'notifies')
    assert.deepEqual(found?.at, { kind: 'field', index: 1, of: 'value' })
  })

  it('of a channel, which a webhook can be locked out of', () => {
    assert.deepEqual(of(ask({ channel: 'ops' }), 'channel'), [{ kind: 'channel', at: part('channel'), channel: 'ops' }])
    assert.deepEqual(of(ask({ channel: 'ops', routes: [{ level: 'HIGH', channel: 'high' }] }), 'channel'), [
      { kind: 'channel', at: { kind: 'route', level: 'HIGH', of: 'channel' }, channel: 'high' }
    ])
    assert.deepEqual(of(ask({}, { msg: { payload: anAlert(), mattermost: { channel: 'theirs' } } }), 'channel'), [{ kind: 'channel', at: { kind: 'brought' }, channel: 'theirs' }])
  })

  it('of links, colours and icons that Mattermost does not take', () => {
    const { warnings } = ask({ titleLink: 'javascript:alert(1)', color: 'red', iconUrl: 'ftp://example.com/a.png', iconEmoji: 'not one' })
    assert.deepEqual(warnings, [
      { kind: 'left-out', at: part('titleLink'), why: 'no-address', given: 'javascript:alert(1)' },
      { kind: 'no-color', at: part('color'), given: 'red' },
      { kind: 'left-out', at: part('iconUrl'), why: 'no-address', given: 'ftp://example.com/a.png' },
      { kind: 'no-emoji', at: part('iconEmoji'), given: 'not one' }
    ])
  })

  it('of a name that nothing of the alert has, once', () => {
    assert.deepEqual(of(ask({ body: '{{titel}} {{titel}} {{#data.none}}{{x}}{{/data.none}}' }), 'missing'), [{ kind: 'missing', at: part('body'), name: 'titel' }])
  })

  it('of a level, status and count that the alert should not have', () => {
    assert.deepEqual(of(ask({}, { msg: { payload: { title: 'x', level: 'SEVERE', incidents: -1 } } }), 'alert'), [
      { kind: 'alert', name: 'level', given: 'SEVERE', taken: 'INFO' },
      { kind: 'alert', name: 'incidents', given: '-1', taken: 1 }
    ])
  })

  it('of what a message brings as what it brings', () => {
    const mattermost = { text: '@channel', attachments: [{ text: '@here', fields: [{ title: 'a', value: '@all' }] }] }
    const found = of(ask({}, { msg: { payload: anAlert(), mattermost } }), 'notifies')
    assert.deepEqual(found.map(({ at, names }) => [at.kind, names]), [['brought', ['@channel']], ['brought', ['@here']], ['brought', ['@all']]])
  })
})
