import assert from 'node:assert/strict'
import { sharedNodeRed } from '../support/real-node-red'

/** What `npm test` means to run: `Node-RED 5, Node 22`. */
const meant = process.env.ALERT_COURIER_VERSIONS ?? 'Node-RED 4.1'

describe('These tests', () => {
  it(`run on ${meant}`, async () => {
    const nodeRed = await sharedNodeRed()
    const { version } = JSON.parse(await nodeRed.admin('GET', '/settings')) as { version: string }
    const running = [`Node-RED ${version}`, `Node ${process.versions.node}`]
    for (const [index, each] of meant.split(', ').entries()) assert.ok(`${running[index]!}.`.startsWith(`${each}.`), running.join(', '))
    assert.match(nodeRed.log, new RegExp(`Node\\.js\\s+version: ${process.version}`))
  })
})
