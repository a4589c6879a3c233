// Mocha's spec reporter, which also leaves its counts in a file so that the runs of `npm test` can be added up, and how
// long each file of tests took, in seconds.
const { writeFileSync } = require('node:fs')
const { relative } = require('node:path')
const { reporters } = require('mocha')

const seconds = () => performance.now() / 1000

module.exports = class CountingReporter extends reporters.Spec {
  took = {}

  constructor(runner, options) {
    super(runner, options)
    let begun = 0
    runner.on('suite', (suite) => {
      if (suite.parent?.root) begun = seconds()
    })
    runner.on('suite end', (suite) => {
      if (!suite.parent?.root) return
      const file = relative(process.cwd(), suite.file ?? '')
      this.took[file] = (this.took[file] ?? 0) + seconds() - begun
    })
  }

  done(failures, end) {
    const { passes, pending } = this.stats
    const counts = { passed: passes, failed: failures, pending, took: this.took }
    if (process.env.ALERT_COURIER_COUNTS) writeFileSync(process.env.ALERT_COURIER_COUNTS, JSON.stringify(counts))
    end(failures)
  }
}
