import { DiskOutbox } from '../../../nodes/courier/disk-outbox'
import { type Incoming, nothingLeft, type Opened } from '../../../nodes/courier/outbox'
import type { FakeClock } from './fake-clock'
import type { FakeDisk } from './fake-disk'

/** How an alert of a test ended. */
export interface End {
  readonly kind: string
}

/** An outbox on a test's disk, and its lock. */
export interface TestOutbox {
  readonly outbox: DiskOutbox<End>
  readonly lock: { held: boolean }
}

export const outboxOn = (disk: FakeDisk, clock: FakeClock, segmentSize = 2000): TestOutbox => {
  const lock = { held: true, isHeld: () => Promise.resolve(lock.held), release: (): Promise<void> => Promise.resolve(void (lock.held = false)) }
  const outbox = new DiskOutbox<End>({
    folder: '/outbox',
    disk,
    clock,
    lock: () => Promise.resolve({ kind: 'held', lock }),
    calls: () => [],
    onChange: () => undefined,
    segmentSize
  })
  return { outbox, lock }
}

export const openOutbox = async (disk: FakeDisk, clock: FakeClock, segmentSize = 2000): Promise<TestOutbox & { readonly opened: Opened<End> }> => {
  const test = outboxOn(disk, clock, segmentSize)
  const opening = await test.outbox.open(new AbortController().signal, nothingLeft)
  if (opening.kind !== 'open') throw new Error(JSON.stringify(opening))
  return { ...test, opened: opening.opened }
}

export const alertOf = (id: string, clock: FakeClock, payload: unknown = id): Incoming => ({
  id,
  action: 'action',
  taken: clock.now(),
  since: clock.steady(),
  message: JSON.stringify({ payload })
})
