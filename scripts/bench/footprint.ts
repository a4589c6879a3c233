import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { NodeRed } from '../trial/node-red'
import type { Figure } from './figure'
import { installApart, installBenchNodes } from './own-nodes'
import { sizeOf } from './size-of'

/** What the package adds to a Node-RED that has nothing to do. */

const megabyte = 1e6

/** What is seen of one start. */
interface Rest {
  /** From its process to flows that run, in milliseconds. */
  readonly start: number
  /** In bytes, after garbage was collected. */
  readonly memory: number
}

const startAndRest = async (userDir: string): Promise<Rest> => {
  const begun = performance.now()
  const nodeRed = await NodeRed.start({ userDir })
  const start = performance.now() - begun
  const { rss } = JSON.parse(await nodeRed.admin('GET', '/bench/memory')) as NodeJS.MemoryUsage
  await nodeRed.stop()
  return { start, memory: rss }
}

const withPackage = 'Node-RED with the package'
const without = 'Node-RED without it'

/** Two folders to start Node-RED in, one of them with the package. */
export class Footprint {
  readonly #folders: readonly [string, string]
  /** Of the run that was measured last, for the figure that comes next: one start tells both. */
  readonly #memories = new Map<string, number[]>()

  private constructor(folders: readonly [string, string]) {
    this.#folders = folders
  }

  /** Makes them in a folder. */
  static async prepare(within: string, tarball: string): Promise<Footprint> {
    const made = (): string => mkdtempSync(join(within, 'footprint-'))
    const folders = [made(), made()] as const
    await installApart(folders[0], tarball)
    for (const folder of folders) await installBenchNodes(folder)
    return new Footprint(folders)
  }

  remove(): void {
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true })
  }

  /** To be measured in this order. */
  figures(): readonly Figure[] {
    const [own, bare] = this.#folders
    const start = (name: string, folder: string) => async (): Promise<number> => {
      const { start, memory } = await startAndRest(folder)
      this.#memories.set(name, [...(this.#memories.get(name) ?? []), memory])
      return start
    }
    const memory = (name: string) => (): Promise<number> => Promise.resolve((this.#memories.get(name)?.shift() ?? NaN) / megabyte)
    const runs = 15
    return [
      {
        title: 'Start of Node-RED, until its flows run',
        unit: 'ms',
        runs,
        contenders: [
          { name: withPackage, run: start(withPackage, own) },
          { name: without, run: start(without, bare) }
        ],
        targets: [{ kind: 'on top', beside: without, atMost: 100 }]
      },
      {
        title: 'Memory at rest (resident)',
        unit: 'MB',
        runs,
        contenders: [
          { name: withPackage, run: memory(withPackage) },
          { name: without, run: memory(without) }
        ],
        targets: [{ kind: 'on top', beside: without, atMost: 10 }]
      },
      {
        title: 'Size installed, with all that it depends on',
        unit: 'MB',
        contenders: [{ name: 'the package', run: () => Promise.resolve(sizeOf(join(own, 'node_modules')) / megabyte) }],
        targets: [{ kind: 'at most', atMost: 10 }]
      }
    ]
  }
}
