import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { randomFrom } from '../support/random'
import { startNodeRed, userDir } from '../support/real-node-red'
import { action, catchAll, config, tab } from '../support/saved'

/** How often Node-RED is killed: a few times in `npm test`, 50 in `npm run test:chaos`. */
const rounds = Number(process.env.ALERT_COURIER_KILLS ?? 3)

/** How an alert ended, as the flow tells it to the test. */
interface Told {
  readonly title: string
  readonly code: string
}

const perRound = 200

describe('A Node-RED that is killed at any moment', () => {
  let standIn: StandIn
  let collector: Server
  const told: Told[] = []
  const hearing = new Set<() => void>()

  before(async () => {
    standIn = await StandIn.start()
    standIn.fail({ kind: 'slow', ms: 30 })
    collector = createServer((request, response) => {
      let body = ''
      request.setEncoding('utf8').on('data', (text: string) => (body += text))
      request.on('end', () => {
        told.push(JSON.parse(body) as Told)
        response.end()
        for (const heard of hearing) heard()
      })
    })
    await new Promise<void>((started) => collector.listen(0, '127.0.0.1', started))
  })

  after(async () => {
    await standIn.close()
    collector.closeAllConnections()
    collector.close()
  })

  const flows = (): readonly FlowNode[] => {
    const { port } = collector.address() as AddressInfo
    const tell = 'return { payload: { title: msg.payload.title, code: msg.error ? msg.error.code : "" } }'
    return [
      tab('flow'),
      config('config', standIn.server, { digestAbove: 0, credentials: { key: standIn.key } }),
      { id: 'in', type: 'http in', z: 'flow', x: 1, y: 1, url: '/alert', method: 'post', wires: [['alert']] },
      action('alert', 'config', { channel: '{{payload.channel}}', outputs: 2, wires: [['words'], ['answer']] }),
      { id: 'answer', type: 'http response', z: 'flow', x: 1, y: 1, statusCode: '202', headers: {}, wires: [] },
      catchAll('catch', 'words'),
      { id: 'words', type: 'function', z: 'flow', x: 1, y: 1, func: tell, outputs: 1, libs: [], wires: [['tell']] },
      { id: 'tell', type: 'http request', z: 'flow', x: 1, y: 1, method: 'POST', url: `http://127.0.0.1:${port}/`, ret: 'txt', paytoqs: 'ignore', wires: [[]] }
    ]
  }

  /** Gives an alert to the flow; whether it answered that the alert is safe. */
  const give = async (nodeRed: NodeRed, title: string, channel: string): Promise<boolean> => {
    try {
      const response = await fetch(`${nodeRed.url}/alert`, { method: 'POST', body: JSON.stringify({ title, channel }), headers: { 'Content-Type': 'application/json' } })
      await response.arrayBuffer()
      return response.status === 202
    } catch {
      return false // killed before it could answer: nobody knows whether the alert was taken in
    }
  }

  const heard = async (titles: readonly string[]): Promise<void> => {
    const isTold = (): boolean => {
      const known = new Set(told.map(({ title }) => title))
      return titles.every((title) => known.has(title))
    }
    while (!isTold()) {
      await new Promise<void>((wake) => {
        const woken = (): void => {
          hearing.delete(woken)
          wake()
        }
        hearing.add(woken)
      })
    }
  }

  it(`loses none of what it took in, keeps its order, and posts at most the one in flight twice: ${rounds} times ${perRound} alerts`, async function () {
    this.timeout(60_000 * rounds)
    const random = randomFrom(20_261_125)
    const folder = await userDir()
    let nodeRed = await startNodeRed({ userDir: folder })
    await nodeRed.deploy(flows())
    for (let round = 0; round < rounds; round += 1) {
      const safe: string[] = []
      const unsure = new Set<string>()
      const before = standIn.requests.length
      const isNowhere = (number: number): boolean => number % 10 === 9
      const name = (number: number): string => `${round}: ${number}`
      const postsBefore = standIn.posts.length
      const end = new AbortController()
      const giveAll = (async () => {
        for (let number = 0; number < perRound && !end.signal.aborted; number += 1) {
          if (await give(nodeRed, name(number), isNowhere(number) ? 'nowhere' : '')) safe.push(name(number))
          else unsure.add(name(number))
        }
      })()
      const last = Math.floor(random() * (perRound - 10))
      await standIn.waitForRequests(before + 1 + last, 60_000)
      await new Promise((resolve) => setTimeout(resolve, random() * 30))
      end.abort()
      await nodeRed.stop('SIGKILL')
      await giveAll
      nodeRed = await startNodeRed({ userDir: folder })
      await heard(safe)

      const titles = standIn.posts.slice(postsBefore).map(({ attachments }) => attachments[0]?.title ?? '')
      const wanted = safe.filter((title) => !isNowhere(Number(title.split(': ')[1])))
      const posted = titles.filter((title) => !unsure.has(title))
      const twice = titles.filter((title, index) => titles.indexOf(title) !== index)
      assert.ok(twice.length <= 1, `posted twice in round ${round}: ${twice.join()}`)
      assert.deepEqual([...new Set(posted)], wanted, `round ${round}`)
      for (const { title, code } of told.filter((one) => one.title.startsWith(`${round}: `))) {
        assert.equal(code, isNowhere(Number(title.split(': ')[1])) ? 'MATTERMOST_REJECTED' : '', title)
      }
      const outcomes = told.filter((one) => one.title.startsWith(`${round}: `)).map(({ title }) => title)
      const again = outcomes.filter((title, index) => outcomes.indexOf(title) !== index)
      assert.ok(again.length <= 3, `told twice in round ${round}: ${again.join()}`)
    }
    await nodeRed.stop()
  })
})
