import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verdictOf } from '../../nodes/action/verdict'
import { Courier } from '../../nodes/courier/courier'
import { realDisk } from '../../nodes/courier/disk'
import { DiskOutbox } from '../../nodes/courier/disk-outbox'
import { FolderLock } from '../../nodes/courier/folder-lock'
import { type Ended, nothingLeft, type Waiting } from '../../nodes/courier/outbox'
import type { Outcome } from '../../nodes/courier/outcome'
import type { Receipt } from '../../nodes/mattermost/receipt'
import { Webhook } from '../../nodes/mattermost/webhook'
import type { Fault } from '../../scripts/stand-in/faults'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { randomFrom } from '../support/random'
import { FakeClock } from './support/fake-clock'

interface Payload {
  readonly title: string
  readonly channel?: string
}

const payloadOf = ({ message }: Waiting): Payload => (JSON.parse(message) as { readonly payload: Payload }).payload

/** A courier with a real disk and a real network, and pauses that a test lets pass. */
class Trial {
  readonly clock = new FakeClock()
  readonly told: Ended<Outcome<Receipt>>[] = []
  readonly courier: Courier<Receipt>
  readonly #folder = mkdtempSync(join(tmpdir(), 'alert-courier-test-'))

  /** @param timeout of a request, in real milliseconds */
  constructor(address: string, timeout: number) {
    const { clock } = this
    const random = randomFrom(3)
    const compose = (alert: Waiting): Buffer => {
      const { title, channel } = payloadOf(alert)
      return Buffer.from(JSON.stringify({ text: title, channel }))
    }
    this.courier = new Courier<Receipt>({
      platform: new Webhook({ address, timeout, tls: {}, proxy: undefined, redact: (text) => text }),
      verdictOf,
      composer: { compose, digest: (alerts) => alerts.map((alert) => ({ alerts: [alert], body: compose(alert), digest: '' })) },
      outbox: () =>
        new DiskOutbox({
          folder: this.#folder,
          disk: realDisk,
          clock,
          lock: (folder, signal) => FolderLock.acquire({ folder, signal }),
          calls: () => [],
          onChange: () => undefined
        }),
      left: nothingLeft,
      outboxLimit: 100_000,
      digestAbove: Infinity,
      expireAfter: Infinity,
      visa: undefined,
      clock,
      random,
      tell: (ended, told) => {
        this.told.push(ended)
        told()
      },
      onChange: () => undefined,
      onDamage: () => assert.fail('nothing is damaged'),
      onFault: (error) => assert.fail(String(error))
    })
  }

  take(payload: Payload): void {
    assert.equal(this.courier.take({ id: payload.title, action: 'action', message: JSON.stringify({ payload }) }), 'taken')
  }

  /** The titles of those that ended with this kind of receipt, in order. */
  titles(kind: Receipt['kind']): readonly string[] {
    return this.told.filter(({ outcome }) => outcome.kind === 'tried' && outcome.receipt.kind === kind).map(({ alert }) => payloadOf(alert).title)
  }

  async close(): Promise<void> {
    await this.courier.close(0)
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** The titles in the order in which each came first. */
const firsts = (titles: readonly string[]): readonly string[] => [...new Set(titles)]

const html: Fault = { kind: 'answer', status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>Log in</html>' }
const tooMany = (headers: Readonly<Record<string, string>>): Fault => ({ kind: 'answer', status: 429, headers, body: 'limit exceeded\n' })

/** What goes wrong, and how often in a thousand requests. */
const faults: readonly (readonly [Fault, number])[] = [
  [{ kind: 'reset' }, 30],
  [{ kind: 'reset after storing' }, 20],
  [{ kind: 'cut off' }, 10],
  [{ kind: 'hang' }, 3],
  [{ kind: 'hang after storing' }, 3],
  [{ kind: 'slow body', ms: 5 }, 20],
  [tooMany({}), 10],
  [tooMany({ 'Retry-After': '7' }), 10],
  [tooMany({ 'Retry-After': '-3', 'X-Ratelimit-Reset': '1e99' }), 10],
  [tooMany({ 'Retry-After': 'soon' }), 5],
  [tooMany({ 'X-Ratelimit-Reset': '99999999999999' }), 5],
  [{ kind: 'answer', status: 500, body: '' }, 20],
  [{ kind: 'answer', status: 503, body: '<h1>down</h1>' }, 30],
  [html, 10],
  [{ kind: 'answer', status: 302, headers: { Location: '/elsewhere' } }, 10]
]

describe('A courier in a storm', () => {
  it('loses none of 10,000 alerts, keeps their order, and tells each outcome once, whatever the server does', async function () {
    this.timeout(240_000)
    const standIn = await StandIn.start()
    const random = randomFrom(20_261_125)
    for (let request = 0; request < 12_000; request += 1) {
      let at = random() * 1000
      const met = faults.find(([, share]) => {
        at -= share
        return at < 0
      })
      standIn.fail(met?.[0] ?? { kind: 'slow', ms: 0 }, 1)
    }
    const trial = new Trial(standIn.webhookUrl, 150)
    const isNowhere = (number: number): boolean => number % 100 === 50
    const numbers = Array.from({ length: 10_000 }, (_, number) => number)
    for (const number of numbers) trial.take({ title: String(number), ...(isNowhere(number) ? { channel: 'nowhere' } : {}) })
    await trial.clock.passUntil(() => trial.told.length >= 10_000)

    assert.deepEqual(trial.told.map(({ alert }) => alert.id), numbers.map(String), 'each once, in order')
    // Three answers that are permanent for the courier give an alert up: chance can bring three to one.
    const unlucky = new Set<string>()
    for (const { alert, outcome } of trial.told) {
      assert.ok(outcome.kind === 'tried')
      const { receipt, attempts } = outcome
      if (receipt.kind === 'delivered' || isNowhere(Number(alert.id))) continue
      assert.ok(receipt.kind === 'rejected' && ['not-ok', 'redirected'].includes(receipt.reason) && attempts >= 3, JSON.stringify([alert.id, outcome]))
      unlucky.add(alert.id)
    }
    assert.ok(unlucky.size <= 3, [...unlucky].join())
    const wanted = numbers.filter((number) => !isNowhere(number)).map(String).filter((title) => !unlucky.has(title))
    assert.deepEqual(trial.titles('delivered'), wanted)
    assert.deepEqual(trial.titles('rejected').filter((title) => !unlucky.has(title)), numbers.filter(isNowhere).map(String))
    const posted = standIn.posts.map(({ text }) => text)
    assert.deepEqual(firsts(posted).filter((title) => !unlucky.has(title)), wanted)
    const copies = new Map<string, number>()
    for (const title of posted) copies.set(title, (copies.get(title) ?? 0) + 1)
    assert.ok(Math.max(...copies.values()) <= 5)
    assert.equal(trial.courier.view().waiting, 0)
    await trial.close()
    await standIn.close()
  })

  it('gives up the one alert that is always answered 500, and the one that is stored and never answered, after five copies at most', async function () {
    this.timeout(120_000)
    const posted: string[] = []
    const server = createServer((request, response) => {
      let body = ''
      request.setEncoding('utf8').on('data', (text: string) => (body += text))
      request.on('end', () => {
        const { text } = JSON.parse(body) as { text: string }
        if (text === 'never stored') {
          response.writeHead(500).end()
          return
        }
        posted.push(text)
        if (text !== 'never answered') response.end('ok')
      })
    })
    await new Promise<void>((started) => server.listen(0, '127.0.0.1', started))
    const trial = new Trial(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/key`, 100)
    const titles = Array.from({ length: 102 }, (_, number) => (number === 30 ? 'never stored' : number === 70 ? 'never answered' : String(number)))
    for (const title of titles) trial.take({ title })
    await trial.clock.passUntil(() => trial.told.length >= 102)

    const good = titles.filter((title) => !title.startsWith('never'))
    assert.deepEqual(trial.titles('delivered'), good)
    assert.deepEqual(firsts(posted).filter((title) => title !== 'never answered'), good)
    assert.deepEqual(trial.titles('unreachable'), ['never stored'])
    assert.deepEqual(trial.titles('unknown'), ['never answered'])
    assert.equal(posted.filter((title) => title === 'never answered').length, 5)
    await trial.close()
    server.closeAllConnections()
    server.close()
  })
})
