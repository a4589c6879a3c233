// The Chromium that the tests in a browser use: the one that CHROMIUM names, else one that is installed, else Debian's,
// which is installed where that can be done without asking anybody.
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Where browsers are on systems that do not have them in PATH. */
const usualPlaces = {
  darwin: ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe']
}

const isThere = (path) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false // there is none, or none that may be run: the next is looked for
  }
}

/** The first of some programs that PATH has. */
const inPath = (env, programs) =>
  programs.flatMap((name) => (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '').map((folder) => join(folder, name))).find(isThere)

const found = (env, places) => inPath(env, names) ?? places.find(isThere)

const advice = {
  linux: 'run `sudo apt-get install chromium`, or name one by CHROMIUM=/path/to/chromium npm test',
  darwin: 'install Chrome from https://www.google.com/chrome/ or run `brew install --cask chromium`, or name one by CHROMIUM=/path/to/chromium npm test',
  win32: 'install Chrome from https://www.google.com/chrome/, or name one: set CHROMIUM=C:\\path\\to\\chrome.exe, then npm test'
}

/**
 * Finds a Chromium, or installs it.
 *
 * @returns its path, or a sentence that says how to get one
 */
export const ensureChromium = ({
  env = process.env,
  platform = process.platform,
  isRoot = process.getuid?.() === 0,
  places = usualPlaces[platform] ?? []
} = {}) => {
  const named = env.CHROMIUM
  if (named) return isThere(named) ? { path: named } : { missing: `CHROMIUM names ${named}, which is no program that can be run` }
  const there = found(env, places)
  if (there !== undefined) return { path: there }
  const apt = platform === 'linux' && isRoot ? inPath(env, ['apt-get']) : undefined
  if (apt !== undefined) {
    const options = { stdio: ['ignore', 'inherit', 'inherit'], env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } }
    spawnSync(apt, ['update'], options) // where that fails, what is known of packages may do
    spawnSync(apt, ['install', '-y', '--no-install-recommends', 'chromium'], options)
    const installed = found(env, places)
    if (installed !== undefined) return { path: installed }
    return { missing: 'there is no Chromium, and apt-get could not install it: name one by CHROMIUM=/path/to/chromium npm test' }
  }
  return { missing: `there is no Chromium: ${advice[platform] ?? advice.linux}` }
}
