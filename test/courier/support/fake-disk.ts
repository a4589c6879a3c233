import { basename, dirname } from 'node:path'
import type { Disk, DiskFile } from '../../../nodes/courier/disk'

interface Content {
  bytes: Buffer
  /** How many of them survive a power cut. */
  synced: number
  /** Whether the file itself survives one: its folder was synced. */
  named: boolean
}

const failure = (code: string): Error => Object.assign(new Error(code), { code })

/** A disk in memory that loses what was not synced when the power is cut, and fails when it is told to. */
export class FakeDisk implements Disk {
  readonly #files = new Map<string, Content>()
  #code = ''
  #generation = 0
  syncs = 0

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

  async create(path: string): Promise<DiskFile> {
    await this.#turn()
    if (this.#files.has(path)) throw failure('EEXIST')
    const content: Content = { bytes: Buffer.alloc(0), synced: 0, named: false }
    this.#files.set(path, content)
    const generation = this.#generation
    const alive = async (): Promise<void> => {
      await this.#turn()
      // The process that wrote ended with the power.
      if (generation !== this.#generation) await new Promise(() => undefined)
    }
    return {
      append: async (bytes) => {
        await alive()
        content.bytes = Buffer.concat([content.bytes, bytes])
      },
      sync: async () => {
        const { length } = content.bytes
        await alive()
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
    await Promise.resolve()
    const content = this.#files.get(path)
    if (content === undefined) throw failure('ENOENT')
    return Buffer.from(content.bytes.subarray(from))
  }

  remove(path: string): Promise<void> {
    this.#files.delete(path)
    return Promise.resolve()
  }

  replace(path: string, content: string): Promise<void> {
    this.put(path, Buffer.from(content))
    return Promise.resolve()
  }

  async syncFolder(folder: string): Promise<void> {
    await this.#turn()
    for (const [path, content] of this.#files) if (dirname(path) === folder) content.named = true
  }

  /** As a disk, it answers in a later turn. */
  async #turn(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    if (this.#code !== '') throw failure(this.#code)
  }
}
