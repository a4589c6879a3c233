import { execFile } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bundle } from './bundle'
import type { Figure } from './figure'
import type { Growth } from './growth'

/** What alerts cost that wait: on disk, in memory, and when Node-RED starts. */

const counts = [10, 1000, 100_000, 1_000_000]

interface Filled {
  /** Of all messages as JSON, in bytes. */
  readonly json: number
  readonly disk: number
}

/** Outboxes in which alerts wait. */
export class Backlog {
  readonly #folder: string
  readonly #program: string
  readonly #filled = new Map<number, Filled>()
  readonly #memories = new Map<number, number[]>()

  private constructor(folder: string) {
    this.#folder = folder
    this.#program = join(folder, 'backlog-child.js')
  }

  /** Fills them, in a folder. */
  static async prepare(folder: string): Promise<Backlog> {
    const backlog = new Backlog(folder)
    await bundle(join(__dirname, 'backlog-child.ts'), backlog.#program)
    for (const count of counts) {
      mkdirSync(backlog.#folderOf(count), { recursive: true })
      backlog.#filled.set(count, (await backlog.#run('fill', count)) as Filled)
      process.stderr.write('.')
    }
    return backlog
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  figures(): readonly Figure[] {
    const { json, disk } = this.#filled.get(100_000) ?? { json: NaN, disk: NaN }
    return [
      {
        title: 'An alert that waits, on disk',
        unit: 'bytes',
        contenders: [
          { name: 'journal', run: () => Promise.resolve(disk / 100_000) },
          { name: 'its message as JSON', run: () => Promise.resolve(json / 100_000) }
        ],
        targets: [{ kind: 'at most', atMost: (1.5 * json) / 100_000 }]
      }
    ]
  }

  /** To be measured in this order. */
  growths(): readonly Growth[] {
    return [
      {
        title: 'A start with alerts that wait',
        unit: 'ms',
        along: 'alerts that wait',
        points: counts.map((count) => ({
          x: count,
          contenders: [
            {
              name: 'outbox, until one can be sent',
              run: async () => {
                const { took, memory } = (await this.#run('open', count)) as { readonly took: number; readonly memory: number }
                this.#memories.set(count, [...(this.#memories.get(count) ?? []), memory])
                return took
              }
            },
            { name: 'reading and parsing the same lines by hand', run: async () => ((await this.#run('read', count)) as { readonly took: number }).took }
          ],
          targets: [{ kind: 'times', beside: 'reading and parsing the same lines by hand', atLeast: 0.3 }]
        })),
        targets: [{ kind: 'linear', slack: 1.5 }]
      },
      {
        title: 'Memory for alerts that wait',
        unit: 'bytes',
        along: 'alerts that wait',
        points: counts.map((count) => ({ x: count, contenders: [{ name: 'outbox', run: () => Promise.resolve(this.#memories.get(count)?.shift() ?? NaN) }] })),
        // What is next, and the segment that it is read from, are in memory; of each alert a byte, in what grows by doubling.
        targets: [{ kind: 'flat', atMostEach: 10 }]
      }
    ]
  }

  #folderOf(count: number): string {
    return join(this.#folder, `outbox of ${count}`)
  }

  async #run(task: 'fill' | 'open' | 'read', count: number): Promise<object> {
    const { stdout } = await promisify(execFile)(process.execPath, [this.#program, task, this.#folderOf(count), String(count)])
    return JSON.parse(stdout) as object
  }
}
