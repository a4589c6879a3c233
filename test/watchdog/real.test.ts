import assert from 'node:assert/strict'
import type { Alert } from '../../nodes/alert/alert'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { startNodeRed, userDir } from '../support/real-node-red'
import { debug, inject, tab } from '../support/saved'

const flows: readonly FlowNode[] = [
  tab('flow'),
  inject('down', { name: 'a', uuid: '1', status: 'down' }, ['dog']),
  inject('up', { name: 'a', uuid: '1', status: 'up' }, ['dog']),
  { id: 'dog', type: 'alert-watchdog', z: 'flow', name: '', preset: 'healthchecks', x: 300, y: 100, wires: [['new'], ['update'], ['nothing']] },
  debug('new', 'payload'),
  debug('update', 'payload'),
  debug('nothing', 'payload')
]

describe('A watchdog in a real Node-RED', () => {
  const sent = async (nodeRed: NodeRed, button: string, port: string): Promise<Alert> => {
    nodeRed.debugged.length = 0
    await nodeRed.inject(button)
    return JSON.parse((await nodeRed.debugOf([port])).msg) as Alert
  }

  it('counts on after a kill, and finds what it resolves after a restart', async () => {
    const folder = await userDir()
    const begin = async (deploy: boolean): Promise<NodeRed> => {
      const nodeRed = await startNodeRed({ userDir: folder })
      await nodeRed.listen()
      if (deploy) await nodeRed.deploy(flows)
      return nodeRed
    }
    const first = await begin(true)
    const { id } = await sent(first, 'down', 'new')
    assert.equal((await sent(first, 'down', 'update')).incidents, 2)
    // What a message wrote is on its way to the disk when the next has been through.
    assert.equal((await sent(first, 'down', 'update')).incidents, 3)
    await first.stop('SIGKILL')

    const second = await begin(false)
    const repeat = await sent(second, 'down', 'update')
    assert.equal(repeat.id, id)
    assert.ok(repeat.incidents >= 3, String(repeat.incidents))
    await second.stop()

    const third = await begin(false)
    const end = await sent(third, 'up', 'update')
    assert.deepEqual([end.id, end.status, end.incidents], [id, 'DONE', repeat.incidents])
    await sent(third, 'up', 'nothing')
    await third.stop()
  })
})
