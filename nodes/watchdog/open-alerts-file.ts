/**
 * Keeps the open alerts over redeploys and restarts: a file of changes, one JSON line each, written behind the alerts
 * and rewritten when most of it is history (doc/decisions/012-open-alerts.md).
 */
import type { Entry } from './open-alerts'

/** The file, as far as it is needed here. */
export interface ChangeFile {
  /** All of it; '' where there is none. */
  read(): Promise<string>
  append(text: string): Promise<void>
  /** Puts a text in its place, whole or not at all. */
  replace(text: string): Promise<void>
}

/** So many lines of history are not worth a rewrite. */
const fewLines = 10_000

/** What may wait to be written, in UTF-16 units: a disk that is full does not fill the memory. */
const mostWaiting = 8 * 1024 * 1024

/**
 * How long a change waits, in ms. It is written behind its alert, not before it: were it known after a kill that the alert
 * was made, but the alert not safe yet, the sender's next try would be taken for a repeat.
 */
const behind = 1000

/** After a failed write, in ms. */
const pause = 2000

const lineOf = (entry: Entry): string => `${JSON.stringify(entry)}\n`

/** The longest time before and after the epoch that a Date can hold, in ms; there are no more repeats than that. */
const mostOfAny = 8.64e15

const isEntry = (value: unknown): value is Entry => {
  if (!Array.isArray(value)) return false
  const [key, id, ...numbers] = value as readonly unknown[]
  if (typeof key !== 'string') return false
  const isNumber = (number: unknown): boolean => Number.isFinite(number) && Math.abs(number as number) <= mostOfAny
  return value.length === 1 || (typeof id === 'string' && value.length === 7 && numbers.every(isNumber))
}

const read = (line: string): Entry | undefined => {
  try {
    const value: unknown = JSON.parse(line)
    return isEntry(value) ? value : undefined
  } catch {
    return undefined // torn by a kill: the change is lost, the others are not
  }
}

/** Everything that an owner of open alerts hands in. */
export interface OpenAlertsFileOptions {
  readonly file: ChangeFile
  /** All that is open now, to rewrite the file. */
  readonly snapshot: () => Iterable<Entry>
  /** How many entries that is, about. */
  readonly size: () => number
  /** Called when the file cannot be read or written, with the system's code, and once it can again, with `null`. */
  readonly onTrouble: (code: string | null) => void
}

const codeOf = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : String(thrown).slice(0, 100)

export class OpenAlertsFile {
  readonly #options: OpenAlertsFileOptions
  #waiting: string[] = []
  #waitingLength = 0
  /** Lines in the file, of which the latest of each key counts. */
  #lines = 0
  /** Whether the file lacks something, so that it has to be rewritten. */
  #stale = false
  #writing: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #trouble: string | null = null
  #closed = false

  constructor(options: OpenAlertsFileOptions) {
    this.#options = options
  }

  /** Answers what was noted before, in order. Never throws: what cannot be read is told as trouble, and begun anew. */
  async open(): Promise<readonly Entry[]> {
    let text: string
    try {
      text = await this.#options.file.read()
    } catch (thrown) {
      this.#stale = true
      this.#tell(codeOf(thrown))
      return []
    }
    const entries: Entry[] = []
    for (let from = 0; from < text.length; ) {
      const end = text.indexOf('\n', from)
      const entry = read(end === -1 ? text.slice(from) : text.slice(from, end))
      if (entry === undefined) this.#stale = true
      else entries.push(entry)
      if (end === -1) this.#stale = true // what is appended would run on in a torn line
      from = end === -1 ? text.length : end + 1
    }
    this.#lines = entries.length
    return entries
  }

  /** Notes a change: it is written soon. */
  note(entry: Entry): void {
    if (!this.#stale) {
      const line = lineOf(entry)
      this.#waiting.push(line)
      this.#waitingLength += line.length
      if (this.#waitingLength > mostWaiting) this.#giveUpWaiting()
    }
    this.#start()
  }

  /** Writes what waits; answers when it is written, or cannot be. */
  async flush(): Promise<void> {
    await this.#writing
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#stale || this.#waiting.length > 0) await this.#writeNow()
  }

  /** Writes what waits, for the last time: the file is its successor's now, also where it could not be written. */
  async close(): Promise<void> {
    this.#closed = true
    await this.flush()
  }

  #giveUpWaiting(): void {
    this.#waiting = []
    this.#waitingLength = 0
    this.#stale = true
  }

  #start(after = behind): void {
    if (this.#closed || this.#writing !== undefined || this.#timer !== undefined) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      void this.#writeNow()
    }, after).unref()
  }

  #writeNow(): Promise<void> {
    this.#writing = this.#write().then((isWritten) => {
      this.#writing = undefined
      if (this.#stale || this.#waiting.length > 0) this.#start(isWritten ? behind : pause)
    })
    return this.#writing
  }

  /** Whether it could be written. */
  async #write(): Promise<boolean> {
    const { file, snapshot, size } = this.#options
    const isHistory = this.#lines + this.#waiting.length > 2 * size() + fewLines
    const lines = this.#waiting
    this.#waiting = []
    this.#waitingLength = 0
    try {
      if (this.#stale || isHistory) {
        const all = Array.from(snapshot(), lineOf)
        this.#stale = false
        this.#lines = all.length
        await file.replace(all.join(''))
      } else {
        this.#lines += lines.length
        await file.append(lines.join(''))
      }
    } catch (thrown) {
      this.#giveUpWaiting()
      this.#tell(codeOf(thrown))
      return false
    }
    this.#tell(null)
    return true
  }

  #tell(code: string | null): void {
    if (code === this.#trouble) return
    this.#trouble = code
    this.#options.onTrouble(code)
  }
}
