// What scripts/start.mjs does once everything is installed and built.
require('tsx/cjs')
const { start } = require('../../scripts/trial/start.ts')

start(process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
