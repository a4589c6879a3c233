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

  const outboxLockedBy = (lock: Lock, onChange = (): void => undefined): DiskOutbox<Outcome<Answer>> =>
    new DiskOutbox<Outcome<Answer>>({ folder: '/outbox', disk: bench.disk, clock: bench.clock, lock, calls: () => [], onChange, segmentSize: 2000 })

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

  it('holds what comes while it lets go of a folder that was taken over', async () => {
    let isOurs = true
    const lock: Lock = async (_folder, signal) => {
      while (!isOurs && !signal.aborted) await bench.clock.wait(1000, signal)
      return { kind: 'held', lock: { isHeld: () => Promise.resolve(isOurs), release: () => idle() } }
    }
    bench.more = { outbox: () => outboxLockedBy(lock) }
    bench.start()
    await idle()
    bench.take('first')
    await bench.clock.pass(5000)
    isOurs = false
    // One in each turn: some come while the outbox closes.
    const titles = ['first']
    for (let number = 0; number < 200; number += 1) {
      titles.push(String(number))
      assert.equal(bench.take(String(number)), 'taken')
      await idle(1)
    }
    isOurs = true
    await bench.clock.passUntil(() => bench.told.length >= 201, 120_000)
    assert.deepEqual(bench.titles(), titles)
  })

  it('lets go of a folder that was taken over also while the platform is left alone', async () => {
    bench.answer = () => ({ kind: 'away', pause: 300_000 })
    bench.start()
    bench.take('before')
    await bench.clock.pass(5000)
    bench.holds = false
    bench.take('after')
    await bench.clock.pass(5000)
    assert.equal(bench.courier?.view().open, false)
    bench.holds = true
    await bench.clock.pass(5000)
    assert.equal(bench.courier.view().open, true)
    bench.answer = () => ({ kind: 'delivered' })
    await bench.clock.passUntil(() => bench.told.length === 2)
    assert.deepEqual(bench.titles('delivered'), ['before', 'after'])
  })

  it('posts and tells nothing twice where a file could not be deleted for a moment', async () => {
    let isBusy = true
    bench.disk.failing = (verb, path) => (verb === 'remove' && path.includes('waiting') && isBusy ? ((isBusy = false), 'EBUSY') : '')
    bench.start()
    const titles = bench.takeAll(100)
    await bench.clock.passUntil(() => bench.told.length === 100)
    await bench.clock.pass(1000)
    await bench.courier?.close(0)
    bench.start()
    await bench.clock.pass(120_000)
    assert.equal(isBusy, false)
    assert.deepEqual(bench.sent.flat(), titles)
    assert.deepEqual(bench.titles(), titles)
  })

  it('opens a folder in which a file cannot be deleted', async () => {
    bench.answer = () => ({ kind: 'away', pause: 60_000 })
    bench.start()
    for (let number = 0; number < 40; number += 1) {
      bench.take(String(number))
      await idle(3)
    }
    const [first] = bench.disk.paths().filter((path) => path.includes('waiting'))
    bench.disk.failing = (verb, path) => (verb === 'remove' && path === first ? 'EPERM' : '')
    let delivered = 0
    bench.answer = () => ((delivered += 1) <= 30 ? { kind: 'delivered' } : { kind: 'away', pause: 60_000 })
    bench.courier?.retry()
    await bench.clock.passUntil(() => bench.told.length === 30)
    await bench.courier?.close(0)
    bench.answer = () => ({ kind: 'delivered' })
    bench.start()
    await bench.clock.passUntil(() => bench.told.length === 40, 60_000)
    assert.equal(bench.courier?.view().trouble, null)
  })

  it('counts the calls of a Visa over deploys with nothing waiting', async () => {
    for (let life = 0; life < 4; life += 1) {
      bench.more = { visa: new VisaWindow({ calls: 3, interval: 3_600_000 }, bench.clock) }
      bench.start()
      for (let number = 0; number < 3; number += 1) bench.take(`${life} ${number}`)
      await bench.clock.pass(10_000)
      await bench.courier?.close(0)
    }
    assert.equal(bench.sent.length, 3)
  })

  it('counts the calls of a Visa also while its folder can no longer be had', async () => {
    let code = ''
    const isHeld = (): Promise<boolean> => Promise.resolve(code === '')
    const lock: Lock = () =>
      Promise.resolve(code === '' ? { kind: 'held', lock: { isHeld, release: () => Promise.resolve() } } : { kind: 'unavailable', code })
    bench.more = { visa: new VisaWindow({ calls: 3, interval: 3_600_000 }, bench.clock), outbox: (onTrouble) => outboxLockedBy(lock, onTrouble) }
    bench.start()
    bench.takeAll(2)
    await bench.clock.pass(5000)
    code = 'EROFS'
    bench.takeAll(8, 'new ')
    await bench.clock.pass(120_000)
    assert.equal(bench.courier?.view().trouble?.code, 'EROFS')
    assert.equal(bench.sent.length, 3)
  })

  it('delivers once what failed to be synced, whatever deploys come', async () => {
    bench.answer = () => ({ kind: 'away', pause: 60_000 })
    bench.start()
    await idle()
    bench.disk.failing = (verb) => (verb === 'sync' ? 'EIO' : '')
    const titles = bench.takeAll(10)
    await bench.clock.pass(10_000)
    for (let deploy = 0; deploy < 3; deploy += 1) {
      const left = (await bench.courier?.close(0)) ?? assert.fail()
      bench.more = { left }
      bench.start()
      await bench.clock.pass(10_000)
      assert.equal(bench.courier?.view().waiting, 10)
    }
    bench.disk.failing = () => ''
    bench.answer = () => ({ kind: 'delivered' })
    await bench.clock.pass(600_000)
    assert.deepEqual([...bench.titles('delivered')].sort(), titles)
  })

  it('hands on what it could not keep, however many deploys come before a folder can', async () => {
    bench.answer = () => ({ kind: 'refused' })
    bench.hears = false
    bench.start()
    await idle()
    bench.disk.fail('ENOSPC')
    bench.take('given up')
    await bench.clock.pass(3000)
    bench.disk.fail('')
    bench.holds = false
    for (let deploy = 0; deploy < 3; deploy += 1) {
      const left = (await bench.courier?.close(0)) ?? assert.fail()
      assert.deepEqual([left.givenUp.length, left.untold.length], [1, 1])
      bench.more = { left }
      bench.start()
      await idle()
    }
    const left = (await bench.courier?.close(0)) ?? assert.fail()
    bench.holds = true
    bench.hears = true
    bench.more = { left }
    bench.start()
    await bench.clock.pass(10_000)
    assert.equal(bench.courier?.view().givenUp, 1)
    assert.deepEqual(bench.titles('refused'), ['given up'])
  })

  it('discards what a person discarded, also where a deploy comes first', async () => {
    bench.answer = () => ({ kind: 'away', pause: null })
    bench.start()
    bench.takeAll(3000)
    await bench.clock.pass(3000)
    assert.equal(bench.courier?.discardWaiting(), 3000)
    const left = await bench.courier.close(0)
    bench.answer = () => ({ kind: 'delivered' })
    bench.more = { left }
    bench.start()
    await bench.clock.pass(1)
    bench.take('later')
    await bench.clock.passUntil(() => bench.told.length === 3001)
    assert.deepEqual(bench.titles('delivered'), ['later'])
  })

  it('takes the fault of who is told that an alert is safe for no fault of the disk', async () => {
    bench.start()
    await idle()
    const safe: string[] = []
    for (const id of ['one', 'two']) {
      bench.courier?.take({ id, action: 'action', message: JSON.stringify({ payload: id }) }, () => {
        safe.push(id)
        throw new Error(id)
      })
    }
    await bench.clock.pass(60_000)
    assert.deepEqual(safe, ['one', 'two'])
    assert.equal(bench.courier?.view().trouble, null)
    assert.equal(bench.told.length, 2)
    assert.deepEqual(bench.faults.map(String), ['Error: one', 'Error: two'])
  })
})
