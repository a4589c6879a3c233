import assert from 'node:assert/strict'
import type { GivenUp } from '../../nodes/courier/outbox'
import { FakeClock } from './support/fake-clock'
import { FakeDisk } from './support/fake-disk'
import { type End, openOutbox, type TestOutbox } from './support/outboxes'

const day = 24 * 3_600_000

describe('What was given up', () => {
  let disk: FakeDisk
  let clock: FakeClock
  let outbox: TestOutbox['outbox']

  beforeEach(async () => {
    disk = new FakeDisk()
    clock = new FakeClock()
    outbox = (await openOutbox(disk, clock, 100_000)).outbox
  })

  const givenUp = (number: number): GivenUp<End> => ({
    id: `id-${number}`,
    action: 'action',
    taken: clock.now(),
    at: clock.now(),
    outcome: { kind: 'refused' },
    message: JSON.stringify({ payload: `alert ${number}` })
  })

  const keep = async (from: number, to: number): Promise<void> => {
    const kept = outbox.keep(Array.from({ length: to - from }, (_, number) => givenUp(from + number)))
    await clock.pass(100)
    await kept
  }

  const reopen = async (): Promise<void> => {
    await outbox.close()
    outbox = (await openOutbox(disk, clock, 100_000)).outbox
  }

  const ids = async (from: number, count: number): Promise<readonly string[]> => (await outbox.listGivenUp(from, count)).map(({ id }) => id)

  it('is listed newest first, a page at a time, with its reason and message', async () => {
    await keep(0, 60)
    assert.deepEqual(await ids(0, 3), ['id-59', 'id-58', 'id-57'])
    assert.deepEqual(await ids(58, 25), ['id-1', 'id-0'])
    assert.deepEqual(await ids(60, 25), [])
    assert.deepEqual(await outbox.listGivenUp(59, 1), [givenUp(0)].map((one) => ({ ...one, taken: one.taken - 100, at: one.at - 100 })))
  })

  it('stays as far as it is among the newest 10,000, over a restart too, and the disk keeps no more', async () => {
    for (let from = 0; from < 13_000; from += 1000) await keep(from, from + 1000)
    assert.equal(outbox.givenUp, 10_000)
    assert.deepEqual(await ids(9999, 1), ['id-3000'])
    const bytes = (): number => disk.paths().reduce((sum, path) => sum + disk.content(path).length, 0)
    const each = 140
    assert.ok(bytes() < 10_000 * each * 1.3, `${bytes()} bytes`)
    await reopen()
    assert.equal(outbox.givenUp, 10_000)
    assert.deepEqual(await ids(0, 1), ['id-12999'])
    assert.deepEqual(await ids(9999, 1), ['id-3000'])
  })

  it('stays for 30 days', async () => {
    await keep(0, 10)
    await clock.pass(29 * day)
    await keep(10, 12)
    assert.equal((await ids(0, 100)).length, 12)
    await clock.pass(2 * day)
    assert.deepEqual(await ids(0, 100), ['id-11', 'id-10'])
    assert.equal(outbox.givenUp, 2)
    await reopen()
    assert.equal(outbox.givenUp, 2)
  })

  it('is gone once it was forgotten, over a restart too', async () => {
    await keep(0, 10)
    assert.equal(outbox.dropGivenUp(['id-3', 'id-4', 'id-99']), 2)
    await clock.pass(100)
    await reopen()
    assert.equal(outbox.givenUp, 8)
    assert.deepEqual((await outbox.findGivenUp(['id-2', 'id-3', 'id-5'])).map(({ id }) => id), ['id-2', 'id-5'])
  })

  it('is found as far as its files are whole', async () => {
    await keep(0, 10)
    await outbox.close()
    const path = disk.paths().find((one) => one.includes('/given-up/')) ?? assert.fail()
    const bytes = Buffer.from(disk.content(path))
    bytes[300] = (bytes[300] ?? 0) ^ 1
    disk.put(path, bytes)
    const { outbox: again, opened } = await openOutbox(disk, clock)
    assert.equal(opened.damaged, 1)
    assert.equal(again.givenUp, 9)
  })

  it('is handed to the courier that follows where it cannot be written', async () => {
    disk.fail('ENOSPC')
    await keep(0, 2)
    const { givenUp: left } = await outbox.close()
    assert.deepEqual(left.map(({ id }) => id), ['id-0', 'id-1'])
  })

  it('is not carried in memory without bound while it cannot be written: of the newest as many as of alerts', async () => {
    disk.fail('ENOSPC')
    await keep(0, 1)
    for (let from = 1; from < 3001; from += 300) await keep(from, from + 300)
    assert.equal(outbox.givenUp, 1000)
    const { givenUp: left } = await outbox.close()
    assert.deepEqual(left.map(({ id }) => id), Array.from({ length: 1000 }, (_, number) => `id-${2001 + number}`))
  })

  it('stays where it came while what was before it is being deleted', async () => {
    outbox = (await openOutbox(disk, clock)).outbox
    await keep(0, 40)
    let go = (): void => undefined
    const deleted = new Promise<void>((resolve) => (go = resolve))
    const remove = disk.remove.bind(disk)
    disk.remove = async (path) => {
      await deleted
      await remove(path)
    }
    outbox.dropGivenUp(outbox.givenUpIds())
    await keep(100, 140)
    go()
    await clock.pass(100)
    assert.equal(outbox.givenUp, 40)
    assert.equal((await ids(0, 100)).length, 40)
  })

  it('comes back only where it was not deleted, also where a file could not be for a moment', async () => {
    outbox = (await openOutbox(disk, clock)).outbox
    let isBusy = true
    disk.failing = (verb) => (verb === 'remove' && isBusy ? ((isBusy = false), 'EBUSY') : '')
    for (let round = 0; round < 5; round += 1) {
      await keep(round * 20, round * 20 + 20)
      outbox.dropGivenUp(outbox.givenUpIds())
      await clock.pass(100)
    }
    assert.equal(isBusy, false)
    await reopen()
    assert.equal(outbox.givenUp, 0)
  })
})
