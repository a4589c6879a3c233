import assert from 'node:assert/strict'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { FlowNode } from '../../scripts/trial/node-red'
import { sharedNodeRed } from '../support/real-node-red'
import { action, catchAll, config, debug, inject, tab } from '../support/saved'

describe('A courier that is chosen through an environment variable', () => {
  it('is the one that lives now, also after a deploy that rebuilt the courier and not the action', async () => {
    const nodeRed = await sharedNodeRed()
    const standIn = await StandIn.start()
    const flows = (timeout: number): FlowNode[] => [
      { ...tab('flow'), env: [{ name: 'COURIER', type: 'str', value: 'config' }] },
      config('config', standIn.server, { timeout, credentials: { key: standIn.key } }),
      inject('button', { title: 'x' }, ['alert']),
      action('alert', '${COURIER}', { wires: [['out']] }),
      debug('out', 'dispatch'),
      catchAll('catch', 'caught'),
      debug('caught', 'error')
    ]
    await nodeRed.deploy(flows(30))
    for (const timeout of [31, 32]) {
      await nodeRed.deploy(flows(timeout), 'nodes')
      nodeRed.debugged.length = 0
      await nodeRed.inject('button')
      assert.equal((await nodeRed.debugOf(['out', 'caught'])).id, 'out')
    }
    await standIn.close()
  })
})
