import assert from 'node:assert/strict'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { Flow } from '../support/flows'
import { action, config, receiver, tab } from '../support/saved'

describe('Twenty redeploys', () => {
  let standIn: StandIn
  let flow: Flow

  afterEach(async () => {
    await flow.stop()
    await standIn.close()
  })

  it('leave no listener, socket or timer behind, and the last one still delivers', async () => {
    standIn = await StandIn.start()
    const flows = [
      tab('flow'),
      config('config', standIn.server),
      action('alert', 'config', { wires: [['out']] }),
      { id: 'dog', type: 'alert-watchdog', z: 'flow', x: 1, y: 1, triggers: [{ level: 'HIGH' }], muzzleEnabled: true, muzzleInterval: 1, muzzleUnit: 's', wires: [['sieve'], ['sieve'], []] },
      { id: 'sieve', type: 'sieve', z: 'flow', x: 1, y: 1, property: 'payload', logic: 'AND', nodes: [], sieves: [], wires: [['alert']] },
      receiver('out')
    ]
    flow = await Flow.start(flows, { config: { key: standIn.key } })
    const deliver = async (): Promise<void> => {
      const out = flow.next('out')
      flow.receive('dog', { payload: 'x' })
      await out
    }
    const inUse = (): Record<string, number> => {
      const counts: Record<string, number> = {}
      for (const resource of process.getActiveResourcesInfo()) counts[resource] = (counts[resource] ?? 0) + 1
      return counts
    }
    await deliver()
    await flow.redeploy(flows)
    await deliver()
    const before = { ...inUse(), listeners: flow.listeners() }
    for (let deploy = 0; deploy < 20; deploy += 1) {
      await flow.redeploy(flows)
      await deliver()
    }
    // The server notices the end of a connection a moment later than the client that ended it.
    while ((inUse().TCPSocketWrap ?? 0) > (before as Record<string, number>).TCPSocketWrap!) await new Promise(setImmediate)
    // What was there before may end by itself, meanwhile.
    const left = Object.entries({ ...inUse(), listeners: flow.listeners() }).filter(([kind, count]) => count > ((before as Record<string, number>)[kind] ?? 0))
    assert.deepEqual(left, [])
    assert.equal(standIn.posts.length, 22)
  })
})
