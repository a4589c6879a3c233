import { createHash } from 'node:crypto'

/**
 * The name of a config's folder: its id where that is a plain name, as Node-RED's own are. An id comes from a flow that
 * anyone may have written, and could else lead out of the folder.
 */
export const folderName = (id: string): string =>
  /^[\w-][\w.-]{0,99}$/.test(id) ? id : `id-${createHash('sha256').update(id).digest('hex').slice(0, 32)}`
