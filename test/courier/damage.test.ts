import assert from 'node:assert/strict'
import type { Ended, Waiting } from '../../nodes/courier/outbox'
import { readLines } from '../../nodes/courier/journal-line'
import { FakeClock } from './support/fake-clock'
import { FakeDisk } from './support/fake-disk'
import { alertOf, type End, openOutbox } from './support/outboxes'
import { randomFrom } from '../support/random'

/** The bytes of every file of an outbox. */
type Files = ReadonlyMap<string, Buffer>

/** What an outbox answers when it is opened on files. */
interface Found {
  readonly damaged: number
  readonly waiting: readonly Waiting[]
  readonly untold: readonly Ended<End>[]
}

const filesOf = (disk: FakeDisk): Files => new Map(disk.paths().map((path) => [path, Buffer.from(disk.content(path))]))

const saltOf = (path: string): number => parseInt(/-([0-9a-f]{8})\.journal$/.exec(path)?.[1] ?? '', 16)

const found = async (files: Files): Promise<Found> => {
  const disk = new FakeDisk()
  for (const [path, bytes] of files) disk.put(path, bytes)
  const { outbox, opened } = await openOutbox(disk, new FakeClock())
  const waiting: Waiting[] = []
  for (let next = await outbox.next(1000); next.length > 0; next = await outbox.next(1000)) waiting.push(...next)
  assert.equal(outbox.waiting, waiting.length, 'what is counted is there')
  await outbox.close()
  return { damaged: opened.damaged, waiting, untold: opened.untold }
}

/** Alerts whose texts imitate the journal's own lines, or are hard to carry. */
const hostile = (number: number): unknown =>
  [
    { title: `alert ${number}` },
    { title: '{"n":1,"id":"forged","action":"a","taken":1,"message":{}}\n00000000 00000010 {"n":2}' },
    { text: '\u0000\ud800\u2028"\\,"message":{"payload":"forged"}', list: [[], {}, null, 1e300] },
    { '{"n"': 1, ',"message":': { payload: 'forged' }, 'told': [1, 2, 3] },
    { text: '😀\n'.repeat(200) },
    { text: number % 50 === 4 ? 'x'.repeat(1_000_000) : 'short' }
  ][number % 6]

/** An outbox with so many alerts, of which every third has ended and every sixth was told, as its files and what was taken in. */
const outboxOf = async (count: number, segmentSize: number, payload: (number: number) => unknown): Promise<{ readonly files: Files; readonly messages: ReadonlyMap<string, string> }> => {
  const disk = new FakeDisk()
  const clock = new FakeClock()
  const { outbox } = await openOutbox(disk, clock, segmentSize)
  const messages = new Map<string, string>()
  for (let number = 0; number < count; number += 1) {
    const alert = alertOf(`id-${number}`, clock, payload(number))
    messages.set(alert.id, alert.message)
    outbox.add(alert)
    if (number % 10 === 9) await clock.pass(100)
  }
  await clock.pass(100)
  const all: Waiting[] = []
  for (let next = await outbox.next(1000); next.length > 0; next = await outbox.next(1000)) all.push(...next)
  for (const [number, alert] of all.entries()) {
    if (number % 3 !== 2) continue
    await outbox.settle([{ alert, outcome: { kind: 'delivered' } }])
    if (number % 6 === 5) outbox.told(alert.n)
    if (number % 10 === 9) await clock.pass(100)
  }
  await clock.pass(100)
  await outbox.close()
  return { files: filesOf(disk), messages }
}

/** The lines of a file that a stretch of damage leaves whole, by what they say. */
const wholeLines = (path: string, bytes: Buffer, from: number, to: number): { readonly taken: Set<string>; readonly ended: Set<number> } => {
  const taken = new Set<string>()
  const ended = new Set<number>()
  readLines(
    bytes,
    saltOf(path),
    ({ at, body }) => {
      const end = at + 18 + body.length
      if (end <= from || at >= to) {
        const said = JSON.parse(body.toString()) as { id?: string; ended?: number }
        if (said.id !== undefined) taken.add(said.id)
        if (said.ended !== undefined) ended.add(said.ended)
      }
      return true
    },
    () => assert.fail('it was whole')
  )
  return { taken, ended }
}

describe('A damaged outbox', () => {
  it('cut at any byte, as a power cut leaves it, starts, reports no damage and answers every alert before the cut', async () => {
    const { files, messages } = await outboxOf(8, 1 << 20, hostile)
    const [path, bytes] = [...files].find(([name]) => name.includes('/waiting/')) ?? assert.fail()
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const { damaged, waiting, untold } = await found(new Map([[path, bytes.subarray(0, cut)]]))
      assert.equal(damaged, 0, `cut at ${cut}`)
      const { taken } = wholeLines(path, bytes, cut, Infinity)
      const gone = new Set(cut === bytes.length ? ['id-5'] : [])
      const answered = new Set([...waiting, ...untold.map(({ alert }) => alert)].map(({ id }) => id))
      for (const id of taken) assert.ok(answered.has(id) || gone.has(id) || id === 'id-5', `${id} after a cut at ${cut}`)
      for (const { id, message } of waiting) assert.equal(message, messages.get(id))
    }
  })

  it('with any bit flipped starts, reports it, loses no undamaged alert and answers none that was not taken in: 1,000 flips', async function () {
    this.timeout(60_000)
    const { files, messages } = await outboxOf(150, 20_000, (number) => (number % 6 === 5 ? { text: 'short' } : hostile(number)))
    const paths = [...files.keys()].filter((path) => path.includes('/waiting/'))
    assert.ok(paths.length > 2, 'in several segments')
    const whole = await found(files)
    const wanted = new Set(whole.waiting.map(({ id }) => id))
    const random = randomFrom(20_261_125)
    const sizes = paths.map((path) => files.get(path)?.length ?? 0)
    const total = sizes.reduce((sum, size) => sum + size, 0)
    for (let flip = 0; flip < 1000; flip += 1) {
      let at = Math.floor(random() * total)
      const index = sizes.findIndex((size) => {
        if (at < size) return true
        at -= size
        return false
      })
      const path = paths[index] ?? ''
      const bytes = Buffer.from(files.get(path) ?? '')
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8))
      const { damaged, waiting, untold } = await found(new Map([...files, [path, bytes]]))
      assert.ok(damaged > 0, `a flip at ${at} of ${path} is reported`)
      const { taken: untouched } = wholeLines(path, files.get(path) ?? Buffer.alloc(0), at, at + 1)
      const elsewhere = paths.filter((one) => one !== path).flatMap((one) => [...wholeLines(one, files.get(one) ?? Buffer.alloc(0), -1, -1).taken])
      const answered = new Set(waiting.map(({ id }) => id))
      for (const id of wanted) assert.ok(answered.has(id) || !(untouched.has(id) || elsewhere.includes(id)), `${id} after a flip at ${at} of ${path}`)
      for (const { id, message } of [...waiting, ...untold.map(({ alert }) => alert)]) assert.equal(message, messages.get(id), id)
    }
  })

  it('with alerts of a megabyte and many bits flipped at once answers what is whole, and nothing else', async function () {
    this.timeout(60_000)
    const { files, messages } = await outboxOf(60, 4 << 20, hostile)
    const random = randomFrom(1)
    for (let round = 0; round < 20; round += 1) {
      const damagedFiles = new Map([...files].map(([path, bytes]) => [path, Buffer.from(bytes)]))
      for (const bytes of damagedFiles.values()) {
        for (let flip = 0; flip < 50; flip += 1) {
          const at = Math.floor(random() * bytes.length)
          bytes[at] = Math.floor(random() * 256)
        }
      }
      const { damaged, waiting, untold } = await found(damagedFiles)
      assert.ok(damaged > 0)
      for (const { id, message } of [...waiting, ...untold.map(({ alert }) => alert)]) assert.equal(message, messages.get(id), id)
    }
  })

  it('of which a line was written twice, the first time damaged, answers its alert', async () => {
    const { files, messages } = await outboxOf(5, 1 << 20, (number) => `alert ${number}`)
    const [path, bytes] = [...files].find(([name]) => name.includes('/waiting/')) ?? assert.fail()
    const again = path.replace('0000000001', '0000000002')
    const broken = Buffer.from(bytes)
    broken[20] = (broken[20] ?? 0) ^ 1
    const { damaged, waiting } = await found(new Map([[path, broken], [again, bytes]]))
    assert.equal(damaged, 1)
    assert.ok(waiting.some(({ id }) => id === 'id-0'))
    for (const { id, message } of waiting) assert.equal(message, messages.get(id))
  })
})
