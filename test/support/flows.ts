import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import helper from 'node-red-node-test-helper'
import type { Node, NodeInitializer, NodeMessageInFlow } from 'node-red'
import alertWatchdog from '../../nodes/alert-watchdog'
import mattermostConfig from '../../nodes/mattermost-config'
import sieve from '../../nodes/sieve'
import webhookAction from '../../nodes/webhook-action'

export type Saved = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string }

/** The folder of the Node-RED under test: 4.1 of the root, or the one that is named. */
const nodeRed = process.env.ALERT_COURIER_NODE_RED ?? 'node-red'

helper.init(require.resolve(nodeRed))

const doors = [alertWatchdog, mattermostConfig, sieve, webhookAction]

/** A message as a helper node received it. */
export type Received = NodeMessageInFlow & Readonly<Record<string, unknown>>

/** What the admin API answered. */
export interface Asked {
  readonly status: number
  readonly text: string
  readonly headers: Readonly<Record<string, string>>
}

/** A core node of the Node-RED under test, by its file: `network/05-tls.js`. */
export const coreNode = (file: string): NodeInitializer => {
  const path = require.resolve(`@node-red/nodes/core/${file}`, { paths: [dirname(require.resolve(nodeRed))] })
  return createRequire(path)(path) as NodeInitializer
}

/** A running flow of our nodes, in the Node-RED under test. */
export class Flow {
  /** The folder that outboxes are in. */
  readonly userDir: string

  private constructor(userDir: string) {
    this.userDir = userDir
  }

  /** @param more registers types of a test's own */
  static async start(flows: readonly Saved[], credentials: Readonly<Record<string, object>> = {}, more: readonly NodeInitializer[] = []): Promise<Flow> {
    const userDir = mkdtempSync(join(tmpdir(), 'alert-courier-test-'))
    helper.settings({ userDir })
    await new Promise<void>((started) => helper.startServer(started))
    await helper.load([...doors, ...more], structuredClone(flows) as never, credentials)
    return new Flow(userDir)
  }

  node(id: string): Node {
    return helper.getNode(id)
  }

  /** All messages that a node gets from now on. */
  collect(id: string): Received[] {
    const received: Received[] = []
    this.node(id).on('input', (msg) => received.push(msg))
    return received
  }

  /** The next message that a node gets. */
  next(id: string): Promise<Received> {
    return new Promise((got) => this.node(id).once('input', (msg) => got(msg as Received)))
  }

  /** The first message from now on that a node gets and that is the one looked for. */
  arrival(id: string, isIt: (msg: Received) => boolean): Promise<Received> {
    return new Promise((arrived) => {
      const node = this.node(id)
      const look = (msg: NodeMessageInFlow): void => {
        if (!isIt(msg)) return
        node.removeListener('input', look)
        arrived(msg)
      }
      node.on('input', look)
    })
  }

  /** Deploys flows in place of all there are; nodes that are new have to be collected from anew. */
  async redeploy(flows: readonly Saved[], type: 'full' | 'flows' | 'nodes' = 'full'): Promise<void> {
    await helper.setFlows(structuredClone(flows) as never, type)
  }

  receive(id: string, msg: object): void {
    this.node(id).receive(msg as NodeMessageInFlow)
  }

  /** What was warned of in the log since the start, in order. */
  warnings(): readonly string[] {
    const { args } = (helper as unknown as { log: () => { args: readonly (readonly [{ level: number; msg: string }])[] } }).log()
    return args.filter(([{ level }]) => level === 30).map(([{ msg }]) => msg)
  }

  /** Posts to the admin API, as whoever the headers say. */
  async ask(path: string, body: object | string, headers: Readonly<Record<string, string>> = {}): Promise<Asked> {
    const request = helper.request().post(path).set('Content-Type', 'application/json')
    for (const [name, value] of Object.entries(headers)) void request.set(name, value)
    const { status, text, headers: answered } = await request.send(body)
    return { status, text, headers: answered }
  }

  /** All that was written into the log since the start. */
  log(): string {
    const { args } = (helper as unknown as { log: () => { args: readonly unknown[] } }).log()
    return JSON.stringify(args)
  }

  /** How many listeners the runtime's events have in all. */
  listeners(): number {
    const { events } = (helper as unknown as { _RED: { events: NodeJS.EventEmitter } })._RED
    return events.eventNames().reduce((count, name) => count + events.listenerCount(name), 0)
  }

  async stop(): Promise<void> {
    await helper.unload()
    await new Promise<void>((stopped) => helper.stopServer(() => stopped()))
    rmSync(this.userDir, { recursive: true, force: true })
  }
}
