import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Office } from '../../nodes/action/action'
import type { Courier } from '../../nodes/courier/courier'
import type { Receipt } from '../../nodes/mattermost/receipt'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { Flow, type Received, type Saved } from '../support/flows'
import { action, catchAll, complete, config, receiver, tab } from '../support/saved'

describe('The outbox of a courier', () => {
  let standIn: StandIn
  let flow: Flow

  beforeEach(async () => {
    standIn = await StandIn.start()
  })

  afterEach(async () => {
    await flow.stop()
    await standIn.close()
  })

  const flows = (more: object = {}, ofAction: object = {}): readonly Saved[] => [
    tab('flow'),
    config('config', standIn.server, { digestAbove: 0, ...more }),
    action('alert', 'config', { wires: [['out'], ['safe']], ...ofAction }),
    receiver('out'),
    receiver('safe'),
    catchAll('catch', 'caught'),
    receiver('caught'),
    complete('complete', 'alert', 'completed'),
    receiver('completed')
  ]

  const start = async (more: object = {}, ofAction: object = {}): Promise<void> => {
    flow = await Flow.start(flows(more, ofAction), { config: { key: standIn.key } })
  }

  const courier = (): Courier<Receipt> => (flow.node('config') as unknown as { readonly reading: { readonly office: Office } }).reading.office.courier

  const journals = (): readonly string[] => {
    const folder = join(flow.userDir, 'alert-courier', 'config', 'waiting')
    return readdirSync(folder).map((name) => join(folder, name))
  }

  it('tells by the second output, once and before the delivery, that an alert is safe on disk', async () => {
    await start({}, { outputs: 2 })
    standIn.fail({ kind: 'slow', ms: 200 }, 1)
    const outs = flow.collect('safe')
    const response = { status: () => undefined }
    const [safe, out] = [flow.next('safe'), flow.next('out')]
    flow.receive('alert', { payload: { title: 'x' }, res: response })
    const { dispatch, payload, res } = (await safe) as Received & { dispatch: object; res: unknown }
    assert.equal(journals().some((path) => readFileSync(path, 'utf8').includes('"title":"x"')), true)
    const delivered = (await out) as Received & { dispatch: { id: string }; res: unknown }
    assert.deepEqual(dispatch, { id: delivered.dispatch.id })
    assert.deepEqual(payload, { title: 'x' })
    assert.equal(res, response)
    assert.equal(delivered.res, response)
    assert.equal(outs.length, 1)
  })

  it('tells so by messages that the next node may change, however many wait, and tells each outcome by what came', async () => {
    // More than are kept in memory as they came.
    const count = 1100
    const titles = Array.from({ length: count }, (_, index) => `alert ${index}`)
    await start({}, { outputs: 2 })
    standIn.fail({ kind: 'slow', ms: 500 }, 1)
    const outs = flow.collect('out')
    const safe: string[] = []
    const allAreSafe = flow.arrival('safe', ({ payload }) => {
      const alert = payload as { title: string }
      safe.push(alert.title)
      alert.title = 'changed'
      return safe.length === count
    })
    const allAreOut = flow.arrival('out', () => outs.length === count)
    for (const title of titles) flow.receive('alert', { payload: { title } })
    await allAreSafe
    await allAreOut
    assert.deepEqual(safe, titles)
    assert.deepEqual(outs.map(({ payload }) => (payload as { readonly title: string }).title), titles)
    assert.deepEqual(standIn.posts.map((post) => JSON.stringify(post).includes('changed')).filter(Boolean), [])
  })

  it('is readable by its owner only', async function () {
    if (process.platform === 'win32') return
    await start()
    const out = flow.next('out')
    flow.receive('alert', { payload: 'x' })
    await out
    const book = join(flow.userDir, 'alert-courier', 'config', 'actions.json')
    // It is written beside the delivery.
    while (!existsSync(book)) await new Promise(setImmediate)
    for (const path of [...journals(), book]) assert.equal(statSync(path).mode & 0o077, 0, path)
    assert.equal(statSync(join(flow.userDir, 'alert-courier')).mode & 0o077, 0)
  })

  it('holds neither the webhook key nor what proves who sent a request', async () => {
    await start()
    const out = flow.next('out')
    const req = { method: 'POST', headers: { authorization: 'Bearer secret-token', cookie: 'sid=secret-cookie', 'x-tool': 'grafana' }, query: {} }
    flow.receive('alert', { payload: 'x', req })
    await out
    const text = journals().map((path) => readFileSync(path, 'utf8')).join('')
    assert.ok(text.includes('grafana'))
    for (const secret of [standIn.key, 'secret-token', 'secret-cookie']) assert.ok(!text.includes(secret), secret)
  })

  it('takes in no more than its limit: the next ends in a Catch node', async () => {
    await start({ outboxLimit: 2 })
    standIn.fail({ kind: 'answer', status: 503 })
    const caught = flow.next('caught')
    for (const payload of ['a', 'b', 'c']) flow.receive('alert', { payload })
    const { payload, error } = (await caught) as unknown as { payload: string; error: { code: string } }
    assert.deepEqual([payload, error.code], ['c', 'OUTBOX_FULL'])
  })

  it('lets alerts wait for a Visa that is used up', async () => {
    await start({ visaCalls: 2, visaInterval: 1, visaUnit: 'd' })
    const outs = flow.collect('out')
    for (const payload of ['a', 'b', 'c']) flow.receive('alert', { payload })
    while (!courier().view().visaExhausted || outs.length < 2) await new Promise(setImmediate)
    assert.equal(courier().view().waiting, 1)
    assert.equal(standIn.posts.length, 2)
  })

  it('ends what waited too long in a Catch node, and keeps it to be sent again', async () => {
    await start({ expireAfter: 1 })
    standIn.fail({ kind: 'answer', status: 503 })
    const caught = flow.next('caught')
    flow.receive('alert', { payload: 'x' })
    assert.equal(((await caught) as unknown as { error: { code: string } }).error.code, 'DELIVERY_EXPIRED')
    standIn.heal()
    const out = flow.next('out')
    assert.equal(await courier().returns.sendAgain(undefined, () => 'again'), 1)
    // The pause after the last failure could be longer than an alert may wait here.
    courier().retry()
    const { payload, dispatch } = (await out) as unknown as { payload: string; dispatch: { id: string } }
    assert.deepEqual([payload, dispatch.id], ['x', 'again'])
    while (courier().view().givenUp > 0) await new Promise(setImmediate)
  })

  it('delivers through a folder that cannot be made, and says so', async () => {
    await start()
    rmSync(join(flow.userDir, 'alert-courier'), { recursive: true, force: true })
    writeFileSync(join(flow.userDir, 'alert-courier'), '')
    await flow.redeploy(flows({ timeout: 29 }))
    const out = flow.next('out')
    flow.receive('alert', { payload: 'x' })
    await out
    assert.equal(standIn.posts.length, 1)
  })
})
