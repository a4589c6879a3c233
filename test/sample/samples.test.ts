import assert from 'node:assert/strict'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { sharedNodeRed } from '../support/real-node-red'

interface Answer {
  readonly sample: { readonly at: string; readonly text: string | null; readonly missed: boolean } | null
}

const tab = (id: string): FlowNode => ({ id, type: 'tab', label: id })
const inject = (id: string, z: string, payload: string, to: string): FlowNode =>
  ({ id, type: 'inject', z, props: [{ p: 'payload' }], payload, payloadType: 'json', repeat: '', once: false, wires: [[to]] })
const sieve = (id: string, z: string, value: string): FlowNode =>
  ({
    id,
    type: 'sieve',
    z,
    property: 'payload',
    logic: 'AND',
    negate: false,
    nodes: [{ type: 'rule', field: 'a', operator: 'equals', value, regex: false, caseSensitive: false, negate: false }],
    outputs: 1,
    wires: [[]]
  })

describe('What came last to a node', () => {
  let nodeRed: NodeRed

  before(async () => {
    nodeRed = await sharedNodeRed()
  })

  const last = async (type: string, id: string): Promise<Answer> =>
    JSON.parse(await nodeRed.admin('GET', `/alert-courier/samples/${type}/${id}`)) as Answer

  /** Waits for a sample: what is injected comes a moment later. */
  const came = async (type: string, id: string): Promise<unknown> => {
    for (;;) {
      const { sample } = await last(type, id)
      if (sample !== null) return (JSON.parse(sample.text ?? 'null') as { payload: unknown }).payload
    }
  }

  it('is served, for each type of node that takes messages', async () => {
    await nodeRed.deploy([
      tab('samples'),
      inject('give', 'samples', '{"a":1}', 'sift'),
      { ...inject('give2', 'samples', '{"b":2}', 'watch'), wires: [['watch', 'act']] },
      sieve('sift', 'samples', '1'),
      { id: 'watch', type: 'alert-watchdog', z: 'samples', triggers: [], wires: [[], [], []] },
      { id: 'act', type: 'webhook-action', z: 'samples', config: '', wires: [[]] }
    ])
    assert.deepEqual(await last('sieve', 'sift'), { sample: null })
    await nodeRed.inject('give')
    await nodeRed.inject('give2')
    assert.deepEqual(await came('sieve', 'sift'), { a: 1 })
    assert.deepEqual(await came('alert-watchdog', 'watch'), { b: 2 })
    assert.deepEqual(await came('webhook-action', 'act'), { b: 2 })
  })

  it('outlives a deploy of its node, and goes with it', async () => {
    await nodeRed.deploy([tab('samples'), inject('give', 'samples', '{"a":1}', 'sift'), sieve('sift', 'samples', '1')])
    await nodeRed.inject('give')
    await came('sieve', 'sift')
    await nodeRed.deploy([tab('samples'), inject('give', 'samples', '{"a":1}', 'sift'), sieve('sift', 'samples', '2')])
    assert.deepEqual(await came('sieve', 'sift'), { a: 1 })
    await nodeRed.deploy([tab('samples'), sieve('other', 'samples', '2')])
    assert.deepEqual(await last('sieve', 'sift'), { sample: null })
  })

  it('is found in a subflow by the id that the editor shows', async () => {
    await nodeRed.deploy([
      { id: 'sub', type: 'subflow', name: 'sub', in: [{ x: 0, y: 0, wires: [{ id: 'inner' }] }], out: [] },
      sieve('inner', 'sub', '1'),
      tab('samples'),
      { id: 'one', type: 'subflow:sub', z: 'samples', x: 1, y: 1, wires: [] },
      inject('give', 'samples', '{"a":7}', 'one')
    ])
    await nodeRed.inject('give')
    assert.deepEqual(await came('sieve', 'inner'), { a: 7 })
  })

  it('is not told to a page of another site', async () => {
    await assert.rejects(nodeRed.admin('GET', '/alert-courier/samples/sieve/sift', undefined, { 'Sec-Fetch-Site': 'cross-site' }), /answered 403/)
  })
})
