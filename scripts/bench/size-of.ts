import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The bytes of all files in a folder, and in those below it. */
export const sizeOf = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name)
    return sum + (entry.isDirectory() ? sizeOf(path) : lstatSync(path).size)
  }, 0)
