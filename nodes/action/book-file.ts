import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Disk } from '../courier/disk'

/**
 * The file of an action book. It is needed only for alerts of an action that is gone: where it cannot be read or written
 * they go out as Cyphon's message.
 */
export class BookFile {
  readonly #path: string
  readonly #disk: Disk
  #writing: Promise<void> = Promise.resolve()

  constructor(path: string, disk: Disk) {
    this.#path = path
    this.#disk = disk
  }

  /** What is in it; '' where nothing can be read. */
  read(): string {
    try {
      return readFileSync(this.#path, 'utf8')
    } catch {
      return '' // there is none yet, or it cannot be read
    }
  }

  write(text: string): void {
    this.#writing = this.#writing
      .then(() => this.#disk.makeFolder(dirname(this.#path)))
      .then(() => this.#disk.replace(this.#path, text))
      .catch(() => undefined) // see above
  }

  /** Resolves when all is written. */
  settled(): Promise<void> {
    return this.#writing
  }
}
