import { homedir } from 'node:os'
import { join } from 'node:path'
import type { NodeAPI } from 'node-red'

/** The folder in Node-RED's own where this package keeps what must outlive a restart. */
export const ownFolder = (RED: NodeAPI): string => {
  const { userDir } = RED.settings as { readonly userDir?: unknown }
  return join(typeof userDir === 'string' ? userDir : join(homedir(), '.node-red'), 'alert-courier')
}
