import { close, fdatasync, fsync, ftruncate, open, promises as files, write } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

/** A file that is only ever added to. Every verb rejects with Node's system error (`code`: ENOSPC, EIO, …). */
export interface DiskFile {
  /** Adds bytes at the end. After a rejection it is not known how many of them are there. */
  append(bytes: Buffer): Promise<void>
  /** Resolves when what was appended before the call survives a power cut. */
  sync(): Promise<void>
  /** Cuts the file to a length in bytes. */
  truncate(length: number): Promise<void>
  close(): Promise<void>
}

/** The little that an outbox asks of a file system, so that a test can put a failing or forgetful one in its place. */
export interface Disk {
  /** Makes a folder and those above it, readable by the owner only; it may be there already. */
  makeFolder(folder: string): Promise<void>
  /** The names in a folder. */
  list(folder: string): Promise<readonly string[]>
  /** Makes a new file, readable by the owner only. Rejects where there is one. */
  create(path: string): Promise<DiskFile>
  /** The bytes of a file from a position on. */
  read(path: string, from: number): Promise<Buffer>
  /** Removes a file; it may be gone already. */
  remove(path: string): Promise<void>
  /** Puts new content in the place of a file, whole or not at all. */
  replace(path: string, content: string): Promise<void>
  /** Makes what was created in a folder survive a power cut. */
  syncFolder(folder: string): Promise<void>
}

const openFile = promisify(open)
const closeFile = promisify(close)
const writeFile = promisify(write)
const syncFile = promisify(fdatasync)
const syncAll = promisify(fsync)
const cutFile = promisify(ftruncate)

const ownerOnly = 0o600

/** An open file. Plain descriptors: a FileHandle costs several times as much for each small write. */
class RealFile implements DiskFile {
  readonly #descriptor: number

  constructor(descriptor: number) {
    this.#descriptor = descriptor
  }

  async append(bytes: Buffer): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      done += (await writeFile(this.#descriptor, bytes, done, bytes.length - done, null)).bytesWritten
    }
  }

  sync(): Promise<void> {
    return syncFile(this.#descriptor)
  }

  truncate(length: number): Promise<void> {
    return cutFile(this.#descriptor, length)
  }

  close(): Promise<void> {
    return closeFile(this.#descriptor)
  }
}

/** The machine's own file system. */
export const realDisk: Disk = {
  async makeFolder(folder) {
    await files.mkdir(folder, { recursive: true, mode: 0o700 })
  },
  list: (folder) => files.readdir(folder),
  create: async (path) => new RealFile(await openFile(path, 'ax', ownerOnly)),
  async read(path, from) {
    const file = await files.open(path)
    try {
      const { size } = await file.stat()
      const bytes = Buffer.allocUnsafe(Math.max(0, size - from))
      let end = 0
      for (let read = -1; end < bytes.length && read !== 0; end += read) read = (await file.read(bytes, end, bytes.length - end, from + end)).bytesRead
      return bytes.subarray(0, end)
    } finally {
      await file.close()
    }
  },
  remove: (path) => files.rm(path, { force: true }),
  async replace(path, content) {
    const beside = `${path}.new`
    await files.writeFile(beside, content, { mode: ownerOnly, flush: true })
    await files.rename(beside, path)
    await realDisk.syncFolder(dirname(path))
  },
  async syncFolder(folder) {
    // A folder cannot be opened on Windows, where its entries need no sync of their own.
    if (process.platform === 'win32') return
    const descriptor = await openFile(folder, 'r')
    try {
      await syncAll(descriptor)
    } finally {
      await closeFile(descriptor)
    }
  }
}
