import { basename, dirname } from 'node:path'
import type { Disk, DiskFile } from '../../../nodes/courier/disk'

interface Content {
  bytes: Buffer
  /** How many of them survive a power cut. */
  synced: number
  /** Whether the file itself survives one: its folder was synced. */
  named: boolean
}

/** What is asked of a disk, and can fail. */
export type Verb = 'append' | 'sync' | 'create' | 'read' | 'remove' | 'syncFolder'

const failure = (code: string): Error => Object.assign(new Error(code), { code })

/** A disk in memory that loses what was not synced when the power is cut, and fails when it is told to. */
export class FakeDisk implements Disk {
  readonly #files = new Map<string, Content>()
  #code = ''
  #generation = 0
  syncs = 0
  /** Says with which system's code a request fails; '': it does not. */
  failing: (verb: Verb, path: string) => string = () => ''
  /** Whether what is asked waits for something of the test's before it is done. */
  delay: (verb: Verb, path: string) => Promise<void> = () => Promise.resolve()

  /** All that is written from now on fails with a system's code; '' ends it. */
  fail(code: string): void {
    this.#code = code
  }

  /** Everything that was not synced is gone, and files that are open no more write. */
  cutPower(): void {
    this.#generation += 1
    for (const [path, content] of [...this.#files]) {
      if (!content.named) this.#files.delete(path)
      else content.bytes = content.bytes.subarray(0, content.synced)
    }
  }

  paths(): readonly string[] {
    return [...this.#files.keys()].sort()
  }

  content(path: string): Buffer {
    return this.#files.get(path)?.bytes ?? Buffer.alloc(0)
  }

  put(path: string, bytes: Buffer): void {
    this.#files.set(path, { bytes, synced: bytes.length, named: true })
  }

  makeFolder(): Promise<void> {
    return Promise.resolve()
  }

  list(folder: string): Promise<readonly string[]> {
    return Promise.resolve([...this.#files.keys()].filter((path) => dirname(path) === folder).map((path) => basename(path)))
  }

  create(path: string): Promise<DiskFile> {
    return this.#create(path, this.#generation)
  }

  /** The disk as a process sees it that ends when the power is cut: what it does after that never comes to an end. */
  ofProcess(): Disk {
    const generation = this.#generation
    const alive = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => (generation === this.#generation ? work() : new Promise<Answer>(() => undefined))
    return {
      makeFolder: () => alive(() => this.makeFolder()),
      list: (folder) => alive(() => this.list(folder)),
      create: (path) => alive(() => this.#create(path, generation)),
      read: (path, from) => alive(() => this.read(path, from)),
      remove: (path) => alive(() => this.remove(path)),
      replace: (path, content) => alive(() => this.replace(path, content)),
      syncFolder: (folder) => alive(() => this.syncFolder(folder))
    }
  }

  async #create(path: string, generation: number): Promise<DiskFile> {
    await this.#turn('create', path)
    if (generation !== this.#generation) await new Promise(() => undefined)
    if (this.#files.has(path)) throw failure('EEXIST')
    const content: Content = { bytes: Buffer.alloc(0), synced: 0, named: false }
    this.#files.set(path, content)
    const alive = async (verb: Verb): Promise<void> => {
      await this.#turn(verb, path)
      // The process that wrote ended with the power.
      if (generation !== this.#generation) await new Promise(() => undefined)
    }
    return {
      append: async (bytes) => {
        await alive('append')
        content.bytes = Buffer.concat([content.bytes, bytes])
      },
      sync: async () => {
        const { length } = content.bytes
        await alive('sync')
        this.syncs += 1
        content.synced = Math.max(content.synced, length)
      },
      truncate: (length) => {
        content.bytes = content.bytes.subarray(0, length)
        return Promise.resolve()
      },
      close: () => Promise.resolve()
    }
  }

  async read(path: string, from: number): Promise<Buffer> {
    const content = this.#files.get(path)
    if (content === undefined) throw failure('ENOENT')
    const bytes = Buffer.from(content.bytes.subarray(from))
    await this.delay('read', path)
    const code = this.failing('read', path)
    if (code !== '') throw failure(code)
    return bytes
  }

  remove(path: string): Promise<void> {
    const code = this.failing('remove', path)
    if (code !== '') return Promise.reject(failure(code))
    this.#files.delete(path)
    return Promise.resolve()
  }

  replace(path: string, content: string): Promise<void> {
    this.put(path, Buffer.from(content))
    return Promise.resolve()
  }

  async syncFolder(folder: string): Promise<void> {
    await this.#turn('syncFolder', folder)
    for (const [path, content] of this.#files) if (dirname(path) === folder) content.named = true
  }

  /** As a disk, it answers in a later turn. */
  async #turn(verb: Verb, path: string): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    await this.delay(verb, path)
    const code = this.#code === '' ? this.failing(verb, path) : this.#code
    if (code !== '') throw failure(code)
  }
}
