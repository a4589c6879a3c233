// Runs node-red-dev's validation on the package: no error, no warning, and no check left out.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const checks = ['P01', 'P03', 'P04', 'P05', 'P06', 'P07', 'P08', 'N01', 'N02', 'D01', 'D02', 'D03']

const folder = mkdtempSync(join(tmpdir(), 'alert-courier-scorecard-'))
try {
  const output = join(folder, 'scorecard.json')
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      ...['-r', join(here, 'offline-catalogue.cjs'), join(here, 'node_modules', 'node-red-dev', 'bin', 'run')],
      ...['validate', '-p', join(here, '..', '..'), '-o', output]
    ],
    { cwd: here, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }
  )
  console.log(stdout.trim())
  if (stderr.trim() !== '') console.log(stderr.trim())
  const scorecard = status === 0 ? JSON.parse(readFileSync(output, 'utf8')) : {}
  const bad = checks.filter((check) => scorecard[check]?.test !== true)
  if (stderr.includes('Warning')) bad.push('a warning')
  console.log(bad.length === 0 ? 'No error and no warning (P08 and N01 against an empty catalogue)' : `Not met: ${bad.join(', ')}`)
  if (bad.length > 0) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
