import assert from 'node:assert/strict'
import { alertOf, type End, openOutbox } from './support/outboxes'
import { FakeClock, idle } from './support/fake-clock'
import { FakeDisk, type Verb } from './support/fake-disk'
import type { DiskOutbox } from '../../nodes/courier/disk-outbox'

/** Settles to whether a promise did within the turns that need no time. */
const settles = async (promise: Promise<unknown>): Promise<boolean> => {
  let settled = false
  void promise.finally(() => (settled = true))
  await idle()
  return settled
}

/** A delay of a disk that has something happen while it does for the first time what it is asked for. */
const whileIt = (verb: Verb, happens: () => unknown): FakeDisk['delay'] => {
  let hasHappened = false
  return async (asked) => {
    if (asked !== verb || hasHappened) return
    hasHappened = true
    await happens()
  }
}

describe('An outbox on disk', () => {
  let clock: FakeClock
  let disk: FakeDisk

  beforeEach(() => {
    clock = new FakeClock()
    disk = new FakeDisk()
  })

  const drain = async (outbox: DiskOutbox<End>): Promise<readonly string[]> => {
    const ids: string[] = []
    while (outbox.waiting > 0) {
      const next = await outbox.next(1000)
      assert.ok(next.length > 0 || outbox.waiting === 0, `${outbox.waiting} wait and none is answered`)
      ids.push(...next.map(({ id }) => id))
      await outbox.settle(next.map((alert) => ({ alert, outcome: { kind: 'delivered' } })))
      for (const { n } of next) outbox.told(n)
    }
    return ids
  }

  it('calls an alert durable only once the file that it is in was synced, also where writing fails in between', async () => {
    const { outbox } = await openOutbox(disk, clock)
    const durable: string[] = []
    const add = (id: string): boolean => outbox.add(alertOf(id, clock), () => durable.push(id))
    // The sync of the first lasts until the third could not be written.
    let end = (): void => undefined
    const slow = new Promise<void>((resolve) => (end = resolve))
    disk.delay = (verb) => (verb === 'sync' ? slow : Promise.resolve())
    add('first')
    await idle()
    add('second')
    await idle()
    disk.failing = (verb) => (verb === 'append' ? 'ENOSPC' : '')
    add('third')
    await idle()
    disk.delay = () => Promise.resolve()
    end()
    await idle()
    assert.equal(outbox.trouble?.code, 'ENOSPC')
    disk.failing = () => ''
    await clock.pass(5000)
    assert.deepEqual([...durable].sort(), ['first', 'second', 'third'])
    disk.cutPower()
    const after = await openOutbox(disk, clock)
    assert.deepEqual(await drain(after.outbox), ['first', 'second', 'third'])
  })

  it('syncs what is taken in at once, and how alerts ended a moment later, all of it together', async () => {
    const { outbox } = await openOutbox(disk, clock, 1_000_000)
    for (let count = 0; count < 10; count += 1) outbox.add(alertOf(String(count), clock))
    await idle()
    const { syncs } = disk
    assert.ok(syncs > 0)
    const all = await outbox.next(10)
    for (const alert of all.slice(0, 5)) {
      assert.ok(await settles(outbox.settle([{ alert, outcome: { kind: 'delivered' } }])), 'it is waited for the sync')
    }
    assert.equal(disk.syncs, syncs)
    await clock.pass(20)
    assert.equal(disk.syncs, syncs + 1)
    // What is taken in waits for nothing, and takes with it what could have.
    const durable: string[] = []
    await outbox.settle([{ alert: all[5]!, outcome: { kind: 'delivered' } }])
    outbox.add(alertOf('new', clock), () => durable.push('new'))
    await idle()
    assert.deepEqual(durable, ['new'])
    disk.cutPower()
    const after = await openOutbox(disk, clock, 1_000_000)
    assert.deepEqual(await drain(after.outbox), ['6', '7', '8', '9', 'new'])
  })

  it('has synced all when it has closed, and when a segment ends, however little time has passed', async () => {
    const { outbox } = await openOutbox(disk, clock, 300)
    for (let count = 0; count < 10; count += 1) outbox.add(alertOf(String(count), clock))
    await idle()
    // Each note fills what is left of a segment: the next one begins another.
    for (const alert of await outbox.next(9)) {
      assert.ok(await settles(outbox.settle([{ alert, outcome: { kind: 'delivered', detail: 'x'.repeat(200) } as End }])), 'it waits for time to pass')
    }
    assert.ok(await settles(outbox.close()), 'the close waits for time to pass')
    disk.cutPower()
    const after = await openOutbox(disk, clock, 300)
    assert.deepEqual(await drain(after.outbox), ['9'])
  })

  it('syncs what came while the disk was writing together with what it was writing', async () => {
    const { outbox } = await openOutbox(disk, clock, 1_000_000)
    const durable: string[] = []
    const take = (id: string): boolean => outbox.add(alertOf(id, clock), () => durable.push(id))
    take('first')
    await idle()
    const { syncs } = disk
    disk.delay = whileIt('append', () => ['third', 'fourth'].forEach(take))
    take('second')
    await idle()
    assert.deepEqual(durable, ['first', 'second', 'third', 'fourth'])
    assert.equal(disk.syncs, syncs + 1)
  })

  it('calls an alert durable soon also where more comes during each write', async () => {
    const { outbox } = await openOutbox(disk, clock, 1_000_000)
    let writes = 0
    let writesUntilSafe = Infinity
    disk.delay = (verb) => {
      if (verb === 'append' && (writes += 1) < 100) outbox.add(alertOf(String(writes), clock))
      return Promise.resolve()
    }
    outbox.add(alertOf('first', clock), () => (writesUntilSafe = writes))
    await idle()
    assert.ok(writesUntilSafe < 10, `${writesUntilSafe} writes`)
  })

  it('goes on saying that its folder was taken over, whatever of it is synced meanwhile', async () => {
    const { outbox, lock } = await openOutbox(disk, clock, 1_000_000)
    outbox.add(alertOf('first', clock))
    await idle()
    disk.delay = whileIt('append', () => {
      outbox.add(alertOf('third', clock))
      lock.held = false
      // The lock is not looked at for each line.
      return clock.pass(1500)
    })
    outbox.add(alertOf('second', clock))
    await idle(200)
    assert.deepEqual(outbox.trouble, { kind: 'taken over', code: '' })
  })

  it('has synced a segment that ends while more is to be written before it calls what is in it durable', async () => {
    const { outbox } = await openOutbox(disk, clock, 300)
    const durable: string[] = []
    const take = (id: string, payload: string): boolean => outbox.add(alertOf(id, clock, payload), () => durable.push(id))
    take('first', '')
    await idle()
    disk.delay = whileIt('append', () => take('third', ''))
    take('second', 'x'.repeat(400))
    await idle()
    assert.deepEqual(durable, ['first', 'second', 'third'])
    disk.cutPower()
    const after = await openOutbox(disk, clock, 300)
    assert.deepEqual(await drain(after.outbox), ['first', 'second', 'third'])
  })

  it('goes on when only what is given up cannot be kept, and says why', async () => {
    const { outbox } = await openOutbox(disk, clock)
    disk.failing = (_verb, path) => (path.includes('given-up') ? 'ENOSPC' : '')
    const keep = (id: string): Promise<void> => outbox.keep([{ id, action: 'action', taken: 0, at: clock.now(), outcome: { kind: 'refused' }, message: '{}' }])
    assert.ok(await settles(keep('a')))
    assert.ok(await settles(keep('b')), 'the second is waited for')
    assert.equal(outbox.trouble?.code, 'ENOSPC')
    disk.failing = () => ''
    await clock.pass(5000)
    assert.equal(outbox.trouble, null)
    assert.deepEqual((await outbox.findGivenUp(outbox.givenUpIds())).map(({ id }) => id), ['a', 'b'])
  })

  it('answers every alert in order while others are taken in during its reading', async () => {
    const { outbox } = await openOutbox(disk, clock, 4 << 20)
    const taken: string[] = []
    const add = (): void => {
      taken.push(String(taken.length))
      outbox.add(alertOf(taken.at(-1) ?? '', clock))
    }
    for (let count = 0; count < 1005; count += 1) add()
    await idle()
    const first = await outbox.next(1000)
    await outbox.settle(first.map((alert) => ({ alert, outcome: { kind: 'delivered' } })))
    // What is read was read before these came; some of them are in the file by the time, some are not.
    disk.delay = async (verb: Verb) => {
      if (verb !== 'read') return
      disk.delay = () => Promise.resolve()
      for (let count = 0; count < 10; count += 1) add()
      await idle()
      for (let count = 0; count < 10; count += 1) add()
    }
    const rest = await drain(outbox)
    assert.deepEqual([...first.map(({ id }) => id), ...rest], taken)
  })

  it('does not lose count of what comes while it finds that files are gone', async () => {
    const { outbox } = await openOutbox(disk, clock, 20_000)
    for (let count = 0; count < 1001; count += 1) outbox.add(alertOf(String(count), clock))
    await idle()
    const first = await outbox.next(1000)
    await outbox.settle(first.map((alert) => ({ alert, outcome: { kind: 'delivered' } })))
    for (const path of disk.paths()) disk.content(path).fill('damage')
    disk.delay = async (verb: Verb) => {
      if (verb !== 'read') return
      disk.delay = () => Promise.resolve()
      outbox.add(alertOf('later', clock))
      await idle()
    }
    assert.deepEqual(await drain(outbox), ['later'])
    assert.equal(outbox.waiting, 0)
  })

  it('never rejects when its files cannot be read, and answers what is in them when they can', async () => {
    const { outbox } = await openOutbox(disk, clock)
    for (let count = 0; count < 1010; count += 1) outbox.add(alertOf(String(count), clock))
    await idle()
    const first = await outbox.next(1000)
    await outbox.settle(first.map((alert) => ({ alert, outcome: { kind: 'delivered' } })))
    disk.failing = (verb) => (verb === 'read' ? 'EIO' : '')
    assert.deepEqual(await outbox.next(1000), [])
    assert.equal(outbox.waiting, 10)
    assert.equal(outbox.trouble?.code, 'EIO')
    disk.failing = () => ''
    assert.equal((await drain(outbox)).length, 10)
    assert.equal(outbox.trouble, null)
  })

  it('writes nothing once it is closed: the folder is another’s then', async () => {
    const { outbox, lock } = await openOutbox(disk, clock)
    for (const id of ['a', 'b']) outbox.add(alertOf(id, clock))
    await idle()
    const all = await outbox.next(2)
    await outbox.settle(all.map((alert) => ({ alert, outcome: { kind: 'delivered' } })))
    await outbox.close()
    const before = disk.paths().map((path) => [path, disk.content(path).toString()])
    assert.equal(lock.held, false)
    for (const { n } of all) outbox.told(n)
    outbox.dropGivenUp(['none'])
    await clock.pass(5000)
    assert.deepEqual(disk.paths().map((path) => [path, disk.content(path).toString()]), before)
    const { opened } = await openOutbox(disk, clock)
    assert.deepEqual(opened.untold.map(({ alert }) => alert.id), ['a', 'b'])
  })

  it('closes with all in its files when the last sync fails', async () => {
    const { outbox } = await openOutbox(disk, clock)
    let syncs = 0
    disk.failing = (verb) => (verb === 'sync' && (syncs += 1) === 1 ? 'EIO' : '')
    outbox.add(alertOf('a', clock))
    assert.deepEqual((await outbox.close()).waiting, [])
    const before = disk.paths().map((path) => [path, disk.content(path).toString()])
    await clock.pass(5000)
    assert.deepEqual(disk.paths().map((path) => [path, disk.content(path).toString()]), before)
    disk.cutPower()
    const { outbox: after } = await openOutbox(disk, clock)
    assert.deepEqual(await drain(after), ['a'])
  })

  it('calls an alert durable that was delivered while nothing could be kept', async () => {
    const { outbox } = await openOutbox(disk, clock)
    disk.fail('ENOSPC')
    let durable = 0
    outbox.add(alertOf('a', clock), () => (durable += 1))
    await idle()
    assert.deepEqual(await drain(outbox), ['a'])
    disk.fail('')
    await clock.pass(5000)
    assert.equal(durable, 1)
  })

  it('thinks no alert older than it is after the time of day was set right', async () => {
    const day = 86_400_000
    for (const jump of [3 * day, -3 * day]) {
      clock = new FakeClock()
      disk = new FakeDisk()
      const { outbox } = await openOutbox(disk, clock)
      clock.jump(jump)
      outbox.add(alertOf('a', clock))
      await outbox.close()
      clock.beginAnew()
      await clock.pass(1000)
      const { outbox: after } = await openOutbox(disk, clock)
      const [alert] = await after.next(1)
      const age = clock.steady() - (alert?.since ?? NaN)
      assert.ok(age >= 0 && age <= 1000, `${age} ms after a jump of ${jump}`)
    }
  })
})
