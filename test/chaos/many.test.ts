import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { startNodeRed, userDir } from '../support/real-node-red'
import { action, config, functionNode, inject, tab } from '../support/saved'

/** 1,000,000 in `npm run test:chaos`. */
const count = Number(process.env.ALERT_COURIER_MANY ?? 2000)

/** What a process takes of the machine's memory, in MB; NaN where the system does not tell. */
const memoryOf = ({ pid }: NodeRed): number => {
  const path = `/proc/${pid}/status`
  return existsSync(path) ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(path, 'utf8'))?.[1]) / 1024 : NaN
}

describe('A backlog', () => {
  it(`of ${count} alerts, taken in while Mattermost is down, takes less than 150 MB and is delivered after a restart`, async function () {
    this.timeout(60_000 + count * 2)
    const standIn = await StandIn.start()
    standIn.fail({ kind: 'answer', status: 503 })
    const load = `
      let number = 0
      const batch = () => {
        for (let many = 0; many < 500 && number < ${count}; many += 1, number += 1) node.send({ payload: { title: 'alert ' + number, level: 'LOW', source: 'load' } })
        if (number < ${count}) setTimeout(batch, 0)
        else node.warn('all are in')
      }
      batch()`
    const flows: readonly FlowNode[] = [
      tab('flow'),
      config('config', standIn.server, { outboxLimit: 2_000_000, credentials: { key: standIn.key } }),
      inject('button', {}, ['load']),
      functionNode('load', load, [['alert']]),
      action('alert', 'config', { wires: [['count']] }),
      functionNode('count', `const told = (context.get('told') ?? 0) + 1; context.set('told', told); if (told === ${count}) node.warn('all are told')`)
    ]
    const folder = await userDir()
    let nodeRed = await startNodeRed({ userDir: folder })
    await nodeRed.deploy(flows)
    const state = async (): Promise<{ readonly waiting: number }> => JSON.parse(await nodeRed.admin('GET', '/alert-courier/couriers/config')) as { readonly waiting: number }
    await state()
    const before = memoryOf(nodeRed)
    await nodeRed.inject('button')
    // Asking all the time would take memory of its own.
    await nodeRed.until(() => nodeRed.log.includes('all are in'), 'all alerts', 20 * 60_000)
    while ((await state()).waiting < count);
    const grown = memoryOf(nodeRed) - before
    if (!Number.isNaN(grown)) assert.ok(grown < 150, `${grown} MB`)
    await nodeRed.stop()

    standIn.heal()
    nodeRed = await startNodeRed({ userDir: folder })
    await nodeRed.until(() => nodeRed.log.includes('all are told'), 'all outcomes', 20 * 60_000)
    assert.equal((await state()).waiting, 0)
    const restarted = memoryOf(nodeRed)
    if (!Number.isNaN(restarted)) assert.ok(restarted - before < 150, `${restarted - before} MB after the restart`)
    const seen = new Uint8Array(count)
    for (const { text, attachments } of standIn.posts) {
      for (const [, number] of `${text} ${attachments[0]?.title ?? ''}`.matchAll(/alert (\d+)/g)) seen[Number(number)] = 1
    }
    assert.equal(seen.reduce((sum, one) => sum + one, 0), count)
    console.log(`      ${count} alerts: ${grown.toFixed(0)} MB more while they waited, ${(restarted - before).toFixed(0)} MB after the restart, ${standIn.posts.length} posts`)
    await nodeRed.stop()
    await standIn.close()
  })
})
