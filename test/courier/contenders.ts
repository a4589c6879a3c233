import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Asked, Told } from './contender'

const asPid1 = ['unshare', '--pid', '--fork', '--mount-proc']
/** Files can be made, but nothing can be written to them: to a program, a full disk with another code. */
const withoutRoom = ['sh', '-c', 'ulimit -f 0; exec "$@"', 'sh']
const node = [process.execPath, '--require', require.resolve('tsx/cjs'), join(__dirname, 'contender.ts')]

/** Whether this system lets us start processes in a pid namespace of their own, as containers have. */
export const hasNamespaces = spawnSync('unshare', [...asPid1.slice(1), 'true']).status === 0

const running = new Set<Contender>()

interface ContenderOptions {
  /** How often it enters and leaves when it is asked to go; 0, or nothing: it holds at once, until asked to release. */
  readonly rounds?: number
  /** By which it signs what it does. */
  readonly name?: string
  /** It is pid 1 of its own pid namespace. */
  readonly namespaced?: boolean
  /** It cannot write to files. */
  readonly full?: boolean
}

/** A process that contends for a folder, and what it has told. */
export class Contender {
  readonly told: Told[] = []
  readonly #child: ChildProcess
  readonly #ended: Promise<unknown[]>
  readonly #namespaced: boolean
  #news: () => void = () => undefined

  constructor(folder: string, options: ContenderOptions = {}) {
    const { rounds = 0, name = '', namespaced = false, full = false } = options
    const [program, ...args] = [...(namespaced ? asPid1 : []), ...(full ? withoutRoom : []), ...node, folder, String(rounds), name]
    this.#namespaced = namespaced
    this.#child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    this.#ended = once(this.#child, 'close')
    this.#child.on('message', (told: Told) => {
      this.told.push(told)
      this.#news()
    })
    this.#child.on('close', () => this.#news())
    running.add(this)
  }

  /** By which we know it. The pid that it has itself is 1 in a namespace of its own. */
  get pid(): number {
    const { pid } = this.#child
    assert.ok(pid !== undefined)
    // unshare stays outside, as the parent of the one it started.
    return this.#namespaced ? Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')) : pid
  }

  /** The first that it tells of a kind, after so many of any kind. */
  async hears<K extends Told['kind']>(kind: K, after = 0): Promise<Told & { readonly kind: K }> {
    for (;;) {
      const found = this.told.slice(after).find((told): told is Told & { readonly kind: K } => told.kind === kind)
      if (found !== undefined) return found
      assert.ok(this.#alive, `ended before it told ${kind}`)
      await new Promise<void>((told) => (this.#news = told))
    }
  }

  ask(asked: Asked): void {
    this.#child.send(asked)
  }

  async isHeld(): Promise<boolean> {
    const after = this.told.length
    this.ask('isHeld')
    return (await this.hears('answer', after)).held
  }

  /** When it has ended by itself: its exit code. */
  async end(): Promise<unknown> {
    const [code] = await this.#ended
    running.delete(this)
    return code
  }

  get #alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  async kill(): Promise<void> {
    if (this.#alive) process.kill(this.pid, 'SIGKILL')
    await this.end()
  }

  /** Stops it as ^Z does; when it really stands still. */
  async stop(): Promise<void> {
    const { pid } = this
    process.kill(pid, 'SIGSTOP')
    while (!/^\d+ \(.*\) T/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) await new Promise(setImmediate)
  }

  resume(): void {
    process.kill(this.pid, 'SIGCONT')
  }
}

/** To be called after each test. */
export const killContenders = async (): Promise<void> => {
  for (const contender of running) await contender.kill()
}
