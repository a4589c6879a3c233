import assert from 'node:assert/strict'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { Courier } from '../../nodes/courier/courier'
import type { Receipt } from '../../nodes/mattermost/receipt'
import { Webhook } from '../../nodes/mattermost/webhook'
import { Flow } from '../support/flows'
import { action, config, receiver, tab } from '../support/saved'

const body = Buffer.from('{"text":"x"}')

describe('A courier that closes', () => {
  let standIn: StandIn

  const courierTo = (target: StandIn): Courier<Receipt> => {
    const platform = new Webhook({ address: target.webhookUrl, timeout: 30_000, tls: {}, proxy: undefined, redact: (text) => text })
    return new Courier({ platform, outboxLimit: 100, now: Date.now })
  }

  beforeEach(async () => {
    standIn = await StandIn.start()
  })

  afterEach(() => standIn.close())

  it('lets the request in flight finish', async () => {
    standIn.fail({ kind: 'slow', ms: 300 }, 1)
    const courier = courierTo(standIn)
    const outcome = courier.take({ compose: () => body })
    await standIn.waitForRequests(1)
    await courier.close(5000)
    const ended = await outcome
    assert.ok(ended.kind === 'tried' && ended.receipt.kind === 'delivered')
  })

  it('aborts the request in flight when its time is over, and tells that it may have been posted', async () => {
    standIn.fail({ kind: 'hang after storing' }, 1)
    const courier = courierTo(standIn)
    const outcome = courier.take({ compose: () => body })
    await standIn.waitForRequests(1)
    await courier.close(50)
    const ended = await outcome
    assert.ok(ended.kind === 'tried' && ended.receipt.kind === 'unknown')
    assert.equal(ended.receipt.reason, 'unknown-interrupted')
  })

  it('ends at once with nothing in flight', async () => {
    const courier = courierTo(standIn)
    await courier.take({ compose: () => body })
    // A close that waited out its grace would outlast the test's own limit.
    await courier.close(3_600_000)
  })

  it('tells each alert that still waits that its turn did not come, and sends none of them', async () => {
    standIn.fail({ kind: 'slow', ms: 200 }, 1)
    const courier = courierTo(standIn)
    const first = courier.take({ compose: () => body })
    const others = [1, 2, 3].map(() => courier.take({ compose: () => body }))
    await standIn.waitForRequests(1)
    await courier.close(5000)
    assert.equal((await first).kind, 'tried')
    for (const other of others) assert.deepEqual(await other, { kind: 'closed' })
    assert.deepEqual(await courier.take({ compose: () => body }), { kind: 'closed' })
    assert.equal(standIn.requests.length, 1)
  })

  it('walks what it takes in the very turn in which its outbox ran empty', async () => {
    const courier = courierTo(standIn)
    void courier.take({ compose: () => undefined })
    const outcomes: Promise<unknown>[] = []
    for (let turn = 0; turn < 8; turn += 1) {
      await Promise.resolve()
      outcomes.push(courier.take({ compose: () => undefined }))
    }
    assert.deepEqual(await Promise.all(outcomes), outcomes.map(() => ({ kind: 'unsendable' })))
    await courier.close(0)
  })

  it('takes in no more than its limit', async () => {
    standIn.fail({ kind: 'hang' }, 1)
    const courier = courierTo(standIn)
    for (let taken = 0; taken < 101; taken += 1) void courier.take({ compose: () => body })
    assert.deepEqual(await courier.take({ compose: () => body }), { kind: 'full' })
    await courier.close(0)
  })
})

describe('Twenty redeploys', () => {
  it('leave no listener, socket or timer behind, and the last one still delivers', async () => {
    const standIn = await StandIn.start()
    const flows = [
      tab('flow'),
      config('config', standIn.server),
      action('alert', 'config', { wires: [['out']] }),
      { id: 'sieve', type: 'sieve', z: 'flow', x: 1, y: 1, property: 'payload', logic: 'AND', nodes: [], sieves: [], wires: [['alert']] },
      receiver('out')
    ]
    const flow = await Flow.start(flows, { config: { key: standIn.key } })
    const deliver = async (): Promise<void> => {
      const out = flow.next('out')
      flow.receive('sieve', { payload: 'x' })
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
    assert.deepEqual({ ...inUse(), listeners: flow.listeners() }, before)
    assert.equal(standIn.posts.length, 22)
    await flow.stop()
    await standIn.close()
  })
})
