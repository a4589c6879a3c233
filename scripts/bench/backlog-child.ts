/**
 * A process of its own, for what a start costs with alerts that wait: fills an outbox, opens one, or reads and parses the
 * same lines as a user would by hand. Prints what it measured as JSON.
 */
import { once } from 'node:events'
import { createReadStream, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { machineClock } from '../../nodes/courier/clock'
import { realDisk } from '../../nodes/courier/disk'
import { DiskOutbox } from '../../nodes/courier/disk-outbox'
import { nothingLeft } from '../../nodes/courier/outbox'
import { collectGarbage } from './garbage'
import { login } from './nodes/events'
import { sizeOf } from './size-of'

const [task = '', folder = '', count = '0'] = process.argv.slice(2)
const waiting = join(folder, 'waiting')

const openOutbox = async (): Promise<DiskOutbox<unknown>> => {
  const lock = () => Promise.resolve({ kind: 'held', lock: { isHeld: () => Promise.resolve(true), release: () => Promise.resolve() } } as const)
  const outbox = new DiskOutbox<unknown>({ folder, disk: realDisk, clock: machineClock, lock, calls: () => [], onChange: () => undefined })
  const opening = await outbox.open(new AbortController().signal, nothingLeft)
  if (opening.kind !== 'open') throw new Error(opening.kind)
  return outbox
}

const messageOf = (n: number): string => JSON.stringify({ _msgid: `bench-${n}`, topic: '', payload: login(n, 40) })

/** As many bytes as all messages have as JSON. */
const fill = async (): Promise<number> => {
  const outbox = await openOutbox()
  let bytes = 0
  for (let n = 0; n < Number(count); n += 1) {
    const message = messageOf(n)
    bytes += Buffer.byteLength(message)
    const alert = { id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, action: 'a1b2c3d4e5f60718', message, taken: Date.now(), since: machineClock.steady() }
    if (n % 1000 < 999 && n < Number(count) - 1) outbox.add(alert)
    else {
      // No more than 1,000 are not safe at a time.
      await new Promise<void>((resolve) => {
        outbox.add(alert, resolve)
      })
    }
  }
  await outbox.close()
  return bytes
}

/** What is in use once garbage is gone, in bytes: what a Buffer held is given back a moment after it. */
const inUse = async (): Promise<number> => {
  for (let time = 0; time < 3; time += 1) {
    collectGarbage()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Until the first alert could be sent, in milliseconds. */
const open = async (): Promise<{ readonly took: number; readonly memory: number }> => {
  const before = await inUse()
  const begun = performance.now()
  const outbox = await openOutbox()
  const [first] = await outbox.next(1)
  const took = performance.now() - begun
  if (first === undefined || outbox.waiting !== Number(count)) throw new Error(`${outbox.waiting} wait`)
  const memory = (await inUse()) - before
  await outbox.close()
  return { took, memory }
}

/** Node's own way to read lines, each parsed. */
const readByHand = async (): Promise<{ readonly took: number }> => {
  const begun = performance.now()
  let read = 0
  for (const name of readdirSync(waiting).sort()) {
    const lines = createInterface({ input: createReadStream(join(waiting, name)) })
    lines.on('line', (line) => {
      const alert = JSON.parse(line.slice(18)) as { readonly n?: number }
      if (alert.n !== undefined) read += 1
    })
    await once(lines, 'close')
  }
  const took = performance.now() - begun
  if (read !== Number(count)) throw new Error(`${read} were read`)
  return { took }
}

const run = async (): Promise<object> => {
  if (task === 'fill') {
    const json = await fill()
    return { json, disk: sizeOf(waiting) }
  }
  return task === 'open' ? open() : readByHand()
}

void run().then((result) => process.stdout.write(JSON.stringify(result)))
