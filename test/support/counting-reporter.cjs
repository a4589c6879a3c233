// Mocha's spec reporter, which also leaves its counts in a file so that the runs of `npm test` can be added up.
const { writeFileSync } = require('node:fs')
const { reporters } = require('mocha')

module.exports = class CountingReporter extends reporters.Spec {
  done(failures, end) {
    const { passes, pending } = this.stats
    if (process.env.ALERT_COURIER_COUNTS) writeFileSync(process.env.ALERT_COURIER_COUNTS, JSON.stringify({ passed: passes, failed: failures, pending }))
    end(failures)
  }
}
