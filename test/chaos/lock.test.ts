import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { FlowNode } from '../../scripts/trial/node-red'
import { startNodeRed, userDir } from '../support/real-node-red'
import { action, config, inject, tab } from '../support/saved'

const canBePid1 = spawnSync('unshare', ['--pid', '--fork', '--mount-proc', '--kill-child', 'true']).status === 0

describe('Two Node-REDs on one outbox', () => {
  let standIn: StandIn

  beforeEach(async () => {
    standIn = await StandIn.start()
  })

  afterEach(() => standIn.close())

  const flows = (): readonly FlowNode[] => [
    tab('flow'),
    config('config', standIn.server, { credentials: { key: standIn.key } }),
    inject('button', { title: 'x' }, ['alert']),
    action('alert', 'config')
  ]

  it('deliver one after the other: the second holds its alerts until the first is gone', async () => {
    const folder = await userDir()
    standIn.fail({ kind: 'answer', status: 503 })
    const first = await startNodeRed({ userDir: folder })
    await first.deploy(flows())
    await first.inject('button')
    await standIn.waitForRequests(1, 60_000)
    const second = await startNodeRed({ userDir: folder })
    await second.until(() => second.log.includes('Another process holds the outbox of this Courier'), 'the warning')
    await second.inject('button')
    standIn.heal()
    await first.admin('POST', '/alert-courier/couriers/config/retry', {})
    await standIn.waitForPosts(1, 60_000)
    assert.equal((JSON.parse(await second.admin('GET', '/alert-courier/couriers/config')) as { waiting: number }).waiting, 1)
    await first.stop('SIGKILL')
    await standIn.waitForPosts(2, 60_000)
    await second.stop()
  })

  if (canBePid1) {
    it('as pid 1, as in a container, the second takes over at once after a kill', async () => {
      const folder = await userDir()
      const node = join(folder, 'node-as-pid-1')
      writeFileSync(node, `#!/bin/sh\nexec unshare --pid --fork --mount-proc --kill-child '${process.execPath}' "$@"\n`)
      chmodSync(node, 0o755)
      standIn.fail({ kind: 'answer', status: 503 })
      const first = await startNodeRed({ userDir: folder, node })
      await first.deploy(flows())
      await first.inject('button')
      // By its second try an alert is in the outbox.
      await standIn.waitForRequests(2, 60_000)
      await first.stop('SIGKILL')
      standIn.heal()
      const second = await startNodeRed({ userDir: folder, node })
      await standIn.waitForPosts(1, 60_000)
      assert.ok(!second.log.includes('Another process holds'))
      await second.stop('SIGKILL')
    })
  }
})
