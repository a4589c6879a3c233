// Compiles the package into dist/: the runtime by tsc (plain CommonJS with source maps), each node's editor side by
// esbuild into one HTML file beside its runtime, and icons and locales to where Node-RED looks for them.
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

const types = readdirSync(editor, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(editor, entry.name, 'form.html')))
  .map((entry) => entry.name)

for (const type of types) {
  const bundle = await build({
    entryPoints: [join(editor, type, 'index.ts')],
    bundle: true,
    format: 'iife',
    target: 'es2020',
    charset: 'utf8',
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
