import assert from 'node:assert/strict'
import { request } from 'node:http'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { sharedNodeRed } from '../support/real-node-red'
import { catchAll, tab } from '../support/saved'
import { group, reference, regex, rule, sieve } from './saved-sieves'

/** Asks a flow over HTTP, and answers where the message came out: `match`, `other` or the text of the error. */
const ask = (nodeRed: NodeRed, path: string, payload: unknown, headers: Readonly<Record<string, string>> = {}): Promise<string> =>
  new Promise((answer, fail) => {
    const asking = request(`${nodeRed.url}/${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers } }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => (body += text))
      response.on('end', () => answer(response.statusCode === 200 ? body : `HTTP ${String(response.statusCode)}`))
    })
    asking.on('error', fail)
    asking.end(JSON.stringify(payload))
  })

const at = { z: 'flow', x: 100, y: 100 }

const httpIn = (path: string, to: string): FlowNode => ({ id: `in ${path}`, type: 'http in', ...at, url: `/${path}`, method: 'post', wires: [[to]] })

/** Puts what a message came to into its payload, as JSONata, and answers the request with it. */
const answering = (id: string, jsonata: string): FlowNode => ({
  id,
  type: 'change',
  ...at,
  rules: [{ t: 'set', p: 'payload', pt: 'msg', to: jsonata, tot: 'jsonata' }],
  wires: [['response']]
})

const around: readonly FlowNode[] = [
  tab('flow'),
  answering('match', '"match"'),
  answering('other', '"other"'),
  answering('caught', 'error.code & ": " & error.message'),
  catchAll('catch', 'caught'),
  { id: 'response', type: 'http response', ...at, statusCode: '200', headers: {}, wires: [] }
]

/** A subflow with two outputs, whose messages first go to one of its nodes. */
const subflow = (id: string, first: string): FlowNode => ({
  id,
  type: 'subflow',
  name: id,
  in: [{ x: 1, y: 1, wires: [{ id: first }] }],
  out: [0, 1].map((port) => ({ x: 1, y: 1, wires: [{ id: first, port }] })),
  env: [{ name: 'LEAST', type: 'num', value: '99' }]
})

const instance = (id: string, of: string, least: string, more: object = {}): FlowNode => ({
  id,
  type: `subflow:${of}`,
  ...at,
  env: [{ name: 'LEAST', type: 'num', value: least }],
  wires: [['match'], ['other']],
  ...more
})

const atLeast = rule('level', '>=', '${LEAST}')
const unwired = { wires: [[], []] }

describe('In a real Node-RED, a sieve', () => {
  let nodeRed: NodeRed

  before(async () => {
    nodeRed = await sharedNodeRed()
  })

  it('reads the headers of a real request, which are no property of its own', async () => {
    await nodeRed.deploy([
      ...around,
      httpIn('headers', 'headers'),
      sieve('headers', [rule('x-source', 'equals', 'wazuh')], { property: 'req.headers' })
    ])
    assert.equal(await ask(nodeRed, 'headers', {}, { 'X-Source': 'Wazuh' }), 'match')
    assert.equal(await ask(nodeRed, 'headers', {}, { 'X-Source': 'Zeek' }), 'other')
    assert.equal(await ask(nodeRed, 'headers', {}), 'other')
  })

  it('puts its error into words, with the pattern as it was written', async () => {
    const pattern = '<b>&"(?<=a)$t(x)__detail__{{y}}'
    await nodeRed.deploy([...around, httpIn('broken', 'broken'), sieve('broken', [regex('a', 'contains', pattern)])])
    assert.equal(
      await ask(nodeRed, 'broken', {}),
      `SIEVE_INVALID: Error: The sieve is broken: the regular expression uses look-behind (?<= (${pattern}), which expressions in linear time do not have`
    )
    await nodeRed.until(() => nodeRed.statuses.get('broken')?.fill === 'red', 'the red status')
  })

  it('is not held up by a pattern that would hang a backtracking matcher', async () => {
    await nodeRed.deploy([
      ...around,
      httpIn('evil', 'evil'),
      sieve('evil', [regex('text', 'contains', '^(a+)+$', { caseSensitive: true })])
    ])
    assert.equal(await ask(nodeRed, 'evil', { text: `${'a'.repeat(50_000)}!` }), 'other')
    assert.equal(await ask(nodeRed, 'evil', { text: 'a'.repeat(50_000) }), 'match')
  })

  describe('in a subflow used twice', () => {
    /** Answers of the instances for 3 and for 10, to a level between the two and one above both. */
    const answers = async (nodes: readonly FlowNode[]): Promise<readonly string[]> => {
      await nodeRed.deploy([
        ...around,
        httpIn('low', 'low'),
        httpIn('high', 'high'),
        subflow('sub', 'top'),
        instance('low', 'sub', '3'),
        instance('high', 'sub', '10'),
        ...nodes
      ])
      const asked = [['low', 5], ['high', 5], ['low', 12], ['high', 12]] as const
      return Promise.all(asked.map(([path, level]) => ask(nodeRed, path, { level })))
    }

    it('refers to the sieve of its own instance by the only id of its list, which arrives as text', async () => {
      const nodes = [
        sieve('top', [reference(0)], { z: 'sub', sieves: ['level'], ...unwired }),
        sieve('level', [atLeast], { z: 'sub', ...unwired })
      ]
      assert.deepEqual(await answers(nodes), ['match', 'other', 'match', 'match'])
    })

    it('refers to the sieves of its own instance by several ids, which Node-RED leaves as they were', async () => {
      const nodes = [
        sieve('top', [reference(1), group('OR', [reference(0)], true)], { z: 'sub', sieves: ['never', 'level'], ...unwired }),
        sieve('never', [], { z: 'sub', logic: 'OR', ...unwired }),
        sieve('level', [atLeast], { z: 'sub', ...unwired })
      ]
      assert.deepEqual(await answers(nodes), ['match', 'other', 'match', 'match'])
    })

    it('refers to a sieve of its own instance and to one on a flow at once, and through one to another', async () => {
      const nodes = [
        sieve('top', [reference(0), reference(1)], { z: 'sub', sieves: ['on the flow', 'between'], ...unwired }),
        sieve('between', [reference(0)], { z: 'sub', sieves: ['level'], ...unwired }),
        sieve('level', [atLeast], { z: 'sub', ...unwired }),
        sieve('on the flow', [rule('level', '<', '12')], { ...unwired })
      ]
      assert.deepEqual(await answers(nodes), ['match', 'other', 'other', 'other'])
    })

    it('tells a cycle by its sieves, and a sieve that is missing', async () => {
      const cycle = [
        sieve('top', [reference(0), reference(1)], { z: 'sub', name: 'Top', sieves: ['back', 'level'], ...unwired }),
        sieve('back', [reference(0)], { z: 'sub', name: 'Back', sieves: ['top'], ...unwired }),
        sieve('level', [atLeast], { z: 'sub', ...unwired })
      ]
      for (const answer of await answers(cycle)) assert.match(answer, /^SIEVE_INVALID: .*\(Top → Back → Top\)$/)
      const missing = [sieve('top', [reference(0)], { z: 'sub', sieves: ['gone', 'level'], ...unwired })]
      for (const answer of await answers(missing)) assert.match(answer, /^SIEVE_INVALID: .*\(gone\)/)
    })

    it('does so where the subflow is inside another that is itself used twice', async () => {
      const wires = (to: string): object => ({ z: 'outer', wires: [[to], []] })
      const outer: FlowNode = {
        ...subflow('outer', 'inner one'),
        // A level has to pass both instances of the inner subflow.
        out: [
          { x: 1, y: 1, wires: [{ id: 'inner two', port: 0 }] },
          { x: 1, y: 1, wires: [{ id: 'inner one', port: 1 }, { id: 'inner two', port: 1 }] }
        ]
      }
      await nodeRed.deploy([
        ...around,
        httpIn('low', 'low'),
        httpIn('high', 'high'),
        outer,
        subflow('sub', 'top'),
        instance('low', 'outer', '3'),
        instance('high', 'outer', '10'),
        instance('inner one', 'sub', '5', wires('inner two')),
        instance('inner two', 'sub', '${LEAST}', { ...wires(''), wires: [[], []], env: [{ name: 'LEAST', type: 'env', value: 'LEAST' }] }),
        sieve('top', [reference(0), reference(1)], { z: 'sub', sieves: ['level', 'any'], ...unwired }),
        sieve('any', [reference(0)], { z: 'sub', sieves: ['level'], ...unwired }),
        sieve('level', [atLeast], { z: 'sub', ...unwired })
      ])
      const asked = [['low', 4], ['low', 7], ['high', 4], ['high', 7], ['high', 12]] as const
      assert.deepEqual(
        await Promise.all(asked.map(([path, level]) => ask(nodeRed, path, { level }))),
        ['other', 'match', 'other', 'other', 'match']
      )
    })
  })
})
