import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo, connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nameOf, sources } from '../../scripts/examples/all'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { freePort } from '../../scripts/trial/free-port'
import type { FlowNode, NodeRed } from '../../scripts/trial/node-red'
import { idOf, pointedAt, readExample } from '../../scripts/trial/quick-start'
import { sharedNodeRed } from '../support/real-node-red'
import { posted, type Shown } from './posted'

export interface Answer {
  readonly status: number
  readonly body: string
}

/** How long an answer may take before the request counts as left hanging, in ms. */
const patience = 20_000

export type Change = (node: FlowNode) => FlowNode

const same: Change = (node) => node

/** The example of a preset in the real Node-RED, pointed at a stand-in of its own. */
export class Example {
  readonly nodeRed: NodeRed
  readonly standIn: StandIn
  readonly flows: readonly FlowNode[]
  readonly #expected: object[] = []
  readonly #logged: number

  private constructor(nodeRed: NodeRed, standIn: StandIn, flows: readonly FlowNode[]) {
    this.nodeRed = nodeRed
    this.standIn = standIn
    this.flows = flows
    this.#logged = nodeRed.log.length
  }

  static async start(preset: string, changed = same): Promise<Example> {
    const source = sources.find((one) => one.preset === preset)
    assert.ok(source !== undefined)
    const nodeRed = await sharedNodeRed()
    const standIn = await StandIn.start()
    const flows = pointedAt(readExample(nameOf(source)), standIn.server, standIn.key).map(changed)
    nodeRed.debugged.length = 0
    await nodeRed.deploy(flows)
    return new Example(nodeRed, standIn, flows)
  }

  /** All that was logged since the deploy. */
  get log(): string {
    return this.nodeRed.log.slice(this.#logged)
  }

  id(type: string, name?: string): string {
    return idOf(this.flows, type, name)
  }

  /** Sends a request as the tool does: an object as JSON, a text as it is. */
  async post(body: unknown, headers: Readonly<Record<string, string>> = { 'Content-Type': 'application/json' }): Promise<Answer> {
    const path = this.flows.find(({ type }) => type === 'http in')?.url
    const response = await fetch(`${this.nodeRed.url}${String(path)}`, {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(patience)
    })
    return { status: response.status, body: await response.text() }
  }

  /** Sends a request, which has to be answered with 200, and waits for the posts that it makes. */
  async sends(body: unknown, posts: readonly Shown[] = [], headers?: Readonly<Record<string, string>>): Promise<void> {
    assert.deepEqual(await this.post(body, headers), { status: 200, body: '' })
    await this.posts(posts)
  }

  /** Waits for these posts to be all there are beyond those that were waited for before. */
  async posts(posts: readonly Shown[]): Promise<void> {
    this.#expected.push(...posts.map(posted))
    await this.standIn.waitForRequests(this.#expected.length, patience)
    assert.deepEqual(this.standIn.requests.map(({ body }) => JSON.parse(body) as object), this.#expected)
  }

  /** Ends it, once the outcome of every post is known; nothing may have gone wrong in the flow, unless that was expected. */
  async end(failing = false): Promise<void> {
    const { nodeRed, standIn } = this
    const dispatch = this.id('debug', 'Dispatch')
    // Else what Node-RED had no answer for is posted again, to the next one's stand-in.
    await nodeRed.until(() => nodeRed.debugged.filter(({ id }) => id === dispatch).length >= standIn.posts.length, 'the Dispatch of every post')
    await this.standIn.close()
    if (!failing) assert.doesNotMatch(this.log, /\[(error|warn)\]/)
  }
}

/** A MQTT broker, as its users have one. */
export interface Broker {
  readonly port: number
  /** Ends when somebody listens to a topic. */
  readonly listened: Promise<void>
  publish(topic: string, payload: string): Promise<void>
  close(): Promise<void>
}

export const startBroker = async (): Promise<Broker> => {
  const { Aedes } = await import('aedes')
  const aedes = await Aedes.createBroker()
  const server = createServer((socket) => void aedes.handle(socket))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const listened = new Promise<void>((heard) => aedes.once('subscribe', () => heard()))
  return {
    port: (server.address() as AddressInfo).port,
    listened,
    publish: (topic, payload) =>
      new Promise((sent, failed) => {
        const packet = { cmd: 'publish', topic, payload, qos: 1, retain: false, dup: false } as const
        aedes.publish(packet, (error) => (error instanceof Error ? failed(error) : sent()))
      }),
    close: async () => {
      await new Promise<void>((closed) => aedes.close(() => closed()))
      await new Promise<void>((closed) => server.close(() => closed()))
    }
  }
}

/** The broker that an example listens to, at another port. */
export const atBroker =
  ({ port }: Broker): Change =>
  (node) =>
    node.type === 'mqtt-broker' ? { ...node, broker: '127.0.0.1', port: String(port) } : node

/** A port for the `tcp in` node of an example. */
export const freeTcp = async (): Promise<{ readonly port: number; readonly change: Change }> => {
  const port = await freePort(25_514)
  return { port, change: (node) => (node.type === 'tcp in' ? { ...node, port: String(port) } : node) }
}

export const connectTo = (port: number): Promise<Socket> =>
  new Promise((connected, failed) => {
    const socket = connect(port, '127.0.0.1', () => connected(socket)).once('error', failed)
  })

/** A log file that a tool writes and rotates. */
export class LogFile {
  readonly #folder = mkdtempSync(join(tmpdir(), 'alert-courier-test-'))
  readonly path = join(this.#folder, 'tool.json')

  /** Has an example follow this file. */
  get change(): Change {
    return (node) => (node.type === 'exec' ? { ...node, command: `tail -n 0 -F ${this.path}` } : node)
  }

  /** Waits until it is followed: tail says so of a file that is not there yet, and reads it from its beginning when it comes. */
  async followed(example: Example): Promise<void> {
    await example.nodeRed.until(() => example.nodeRed.debugged.some(({ name }) => name === 'tail says'), 'tail to say that there is no file')
  }

  append(...events: readonly unknown[]): void {
    this.write(events.map((event) => `${JSON.stringify(event)}\n`).join(''))
  }

  write(text: string | Buffer): void {
    appendFileSync(this.path, text)
  }

  rotate(): void {
    renameSync(this.path, `${this.path}.1`)
  }

  end(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
