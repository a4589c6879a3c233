// Builds the package into dist/: tsc checks the runtime, esbuild puts it together into one readable file with a source map
// (a Pi takes its time to find a hundred) and each node's editor side into one HTML file beside it, and icons and locales
// go to where Node-RED looks for them.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dist = join(root, 'dist')
const editor = join(root, 'nodes', 'editor')

rmSync(dist, { recursive: true, force: true })
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', root], { stdio: ['ignore', 2, 2] })

const doors = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))['node-red'].nodes)
await build({
  // All in one, for they share what lives: a second copy of a module would know nothing of the first. As modules of
  // ECMAScript they lie in it side by side: V8 reads a function once for each function around it.
  stdin: { contents: doors.map((type) => `export { default as '${type}' } from './${type}'`).join('\n'), resolveDir: join(root, 'nodes') },
  outfile: join(dist, 'runtime.js'),
  bundle: true,
  platform: 'node',
  // As modules are, which esbuild does not say of what it was handed as a text.
  banner: { js: "'use strict'" },
  target: 'node20',
  // In memory, each character takes two bytes if one of them is not Latin: what stands in regular expressions stays as it is.
  charset: 'ascii',
  packages: 'external',
  sourcemap: true
})
for (const type of doors) writeFileSync(join(dist, `${type}.js`), `module.exports = require('./runtime.js')['${type}']\n`)

const types = readdirSync(editor, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(editor, entry.name, 'form.html')))
  .map((entry) => entry.name)

for (const type of types) {
  const bundle = await build({
    entryPoints: [join(editor, type, 'index.ts')],
    bundle: true,
    format: 'iife',
    target: 'es2020',
    // Node-RED keeps all of it in memory, and each editor reads all of it at its start. Names stay, for who reports an error.
    charset: 'ascii',
    minifySyntax: true,
    minifyWhitespace: true,
    // A style sheet is put into the page by who needs it.
    loader: { '.css': 'text' },
    write: false
  })
  const script = bundle.outputFiles[0].text
  const form = readFileSync(join(editor, type, 'form.html'), 'utf8').trim()
  const html = [
    `<script type="text/html" data-template-name="${type}">`,
    form,
    '</script>',
    '<script type="text/javascript">',
    // A closing tag inside a string would end the script element early.
    script.replace(/<\/script/gi, '<\\/script').trim(),
    '</script>',
    ''
  ].join('\n')
  writeFileSync(join(dist, `${type}.html`), html)
}

// Node-RED and the Flow Library look for both in the folder of the .js file, not in the package root.
cpSync(join(root, 'icons'), join(dist, 'icons'), { recursive: true })
cpSync(join(root, 'nodes', 'locales'), join(dist, 'locales'), { recursive: true })
