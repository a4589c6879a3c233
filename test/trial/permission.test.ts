import assert from 'node:assert/strict'
import type { TrialOutcome } from '../../nodes/trial/outcome'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { NodeRed } from '../../scripts/trial/node-red'
import { startNodeRed } from '../support/real-node-red'
import { config, tab } from '../support/saved'

/** Tokens that name a user's permissions. */
const settings = `adminAuth: {
  type: 'credentials',
  users: [],
  tokens: (token) => Promise.resolve({ username: token, permissions: token.split(' ') })
}`

describe('A trial of a Courier, in a Node-RED with users', () => {
  let nodeRed: NodeRed
  let standIn: StandIn

  const ask = async (user: string, fields: object): Promise<Response> =>
    fetch(`${nodeRed.url}/alert-courier/couriers/ops/test`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(user === '' ? {} : { Authorization: `Bearer ${user}` }) },
      body: JSON.stringify({ kind: 'send', server: standIn.server, key: '__PWRD__', tls: '', proxy: '', ...fields })
    })

  before(async () => {
    standIn = await StandIn.start()
    nodeRed = await startNodeRed({ settings })
    await nodeRed.admin(
      'POST',
      '/flows',
      { flows: [tab('flow'), config('ops', standIn.server, { credentials: { key: standIn.key } })] },
      { Authorization: 'Bearer *' }
    )
  })

  after(async () => {
    await nodeRed.stop()
    await standIn.close()
  })

  for (const user of ['', 'read', 'flows.read', 'flows.write', 'mattermost-config.read', 'sieve.write']) {
    it(`is refused to who may ${user === '' ? 'nothing' : user}`, async () => {
      assert.equal((await ask(user, {})).status, 401)
      assert.deepEqual(standIn.requests, [])
    })
  }

  it('is made for who may write a mattermost-config, with the stored key and without showing it', async () => {
    const response = await ask('mattermost-config.write', {})
    assert.equal(response.headers.get('cache-control'), 'no-store')
    const text = await response.text()
    assert.deepEqual(JSON.parse(text) as TrialOutcome, { ok: true, found: 'posted' })
    assert.equal(standIn.posts.length, 1)
    assert.ok(!text.includes(standIn.key))
    assert.ok(!nodeRed.log.includes(standIn.key))
  })
})
