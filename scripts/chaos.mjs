// npm run test:chaos: the tests of test/chaos in their long form. Takes about half an hour.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, root } from './install.mjs'

await ensureInstalled(root)
spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs')], { cwd: root, stdio: 'inherit' })
const { status } = spawnSync(process.execPath, [join(root, 'node_modules', 'mocha', 'bin', 'mocha.js'), 'test/chaos/*.test.ts', 'test/courier/*.test.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ALERT_COURIER_KILLS: '50', ALERT_COURIER_MANY: '1000000' }
})
process.exitCode = status ?? 1
