import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NodeRed, type NodeRedOptions } from '../../scripts/trial/node-red'
import { installInto, pack } from '../../scripts/trial/package'

/** Node-RED's `red.js` of the version under test: 4.1 of the root, or the one that is named. */
const entry = require.resolve(join(process.env.ALERT_COURIER_NODE_RED ?? 'node-red', 'red.js'))

const folders: string[] = []
const running: NodeRed[] = []

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'alert-courier-test-'))
  folders.push(made)
  return made
}

let installed: Promise<string> | undefined
let shared: Promise<NodeRed> | undefined

const install = async (): Promise<string> => {
  const made = folder()
  await installInto(made, await pack(folder()))
  return made
}

/** A folder with the package installed in it from its tarball, as a user has it. */
export const userDir = async (): Promise<string> => {
  // Once is enough: npm takes seconds for what a copy does in a moment.
  installed ??= install()
  const made = folder()
  cpSync(await installed, made, { recursive: true })
  return made
}

/** A real Node-RED of its own, stopped at the end of the tests at the latest. */
export const startNodeRed = async (options: Partial<NodeRedOptions> = {}): Promise<NodeRed> => {
  const nodeRed = await NodeRed.start({ entry, userDir: options.userDir ?? (await userDir()), ...options })
  running.push(nodeRed)
  return nodeRed
}

/** The real Node-RED that suites share: each deploys its own flows. It listens. */
export const sharedNodeRed = (): Promise<NodeRed> => {
  shared ??= startNodeRed().then(async (nodeRed) => {
    await nodeRed.listen()
    return nodeRed
  })
  return shared
}

export const mochaHooks = {
  async afterAll(): Promise<void> {
    await Promise.all(running.map((nodeRed) => nodeRed.stop()))
    for (const made of folders) rmSync(made, { recursive: true, force: true })
  }
}
