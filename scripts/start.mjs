// npm start: installs, builds, and starts a real Node-RED with the package beside a stand-in for Mattermost.
import { createRequire } from 'node:module'
import { ensureInstalled, root } from './install.mjs'

await ensureInstalled(root)
await import('./build.mjs')

const { register } = await import('tsx/cjs/api')
register()
const { start } = createRequire(import.meta.url)('./trial/start.ts')
process.exitCode = await start(process.argv.slice(2))
