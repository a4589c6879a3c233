import assert from 'node:assert/strict'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Receipt } from '../../nodes/mattermost/receipt'
import { Webhook } from '../../nodes/mattermost/webhook'
import { type Fault, StandIn } from '../../scripts/stand-in/stand-in'

const body = Buffer.from('{"text":"x"}')
const hour = 3_600_000

describe('A webhook', () => {
  let standIn: StandIn
  let webhook: Webhook

  beforeEach(async () => {
    standIn = await StandIn.start()
    webhook = new Webhook({ address: standIn.webhookUrl, timeout: hour, tls: {}, proxy: undefined, redact: (text) => text })
  })

  afterEach(async () => {
    webhook.close()
    await standIn.close()
  })

  const send = (timeout = webhook.timeout, signal = new AbortController().signal): Promise<Receipt> => webhook.send(body, timeout, signal)
  const ports = (): readonly number[] => standIn.requests.map(({ remotePort }) => remotePort)

  it('gives each request the time that its caller says', async () => {
    standIn.fail({ kind: 'hang' }, 1)
    assert.equal((await send(100)).kind, 'unknown')
    assert.equal((await send(hour)).kind, 'delivered')
  })

  for (const [what, fault, pause] of [
    ['a rate limit of Mattermost', { kind: 'error', cause: 'rate limited' }, 1000],
    ['a rate limit without the seconds', { kind: 'answer', status: 429, headers: { 'X-RateLimit-Reset': '3, 3' } }, 3000],
    ['a rate limit of nonsense', { kind: 'answer', status: 429, headers: { 'Retry-After': '-1', 'X-RateLimit-Reset': '' } }, null],
    ['a proxy that is down for an hour', { kind: 'answer', status: 503, headers: { 'Retry-After': '3600' } }, 300_000],
    ['a server that is ill', { kind: 'answer', status: 500, headers: { 'Retry-After': '5' } }, null]
  ] as const satisfies readonly (readonly [string, Fault, number | null])[]) {
    it(`tells for how long ${what} wants to be left alone`, async () => {
      standIn.fail(fault, 1)
      const receipt = await send()
      assert.ok(receipt.kind === 'unreachable')
      assert.equal(receipt.pause, pause)
    })
  }

  for (const [how, end] of [
    ['is cut off', (response: ServerResponse) => void response.socket?.destroy()],
    ['never ends', () => undefined]
  ] as const) {
    it(`takes a status for what it says where its body ${how}`, async () => {
      const server = createServer((request, response) => {
        request.resume().on('end', () => {
          response.writeHead(429, { 'Retry-After': '300', 'Content-Length': '100' })
          response.write('slow down', () => end(response))
        })
      })
      await new Promise<void>((started) => server.listen(0, '127.0.0.1', started))
      const { port } = server.address() as AddressInfo
      const limited = new Webhook({ address: `http://127.0.0.1:${port}/hooks/key`, timeout: hour, tls: {}, proxy: undefined, redact: (text) => text })
      const receipt = await limited.send(body, 300, new AbortController().signal)
      assert.ok(receipt.kind === 'unreachable', receipt.kind)
      assert.deepEqual([receipt.reason, receipt.pause], ['rate-limited', 300_000])
      limited.close()
      server.closeAllConnections()
      server.close()
    })
  }

  it('keeps its connection after every answer', async () => {
    standIn.fail({ kind: 'error', cause: 'rate limited' }, 1)
    standIn.fail({ kind: 'answer', status: 503 }, 1)
    standIn.fail({ kind: 'error', cause: 'no text' }, 1)
    for (let request = 0; request < 4; request += 1) await send()
    assert.equal(new Set(ports()).size, 1)
  })

  for (const fault of [{ kind: 'hang' }, { kind: 'reset' }, { kind: 'reset after storing' }, { kind: 'cut off' }, { kind: 'slow body', ms: hour }] as const) {
    it(`opens a new connection after a request that ended without an answer (${fault.kind})`, async () => {
      await send()
      standIn.fail(fault, 1)
      const receipt = await send(300)
      assert.ok(receipt.kind === 'unknown' || receipt.kind === 'unreachable')
      assert.equal(receipt.statusCode, null)
      assert.equal((await send()).kind, 'delivered')
      const [first, failed, next] = ports()
      assert.equal(failed, first)
      assert.notEqual(next, first)
    })
  }

  it('opens a new connection after a request that was interrupted before it was sent', async () => {
    await send()
    const interrupted = await send(hour, AbortSignal.abort())
    assert.ok(interrupted.kind === 'unreachable')
    assert.equal(interrupted.reason, 'interrupted')
    assert.equal((await send()).kind, 'delivered')
    const [first, next] = ports()
    assert.notEqual(next, first)
  })
})
