import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(__dirname, '..', '..')

const npm = async (args: readonly string[], cwd: string): Promise<void> => {
  const cli = process.env.npm_execpath
  const [command, first] = cli?.endsWith('.js') === true ? [process.execPath, [cli]] : ['npm', []]
  await promisify(execFile)(command, [...first, ...args], { cwd })
}

/** Packs the built package as it would be published; answers the tarball's path. */
export const pack = async (destination: string): Promise<string> => {
  // Its prepack would build again what was just built.
  await npm(['pack', '--ignore-scripts', '--pack-destination', destination], root)
  const tarball = readdirSync(destination).find((name) => name.endsWith('.tgz'))
  if (tarball === undefined) throw new Error('npm pack left no tarball')
  return join(destination, tarball)
}

/** Installs a tarball into a userDir, as a user's palette manager does. */
export const installInto = async (userDir: string, tarball: string): Promise<void> => {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--omit=dev', '--prefer-offline', '--loglevel=error']
  await npm(['install', ...quiet, tarball], userDir)
}
