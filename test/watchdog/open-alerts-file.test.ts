import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mock } from 'node:test'
import { changeFile } from '../../nodes/watchdog/change-file'
import { type Entry, OpenAlerts } from '../../nodes/watchdog/open-alerts'
import { type ChangeFile, OpenAlertsFile } from '../../nodes/watchdog/open-alerts-file'

const bounds = { most: 1000, keep: 3_600_000 }

interface Kept {
  readonly open: OpenAlerts
  readonly file: OpenAlertsFile
  readonly troubles: (string | null)[]
}

/** Open alerts that are kept in a file, as they are after it was read. */
const kept = async (file: ChangeFile): Promise<Kept> => {
  const troubles: (string | null)[] = []
  const keeper = new OpenAlertsFile({ file, snapshot: () => open.entries(), size: () => open.size, onTrouble: (code) => troubles.push(code) })
  const open = new OpenAlerts(bounds, (entry) => keeper.note(entry))
  for (const entry of await keeper.open()) open.replay(entry)
  return { open, file: keeper, troubles }
}

const standing = (id: string, incidents = 1) => ({ id, level: 'HIGH' as const, created: 1, first: 1, seen: 1, incidents })

const all = ({ open }: Kept): readonly Entry[] => [...open.entries()]

describe('The file of open alerts', () => {
  let folder: string
  let path: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'alert-courier-test-'))
    path = join(folder, 'watchdogs', 'dog.jsonl')
  })

  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('brings back all that was open when it was closed', async () => {
    const first = await kept(changeFile(path))
    for (let index = 0; index < 500; index += 1) first.open.put(`key ${index % 100}`, standing(`id ${index % 100}`, index))
    first.open.close('key 7', 'id 7')
    await first.file.close()
    const second = await kept(changeFile(path))
    assert.deepEqual(all(second), all(first))
    assert.equal(second.open.size, 99)
    assert.deepEqual(second.troubles, [])
  })

  it('is for its owner only', async () => {
    const { open, file } = await kept(changeFile(path))
    open.put('a', standing('a'))
    await file.close()
    assert.equal(statSync(path).mode & 0o777, 0o600)
  })

  it('loses nothing but the torn line of a kill, and takes more after it', async () => {
    const first = await kept(changeFile(path))
    first.open.put('a', standing('a'))
    await first.file.close()
    appendFileSync(path, '["b","b",1,1,1')
    const second = await kept(changeFile(path))
    second.open.put('c', standing('c'))
    await second.file.close()
    const third = await kept(changeFile(path))
    assert.deepEqual(all(third).map(([key]) => key), ['a', 'c'])
    assert.doesNotMatch(readFileSync(path, 'utf8'), /"b"/)
  })

  it('is read though anything stands in it', async () => {
    const { open, file } = await kept(changeFile(path))
    open.put('a', standing('a'))
    await file.close()
    const good = readFileSync(path, 'utf8')
    writeFileSync(path, `null\n{}\n[]\n[5]\n["x",1]\n["x","y",1,null,1,1,1]\n["x","y",9,1,1,1,1]\n["x","y",1,9e15,1,1,1]\n\u0000\n${good}`)
    assert.deepEqual(all(await kept(changeFile(path))).map(([key]) => key), ['a'])
  })

  it('does not grow with what is long over', async () => {
    const { open, file } = await kept(changeFile(path))
    for (let round = 0; round < 30; round += 1) {
      for (let index = 0; index < 1000; index += 1) open.put('key', standing('id', round * 1000 + index))
      await new Promise((resolve) => setTimeout(resolve))
    }
    await file.close()
    const lines = readFileSync(path, 'utf8').split('\n').length
    assert.ok(lines < 12_000, `${lines} lines`)
    assert.equal((await kept(changeFile(path))).open.of('key', 'HIGH')?.incidents, 29_999)
  })

  it('that cannot be written is told once, and is whole again when it can be', async () => {
    let code = 'ENOSPC'
    const real = changeFile(path)
    const failing = (work: () => Promise<void>) => (code === '' ? work() : Promise.reject(Object.assign(new Error(code), { code })))
    const { open, file, troubles } = await kept({
      read: () => real.read(),
      append: (text) => failing(() => real.append(text)),
      replace: (text) => failing(() => real.replace(text))
    })
    open.put('a', standing('a'))
    await file.flush()
    open.put('b', standing('b'))
    await file.flush()
    assert.deepEqual(troubles, ['ENOSPC'])
    code = ''
    open.put('c', standing('c'))
    await file.flush()
    assert.deepEqual(troubles, ['ENOSPC', null])
    assert.deepEqual(all(await kept(real)).map(([key]) => key), ['a', 'b', 'c'])
  })

  it('is left alone by who has closed it, though it could not write what it knew', async () => {
    mock.timers.enable({ apis: ['setTimeout'] })
    try {
      let tries = 0
      const fail = (): Promise<void> => {
        tries += 1
        return Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
      }
      const { open, file } = await kept({ read: () => Promise.resolve(''), append: fail, replace: fail })
      open.put('a', standing('a'))
      mock.timers.tick(60_000)
      assert.equal(tries, 1, 'it is written soon')
      await file.close()
      assert.equal(tries, 2, 'and once more at the end')
      open.put('b', standing('b'))
      mock.timers.tick(60_000)
      assert.equal(tries, 2)
    } finally {
      mock.timers.reset()
    }
  })

  it('that cannot be read is told, and begun anew', async () => {
    writeFileSync(join(folder, 'watchdogs'), '')
    const { open, troubles, file } = await kept(changeFile(path))
    assert.equal(open.size, 0)
    assert.deepEqual(troubles, ['ENOTDIR'])
    rmSync(join(folder, 'watchdogs'))
    open.put('a', standing('a'))
    await file.close()
    assert.equal((await kept(changeFile(path))).open.size, 1)
    assert.equal(troubles.at(-1), null)
  })

  it('is not there where nothing was ever open', async () => {
    const { file } = await kept(changeFile(path))
    await file.close()
    assert.throws(() => statSync(path), { code: 'ENOENT' })
  })
})
