import { appendFile, mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ChangeFile } from './open-alerts-file'

/** Events can say who was where: the file is for its owner only. */
const ownerOnly = { file: 0o600, folder: 0o700 }

/** A file of changes on the real disk; its folder is made when something is first written. */
export const changeFile = (path: string): ChangeFile => ({
  async read() {
    try {
      return await readFile(path, 'utf8')
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return ''
      throw thrown
    }
  },
  async append(text) {
    await mkdir(dirname(path), { recursive: true, mode: ownerOnly.folder })
    await appendFile(path, text, { mode: ownerOnly.file })
  },
  async replace(text) {
    await mkdir(dirname(path), { recursive: true, mode: ownerOnly.folder })
    const beside = `${path}.new`
    const handle = await open(beside, 'w', ownerOnly.file)
    try {
      await handle.writeFile(text)
      await handle.sync() // else a power cut could leave an empty file under the name
    } finally {
      await handle.close()
    }
    await rename(beside, path)
  }
})
