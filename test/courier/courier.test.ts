import assert from 'node:assert/strict'
import { VisaWindow } from '../../nodes/courier/visa-window'
import { Bench } from './support/couriers'
import { idle } from './support/fake-clock'

describe('A courier', () => {
  let bench: Bench

  beforeEach(() => {
    bench = new Bench()
  })

  afterEach(async () => {
    await bench.courier?.close(0)
    assert.deepEqual(bench.faults, [])
  })

  it('delivers in the order in which alerts were taken in, and tells each once', async () => {
    bench.start()
    const titles = bench.takeAll(3000)
    await bench.clock.passUntil(() => bench.told.length >= 3000)
    assert.deepEqual(bench.sent.flat(), titles)
    assert.deepEqual(bench.titles(), titles)
  })

  it('tells how an alert ended while the next is on its way, however long that takes', async () => {
    let answer = (): void => undefined
    bench.answer = ([title]) => (title === '1' ? new Promise((resolve) => (answer = () => resolve({ kind: 'delivered' }))) : { kind: 'delivered' })
    bench.start()
    bench.takeAll(3)
    await bench.clock.pass(100)
    assert.deepEqual(bench.sent.flat(), ['0', '1'])
    assert.deepEqual(bench.titles('delivered'), ['0'])
    answer()
    await bench.clock.pass(100)
    assert.deepEqual(bench.titles('delivered'), ['0', '1', '2'])
  })

  it('tells how the last ended without another behind it, and before it closes', async () => {
    bench.start()
    bench.take('only')
    await bench.clock.pass(100)
    assert.deepEqual(bench.titles('delivered'), ['only'])
    let answer = (): void => undefined
    bench.answer = () => new Promise((resolve) => (answer = () => resolve({ kind: 'delivered' })))
    bench.takeAll(2)
    await bench.clock.pass(100)
    const closed = bench.courier?.close(1000)
    answer()
    await closed
    assert.deepEqual(bench.titles('delivered'), ['only', '0'])
  })

  it('goes on where who is told of an outcome fails', async () => {
    const told: string[] = []
    bench.more = {
      tell: ({ alert }) => {
        told.push(alert.id)
        throw new Error('a fault of the door')
      }
    }
    bench.start()
    bench.takeAll(3)
    await bench.clock.pass(5000)
    assert.equal(told.length, 3)
    assert.equal(bench.faults.splice(0).length, 3)
    assert.deepEqual(bench.sent.flat(), ['0', '1', '2'])
  })

  it('tells when an alert is durable', async () => {
    bench.start()
    bench.take('a')
    await bench.clock.pass(1000)
    assert.deepEqual(bench.durable, ['a'])
  })

  it('waits without end while nothing is reached, longer each time up to a minute, with one probe at a time', async () => {
    bench.answer = () => ({ kind: 'away', pause: null })
    bench.random = 1
    bench.start()
    bench.takeAll(5)
    await bench.clock.pass(1000 + 2000 + 4000 + 8000 + 16_000 + 32_000 + 60_000 + 60_000 + 10)
    assert.deepEqual(bench.sent, Array.from({ length: 9 }, () => ['0']))
    bench.answer = () => ({ kind: 'delivered' })
    await bench.clock.passUntil(() => bench.told.length === 5)
    assert.deepEqual(bench.titles('delivered'), ['0', '1', '2', '3', '4'])
  })

  it('leaves the platform alone for as long as it asks', async () => {
    bench.answer = () => ({ kind: 'away', pause: 7000 })
    bench.start()
    bench.takeAll(2)
    await bench.clock.pass(6999)
    assert.equal(bench.sent.length, 1)
    await bench.clock.pass(2)
    assert.equal(bench.sent.length, 2)
  })

  it('gives up one alert that is always answered in doubt once the next is delivered, after five tries with growing time', async () => {
    bench.answer = ([title]) => (title === '3' ? { kind: 'doubtful', stored: true } : { kind: 'delivered' })
    bench.start()
    bench.takeAll(10)
    await bench.clock.passUntil(() => bench.told.length === 10)
    assert.equal(bench.sent.filter(([title]) => title === '3').length, 5)
    assert.deepEqual(bench.titles('doubtful'), ['3'])
    assert.deepEqual(bench.titles('delivered'), ['0', '1', '2', '4', '5', '6', '7', '8', '9'])
    assert.deepEqual(bench.timeouts.slice(3, 8), [30_000, 60_000, 120_000, 120_000, 120_000])
    const [given] = (await bench.courier?.returns.list(0, 10)) ?? []
    assert.equal(given?.message, '{"payload":"3"}')
  })

  it('gives up alerts at once, and never hammers, where the courier is refused while it asks whose fault a failure is', async () => {
    bench.answer = ([title]) => (title === '0' ? { kind: 'doubtful', stored: true } : Number(title) < 50 ? { kind: 'misdirected' } : { kind: 'delivered' })
    bench.start()
    const titles = bench.takeAll(60)
    await bench.clock.passUntil(() => bench.told.length === 60)
    assert.deepEqual(bench.titles('delivered'), titles.slice(50))
    assert.deepEqual(bench.titles('misdirected'), titles.slice(1, 50))
    assert.equal(bench.sent.filter(([title]) => title === '0').length, 5)
    assert.equal(bench.sent.length, 5 + 3 + 48 + 10)
  })

  it('waits when the next alert fails alike: then it is the platform that is ill, and nothing is given up', async () => {
    bench.answer = () => ({ kind: 'doubtful', stored: false })
    bench.start()
    bench.takeAll(10)
    await bench.clock.pass(24 * 3_600_000)
    assert.equal(bench.told.length, 0)
    assert.ok(bench.sent.length < 2 * 24 * 60 * 2.5, String(bench.sent.length))
    bench.answer = () => ({ kind: 'delivered' })
    await bench.clock.passUntil(() => bench.told.length === 10)
    assert.deepEqual(bench.titles('delivered').length, 10)
  })

  it('sends an alert that may be stored already no more than five times in an hour when nothing else waits, and decides with the next one', async () => {
    bench.answer = ([title]) => (title === '0' ? { kind: 'doubtful', stored: true } : { kind: 'delivered' })
    bench.start()
    bench.take('0')
    await bench.clock.pass(500_000)
    assert.equal(bench.sent.length, 5)
    bench.take('1')
    await bench.clock.passUntil(() => bench.told.length === 2)
    assert.deepEqual(bench.titles(), ['0', '1'])
    assert.equal(bench.sent.filter(([title]) => title === '0').length, 5)
  })

  it('rejects what is refused because of what it is, and goes on', async () => {
    bench.answer = ([title]) => (title === '1' ? { kind: 'refused' } : { kind: 'delivered' })
    bench.start()
    bench.takeAll(3)
    await bench.clock.passUntil(() => bench.told.length === 3)
    assert.deepEqual(bench.sent.flat(), ['0', '1', '2'])
    assert.deepEqual(bench.titles('refused'), ['1'])
  })

  it('tries three times once where it is refused itself, then gives up each at once until one is delivered', async () => {
    bench.answer = () => ({ kind: 'misdirected' })
    bench.start()
    bench.takeAll(4)
    await bench.clock.pass(6000)
    assert.deepEqual(bench.sent.flat(), ['0', '0', '0', '1', '2', '3'])
    assert.deepEqual(bench.titles('misdirected'), ['0', '1', '2', '3'])
    assert.equal(bench.courier?.view().misdirected, true)
    bench.answer = () => ({ kind: 'delivered' })
    bench.take('4')
    await bench.clock.passUntil(() => bench.told.length === 5)
    assert.equal(bench.courier.view().misdirected, false)
    bench.answer = () => ({ kind: 'misdirected' })
    bench.take('5')
    await bench.clock.pass(6000)
    assert.deepEqual(bench.sent.flat().slice(-3), ['5', '5', '5'])
  })

  it('gives up what has waited too long', async () => {
    bench.answer = () => ({ kind: 'away', pause: null })
    bench.more = { expireAfter: 60_000 }
    bench.start()
    bench.take('old')
    await bench.clock.pass(30_000)
    bench.take('young')
    await bench.clock.pass(31_000)
    assert.deepEqual(bench.titles('expired'), ['old'])
    await bench.clock.pass(30_000)
    assert.deepEqual(bench.titles('expired'), ['old', 'young'])
  })

  it('refuses the alert beyond the limit', async () => {
    bench.answer = () => ({ kind: 'away', pause: null })
    bench.more = { outboxLimit: 3 }
    bench.start()
    assert.deepEqual([bench.take('a'), bench.take('b'), bench.take('c'), bench.take('d')], ['taken', 'taken', 'taken', 'full'])
    await idle()
  })

  it('lets a Visa make alerts wait, in any stretch of its interval, over a restart too', async () => {
    const visa = new VisaWindow({ calls: 3, interval: 60_000 }, bench.clock)
    bench.more = { visa }
    bench.start()
    bench.takeAll(7)
    await bench.clock.pass(59_000)
    assert.equal(bench.sent.length, 3)
    await bench.courier?.close(0)
    bench.more = { visa: new VisaWindow({ calls: 3, interval: 60_000 }, bench.clock) }
    bench.start()
    await bench.clock.pass(900)
    assert.equal(bench.sent.length, 3)
    await bench.clock.pass(200)
    assert.equal(bench.sent.length, 6)
    await bench.clock.passUntil(() => bench.told.length === 7)
  })

  it('posts many that had to wait together, and those that stand alone first', async () => {
    bench.alone = (title) => title === '17'
    bench.answer = () => ({ kind: 'away', pause: null })
    bench.start()
    const titles = bench.takeAll(500)
    await bench.clock.pass(120_000)
    const before = bench.sent.length
    bench.answer = () => ({ kind: 'delivered' })
    await bench.clock.passUntil(() => bench.told.length === 500)
    assert.deepEqual(bench.sent.slice(before), [['17'], titles.filter((title) => title !== '17')])
    assert.equal(bench.courier?.view().waiting, 0)
  })

  it('posts one by one what could be sent all the time, however many there are', async () => {
    bench.start()
    bench.takeAll(100)
    await bench.clock.passUntil(() => bench.told.length === 100)
    assert.ok(bench.sent.every((titles) => titles.length === 1))
  })

  it('sends alerts of a refused digest one by one', async () => {
    bench.answer = () => ({ kind: 'away', pause: null })
    bench.start()
    bench.takeAll(30)
    await bench.clock.pass(120_000)
    bench.answer = (titles) => (titles.length > 1 || titles[0] === '7' ? { kind: 'refused' } : { kind: 'delivered' })
    await bench.clock.passUntil(() => bench.told.length === 30)
    assert.deepEqual(bench.titles('refused'), ['7'])
    assert.equal(bench.titles('delivered').length, 29)
  })

  it('goes on after a restart where it was, and tells again what the flow may not know', async () => {
    bench.hears = false
    bench.start()
    bench.take('delivered')
    await bench.clock.pass(1000)
    bench.answer = () => ({ kind: 'away', pause: null })
    bench.take('waiting')
    await bench.clock.pass(1000)
    await bench.courier?.close(0)
    bench.hears = true
    bench.answer = () => ({ kind: 'delivered' })
    const before = bench.sent.length
    bench.start()
    await bench.clock.passUntil(() => bench.told.length === 2)
    assert.deepEqual(bench.sent.slice(before), [['waiting']])
    assert.deepEqual(bench.titles('delivered'), ['delivered', 'waiting'])
  })

  it('loses nothing that was durable in a power cut, at any moment', async () => {
    for (let moment = 0; moment < 60; moment += 1) {
      bench = new Bench()
      bench.start()
      for (let number = 0; number < 20; number += 1) {
        bench.take(String(number))
        for (let turn = 0; turn < moment % 7; turn += 1) await new Promise((resolve) => setImmediate(resolve))
        if (number === Math.floor(moment / 3)) break
      }
      const durable = [...bench.durable]
      bench.cutPower()
      const before = bench.told.length
      const known = new Set(bench.titles())
      bench.start()
      await bench.clock.pass(120_000)
      for (const title of durable) assert.ok(known.has(title) || bench.told.slice(before).some(({ alert }) => alert.message.includes(`"${title}"`)), `${title} after ${moment}`)
      await bench.courier?.close(0)
    }
  })

  it('delivers all the same when the disk is full, up to a bound, and keeps again when there is room', async () => {
    bench.start()
    await idle()
    bench.disk.fail('ENOSPC')
    bench.take('first')
    await bench.clock.passUntil(() => bench.told.length === 1)
    assert.equal(bench.courier?.view().trouble?.code, 'ENOSPC')
    bench.answer = () => ({ kind: 'away', pause: null })
    const intakes = Array.from({ length: 1100 }, (_, index) => bench.take(String(index)))
    assert.equal(intakes.filter((intake) => intake === 'taken').length, 1000)
    assert.equal(intakes.at(-1), 'unavailable')
    bench.disk.fail('')
    await bench.clock.pass(5000)
    assert.equal(bench.courier.view().trouble, null)
    // Also what was delivered meanwhile: nothing of it can be lost any more.
    assert.equal(bench.durable.length, 1001)
    bench.answer = () => ({ kind: 'delivered' })
    await bench.clock.passUntil(() => bench.told.length === 1001)
  })

  it('delivers all the same when the folder cannot be opened, and goes over to it when it can', async () => {
    bench.disk.fail('EROFS')
    bench.disk.makeFolder = () => Promise.reject(Object.assign(new Error('EROFS'), { code: 'EROFS' }))
    bench.start()
    bench.take('a')
    await bench.clock.passUntil(() => bench.told.length === 1)
    assert.equal(bench.courier?.view().trouble?.code, 'EROFS')
    bench.answer = () => ({ kind: 'away', pause: null })
    bench.takeAll(3)
    await bench.clock.pass(1000)
    bench.disk.fail('')
    bench.disk.makeFolder = () => Promise.resolve()
    await bench.clock.pass(120_000)
    assert.equal(bench.courier.view().trouble, null)
    bench.answer = () => ({ kind: 'delivered' })
    await bench.clock.passUntil(() => bench.told.length === 4)
    assert.deepEqual(bench.titles('delivered'), ['a', '0', '1', '2'])
  })

  it('leaves to the courier that follows what a folder that cannot be opened did not keep', async () => {
    bench.disk.makeFolder = () => Promise.reject(Object.assign(new Error('EROFS'), { code: 'EROFS' }))
    bench.answer = ([title]) => (title === '0' ? { kind: 'refused' } : { kind: 'away', pause: null })
    bench.hears = false
    bench.start()
    bench.takeAll(3)
    await bench.clock.pass(1000)
    const left = await bench.courier?.close(0)
    assert.ok(left !== undefined)
    bench.disk.makeFolder = () => Promise.resolve()
    bench.answer = () => ({ kind: 'delivered' })
    bench.hears = true
    bench.more = { left }
    bench.start()
    await bench.clock.passUntil(() => bench.told.length === 3)
    assert.deepEqual(bench.titles('refused'), ['0'])
    assert.deepEqual(bench.titles('delivered'), ['1', '2'])
    assert.equal(bench.courier?.view().givenUp, 1)
  })

  it('holds however many come before its outbox is open, and refuses none', async () => {
    bench.holds = false
    bench.start()
    const titles = bench.takeAll(30_000)
    await bench.clock.pass(10_000)
    assert.equal(bench.courier?.view().waiting, 30_000)
    bench.holds = true
    await bench.clock.passUntil(() => bench.told.length >= 30_000)
    assert.deepEqual(bench.titles('delivered'), titles)
  })

  it('delivers nothing of a folder that another process took over, and holds what comes until it has it again', async () => {
    bench.start()
    bench.take('before')
    await bench.clock.passUntil(() => bench.told.length === 1)
    await bench.clock.pass(2000)
    bench.holds = false
    bench.answer = () => ({ kind: 'away', pause: null })
    bench.take('after')
    await bench.clock.pass(60_000)
    const before = bench.sent.length
    await bench.clock.pass(600_000)
    assert.equal(bench.sent.length, before)
    bench.holds = true
    bench.answer = () => ({ kind: 'delivered' })
    await bench.clock.passUntil(() => bench.told.length === 2)
    assert.deepEqual(bench.titles('delivered'), ['before', 'after'])
  })

  it('lets the request in flight finish when it closes, and sends what it had to abort again', async () => {
    let answer: (kind: 'delivered') => void = () => undefined
    bench.answer = () => new Promise((resolve) => (answer = (kind) => resolve({ kind })))
    bench.start()
    bench.takeAll(2)
    await bench.clock.pass(10)
    const closed = bench.courier?.close(5000)
    await bench.clock.pass(4000)
    answer('delivered')
    await closed
    assert.deepEqual(bench.titles('delivered'), ['0'])
    bench.start()
    await bench.clock.pass(10)
    const aborted = bench.courier?.close(5000)
    await bench.clock.pass(5001)
    await aborted
    assert.equal(bench.told.length, 1)
    bench.answer = () => ({ kind: 'delivered' })
    bench.start()
    await bench.clock.passUntil(() => bench.told.length === 2)
    assert.deepEqual(bench.sent, [['0'], ['1'], ['1']])
  })

  it('sends what it had to abort, and may be there, five times at most over all deploys', async () => {
    bench.answer = () => new Promise(() => undefined)
    for (let life = 0; life < 5; life += 1) {
      bench.start()
      if (life === 0) bench.take('0')
      await bench.clock.pass(10)
      const closed = bench.courier?.close(5000)
      await bench.clock.pass(5001)
      await closed
    }
    bench.answer = () => ({ kind: 'delivered' })
    bench.start()
    await bench.clock.pass(300_000)
    bench.take('1')
    await bench.clock.passUntil(() => bench.told.length === 2)
    assert.deepEqual(bench.titles('delivered'), ['1'])
    assert.deepEqual(bench.titles('unknown'), ['0'])
    assert.equal(bench.sent.filter(([title]) => title === '0').length, 5)
  })

  it('posts together after a restart, also where the time of day was set back meanwhile', async () => {
    bench.answer = () => ({ kind: 'away', pause: null })
    bench.start()
    bench.takeAll(40)
    await bench.clock.pass(60_000)
    await bench.courier?.close(0)
    const before = bench.sent.length
    bench.clock.setBack(3_600_000)
    bench.start()
    await bench.clock.pass(120_000)
    bench.answer = () => ({ kind: 'delivered' })
    await bench.clock.passUntil(() => bench.told.length === 40)
    assert.equal(bench.sent.slice(before).at(-1)?.length, 40)
  })

  it('sends again what was given up, and forgets it then', async () => {
    bench.answer = () => ({ kind: 'refused' })
    bench.start()
    bench.takeAll(3)
    await bench.clock.passUntil(() => bench.told.length === 3)
    assert.equal(bench.courier?.view().givenUp, 3)
    bench.answer = () => ({ kind: 'delivered' })
    const [newest] = await bench.courier.returns.list(0, 1)
    assert.equal(newest?.message, '{"payload":"2"}')
    assert.equal(await bench.courier.returns.sendAgain([newest.id], () => 'again'), 1)
    await bench.clock.passUntil(() => bench.told.length === 4)
    await bench.clock.pass(1000)
    assert.equal(bench.courier.view().givenUp, 2)
    await bench.courier.close(0)
    bench.start()
    await idle()
    assert.equal(bench.courier.view().givenUp, 2)
    assert.equal(bench.courier.returns.discard(undefined), 2)
    assert.equal(bench.courier.view().givenUp, 0)
  })

  const giveUpTen = async (): Promise<void> => {
    bench.answer = () => ({ kind: 'refused' })
    bench.start()
    bench.takeAll(10)
    await bench.clock.passUntil(() => bench.told.length === 10)
    bench.answer = () => ({ kind: 'delivered' })
  }

  it('sends again once what several people ask for at the same time', async () => {
    await giveUpTen()
    let ids = 0
    const again = (): Promise<number> | undefined => bench.courier?.returns.sendAgain(undefined, () => `again ${(ids += 1)}`)
    assert.deepEqual((await Promise.all([again(), again(), again()])).sort(), [0, 0, 10])
    await bench.clock.passUntil(() => bench.told.length === 20)
    await bench.clock.pass(1000)
    assert.equal(bench.told.length, 20)
    assert.equal(bench.courier?.view().givenUp, 0)
  })

  it('sends again once what was sent again while somebody else still read it', async () => {
    await giveUpTen()
    bench.sent.length = 0
    let ids = 0
    const again = (): Promise<number> => bench.courier?.returns.sendAgain(undefined, () => `again ${(ids += 1)}`) ?? assert.fail()
    let go = (): void => undefined
    const slow = new Promise<void>((resolve) => (go = resolve))
    let isSlow = true
    bench.disk.delay = (verb, path) => (isSlow && verb === 'read' && path.includes('given-up') ? slow : Promise.resolve())
    const late = again()
    isSlow = false
    assert.equal(await again(), 10)
    await bench.clock.pass(10_000)
    go()
    assert.equal(await late, 0)
    await bench.clock.pass(10_000)
    assert.equal(bench.sent.flat().length, 10)
    assert.equal(bench.courier?.view().givenUp, 0)
  })

  it('sends hundreds again in order, as far as they may wait', async () => {
    bench.answer = () => ({ kind: 'refused' })
    bench.more = { outboxLimit: 250, digestAbove: Infinity }
    bench.start()
    const titles = bench.takeAll(250)
    await bench.clock.passUntil(() => bench.told.length === 250)
    const again = bench.takeAll(50, 'again ')
    await bench.clock.passUntil(() => bench.told.length === 300)
    bench.answer = () => ({ kind: 'away', pause: 600_000 })
    bench.sent.length = 0
    let ids = 0
    assert.equal(await bench.courier?.returns.sendAgain(undefined, () => `again ${(ids += 1)}`), 250)
    assert.equal(bench.courier?.view().givenUp, 50)
    bench.answer = () => ({ kind: 'delivered' })
    bench.sent.length = 0
    bench.courier.retry()
    await bench.clock.passUntil(() => bench.told.length === 550)
    assert.deepEqual(bench.titles('delivered'), titles)
    assert.deepEqual((await bench.courier.returns.list(0, 100)).map(({ message }) => (JSON.parse(message) as { payload: string }).payload), [...again].reverse())
  })

  it('counts no alert of a digest on its way as discarded', async () => {
    bench.answer = () => ({ kind: 'away', pause: null })
    bench.start()
    bench.takeAll(30)
    await bench.clock.pass(60_000)
    let end = (): void => undefined
    bench.answer = () => new Promise((resolve) => (end = () => resolve({ kind: 'delivered' })))
    await bench.clock.pass(60_000)
    bench.takeAll(2, 'later ')
    assert.equal(bench.sent.at(-1)?.length, 30)
    assert.equal(bench.courier?.discardWaiting(), 2)
    end()
    await bench.clock.passUntil(() => bench.told.length === 32)
    assert.equal(bench.titles('delivered').length, 30)
  })

  it('gives up all that waits when a person discards it', async () => {
    bench.answer = () => ({ kind: 'away', pause: null })
    bench.start()
    bench.takeAll(2500)
    await bench.clock.pass(2000)
    bench.courier?.discardWaiting()
    await bench.clock.pass(100)
    bench.take('later')
    await bench.clock.passUntil(() => bench.titles('discarded').length === 2500)
    assert.equal(bench.courier?.view().waiting, 1)
  })

  it('neither stalls nor floods when the time of day jumps an hour either way', async () => {
    for (const jump of [3_600_000, -3_600_000]) {
      bench = new Bench()
      const visa = new VisaWindow({ calls: 2, interval: 60_000 }, bench.clock)
      bench.more = { visa, expireAfter: 600_000 }
      bench.start()
      bench.takeAll(6)
      await bench.clock.pass(1000)
      bench.clock.jump(jump)
      await bench.clock.pass(58_000)
      assert.equal(bench.sent.length, 2)
      await bench.clock.pass(62_000)
      assert.equal(bench.sent.length, 6)
      assert.equal(bench.titles('delivered').length, 6)
      await bench.courier?.close(0)
    }
  })

  it('deletes what is settled', async () => {
    bench.start()
    bench.takeAll(1000)
    await bench.clock.passUntil(() => bench.told.length === 1000)
    await bench.clock.pass(1000)
    const bytes = bench.disk.paths().reduce((sum, path) => sum + bench.disk.content(path).length, 0)
    assert.ok(bytes < 100_000, `${bytes} bytes in ${bench.disk.paths().join()}`)
  })
})
