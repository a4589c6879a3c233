import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
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

/** Whether the file of the watchdog's open alerts has so many incidents of one. */
const isNoted = (folder: string, id: string, incidents: number): boolean => {
  const path = join(folder, 'alert-courier', 'watchdogs', 'dog.jsonl')
  return existsSync(path) && readFileSync(path, 'utf8').split('\n').some((line) => line.includes(id) && line.endsWith(`,${incidents}]`))
}

describe('A watchdog in a real Node-RED', () => {
  const sent = async (nodeRed: NodeRed, button: string, port: string): Promise<Alert> => {
    nodeRed.debugged.length = 0
    await nodeRed.inject(button)
    return JSON.parse((await nodeRed.debugOf([port])).msg) as Alert
  }

  it('counts on after a kill, and shows what is open and finds what it resolves after a restart', async () => {
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
    // It is written a second behind.
    while (!isNoted(folder, id, 2)) await setTimeout(50)
    await first.stop('SIGKILL')

    const second = await begin(false)
    const repeat = await sent(second, 'down', 'update')
    assert.deepEqual([repeat.id, repeat.incidents], [id, 3])
    await second.stop()

    const third = await begin(false)
    const shows = (text: string): Promise<void> => third.until(() => (third.statuses.get('dog')?.text ?? '') === text, `the status "${text}"`)
    await shows('1 open')
    const end = await sent(third, 'up', 'update')
    assert.deepEqual([end.id, end.status, end.incidents], [id, 'DONE', repeat.incidents])
    await shows('')
    await sent(third, 'up', 'nothing')
    await third.stop()
  })
})
