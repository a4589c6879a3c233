import assert from 'node:assert/strict'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { sharedNodeRed } from '../support/real-node-red'
import { action, config, debug, inject, tab } from '../support/saved'

describe('In a real Node-RED, the status of a webhook-action', () => {
  let nodeRed: NodeRed
  let standIn: StandIn

  before(async () => {
    nodeRed = await sharedNodeRed()
  })

  beforeEach(async () => {
    standIn = await StandIn.start()
    nodeRed.statuses.clear()
    nodeRed.debugged.length = 0
  })

  afterEach(() => standIn.close())

  const flows = (more: object = {}, courier: object = {}): readonly FlowNode[] => [
    tab('flow'),
    config('config', standIn.server, { credentials: { key: standIn.key }, ...courier }),
    inject('button', { title: 'x' }, ['alert']),
    action('alert', 'config', { wires: [['out']], ...more }),
    debug('out', 'dispatch')
  ]

  const shows = async (fill: string | undefined, text: RegExp): Promise<void> => {
    const shown = (): boolean => {
      const status = nodeRed.statuses.get('alert')
      return status !== undefined && status.fill === fill && text.test(status.text ?? '')
    }
    await nodeRed.until(shown, `the status ${String(fill)} ${String(text)}`)
  }

  it('is grey where it is not enabled, and gone once it is', async () => {
    await nodeRed.deploy(flows({ enabled: false }))
    await shows('grey', /^disabled$/)
    await nodeRed.deploy(flows(), 'nodes')
    await shows(undefined, /^$/)
  })

  it('is red where it cannot work, and gone once it can, whichever node was mended', async () => {
    await nodeRed.deploy(flows({}, { server: 'nowhere' }))
    await shows('red', /^config invalid$/)
    await nodeRed.deploy(flows(), 'nodes')
    await shows(undefined, /^$/)
    await nodeRed.deploy(flows({ body: '{{#open}}' }), 'nodes')
    await shows('red', /^template invalid$/)
    await nodeRed.deploy(flows(), 'nodes')
    await shows(undefined, /^$/)
  })

  it('tells when the last alert was sent, and what became of one that was not', async () => {
    await nodeRed.deploy(flows())
    await nodeRed.inject('button')
    await shows('green', /^sent \d\d:\d\d$/)
    standIn.fail({ kind: 'error', cause: 'channel not found' }, 1)
    await nodeRed.inject('button')
    await shows('red', /^rejected 404$/)
    await nodeRed.inject('button')
    await shows('green', /^sent \d\d:\d\d$/)
  })

  it('does not go on sending after a deploy in the middle of it', async () => {
    standIn.fail({ kind: 'hang' }, 1)
    await nodeRed.deploy(flows({}, { timeout: 1 }))
    await nodeRed.inject('button')
    await shows('blue', /^sending$/)
    await nodeRed.deploy(flows({}, { timeout: 2 }))
    await shows('green', /^sent \d\d:\d\d$/)
    assert.equal(standIn.posts.length, 1)
  })
})
