import assert from 'node:assert/strict'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { printed } from '../../nodes/event/printed'
import { Template } from '../../nodes/mattermost/template'

const render = (source: string, view: Readonly<Record<string, unknown>>, escape = (value: string): string => value): string => {
  const reading = Template.read(source)
  assert.ok(reading.ok)
  return reading.template.render(view, { kind: 'markdown', escape })
}

const shout = (value: string): string => value.toUpperCase()

const throwing = (): object => Object.defineProperty({}, 'x', { enumerable: true, get: () => { throw new Error('no') } })

describe('A template', () => {
  it('tells what is wrong with it', () => {
    const reading = Template.read('{{#a}}')
    assert.ok(!reading.ok)
    assert.match(reading.problem, /Unclosed section "a"/)
  })

  it('reads field paths in its tags', () => {
    const data = { a: { b: [{ c: 'deep' }] }, 'kibana.alert.severity': 'high', 'x.y': { 'z z': 'quoted' } }
    assert.equal(render('{{data.a.b[0].c}} {{data.kibana.alert.severity}} {{data["x.y"]["z z"]}} {{ data.a.b[0].c }}', { data }), 'deep high quoted deep')
  })

  it('prints nothing for what is not there, null, and a path that cannot be read', () => {
    assert.equal(render('<{{a}}|{{b}}|{{c.d.e}}|{{d..e}}|{{e[}}>', { b: null, c: 1 }), '<||||>')
  })

  it('prints numbers and booleans as they are, 0 and false too', () => {
    assert.equal(render('{{a}} {{b}} {{c}} {{d}}', { a: 0, b: false, c: 1.5, d: 12345678901n }), '0 false 1.5 12345678901')
  })

  it('sees own properties only', () => {
    const data = JSON.parse('{"__proto__": {"polluted": "yes"}, "a": "text"}') as unknown
    const view = { data }
    for (const name of ['constructor', 'data.constructor', 'data.constructor.name', 'data.__proto__', 'data.__proto__.polluted', 'toString', 'data.a.length', 'data.hasOwnProperty']) {
      assert.equal(render(`{{${name}}}{{#${name}}}x{{/${name}}}`, view), '', name)
    }
  })

  it('never calls a function', () => {
    let called = 0
    const call = (): string => { called += 1; return 'called' }
    assert.equal(render('{{f}}{{{f}}}{{#f}}x{{/f}}{{o.f}}{{#l}}{{.}}{{/l}}', { f: call, o: { f: call }, l: [call] }), '')
    assert.equal(called, 0)
  })

  it('puts {{x}} through the escape and leaves {{{x}}} and {{&x}} as they are', () => {
    assert.equal(render('a {{x}} {{{x}}} {{&x}}', { x: 'b' }, shout), 'a B b b')
  })

  it('repeats a section for each element of a list, with the outer names in sight', () => {
    const view = { host: 'web', data: { list: [{ n: 1 }, { n: 2, host: 'db' }], words: ['a', 'b'], none: [] } }
    assert.equal(render('{{#data.list}}{{host}}:{{n}} {{/data.list}}{{#data.words}}<{{.}}>{{/data.words}}{{^data.none}}none{{/data.none}}', view), 'web:1 db:2 <a><b>none')
  })

  it('prints objects and lists as JSON', () => {
    assert.equal(render('{{a}} {{{b}}}', { a: { x: [1, 'y'] }, b: [true, null] }), '{"x":[1,"y"]} [true,null]')
  })

  it('prints a Buffer as its text and a Date in ISO 8601', () => {
    assert.equal(render('{{a}} {{b}}', { a: Buffer.from('é'), b: new Date(0) }), 'é 1970-01-01T00:00:00.000Z')
  })

  it('marks where an object leads back to itself', () => {
    const loop: Record<string, unknown> = { a: 1 }
    loop.self = loop
    assert.equal(render('{{loop}}', { loop }), '{"a":1,"self":"[circular]"}')
    assert.equal(render('{{loop.self.self.a}}', { loop }), '1')
  })

  it('goes on without a value whose getter throws', () => {
    assert.equal(render('<{{data.x}}|{{#data.x}}y{{/data.x}}|{{data}}>', { data: throwing() }), '<||[unreadable]>')
  })

  it('goes on without what can no longer be looked at', () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    assert.equal(render('<{{data}}|{{data.x}}>', { data: proxy }), '<[unreadable]|>')
  })

  it('knows no partials', () => {
    assert.equal(render('a{{> b}}c', { b: 'x' }), 'ac')
  })

  it('is not rendered again: tags in a value are text', () => {
    assert.equal(render('{{a}}', { a: '{{b}}', b: 'secret' }), '{{b}}')
  })

  it('renders of a megabyte what a post can hold, and says how much is missing', () => {
    const rendered = render('{{a}}', { a: 'x'.repeat(1_000_000) })
    assert.ok(rendered.length <= 16_383)
    assert.match(rendered, /… and 983,6\d\d more characters$/)
  })

  it('renders no more of a section over a long list than a post could hold, and says that there is more', () => {
    const view = { long: '@*'.repeat(8000), list: Array.from({ length: 20_000 }, (_, index) => index) }
    const rendered = render('{{#list}}- {{long}} {{.}}\n{{/list}}', view)
    assert.ok(rendered.length <= 16_383)
    assert.match(rendered, / … and more$/)
    assert.match(render('{{#list}}{{.}} {{/list}}', view), /^0 1 2 .* … and more$/s)
    assert.equal(render('{{#list}}{{.}} {{/list}}', { list: view.list.slice(0, 1000) }).split(' ').length, 1001)
    const last = view.list.map((index) => ({ bad: index === 19_999 ? 'web-19' : '' }))
    assert.equal(render('Failed: {{#list}}{{bad}}{{/list}}.', { list: last }), 'Failed: web-19.')
  })

  it('adds no words of its own where nobody reads it', () => {
    const reading = Template.read('{{#list}}ops{{/list}}')
    assert.ok(reading.ok)
    assert.match(reading.template.render({ list: Array.from({ length: 20_000 }, () => 1) }, { kind: 'bare', escape: shout }), /^(?:ops)+$/)
  })

  it('prints a large object once, however often a section comes to it', () => {
    let asked = 0
    const large = Object.defineProperty({}, 'x', { enumerable: true, get: () => (asked += 1) })
    assert.match(render('{{#list}}{{large}}{{/list}}', { large, list: [1, 2, 3] }), /^(?:\{"x":\d\}){3}$/)
    assert.equal(asked, 1)
  })

  it('ends on sections in sections over the same list, whether or not they show anything', () => {
    const list = Array.from({ length: 100_000 }, () => 1)
    for (const inner of ['{{.}}', '', 'x', '{{nothing}}']) {
      const nested = `{{#list}}{{#list}}{{#list}}${inner}{{/list}}{{/list}}{{/list}}`
      assert.ok(render(nested, { list }).length <= 16_383)
    }
  })

  it('cuts what is raw as well', () => {
    assert.match(render('{{{a}}}', { a: 'x'.repeat(1_000_000) }), /… and 983,6\d\d more characters$/)
  })

  it('makes no mention between its own @ and a value', () => {
    const view = { user: '', host: 'channel', list: [{ host: 'here' }] }
    const gap = '\u200b'
    assert.equal(render('login {{user}}@{{host}}', view), `login @${gap}channel`)
    assert.equal(render('@{{#host}}{{.}}{{/host}}', view), `@${gap}channel`)
    assert.equal(render('{{#list}}@{{host}} {{/list}}', view), `@${gap}here `)
    assert.equal(render('{{#list}}@{{/list}}{{host}}', view), `@${gap}channel`)
    assert.equal(render('@oncall: {{host}}', view), '@oncall: channel', 'the template’s own mention')
    assert.equal(render('@{{{host}}}', view), '@channel', 'what is raw is the template’s responsibility')
  })

  it('renders an object of any depth, saying where it stops', () => {
    let deep: unknown = 'end'
    for (let level = 0; level < 100_000; level += 1) deep = { deep }
    assert.match(render('{{deep}}', { deep }), /^(?:\{"deep":){12}"\[Object\]"\}{12}$/)
  })

  it('renders a list of any length, saying how much is left out', () => {
    assert.match(render('{{list}}', { list: Array.from({ length: 100_000 }, () => 0) }), /"\.\.\. 99800 items not stringified"/)
  })

  it('does not hang on a list of lists of the same list', () => {
    let list: unknown = 'x'
    for (let level = 0; level < 12; level += 1) list = Array.from({ length: 200 }, () => list)
    assert.ok(printed(list).length < 100_000)
  })

  it('does not print the same megabytes again and again', () => {
    const text = 'x'.repeat(1_000_000)
    assert.ok(printed(Array.from({ length: 200 }, () => text)).length < 4_000_000)
  })

  describe('given a live web request', () => {
    it('prints what fits', async () => {
      const [req, res, close] = await new Promise<[IncomingMessage, ServerResponse, () => void]>((resolve) => {
        const server = createServer((request, response) => {
          resolve([request, response, () => { response.end(); server.close() }])
        })
        server.listen(0, '127.0.0.1', () => {
          get({ port: (server.address() as AddressInfo).port, agent: false }, (answer) => answer.resume())
        })
      })
      const text = render('{{msg}}', { msg: { payload: 'x', req, res } })
      assert.ok(text.startsWith('{"payload":"x","req":{') && text.length < 200_000)
      assert.equal(render('{{msg.req.method}} {{msg.req.url}}', { msg: { req: { method: req.method, url: req.url } } }), 'GET /')
      close()
    })
  })
})
