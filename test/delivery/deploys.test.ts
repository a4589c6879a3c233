import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { sharedNodeRed } from '../support/real-node-red'
import { action, config, inject, tab } from '../support/saved'

describe('In a real Node-RED, a deploy while alerts are on their way', () => {
  let nodeRed: NodeRed
  let standIn: StandIn

  before(async () => {
    nodeRed = await sharedNodeRed()
  })

  beforeEach(async () => {
    standIn = await StandIn.start()
  })

  const held: Server[] = []

  afterEach(async () => {
    await standIn.close()
    for (const server of held.splice(0)) {
      server.close()
      server.closeAllConnections()
    }
  })

  const flows = (name: string): readonly FlowNode[] => [
    { ...tab('flow'), label: name },
    config('config', standIn.server, { credentials: { key: standIn.key } }),
    inject('button', { title: 'x' }, ['alert']),
    action('alert', 'config')
  ]

  const logged = (from: number, line: RegExp): number => nodeRed.log.slice(from).match(new RegExp(line.source, 'g'))?.length ?? 0

  it('lets the one in flight finish, sends none of those behind it, and the log tells of each', async () => {
    let requests = 0
    let answer: () => void = () => assert.fail('nothing was asked')
    const server = createServer((request, response) => {
      requests += 1
      answer = () => void response.end('ok')
      request.resume()
    })
    held.push(server)
    await new Promise<void>((started) => server.listen(0, '127.0.0.1', started))
    const { port } = server.address() as AddressInfo
    const elsewhere = (name: string): readonly FlowNode[] =>
      flows(name).map((node) => (node.id === 'config' ? { ...node, server: `http://127.0.0.1:${port}` } : node))

    await nodeRed.deploy(elsewhere('before'))
    const asked = once(server, 'request')
    for (let alert = 0; alert < 3; alert += 1) await nodeRed.inject('button')
    await asked
    const from = nodeRed.log.length
    const deployed = nodeRed.deploy(elsewhere('after'))
    await nodeRed.until(() => logged(from, /Stopping flows/) === 1, 'the deploy to begin')
    answer()
    await deployed
    await nodeRed.until(() => logged(from, /was delivered \(Dispatch [0-9a-f-]{36}\) after this node had been closed/) === 1, 'the log of the delivery')
    assert.equal(logged(from, /perhaps seen by no Catch node: Node-RED was stopped or deployed before this alert's turn came/), 2)
    assert.equal(requests, 1)
  })

  it('waits no longer for one than Node-RED waits for the deploy, and says that it may have been posted', async () => {
    standIn.fail({ kind: 'hang after storing' }, 1)
    await nodeRed.deploy(flows('before'))
    await nodeRed.inject('button')
    await standIn.waitForRequests(1, 60_000)
    const from = nodeRed.log.length
    await nodeRed.deploy(flows('after'))
    await nodeRed.until(() => logged(from, /perhaps seen by no Catch node: .*the alert may have been posted\. Look into/) === 1, 'the log of the alert')
    assert.equal(logged(from, /Error stopping node|Close timed out/), 0)
  })
})
