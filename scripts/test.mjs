// npm test: installs, builds, lints, type-checks and runs all tests, on Node-RED 4.1 and on Node-RED 5 with the Node
// it needs, then the Flow Library's scorecard. Once it is built every step runs; the last lines say what came of them.
import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { constants, setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureChromium } from './chromium.mjs'
import { ensureInstalled, root } from './install.mjs'

const nodeRed5 = join(root, 'test', 'node-red-5')
const scorecard = join(root, 'test', 'scorecard')

/** Whether each test runs on both versions of Node-RED. */
const everywhere = process.argv.includes('--all')

const temporary = mkdtempSync(join(tmpdir(), 'alert-courier-test-'))
const total = { passed: 0, failed: 0, skipped: 0 }
const notRun = []
/** Of each run, the files whose tests took longest, in seconds: where to look when it takes too long. */
const longest = []

const heading = (text) => console.log(`\n=== ${text}`)

/** Starts what may run beside others: what it prints goes into a file, and is shown when that is asked for. */
const start = (name, command, args, env = {}) => {
  const file = join(temporary, name.replace(/\W+/g, '-'))
  const output = openSync(`${file}.log`, 'w')
  const running = spawn(command, args, { cwd: root, stdio: ['ignore', output, output], env: { ...process.env, ...env } })
  const ended = new Promise((resolve) => {
    running.on('error', (error) => resolve(error.message))
    running.on('close', (status) => resolve(status))
  }).finally(() => closeSync(output))
  const show = () => {
    heading(name)
    process.stdout.write(readFileSync(`${file}.log`))
  }
  return { running, ended, show }
}

/** Runs a step as one check; a step that dies has failed. One in the background leaves the machine to what is more urgent. */
const step = (name, command, args, inBackground = false) => {
  const { running, ended, show } = start(name, command, args)
  if (inBackground && running.pid !== undefined) setPriority(running.pid, constants.priority.PRIORITY_LOW)
  return async () => {
    const isGood = (await ended) === 0
    show()
    total[isGood ? 'passed' : 'failed'] += 1
    return isGood
  }
}

/** How long a run may take to end after its last test, in seconds. */
const patience = 60

/** Runs tests. */
const mocha = (name, node, env, args) => {
  const counts = join(temporary, `${name.replace(/\W+/g, '-')}.json`)
  const { running, ended, show } = start(name, node, [join(root, 'node_modules', 'mocha', 'bin', 'mocha.js'), ...args], { ...env, ALERT_COURIER_COUNTS: counts })
  // What a test left open must not keep everybody waiting: it is told instead.
  let counted = 0
  const guard = setInterval(() => {
    counted += existsSync(counts) ? 1 : 0
    if (counted > patience) running.kill('SIGKILL')
  }, 1000)
  return async () => {
    const status = await ended.finally(() => clearInterval(guard))
    show()
    if (!existsSync(counts)) {
      total.failed += 1
      console.log(`${name}: died before its tests ended (${status})`)
      return
    }
    const { passed, failed, pending, took } = JSON.parse(readFileSync(counts, 'utf8'))
    longest.push({ name, files: Object.entries(took).sort(([, one], [, other]) => other - one).slice(0, 12) })
    total.passed += passed
    total.failed += failed
    total.skipped += pending
    if (counted > patience) console.log(`${name}: did not end, for something was left open`)
    if (status !== 0 && failed === 0) total.failed += 1
  }
}

const bin = (name) => join(root, 'node_modules', '.bin', name)

try {
  await ensureInstalled(root)
  const further = [nodeRed5, scorecard].map(ensureInstalled)
  const built = await step('build', process.execPath, [join(root, 'scripts', 'build.mjs')])()
  if (built) {
    // Tests wait a lot, which is time enough for these. The types of the runtime were looked at by the build.
    const looks = [
      step('lint', bin('eslint'), ['--max-warnings', '0', '.'], true),
      ...['nodes/editor/tsconfig.json', 'test/tsconfig.json'].map((project) => step(`types of ${project}`, bin('tsc'), ['-p', project], true))
    ]
    heading('a browser')
    const { path: chromium, missing } = ensureChromium()
    console.log(chromium ?? missing)
    if (missing !== undefined) notRun.push(`the tests in a browser (${missing})`)
    const browser = { CHROMIUM: chromium ?? '' }
    const four = { ...browser, ALERT_COURIER_VERSIONS: 'Node-RED 4.1' }
    const five = { ...browser, ALERT_COURIER_NODE_RED: join(nodeRed5, 'node_modules', 'node-red'), ALERT_COURIER_VERSIONS: 'Node-RED 5, Node 22' }
    // Nothing of these has to do with the version of Node-RED: `npm start` runs 4.1, what is killed is the courier's, and the
    // others run none.
    const once = ['start', 'stand-in', 'courier', 'chaos', 'action', 'alert', 'door', 'editor', 'event', 'locales', 'mattermost', 'saved', 'trial'].map((folder) => `test/${folder}`)
    const ignored = once.flatMap((folder) => ['--ignore', `${folder}/**`])
    // What a person does from the palette to the channel is done in both editors. Of the rest, what takes long and is much the
    // same in both is done in one: with `--all` in both.
    const inBrowser = (...names) => names.map((name) => `test/browser/${name}.test.ts`)
    const onlyFour = everywhere
      ? []
      : [
          ...inBrowser('outbox', 'outage', 'channel', 'references', 'trial', 'wrong-values', 'languages', 'key', 'watchdog', 'try', 'rules', 'odd-lists'),
          'test/delivery/payloads.test.ts',
          'test/delivery/uncopyable.test.ts',
          'test/presets/security.test.ts',
          // These run no Node-RED.
          'test/sieve/{explain,regex,rules,vectors}.test.ts',
          'test/watchdog/{alert-key,derive,explain,muzzle,open-alerts,open-alerts-file,take-back,watchdog}.test.ts'
        ]
    const onlyFive = everywhere ? [] : inBrowser('building', 'by-keyboard', 'conventions', 'dialogs', 'flows-of-old', 'preview', 'watchdog-references')
    const without = (files) => files.flatMap((file) => ['--ignore', file])
    // A browser takes all that the machine has, most of the others wait: it is best if both do not do the same at once.
    const browsers = 'test/browser/*.test.ts'
    const others = 'test/!(browser)/**/*.test.ts'
    // The longest of all goes before what is run once, on the same version, so that the three runs end at much the same time.
    const beside = inBrowser('outbox')
    const running = [
      mocha('tests that run once, on Node-RED 4.1', process.execPath, four, [...beside, ...once.map((folder) => `${folder}/**/*.test.ts`)]),
      mocha('tests on Node-RED 4.1', process.execPath, four, [...ignored, ...without([...onlyFive, ...beside]), browsers, others])
    ]
    await Promise.all(further)
    running.push(
      mocha('tests on Node-RED 5', join(nodeRed5, 'node_modules', 'node', 'bin', 'node'), five, [...ignored, ...without(onlyFour), others, browsers])
    )
    for (const look of looks) await look()
    console.log('\nThe tests run on both versions of Node-RED at once; what they print follows in some minutes.')
    for (const shown of running) await shown()
    await step('scorecard of the Flow Library', process.execPath, [join(scorecard, 'validate.mjs')])()
  } else {
    await Promise.all(further)
    notRun.push('all else (there is nothing built that it could look at)')
  }
} finally {
  rmSync(temporary, { recursive: true, force: true })
}

for (const { name, files } of longest) {
  heading(`what took longest of the ${name}`)
  for (const [file, seconds] of files) console.log(`${seconds.toFixed(0).padStart(5)} s  ${file}`)
}
if (total.skipped > 0) notRun.push(`${total.skipped} tests that are switched off`)
console.log(`\n${total.passed} passed, ${total.failed} failed`)
if (notRun.length > 0) console.log(`NOT RUN: ${notRun.join('; ')}`)
// What was not run has not been shown to work: that is no success where it counts.
if (total.failed > 0 || (notRun.length > 0 && process.env.CI)) process.exitCode = 1
