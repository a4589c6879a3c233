import { dirname } from 'node:path'
import type { Disk } from '../courier/disk'
import type { Hold } from '../courier/disk-outbox'

/**
 * The file of an action book, in the folder of a courier's outbox. It is needed only for alerts of an action that is gone:
 * where it cannot be read or written they go out as Cyphon's message.
 */
export class BookFile {
  readonly #path: string
  readonly #disk: Disk
  #lock: Pick<Hold, 'isHeld'> | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(path: string, disk: Disk) {
    this.#path = path
    this.#disk = disk
  }

  /** What is in it, once the folder is ours; '' where nothing can be read. Never rejects. */
  async open(lock: Pick<Hold, 'isHeld'>): Promise<string> {
    this.#lock = lock
    try {
      return (await this.#disk.read(this.#path, 0)).toString()
    } catch {
      return '' // there is none yet, or it cannot be read
    }
  }

  /** Writes it anew, where the folder is ours. */
  write(text: string): void {
    this.#writing = this.#writing.then(() => this.#replace(text)).catch(() => undefined) // see above
  }

  /** Resolves when all is written. */
  settled(): Promise<void> {
    return this.#writing
  }

  async #replace(text: string): Promise<void> {
    if ((await this.#lock?.isHeld()) !== true) return
    await this.#disk.makeFolder(dirname(this.#path))
    await this.#disk.replace(this.#path, text)
  }
}
