// Installs what a folder's lock file names, once: a stamp in node_modules says for which lock file and which Node.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Runs npm in a folder: the npm that runs this script, else the one on the path. It talks to stderr only. */
export const npm = (args, cwd) => {
  const cli = process.env.npm_execpath
  const [command, ...first] = cli?.endsWith('.js') ? [process.execPath, cli] : ['npm']
  const { status, error } = spawnSync(command, [...first, ...args], { cwd, stdio: ['ignore', 2, 2] })
  if (status === 0) return
  console.error(`npm ${args[0]} failed in ${cwd}${error === undefined ? '' : `: ${error.message}`}`)
  process.exit(1)
}

/** Makes sure that a folder's dependencies are those of its lock file. */
export const ensureInstalled = (folder) => {
  const lock = readFileSync(join(folder, 'package-lock.json'))
  const wanted = createHash('sha256').update(lock).update(process.version).digest('hex')
  const stamp = join(folder, 'node_modules', '.alert-courier-installed')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  // Development dependencies are what builds and tests, whatever NODE_ENV says.
  npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], folder)
  writeFileSync(stamp, wanted)
}
