import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { startNodeRed, userDir } from '../support/real-node-red'
import { action, catchAll, config, httpIn, httpResponse, tab } from '../support/saved'
import { hearing, Printed, type Tiding } from './support/heard'
import { titleSent, titlesOf } from './support/posted'
import { hand } from './support/sender'

/** Said by who has to wait for another process. */
const waits = 'Another process holds the outbox of this Courier'

/** Which journals of outboxes a process has open; needs /proc. */
const openJournals = (pid: number): readonly string[] =>
  readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/${pid}/fd/${fd}`)
      return path.includes('alert-courier/') && path.endsWith('.journal') ? [path] : []
    } catch {
      return [] // closed meanwhile
    }
  })

describe('One outbox of', () => {
  let standIn: StandIn
  let folder: string
  let running: NodeRed[]
  let tidings: Printed<Tiding>

  beforeEach(async () => {
    standIn = await StandIn.start()
    folder = await userDir()
    running = []
    tidings = new Printed()
  })

  afterEach(async () => {
    for (const nodeRed of running) await nodeRed.stop('SIGKILL')
    await standIn.close()
  })

  const start = async (options: { readonly node?: string } = {}): Promise<NodeRed> => {
    const nodeRed = await startNodeRed({ userDir: folder, ...options })
    running.push(nodeRed)
    return nodeRed
  }

  const flow = (): readonly FlowNode[] => [
    tab('flow'),
    config('courier', standIn.server, { digestAbove: 0, timeout: 600, credentials: { key: standIn.key } }),
    httpIn('in', 'post', '/events', ['alert']),
    action('alert', 'courier', { outputs: 2, wires: [['delivered'], ['answer']] }),
    httpResponse('answer'),
    hearing('delivered', 'delivered'),
    catchAll('catch', 'failed'),
    hearing('failed', 'failed')
  ]

  const numbered = (of: string, count: number): readonly string[] => Array.from({ length: count }, (_, number) => `${of} ${number}`)

  const heardAll = (nodeRed: NodeRed, titles: readonly string[]): Promise<void> =>
    tidings.until(nodeRed, (lines) => titles.every((title) => lines.some((line) => line.title === title && line.heard === 'delivered')), 'every outcome')

  it('two Node-REDs is written by one, and delivered on by the other when that one was killed', async () => {
    const first = await start()
    await first.deploy(flow())
    // The first is busy all the time that both live.
    standIn.fail({ kind: 'hang' }, 1)
    const ofFirst = numbered('first', 20)
    for (const title of ofFirst) assert.equal(await hand(first, { title }), true)
    await standIn.waitForRequests(1)

    const second = await start()
    await second.until(() => second.log.includes(waits), 'the second to find the first')
    assert.ok(second.log.includes(`pid ${first.pid}`))
    const ofSecond = numbered('second', 20)
    let answered = 0
    const handing = ofSecond.map(async (title) => {
      const safe = await hand(second, { title })
      answered += 1
      return safe
    })
    const waiting = async (): Promise<number> => (JSON.parse(await second.admin('GET', '/alert-courier/couriers/courier')) as { waiting: number }).waiting
    while ((await waiting()) < ofSecond.length);
    assert.equal(answered, 0, 'what is held in memory only is answered for')
    if (existsSync('/proc/self/fd')) {
      assert.notDeepEqual(openJournals(first.pid), [])
      assert.deepEqual(openJournals(second.pid), [])
    }
    assert.equal(standIn.requests.length, 1)

    await first.stop('SIGKILL')
    tidings.readOn(first)
    await heardAll(second, [...ofFirst, ...ofSecond])
    assert.deepEqual(await Promise.all(handing), ofSecond.map(() => true))
    const [hung, ...delivered] = standIn.requests
    assert.equal(titleSent(hung!), 'first 0')
    const titles = delivered.map(titleSent)
    assert.deepEqual(titles.slice(0, ofFirst.length), ofFirst)
    assert.deepEqual([...titles.slice(ofFirst.length)].sort(), [...ofSecond].sort()) // they were handed in side by side
    assert.deepEqual(standIn.posts.flatMap(titlesOf), titles)
    assert.ok(!second.log.includes('damaged'))
  })

  const namespaces = ['--pid', '--fork', '--mount-proc', '--kill-child']
  if (spawnSync('unshare', [...namespaces, 'true']).status === 0) {
    it('a container, where it is process 1 (here there are namespaces to show it), delivers at once after a kill', async () => {
      const node = join(folder, 'contained.sh')
      writeFileSync(node, `#!/bin/sh\nexec unshare ${namespaces.join(' ')} '${process.execPath}' "$@"\n`, { mode: 0o755 })
      const first = await start({ node })
      await first.deploy(flow())
      standIn.fail({ kind: 'hang' }, 1)
      const titles = numbered('alert', 20)
      for (const title of titles) assert.equal(await hand(first, { title }), true)
      await standIn.waitForRequests(1)
      const locks = readdirSync(join(folder, 'alert-courier'), { recursive: true, encoding: 'utf8' }).filter((name) => /lock\.[0-9a-f]{16}$/.test(name))
      assert.equal(locks.length, 1)
      assert.equal((JSON.parse(readFileSync(join(folder, 'alert-courier', locks[0]!), 'utf8')) as { pid: number }).pid, 1)
      await first.stop('SIGKILL')

      const second = await start({ node })
      await heardAll(second, titles)
      assert.deepEqual(standIn.posts.flatMap(titlesOf), titles)
      assert.ok(!second.log.includes(waits), 'it waited for one that is dead')
    })
  }
})
