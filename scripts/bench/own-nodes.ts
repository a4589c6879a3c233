import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installInto } from '../trial/package'
import { bundle } from './bundle'

/** The types that `nodes/` registers, for the editor that Node-RED wants to know of them. */
const types = ['bench-source', 'bench-sink', 'bench-test', 'bench-watchdog', 'bench-axios', 'bench-append']

const editorSide = `<script type="text/javascript">
for (const type of ${JSON.stringify(types)}) {
  RED.nodes.registerType(type, { category: 'function', defaults: { name: { value: '' } }, inputs: 1, outputs: 1, label: type })
}
</script>
`

/** Puts the benchmark's own nodes into a userDir, where Node-RED finds them when it starts. */
export const installBenchNodes = async (userDir: string): Promise<void> => {
  const folder = join(userDir, 'nodes')
  mkdirSync(folder, { recursive: true })
  await bundle(join(__dirname, 'nodes', 'index.ts'), join(folder, 'bench.js'), 'module.exports = module.exports.default')
  writeFileSync(join(folder, 'bench.html'), editorSide)
}

/** Installs the package into a userDir that lies in this repository: npm would take the nearest package.json for the user's own. */
export const installApart = async (userDir: string, tarball: string): Promise<void> => {
  writeFileSync(join(userDir, 'package.json'), '{}')
  await installInto(userDir, tarball)
}
