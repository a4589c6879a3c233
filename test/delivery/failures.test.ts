import assert from 'node:assert/strict'
import { type AddressInfo, createServer } from 'node:net'
import type { CourierState } from '../../nodes/desk/courier-desk'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { DebugMessage, NodeRed } from '../../scripts/trial/node-red'
import { ForwardProxy } from '../support/proxy'
import { sharedNodeRed } from '../support/real-node-red'
import { action, catchAll, config, debug, inject, tab } from '../support/saved'
import { accessToken, type Place, proxyPassword, troubles } from './troubles'

describe('What goes wrong on the way to Mattermost, in a real Node-RED', function () {
  let nodeRed: NodeRed
  const servers: { close(): Promise<void> }[] = []
  const secrets: string[] = [proxyPassword, Buffer.from(`node-red:${proxyPassword}`).toString('base64'), accessToken]
  const proxies: ForwardProxy[] = []

  const place: Place = {
    async standIn(options) {
      const standIn = await StandIn.start(options)
      servers.push(standIn)
      secrets.push(standIn.key)
      return standIn
    },
    async proxy(options) {
      const proxy = await ForwardProxy.start(options)
      servers.push(proxy)
      proxies.push(proxy)
      return proxy
    },
    async other(serve) {
      const server = createServer((socket) => serve(socket.resume().on('error', () => socket.destroy())))
      await new Promise<void>((started) => server.listen(0, '127.0.0.1', started))
      servers.push({ close: () => new Promise((closed) => server.close(() => closed())) })
      const { port } = server.address() as AddressInfo
      return { config: config('config', `http://127.0.0.1:${port}`, { credentials: { key: 'anotherserverkey0000000000' } }) }
    }
  }

  before(async () => {
    nodeRed = await sharedNodeRed()
  })

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()))
  })

  const debugged = (id: string): readonly DebugMessage[] => nodeRed.debugged.filter((message) => message.id === id)

  const stateOf = async (): Promise<CourierState | undefined> =>
    (JSON.parse(await nodeRed.admin('GET', '/alert-courier/couriers')) as readonly CourierState[]).find(({ id }) => id === 'config')

  /** What came of the first alert. A person clicks "Retry now" where the courier would take its time. */
  const outcome = async (): Promise<DebugMessage> => {
    const first = nodeRed.debugOf(['delivered', 'caught'])
    const ended = first.then(() => true)
    while (!(await Promise.race([ended, new Promise<false>((resolve) => setImmediate(() => resolve(false)))]))) {
      if ((await stateOf())?.nextTry != null) await nodeRed.admin('POST', '/alert-courier/couriers/config/retry', {})
    }
    return first
  }

  for (const { what, code, says, set, told, passes } of troubles) {
    const waits = code === 'MATTERMOST_UNREACHABLE' || code === 'DELIVERY_UNKNOWN'
    const becomes = waits ? `the alert waits, and what is shown is ${code}` : `${code} reaches a Catch node once, and Node-RED lives on`
    it(`${what}: ${code === 'delivered' ? 'is delivered' : becomes}`, async () => {
      const { config: courier, more = [] } = await set(place)
      const { key } = courier.credentials as { key: string }
      secrets.push(key, key.toUpperCase(), Buffer.from(key).toString('hex'), Buffer.from(key).toString('base64'))
      const well = await place.standIn()
      nodeRed.debugged.length = 0
      nodeRed.statuses.clear()
      await nodeRed.deploy([
        tab('flow'),
        // In memory: what waits here is none of the next trouble's.
        { ...courier, outbox: 'memory', digestAbove: 0 },
        ...more,
        config('well', well.server, { credentials: { key: well.key } }),
        inject('button', { title: 'Disk full', level: 'high', link: 'https://example.com/1', source: 'db-01' }, ['alert']),
        inject('after', { title: 'Still here' }, ['alive']),
        action('alert', 'config', { wires: [['delivered']] }),
        action('alive', 'well', { wires: [['lives']] }),
        debug('delivered', 'true'),
        debug('lives', 'true'),
        catchAll('catch', 'caught'),
        debug('caught', 'true')
      ])
      await nodeRed.inject('button')
      if (waits) {
        let state = await stateOf()
        while (state?.lastError == null) state = await stateOf()
        const { code: shown, text } = state.lastError
        assert.equal(shown, code)
        if (says !== undefined) assert.match(text, says)
        assert.doesNotMatch(text, /__\w+__|failure\./)
        assert.equal(state.waiting, 1)
        await nodeRed.until(() => nodeRed.statuses.get('alert')?.fill === 'yellow', 'the yellow status')
        assert.match(nodeRed.statuses.get('alert')?.text ?? '', /^retry in \d+ s$/)
        assert.equal(debugged('caught').length, 0)
        await nodeRed.admin('POST', '/alert-courier/couriers/config/discard', { of: 'waiting' })
        const { id, msg } = await nodeRed.debugOf(['delivered', 'caught'])
        assert.equal(id, 'caught')
        assert.equal((JSON.parse(msg) as { error: { code: string } }).error.code, 'DELIVERY_DISCARDED')
        return
      }
      const first = await outcome()
      // Another alert, after which a second outcome of the first would have been seen.
      await nodeRed.inject('after')
      await nodeRed.debugOf(['lives'])

      if (code === 'delivered') {
        assert.equal(first.id, 'delivered', first.msg)
        assert.equal(debugged('caught').length, 0)
        assert.match((JSON.parse(first.msg) as { dispatch: { data: string } }).dispatch.data, /^ok$/)
        if (passes !== undefined) assert.match(proxies.at(-1)?.passed.join() ?? '', passes)
        await nodeRed.until(() => nodeRed.statuses.get('alert')?.fill === 'green', 'the green status')
      } else {
        assert.equal(first.id, 'caught', first.msg)
        const { error, payload } = JSON.parse(first.msg) as {
          error: { code: string; message: string; source: { id: string }; cause?: unknown }
          payload: { title: string }
        }
        assert.equal(error.code, code, error.message)
        assert.equal(error.source.id, 'alert')
        assert.equal(payload.title, 'Disk full')
        if (says !== undefined) assert.match(error.message, says)
        assert.doesNotMatch(error.message, /__\w+__|failure\./)
        told?.(error)
        await nodeRed.until(() => nodeRed.statuses.get('alert')?.fill === 'red', 'the red status')
        assert.equal(debugged('caught').length, 1)
        assert.equal(debugged('delivered').length, 0)
      }
    })
  }

  it('no secret is in anything that Node-RED printed, told its editors or answers', async () => {
    const flows = await nodeRed.admin('GET', '/flows')
    const credentials = await Promise.all(
      ['mattermost-config/config', 'mattermost-config/well', 'http proxy/proxy'].map((path) => nodeRed.admin('GET', `/credentials/${path}`))
    )
    const outputs = { log: nodeRed.log, heard: nodeRed.heard, flows, credentials: credentials.join('\n') }
    assert.ok(secrets.length > 4 * troubles.length)
    assert.ok(nodeRed.heard.includes('MATTERMOST_REJECTED'))
    for (const [name, output] of Object.entries(outputs)) {
      for (const secret of secrets) assert.ok(!output.includes(secret), `${name} holds ${secret}`)
    }
  })
})
