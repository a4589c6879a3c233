import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import { StandIn } from '../../scripts/stand-in/stand-in'
import type { NodeRed } from '../../scripts/trial/node-red'
import { randomFrom } from '../support/random'
import { startNodeRed, userDir } from '../support/real-node-red'
import { action, catchAll, config, httpIn, httpResponse, tab } from '../support/saved'
import { hearing, Printed, type Tiding } from './support/heard'
import { titleSent, titlesOf } from './support/posted'
import { type Event, hand } from './support/sender'

/** 50 in `npm run test:chaos`. */
const rounds = Number(process.env.ALERT_COURIER_KILLS ?? 3)
/** Named in the title, so that what was seen once can be seen again. */
const seed = Number(process.env.ALERT_COURIER_SEED ?? Date.now() % 1_000_000)

/** How many alerts are sent in each round. */
const count = 200

/** How long the server takes to answer, in milliseconds: whenever alerts wait, one is nearly always in flight. */
const answering = 30

/** What a kill is aimed at: so many alerts answered to their sender, requests come in, or outcomes told. */
const aims = ['answered', 'sent', 'told'] as const

describe(`A Node-RED that is killed (seed ${seed})`, () => {
  const random = randomFrom(seed)
  const below = (limit: number): number => Math.floor(random() * limit)
  const tidings = new Printed<Tiding>()
  let standIn: StandIn
  let folder: string
  let nodeRed: NodeRed

  before(async () => {
    standIn = await StandIn.start()
    standIn.fail({ kind: 'slow', ms: answering })
    folder = await userDir()
    nodeRed = await startNodeRed({ userDir: folder })
    await nodeRed.deploy([
      tab('flow'),
      config('courier', standIn.server, { digestAbove: 0, credentials: { key: standIn.key } }),
      httpIn('in', 'post', '/events', ['alert']),
      action('alert', 'courier', { outputs: 2, channel: '{{payload.channel}}', wires: [['delivered'], ['answer']] }),
      httpResponse('answer'),
      hearing('delivered', 'delivered'),
      catchAll('catch', 'failed'),
      hearing('failed', 'failed')
    ])
  })

  after(async () => {
    await nodeRed.stop('SIGKILL')
    await standIn.close()
  })

  for (let round = 1; round <= rounds; round += 1) {
    const aim = aims[round % aims.length] ?? 'sent'
    const [number, later] = [1 + below(count - 1), below(answering)]

    it(`(${later} ms after ${number} of ${count} alerts were ${aim}) loses none it has answered for, and repeats the one in flight at most`, async () => {
      const firstRequest = standIn.requests.length
      const firstPost = standIn.posts.length
      const firstTiding = tidings.readOn(nodeRed).length
      const sent: Event[] = []
      const answered = new Set<string>()
      let answers = (): void => undefined
      const enough = new Promise<void>((resolve) => (answers = resolve))
      const reached = {
        answered: () => enough,
        sent: () => standIn.waitForRequests(firstRequest + number, 60_000).then(() => undefined),
        told: () => tidings.until(nodeRed, (lines) => lines.length >= firstTiding + number, 'the outcomes before the kill')
      }

      const killed = reached[aim]().then(async () => {
        await setTimeout(later) // within the time of a request, so that all its moments are met over the rounds
        await nodeRed.stop('SIGKILL')
        tidings.readOn(nodeRed)
      })
      const restarted = killed.then(async () => {
        nodeRed = await startNodeRed({ userDir: folder })
      })
      const send = async (event: Event): Promise<void> => {
        sent.push(event)
        if (await hand(nodeRed, event)) {
          if (answered.add(event.title).size >= number) answers()
          return
        }
        await restarted
        await send({ ...event, title: `${event.title}, again` })
      }
      for (let each = 1; each <= count; each += 1) {
        await send({ title: `${round}: alert ${each}`, channel: each % 10 === 0 ? 'nowhere' : '' })
      }
      await restarted

      const heard = (): readonly Tiding[] => tidings.readOn(nodeRed).slice(firstTiding)
      // Outcomes come in order: whatever is not told by then never will be.
      const last = sent.at(-1)?.title
      await nodeRed.until(() => heard().some(({ title }) => title === last), 'the last outcome')
      const told = new Set(heard().map(({ title }) => title))
      assert.deepEqual([...answered].filter((title) => !told.has(title)), [], 'never told')

      const isRejected = (title: string): boolean => sent.find((event) => event.title === title)?.channel === 'nowhere'
      for (const { title, heard: how, code } of heard()) {
        assert.equal(`${how} ${code}`, isRejected(title) ? 'failed MATTERMOST_REJECTED' : 'delivered ', title)
      }
      const posted = new Set(standIn.posts.slice(firstPost).flatMap(titlesOf))
      assert.deepEqual([...answered].filter((title) => !isRejected(title) && !posted.has(title)), [], 'lost')

      const requests = standIn.requests.slice(firstRequest)
      const repeated = requests.filter((request, index) => index > 0 && titleSent(request) === titleSent(requests[index - 1]!))
      assert.ok(repeated.length <= 1, `repeated: ${repeated.map(titleSent).join(', ')}`)
      for (const request of repeated) {
        // The one that was in flight: before and after it went by the connections of two lives.
        const at = requests.indexOf(request)
        assert.notEqual(requests[at - 1]?.remotePort, request.remotePort)
      }
      const order = requests.filter((request) => !repeated.includes(request)).map(titleSent)
      const came = new Set(order)
      assert.deepEqual(order, sent.map(({ title }) => title).filter((title) => came.has(title)), 'the order')
    })
  }
})
