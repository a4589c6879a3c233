/** What a user would write instead of our nodes, in nodes of their own. */
import { createHash, randomUUID } from 'node:crypto'
import { fdatasync, type PathLike, promises as files, write } from 'node:fs'
import { Agent } from 'node:http'
import { promisify } from 'node:util'
import axios from 'axios'
import type { Node, NodeAPI, NodeDef, NodeMessageInFlow } from 'node-red'
import { isFailedLogin, type Login } from './events'

type Send = (msg: NodeMessageInFlow) => void

/** A message that waits for its turn. */
interface Queued {
  readonly msg: NodeMessageInFlow
  readonly send: Send
  readonly done: (error?: Error) => void
}

/** Takes messages in groups, one group after the other. */
const inOrder = (largest: number, carryOut: (group: readonly Queued[]) => Promise<void>): ((queued: Queued) => void) => {
  const queue: Queued[] = []
  let isRunning = false
  const run = async (): Promise<void> => {
    isRunning = true
    await Promise.resolve()
    while (queue.length > 0) {
      const group = queue.splice(0, largest)
      await carryOut(group)
      for (const { msg, send, done } of group) {
        send(msg)
        done()
      }
    }
    isRunning = false
  }
  return (queued) => {
    queue.push(queued)
    if (!isRunning) void run()
  }
}

const writeFile = promisify(write)
const syncFile = promisify(fdatasync)

/** Adds each message to a file as a line of JSON, and has each group on the disk before it goes on. */
const appender = (path: PathLike, largest: number): ((queued: Queued) => void) => {
  const opened = files.open(path, 'a')
  return inOrder(largest, async (group) => {
    const { fd } = await opened
    await writeFile(fd, Buffer.from(group.map(({ msg }) => `${JSON.stringify(msg)}\n`).join('')))
    await syncFile(fd)
  })
}

interface SavedPost extends NodeDef {
  readonly url: string
}

interface SavedAppend extends NodeDef {
  readonly path: string
  readonly largest: number
}

/** What a watchdog of ten triggers does, with nothing that can be set up: rules, a key, what is open, an alert, a line to keep. */
const watchdogByHand = (): ((event: Login) => object | undefined) => {
  const open = new Map<string, { readonly id: string; readonly first: number; incidents: number }>()
  let kept: string[] = []
  return (event) => {
    const { rule, agent, decoder, location } = event
    const others = ['x0', 'x1', 'x2'].some((other) => rule.id === other || decoder.name === other || location === other)
    if (!others && rule.level < 7) return undefined
    const source = `Wazuh on ${agent.name}`
    const key = createHash('sha256').update(`${source}\n${agent.id}`).digest().toString('base64url', 0, 16)
    const now = Date.now()
    const known = open.get(key)
    const { id, first, incidents } = known ?? { id: randomUUID(), first: now, incidents: 0 }
    open.set(key, { id, first, incidents: incidents + 1 })
    kept.push(`${JSON.stringify([key, id, 4, first, first, now, incidents + 1])}\n`)
    if (kept.length > 10_000) kept = []
    return {
      id,
      key,
      title: rule.description,
      level: 'HIGH',
      link: '',
      source,
      status: 'NEW',
      incidents: incidents + 1,
      created: new Date(first).toISOString(),
      data: event,
      description: event.full_log,
      runbook: '',
      details: [{ name: 'agent.ip', value: agent.ip }]
    }
  }
}

export const registerByHand = (RED: NodeAPI): void => {
  RED.nodes.registerType('bench-test', function (this: Node, saved: NodeDef) {
    RED.nodes.createNode(this, saved)
    this.on('input', (msg, send, done) => {
      if (isFailedLogin(msg.payload as Login)) send(msg)
      done()
    })
  })

  RED.nodes.registerType('bench-watchdog', function (this: Node, saved: NodeDef) {
    RED.nodes.createNode(this, saved)
    const look = watchdogByHand()
    this.on('input', (msg, send, done) => {
      const alert = look(msg.payload as Login)
      if (alert !== undefined) send(Object.assign(msg, { payload: alert }))
      done()
    })
  })

  RED.nodes.registerType('bench-axios', function (this: Node, saved: SavedPost) {
    RED.nodes.createNode(this, saved)
    const httpAgent = new Agent({ keepAlive: true })
    const take = inOrder(1, async ([queued]) => {
      await axios.post(saved.url, queued?.msg.payload, { httpAgent, timeout: 30_000 })
    })
    this.on('input', (msg, send, done) => take({ msg, send, done }))
    this.on('close', () => httpAgent.destroy())
  })

  RED.nodes.registerType('bench-append', function (this: Node, saved: SavedAppend) {
    RED.nodes.createNode(this, saved)
    const take = appender(saved.path, saved.largest)
    this.on('input', (msg, send, done) => take({ msg, send, done }))
  })
}
