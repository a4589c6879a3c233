import assert from 'node:assert/strict'
import { DiskOutbox } from '../../nodes/courier/disk-outbox'
import { MemoryOutbox } from '../../nodes/courier/memory-outbox'
import { VisaWindow } from '../../nodes/courier/visa-window'
import type { Outcome } from '../../nodes/courier/outcome'
import { type Answer, Bench } from './support/couriers'
import { idle } from './support/fake-clock'
import type { Waiting } from '../../nodes/courier/outbox'

type Lock = ConstructorParameters<typeof DiskOutbox>[0]['lock']

describe('A courier in trouble', () => {
  let bench: Bench

  beforeEach(() => {
    bench = new Bench()
  })

  afterEach(() => bench.courier?.close(0))

  const outboxLockedBy = (lock: Lock): DiskOutbox<Outcome<Answer>> =>
    new DiskOutbox<Outcome<Answer>>({ folder: '/outbox', disk: bench.disk, clock: bench.clock, lock, calls: () => [], onChange: () => undefined, segmentSize: 2000 })

  /** A folder that cannot be locked as long as the test says so. */
  const locking = (): { code: string; held: number; readonly lock: Lock; wait: Promise<void> } => {
    const state: { code: string; held: number; wait: Promise<void>; lock: Lock } = {
      code: 'EROFS',
      held: 0,
      wait: Promise.resolve(),
      lock: async () => {
        await state.wait
        if (state.code !== '') return { kind: 'unavailable', code: state.code }
        state.held += 1
        return { kind: 'held', lock: { isHeld: () => Promise.resolve(true), release: () => Promise.resolve(void (state.held -= 1)) } }
      }
    }
    return state
  }

  it('lets go of a folder that it gets just as it closes', async () => {
    const folder = locking()
    bench.more = { outbox: () => outboxLockedBy(folder.lock) }
    bench.start()
    await idle()
    let got = (): void => undefined
    folder.wait = new Promise((resolve) => (got = resolve))
    folder.code = ''
    await bench.clock.pass(10_000)
    const closed = bench.courier?.close(0)
    await idle()
    got()
    await idle()
    await closed
    await idle()
    assert.equal(folder.held, 0)
  })

  it('keeps what was given up while its folder could not be opened', async () => {
    const folder = locking()
    bench.more = { outbox: () => outboxLockedBy(folder.lock) }
    bench.answer = () => ({ kind: 'refused' })
    bench.start()
    bench.takeAll(3)
    await bench.clock.passUntil(() => bench.told.length === 3)
    assert.equal(bench.courier?.view().givenUp, 3)
    folder.code = ''
    await bench.clock.pass(20_000)
    assert.equal(bench.courier.view().trouble, null)
    assert.equal(bench.courier.view().givenUp, 3)
    await bench.courier.close(0)
    bench.start()
    await idle()
    assert.equal(bench.courier.view().givenUp, 3)
  })

  it('delivers all that it took in before it learnt that its folder cannot be opened', async () => {
    const folder = locking()
    let known = (): void => undefined
    folder.wait = new Promise((resolve) => (known = resolve))
    bench.more = { outbox: () => outboxLockedBy(folder.lock) }
    bench.start()
    const titles = bench.takeAll(2500)
    known()
    await bench.clock.passUntil(() => bench.told.length === 2500, 60_000)
    assert.deepEqual(bench.sent.flat(), titles)
    assert.equal(bench.courier?.view().waiting, 0)
  })

  it('delivers all in the end where its files could not be read for a while', async () => {
    bench.start()
    const titles = bench.takeAll(2500)
    await idle()
    bench.disk.failing = (verb) => (verb === 'read' ? 'EIO' : '')
    await bench.clock.pass(60_000)
    assert.ok(bench.told.length >= 1000)
    assert.equal(bench.courier?.view().trouble?.code, 'EIO')
    bench.disk.failing = () => ''
    await bench.clock.passUntil(() => bench.told.length === 2500)
    assert.deepEqual(bench.sent.flat(), titles)
  })

  it('delivers and closes where what is given up cannot be kept', async () => {
    bench.start()
    await idle()
    bench.disk.failing = (_verb, path) => (path.includes('given-up') ? 'EACCES' : '')
    bench.answer = ([title]) => ({ kind: Number(title) % 2 === 0 ? 'refused' : 'delivered' })
    bench.takeAll(10)
    await bench.clock.pass(1000)
    assert.equal(bench.told.length, 10)
    assert.deepEqual((await bench.courier?.close(0))?.waiting, [])
  })

  it('sends no alert again that ended while the digest before it was in doubt', async () => {
    // The platform is unreachable, then the first digest is never answered, and the alert behind it is refused.
    bench.answer = () => ({ kind: 'away', pause: null })
    const digest = (alerts: readonly Waiting[]): { alerts: readonly Waiting[]; body: Buffer; digest: string }[] => {
      const titles = (some: readonly Waiting[]): string[] => some.map(({ message }) => (JSON.parse(message) as { payload: string }).payload)
      const halves = [alerts.slice(0, 15), alerts.slice(15)]
      return halves.filter(({ length }) => length > 0).map((some, index) => ({ alerts: some, body: Buffer.from(JSON.stringify(titles(some))), digest: `digest ${index}` }))
    }
    const single = (alert: Waiting): Buffer => Buffer.from(JSON.stringify([(JSON.parse(alert.message) as { payload: string }).payload]))
    bench.more = { composer: { compose: single, digest } }
    bench.start()
    const titles = bench.takeAll(30)
    await bench.clock.pass(120_000)
    let ill = true
    bench.answer = (sent) => {
      if (sent.length === 1 && sent[0] === '15') return { kind: 'refused' }
      return ill ? { kind: 'doubtful', stored: false } : { kind: 'delivered' }
    }
    await bench.clock.passUntil(() => bench.titles('refused').length === 1)
    await bench.clock.pass(1000)
    ill = false
    await bench.clock.passUntil(() => bench.courier?.view().waiting === 0)
    await idle()
    assert.deepEqual([...bench.titles()].sort(), [...titles].sort())
  })

  it('does not give up one alert for the digest that it was in', async () => {
    bench.answer = () => ({ kind: 'away', pause: null })
    bench.start()
    const titles = bench.takeAll(30)
    await bench.clock.pass(120_000)
    // The digest is in doubt five times; then the platform is away just as the one behind is tried.
    let digests = 0
    bench.answer = (sent) => {
      if (sent.length > 1) {
        digests += 1
        return digests <= 5 ? { kind: 'doubtful', stored: false } : { kind: 'delivered' }
      }
      return { kind: 'away', pause: 1000 }
    }
    await bench.clock.passUntil(() => digests === 1)
    bench.take('behind')
    await bench.clock.passUntil(() => digests === 5)
    await bench.clock.pass(500)
    bench.answer = () => ({ kind: 'delivered' })
    await bench.clock.passUntil(() => bench.told.length === 31)
    assert.deepEqual([...bench.titles('delivered')].sort(), [...titles, 'behind'].sort())
  })

  it('leaves the platform alone for as long as it asks, also where an alert had been lonely', async () => {
    bench.answer = () => ({ kind: 'doubtful', stored: true })
    bench.start()
    bench.take('0')
    await bench.clock.passUntil(() => bench.sent.length === 5)
    bench.answer = () => ({ kind: 'away', pause: 300_000 })
    await bench.clock.passUntil(() => bench.sent.length === 6)
    bench.take('1')
    await bench.clock.pass(299_000)
    assert.equal(bench.sent.length, 6)
    bench.answer = () => ({ kind: 'delivered' })
    await bench.clock.passUntil(() => bench.told.length === 2)
  })

  it('counts the calls of a Visa over many deploys, kept in memory too', async () => {
    const memory = new MemoryOutbox<Outcome<Answer>>()
    const deploy = (): void => {
      bench.more = { outbox: () => memory, visa: new VisaWindow({ calls: 3, interval: 60_000 }, bench.clock) }
      bench.start()
    }
    deploy()
    for (let number = 0; number < 6; number += 1) {
      bench.take(String(number))
      await bench.clock.pass(1000)
      await bench.courier?.close(0)
      deploy()
      await bench.clock.pass(1000)
    }
    assert.equal(bench.sent.length, 3)
  })
})
