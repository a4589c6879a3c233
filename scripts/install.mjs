// Installs what a folder's lock file names, once: a stamp in node_modules says for which lock file and which Node.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Runs npm in a folder: the npm that runs this script, else the one on the path. It talks to stderr only. */
export const npm = async (args, cwd) => {
  const cli = process.env.npm_execpath
  const [command, ...first] = cli?.endsWith('.js') ? [process.execPath, cli] : ['npm']
  const ended = once(spawn(command, [...first, ...args], { cwd, stdio: ['ignore', 2, 2] }), 'close').catch((error) => [error.message])
  const [why] = await ended
  if (why === 0) return
  console.error(`npm ${args[0]} failed in ${cwd}: ${why}`)
  process.exit(1)
}

/** Makes sure that a folder's dependencies are those of its lock file. */
export const ensureInstalled = async (folder) => {
  const lock = readFileSync(join(folder, 'package-lock.json'))
  const wanted = createHash('sha256').update(lock).update(process.version).digest('hex')
  const stamp = join(folder, 'node_modules', '.alert-courier-installed')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  // Development dependencies are what builds and tests, whatever NODE_ENV says.
  await npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], folder)
  writeFileSync(stamp, wanted)
}
