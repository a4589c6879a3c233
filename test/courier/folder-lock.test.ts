import assert from 'node:assert/strict'
import { once } from 'node:events'
import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { hostname, platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { ring } from '../../nodes/courier/doorbell'
import { FolderLock, type LockAttempt, type LockOptions, type LockTiming } from '../../nodes/courier/folder-lock'
import type { Holder } from '../../nodes/courier/holder'
import { introduce } from '../../nodes/courier/holder'
import { Contender, hasNamespaces, killContenders } from './contenders'

describe('A folder lock', () => {
  let temporary: string
  let folder: string

  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), 'alert-courier-test-'))
    folder = temporary
  })

  afterEach(async () => {
    await killContenders()
    rmSync(temporary, { recursive: true, force: true })
  })

  /** Moves to a folder whose path is too long for a doorbell. */
  const goDeep = (): void => {
    folder = join(temporary, 'a'.repeat(100))
    mkdirSync(folder)
  }

  const claims = (): string[] => readdirSync(folder).filter((name) => /^lock\.[^.]+$/.test(name))

  /** The path of the only claim on the folder. */
  const onlyClaim = (): string => {
    const [name = '', ...more] = claims()
    assert.deepEqual(more, [])
    return join(folder, name)
  }

  /** Does not take anyone for dead by silence, unless told to. */
  const acquire = (options: Partial<LockOptions> = {}): Promise<LockAttempt> =>
    FolderLock.acquire({ folder, signal: new AbortController().signal, ...options, timing: { look: 5, stale: Infinity, ...options.timing } })

  const acquired = async (options: Partial<LockOptions> = {}): Promise<FolderLock> => {
    const attempt = await acquire(options)
    assert.ok(attempt.kind === 'held', JSON.stringify(attempt))
    return attempt.lock
  }

  /** The usual timing by a clock that moves only where the lock waits. */
  class FakeTime {
    now = 0
    readonly #meanwhile: (now: number) => void

    /** `meanwhile` is called in each wait, with the time after it. */
    constructor(meanwhile: (now: number) => void = () => undefined) {
      this.#meanwhile = meanwhile
    }

    get timing(): Partial<LockTiming> {
      return {
        look: 1000,
        stale: 30_000,
        now: () => this.now,
        wait: async (milliseconds) => {
          this.now += milliseconds
          this.#meanwhile(this.now)
          await new Promise(setImmediate)
        }
      }
    }
  }

  /** How an attempt ends that gives up after two minutes. */
  const tryForLong = async (meanwhile: (now: number) => void = () => undefined): Promise<string> => {
    const patience = new AbortController()
    const { timing } = new FakeTime((now) => {
      meanwhile(now)
      if (now >= 120_000) patience.abort()
    })
    const attempt = await acquire({ signal: patience.signal, timing })
    if (attempt.kind === 'held') await attempt.lock.release()
    return attempt.kind
  }

  /** After how many milliseconds of waiting the folder is ours. */
  const waited = async (time = new FakeTime()): Promise<number> => {
    const lock = await acquired({ timing: time.timing })
    await lock.release()
    return time.now
  }

  /** Two who hold together would write between the `enter` and the `leave` of one. */
  const assertOneAtATime = (entries: number): void => {
    const lines = readFileSync(join(folder, 'log'), 'utf8').trimEnd().split('\n')
    assert.equal(lines.length, 2 * entries)
    for (let at = 0; at < lines.length; at += 2) assert.equal(lines[at + 1], lines[at]!.replace('enter', 'leave'), `line ${at}`)
  }

  const contend = async (count: number, rounds: number, namespaced: boolean): Promise<void> => {
    const contenders = Array.from({ length: count }, (_, index) => new Contender(folder, { rounds, namespaced, name: String(index) }))
    for (const contender of contenders) await contender.hears('ready')
    for (const contender of contenders) contender.ask('go')
    for (const contender of contenders) await contender.hears('done')
    assertOneAtATime(count * rounds)
    assert.deepEqual(readdirSync(folder), ['log'])
  }

  describe('that is free', () => {
    it('is held by who acquires it, and leaves nothing in the folder when it is released', async () => {
      const lock = await acquired()
      assert.equal(await lock.isHeld(), true)
      await lock.release()
      assert.equal(await lock.isHeld(), false)
      assert.deepEqual(readdirSync(folder), [])
    })

    it('can be released twice', async () => {
      const lock = await acquired()
      await lock.release()
      await lock.release()
      assert.deepEqual(readdirSync(folder), [])
    })

    if (platform() !== 'win32') {
      it('has a file that only its user may read', async () => {
        const lock = await acquired()
        assert.equal(statSync(onlyClaim()).mode & 0o777, 0o600)
        await lock.release()
      })
    }

    it('is held without a doorbell where the path would be too long for one', async () => {
      goDeep()
      const lock = await acquired()
      assert.equal(readdirSync(folder).length, 1)
      await lock.release()
      assert.deepEqual(readdirSync(folder), [])
    })

    it('is unavailable where the folder cannot be used, with the code of the system', async () => {
      assert.deepEqual(await acquire({ folder: join(folder, 'none') }), { kind: 'unavailable', code: 'ENOENT' })
      writeFileSync(join(folder, 'file'), '')
      const attempt = await acquire({ folder: join(folder, 'file') })
      assert.deepEqual(attempt, { kind: 'unavailable', code: platform() === 'win32' ? 'ENOENT' : 'ENOTDIR' })
    })

    it('is not acquired by an attempt that was aborted before', async () => {
      assert.deepEqual(await acquire({ signal: AbortSignal.abort() }), { kind: 'aborted' })
      assert.deepEqual(readdirSync(folder), [])
    })

    it('keeps no process alive', async () => {
      const contender = new Contender(folder)
      await contender.hears('held')
      contender.ask('hang up')
      assert.equal(await contender.end(), 0)
    })
  })

  describe('that another holds', () => {
    for (const [where, go] of [
      ['', () => undefined],
      [', also without a doorbell', goDeep]
    ] as const) {
      it(`is waited for within one process until it is released${where}`, async () => {
        go()
        const first = await acquired()
        const met: (Holder | undefined)[] = []
        const time = new FakeTime((now) => now === 90_000 && void first.release())
        const second = await acquired({ onWaiting: (holder) => met.push(holder), timing: time.timing })
        assert.ok(time.now >= 90_000)
        assert.deepEqual(met.map((holder) => [holder?.host, holder?.pid]), [[hostname(), process.pid]])
        assert.equal(await second.isHeld(), true)
        await second.release()
      })
    }

    it('is waited for between processes, and the one that is waited for is told of once', async () => {
      const first = new Contender(folder)
      await first.hears('held')
      const second = new Contender(folder)
      assert.deepEqual(await second.hears('waiting'), { kind: 'waiting', host: hostname(), pid: first.pid })
      first.ask('release')
      await second.hears('held')
      assert.deepEqual(second.told.map(({ kind }) => kind), ['waiting', 'held'])
    })

    it('is given up when the attempt is aborted, and stays with its holder', async () => {
      const first = await acquired()
      const patience = new AbortController()
      // Longer than any test may take: only the signal ends this wait.
      assert.deepEqual(await acquire({ signal: patience.signal, onWaiting: () => patience.abort(), timing: { look: 1e6 } }), { kind: 'aborted' })
      assert.equal(await first.isHeld(), true)
      await first.release()
      assert.deepEqual(readdirSync(folder), [])
    })

    it('keeps no process alive that waits for it', async () => {
      const lock = await acquired()
      const contender = new Contender(folder)
      await contender.hears('waiting')
      contender.ask('hang up')
      assert.equal(await contender.end(), 0)
      await lock.release()
    })

    it('is no longer held when its file was removed by hand, and its release spares the next holder', async () => {
      const first = await acquired()
      rmSync(onlyClaim())
      assert.equal(await first.isHeld(), false)
      const second = await acquired()
      await first.release()
      assert.equal(await second.isHeld(), true)
      await second.release()
      assert.deepEqual(readdirSync(folder), [])
    })

    it('is never held by two of eight processes that come again and again', () => contend(8, 50, false))
  })

  describe('whose holder was killed', () => {
    it('is taken over at once, and what the dead one left is removed', async () => {
      const dead = new Contender(folder)
      await dead.hears('held')
      await dead.kill()
      const lock = await acquired()
      assert.equal(claims().length, 1)
      await lock.release()
      assert.deepEqual(readdirSync(folder), [])
    })

    it('is taken over by one of those who wait, each time', async () => {
      const waiting = new Set<Contender>()
      let holder = new Contender(folder)
      await holder.hears('held')
      for (let count = 0; count < 4; count += 1) {
        const contender = new Contender(folder)
        await contender.hears('waiting')
        waiting.add(contender)
      }
      while (waiting.size > 0) {
        await holder.kill()
        holder = await Promise.race([...waiting].map((contender) => contender.hears('held').then(() => contender)))
        waiting.delete(holder)
        assert.equal(await holder.isHeld(), true)
        for (const contender of waiting) assert.ok(contender.told.every(({ kind }) => kind === 'waiting'))
      }
    })

    if (platform() === 'linux') {
      it('is taken over at once also where another process has its pid by now', async () => {
        const self = await introduce(statSync(folder).dev, false)
        writeFileSync(join(folder, 'lock.0000000000000000'), JSON.stringify({ ...self, start: '1' }))
        const lock = await acquired()
        await lock.release()
        assert.deepEqual(readdirSync(folder), [])
      })
    }
  })

  if (platform() === 'linux') {
    describe('whose holder was stopped', () => {
      for (const [where, go] of [
        ['', () => undefined],
        [', also without a doorbell', goDeep]
      ] as const) {
        it(`stays with it${where}`, async () => {
          go()
          const holder = new Contender(folder)
          await holder.hears('held')
          await holder.stop()
          assert.equal(await tryForLong(), 'aborted')
          holder.resume()
          assert.equal(await holder.isHeld(), true)
        })
      }

      it('stays with it however many have rung at its doorbell', async () => {
        const holder = new Contender(folder)
        await holder.hears('held')
        await holder.stop()
        // More than Node lets wait at a socket (511).
        for (let count = 0; count < 600; count += 1) assert.equal(await ring(`${onlyClaim()}.bell`), 'answered')
      })
    })
  }

  describe('whose disk is full', () => {
    if (platform() !== 'win32') {
      it('is held by who cannot say so in its file, and stays with it while it answers', async () => {
        const holder = new Contender(folder, { full: true })
        await holder.hears('held')
        assert.equal(statSync(onlyClaim()).size, 0)
        const time = new FakeTime()
        const met: (Holder | undefined)[] = []
        assert.equal(await tryForLong(), 'aborted')
        const attempt = acquired({ onWaiting: (other) => met.push(other), timing: time.timing })
        await holder.kill()
        await (await attempt).release()
        assert.ok(time.now >= 30_000)
        assert.deepEqual(met, [undefined])
      })
    }
  })

  describe('whose holder cannot be asked', () => {
    let claim: string

    const ofAnotherMachine = JSON.stringify({ host: 'far', boot: 'far', pid: 1, start: '1', namespace: '', volume: 1, doorbell: true })

    beforeEach(() => {
      claim = join(folder, 'lock.0000000000000000')
      writeFileSync(claim, ofAnotherMachine)
    })

    /** As its holder's beat does, by that machine's clock. */
    const beat = (seconds: number): void => utimesSync(claim, seconds, seconds)

    it('is taken over when it was silent for 30 seconds', async () => {
      assert.equal(await waited(), 30_000)
      assert.deepEqual(readdirSync(folder), [])
    })

    for (const [what, content] of [
      ['nothing', ''],
      ['half of it', ofAnotherMachine.slice(0, 40)],
      ['no object', 'null'],
      ['a pid that is none', JSON.stringify({ ...(JSON.parse(ofAnotherMachine) as object), pid: -1 })]
    ] as const) {
      it(`is taken over when it was silent for 30 seconds where its file holds ${what}`, async () => {
        writeFileSync(claim, content)
        assert.equal(await waited(), 30_000)
      })
    }

    it('stays with a holder that beats', async () => {
      assert.equal(await tryForLong((now) => now % 29_000 === 0 && beat(1e9 + now)), 'aborted')
    })

    for (const [what, hour] of [
      ['forward', 3600],
      ['back', -3600]
    ] as const) {
      it(`is waited for neither more nor less when its clock is set ${what} by an hour`, async () => {
        beat(1e9)
        assert.equal(await waited(new FakeTime((now) => now === 20_000 && beat(1e9 + hour))), 50_000)
      })
    }

    it('is waited for neither more nor less where its clock is an hour ahead', async () => {
      beat(Date.now() / 1000 + 3600)
      assert.equal(await waited(), 30_000)
    })

    it('is not taken over after an hour in which nobody could look', async () => {
      const time = new FakeTime((now) => {
        if (now === 10_000) time.now += 3_600_000
      })
      // The hour counts as two looks.
      assert.equal(await waited(time), 3_600_000 + 29_000)
    })

    if (platform() === 'linux') {
      it('is no longer held by a holder that comes back to life after it was taken over', async () => {
        rmSync(claim)
        const holder = new Contender(folder)
        await holder.hears('held')
        await holder.stop()
        claim = onlyClaim()
        writeFileSync(claim, ofAnotherMachine)
        rmSync(`${claim}.bell`)
        const lock = await acquired({ timing: new FakeTime().timing })
        holder.resume()
        assert.equal(await holder.isHeld(), false)
        holder.ask('release')
        await holder.hears('released')
        assert.equal(await lock.isHeld(), true)
        await lock.release()
        assert.deepEqual(readdirSync(folder), [])
      })

      it('is not taken for dead by a doorbell that refuses on another mount of the volume', async () => {
        const self = await introduce(statSync(folder).dev + 1, true)
        writeFileSync(claim, JSON.stringify({ ...self, namespace: 'pid:[1]' }))
        // Bound by nobody any more, as a socket of another mount looks.
        const server = createServer().listen(join(folder, 'bell'))
        await once(server, 'listening')
        linkSync(join(folder, 'bell'), `${claim}.bell`)
        server.close()
        assert.equal(await ring(`${claim}.bell`), 'refused')
        assert.equal(await waited(), 30_000)
      })
    }
  })

  // Containers on one volume: each process is pid 1, and the hosts' names may be the same.
  describe(`between pid namespaces${hasNamespaces ? '' : ' (not tested here: unshare may not make any)'}`, () => {
    if (!hasNamespaces) return

    it('is taken over at once by pid 1 when the pid 1 before it was killed', async () => {
      const dead = new Contender(folder, { namespaced: true })
      await dead.hears('held')
      await dead.kill()
      const next = new Contender(folder, { namespaced: true })
      await next.hears('held')
      assert.equal(claims().length, 1)
    })

    it('is waited for by pid 1 while another pid 1 holds it', async () => {
      const first = new Contender(folder, { namespaced: true })
      await first.hears('held')
      const second = new Contender(folder, { namespaced: true })
      assert.deepEqual(await second.hears('waiting'), { kind: 'waiting', host: hostname(), pid: 1 })
      first.ask('release')
      await second.hears('held')
    })

    it('stays with a holder that was stopped', async () => {
      const holder = new Contender(folder, { namespaced: true })
      await holder.hears('held')
      await holder.stop()
      assert.equal(await tryForLong(), 'aborted')
      holder.resume()
      assert.equal(await holder.isHeld(), true)
    })

    it('is never held by two processes that are both pid 1', () => contend(2, 50, true))
  })
})
